using Dapper;
using ItaApi.Agencies;
using ItaApi.Assessments.Content;
using ItaApi.Assessments.Results;
using ItaApi.Authentication;
using ItaApi.Database;
using ItaApi.Http.Answers;
using Npgsql;

namespace ItaApi.Assessments;

public sealed class AssessmentRepository(NpgsqlDataSource database, TimeProvider clock)
{
    // The lock waits for an agency that is being deleted, which is then not found; the foreign key alone would fail the insert.
    private const string Sent = """
        select g.code as agency_code, @fiscalYear::smallint as fiscal_year, @frameworkRevision::smallint as framework_revision,
               g.name_th as agency_name_th, g.kind as agency_kind, @basis as basis, @scores::numeric[] as scores, @calculatedNumbers::smallint[] as calculated_numbers,
               @strengthThreshold::numeric as strength_threshold, @total as total, @grade as grade, @verdict as verdict, @instrumentScores::numeric[] as instrument_scores,
               @questions::jsonb as questions, @items::jsonb as items, @reported::jsonb as reported, @notes::jsonb as notes, @source::jsonb as source,
               @now as created_at, @now as updated_at
        from agency g
        cross join acting_as(@keyId, @keyName, @now)
        where g.code = @agencyCode
          and (@provinces::text[] is null or g.province_code = any(@provinces))
        for key share of g
        """;

    private const string Insert = $"""
        insert into assessment (agency_code, fiscal_year, framework_revision, agency_name_th, agency_kind, basis, scores, calculated_numbers,
                                strength_threshold, total, grade, verdict, instrument_scores, questions, items, reported, notes, source,
                                created_at, updated_at)
        {Sent}
        """;

    /// <summary>What a change makes of a row; the agency's name and kind stay those of the time of creation.</summary>
    private const string Change = """
        set framework_revision = excluded.framework_revision, basis = excluded.basis, scores = excluded.scores,
            calculated_numbers = excluded.calculated_numbers, strength_threshold = excluded.strength_threshold, total = excluded.total,
            grade = excluded.grade, verdict = excluded.verdict, instrument_scores = excluded.instrument_scores, questions = excluded.questions, items = excluded.items,
            reported = excluded.reported, notes = excluded.notes, source = excluded.source, updated_at = excluded.updated_at
        """;

    // A trigger counts the version, and only for a change. *= compares what is stored to the byte, as that trigger does.
    private const string MayChange = """
        not @mustNotExist
        and (@anyVersion
             or assessment.version || '-' || (select province_code from agency where code = @agencyCode) = any(@states)
             or row(assessment.framework_revision, assessment.scores, assessment.calculated_numbers, assessment.strength_threshold,
                    assessment.questions, assessment.items, assessment.reported, assessment.notes, assessment.source)::record
                *= row(excluded.framework_revision, excluded.scores, excluded.calculated_numbers, excluded.strength_threshold,
                       excluded.questions, excluded.items, excluded.reported, excluded.notes, excluded.source)::record)
        """;

    /// <summary>That nothing published of an assessment <c>a</c> differs from what its scores come to.</summary>
    private const string Agrees = "a.scores is not null and coalesce(a.verdict, 'agrees') = 'agrees'";

    private const string Asked = """
        from unnest((select @agencyCodes), (select @fiscalYears)) with ordinality as k (agency_code, fiscal_year, place)
        join assessment a on a.agency_code = k.agency_code and a.fiscal_year = k.fiscal_year
        join agency g on g.code = a.agency_code
        """;

    /// <summary>What is not known before: the rest of the row is what was just sent.</summary>
    private const string Returning = """
        returning assessment.agency_name_th, assessment.agency_kind, (select province_code from agency where code = @agencyCode) as province_code,
                  assessment.version, assessment.created_at, assessment.updated_at
        """;

    private readonly BatchedRead<AgencyYear, AssessmentRow> whole = ByKey(database, $"""
        select a.agency_code, a.fiscal_year, a.framework_revision, a.agency_name_th, a.agency_kind, g.province_code,
               a.scores, a.calculated_numbers, a.strength_threshold, a.questions, a.items, a.reported, a.notes, a.source,
               {Agrees} as agrees, a.version, a.created_at, a.updated_at, k.place
        {Asked}
        """);

    private readonly BatchedRead<AgencyYear, AssessmentRow> forResult = ByKey(database, $"""
        select a.agency_code, a.fiscal_year, a.framework_revision, a.agency_name_th, a.agency_kind, g.province_code,
               a.scores, a.calculated_numbers, a.strength_threshold, v.agrees, a.version,
               case when not v.agrees then a.questions end as questions,
               case when v.agrees then jsonb_path_query_array(a.items, '$[*] ? (@.score == 0)') else a.items end as items,
               case when not v.agrees then a.reported end as reported,
               k.place
        {Asked}
        cross join lateral (select {Agrees} as agrees) v
        """);

    private readonly BatchedRead<AgencyYear, AssessmentRow> scores = ByKey(database, $"""
        select a.agency_code, a.fiscal_year, a.framework_revision, a.agency_name_th, a.agency_kind, g.province_code,
               a.scores, a.calculated_numbers, a.strength_threshold, a.questions, a.items, a.reported, a.version, k.place
        {Asked}
        """);

    public Task<AssessmentRow?> FindAsync(string agencyCode, int fiscalYear, CancellationToken ct) => whole.FindAsync(new(agencyCode, fiscalYear), ct);

    /// <summary>
    /// What a result needs of an assessment. Where it <see cref="AssessmentRow.Agrees"/>, that is the scores, and of the items those that are
    /// zero; what was published is needed only to say how it differs.
    /// </summary>
    public Task<AssessmentRow?> FindForResultAsync(string agencyCode, int fiscalYear, CancellationToken ct) => forResult.FindAsync(new(agencyCode, fiscalYear), ct);

    /// <summary>What an audit, a trace or a simulation needs of an assessment: everything but the document's words.</summary>
    public Task<AssessmentRow?> FindScoresAsync(string agencyCode, int fiscalYear, CancellationToken ct) => scores.FindAsync(new(agencyCode, fiscalYear), ct);

    /// <summary>
    /// Creates or changes an assessment; an equal one makes no version. Null where the agency is not known or not of the caller's
    /// provinces, or the condition does not hold.
    /// </summary>
    public async Task<(AssessmentRow Row, bool Created)?> PutAsync(
        string agencyCode, int fiscalYear, AssessmentContent content, Evaluation evaluation, Caller caller, Preconditions given, CancellationToken ct)
    {
        const string put = $"""
            {Insert}
            on conflict (agency_code, fiscal_year) do update
            {Change}
            where {MayChange}
            {Returning}, assessment.xmax = 0 as created
            """;

        // Whoever names a version creates nothing, not even where another deletes it meanwhile; and PostgreSQL takes a quarter longer for an
        // insert that finds its row there.
        const string change = $"""
            update assessment
            {Change}
            from ({Sent}) excluded
            where assessment.agency_code = excluded.agency_code and assessment.fiscal_year = excluded.fiscal_year and {MayChange}
            {Returning}, false as created
            """;

        return await WriteAsync(given.MustExist ? change : put, agencyCode, fiscalYear, content, evaluation, caller, given, ct);
    }

    /// <summary>Creates an assessment; null where there is one, or the agency is not known or not of the caller's provinces.</summary>
    public async Task<AssessmentRow?> CreateAsync(
        string agencyCode, int fiscalYear, AssessmentContent content, Evaluation evaluation, Caller caller, CancellationToken ct)
    {
        const string sql = $"""
            {Insert}
            on conflict (agency_code, fiscal_year) do nothing
            {Returning}, true as created
            """;

        return (await WriteAsync(sql, agencyCode, fiscalYear, content, evaluation, caller, Preconditions.None, ct))?.Row;
    }

    /// <summary>Deletes an assessment; false where it is not there, its province is not the caller's, or the condition does not hold.</summary>
    public async Task<bool> DeleteAsync(string agencyCode, int fiscalYear, Caller caller, Preconditions given, CancellationToken ct)
    {
        // The agency first: whoever deletes that holds it and then looks for its assessments, so that the other order would have the two
        // wait for each other.
        const string sql = """
            with owner as materialized (
                select code, province_code from agency where code = @agencyCode for share
            )
            delete from assessment a
            using owner g, acting_as(@keyId, @keyName, @now)
            where a.agency_code = g.code and a.fiscal_year = @fiscalYear
              and (@provinces::text[] is null or g.province_code = any(@provinces))
              and (@anyVersion or a.version || '-' || g.province_code = any(@states))
            """;

        var parameters = new { agencyCode, fiscalYear, caller.KeyId, caller.KeyName, caller.Provinces, given.AnyVersion, given.States, now = clock.GetUtcNow() };
        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: ct)) == 1;
    }

    /// <summary>What stands where a write was refused: the agency's province and the version; null where the agency is not known.</summary>
    public async Task<StoredAssessmentVersion?> FindStandingAsync(string agencyCode, int fiscalYear, CancellationToken ct)
    {
        const string sql = """
            select g.province_code, a.version
            from agency g
            left join assessment a on a.agency_code = g.code and a.fiscal_year = @fiscalYear
            where g.code = @agencyCode
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<StoredAssessmentVersion>(
            new CommandDefinition(sql, new { agencyCode, fiscalYear }, cancellationToken: ct));
    }

    private async Task<(AssessmentRow Row, bool Created)?> WriteAsync(
        string sql, string agencyCode, int fiscalYear, AssessmentContent content, Evaluation evaluation,
        Caller caller, Preconditions given, CancellationToken ct)
    {
        var values = AssessmentColumns.From(content, evaluation);
        var parameters = new
        {
            agencyCode,
            fiscalYear,
            values.FrameworkRevision,
            values.Basis,
            values.Scores,
            values.CalculatedNumbers,
            values.StrengthThreshold,
            values.Total,
            values.Grade,
            values.Verdict,
            values.InstrumentScores,
            values.Questions,
            values.Items,
            values.Reported,
            values.Notes,
            values.Source,
            caller.KeyId,
            caller.KeyName,
            caller.Provinces,
            given.MustNotExist,
            given.AnyVersion,
            given.States,
            now = clock.GetUtcNow(),
        };
        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<Written>(new CommandDefinition(sql, parameters, cancellationToken: ct)) is { } written
            ? (written.ToRow(agencyCode, fiscalYear, values), written.Created)
            : null;
    }

    private static BatchedRead<AgencyYear, AssessmentRow> ByKey(NpgsqlDataSource database, string sql) => new(database, sql, static keys =>
    [
        new NpgsqlParameter<string[]>("agencyCodes", [.. keys.Select(key => key.AgencyCode)]),
        new NpgsqlParameter<int[]>("fiscalYears", [.. keys.Select(key => key.FiscalYear)]),
    ]);

    private readonly record struct AgencyYear(string AgencyCode, int FiscalYear);

    /// <summary>What a write returns.</summary>
    private sealed record Written
    {
        public string AgencyNameTh { get; init; } = "";
        public AgencyKind AgencyKind { get; init; }
        public string ProvinceCode { get; init; } = "";
        public int Version { get; init; }
        public DateTime CreatedAt { get; init; }
        public DateTime UpdatedAt { get; init; }
        public bool Created { get; init; }

        public AssessmentRow ToRow(string agencyCode, int fiscalYear, AssessmentColumns values) => new()
        {
            AgencyCode = agencyCode,
            FiscalYear = fiscalYear,
            FrameworkRevision = values.FrameworkRevision,
            AgencyNameTh = AgencyNameTh,
            AgencyKind = AgencyKind,
            ProvinceCode = ProvinceCode,
            Scores = values.Scores,
            CalculatedNumbers = values.CalculatedNumbers,
            StrengthThreshold = values.StrengthThreshold,
            Questions = values.Questions,
            Items = values.Items,
            Reported = values.Reported,
            Notes = values.Notes,
            Source = values.Source,
            Version = Version,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
        };
    }
}
