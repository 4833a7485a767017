using Dapper;
using ItaApi.Agencies;
using ItaApi.Assessments.Content;
using ItaApi.Assessments.Results;
using ItaApi.Authentication;
using ItaApi.Database;
using ItaApi.Http.Answers;
using Npgsql;

namespace ItaApi.Assessments;

internal sealed class AssessmentRepository(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>The assessment that was sent, if the caller may write in its province.</summary>
    /// <remarks>The lock waits for an agency that is being deleted, which is then not found; the foreign key alone would fail the
    /// insert.</remarks>
    private const string Sent = $"""
        select g.code as agency_code, @fiscalYear::smallint as fiscal_year, g.name_th as agency_name_th, g.kind as agency_kind,
               @frameworkRevision::smallint as framework_revision, @scores::numeric[] as scores,
               @calculatedNumbers::smallint[] as calculated_numbers, @strengthThreshold::numeric as strength_threshold,
               @questions::jsonb as questions, @items::jsonb as items, @reported::jsonb as reported,
               @respondents::jsonb as respondents, @notes::jsonb as notes, @source::jsonb as source, @basis as basis,
               @total as total, @grade as grade, @verdict as verdict,
               @instrumentScores::numeric[] as instrument_scores, null::integer as version, @now as created_at, @now as updated_at
        from agency g
        cross join acting_as(@keyId, @keyName, @now)
        where g.code = @agencyCode
          and {WriteRights.OfAgency}
        for key share of g
        """;

    // A trigger counts the version, and only for a change.
    private const string MayChange = $"""
        not @mustNotExist
        and (@anyVersion
             or a.version || '-' || (select province_code from agency where code = @agencyCode) = any(@states)
             or not ({AssessmentSql.Differs}))
        """;

    /// <summary>What is not known before: the rest of the row is what was just sent.</summary>
    private const string Returning = $"""
        returning a.agency_name_th, a.agency_kind, (select province_code from agency where code = @agencyCode) as province_code,
                  (select {AssessmentSql.IsOutside} from agency g where g.code = @agencyCode) as is_outside,
                  a.version, a.created_at, a.updated_at
        """;

    private const string Key = $"""
        a.agency_code, a.fiscal_year, a.agency_name_th, a.agency_kind, g.province_code, {AssessmentSql.IsOutside} as is_outside
        """;

    private const string Asked = """
        from unnest((select @agencyCodes), (select @fiscalYears)) with ordinality as k (agency_code, fiscal_year, place)
        join assessment a on a.agency_code = k.agency_code and a.fiscal_year = k.fiscal_year
        join agency g on g.code = a.agency_code
        """;

    private readonly BatchedRead<AgencyYear, AssessmentRow> whole = ByKey(
        database, $"select {Key}, {AssessmentSql.Columns}, a.version, a.created_at, a.updated_at, k.place {Asked}");

    private readonly BatchedRead<AgencyYear, AssessmentRow> figures = ByKey(
        database, $"select {Key}, {AssessmentSql.Figures}, verdict, a.version, k.place {Asked}");

    public Task<AssessmentRow?> FindAsync(string agencyCode, int fiscalYear, CancellationToken ct) =>
        whole.FindAsync(new(agencyCode, fiscalYear), ct);

    /// <summary>What a result, an audit, a trace or a simulation needs of an assessment: everything but the document's words.</summary>
    public Task<AssessmentRow?> FindFiguresAsync(string agencyCode, int fiscalYear, CancellationToken ct) =>
        figures.FindAsync(new(agencyCode, fiscalYear), ct);

    /// <summary>
    /// Creates or changes an assessment; an equal one makes no version. Null where the agency is not known or not of the caller's
    /// provinces, or the condition does not hold.
    /// </summary>
    public async Task<(AssessmentRow Row, bool Created)?> PutAsync(
        string agencyCode, int fiscalYear, AssessmentContent content, Evaluation evaluation,
        Caller caller, Preconditions given, CancellationToken ct)
    {
        const string put = $"""
            {AssessmentSql.Insert} ({Sent}) sent
            {AssessmentSql.OnConflict} {MayChange}
            {Returning}, a.xmax = 0 as created
            """;

        // Whoever names a version creates nothing, not even where another deletes it meanwhile; and PostgreSQL takes a quarter longer for
        // an
        // insert that finds its row there.
        const string change = $"""
            update assessment a
            set {AssessmentSql.Assignments}
            from ({Sent}) excluded
            where a.agency_code = excluded.agency_code and a.fiscal_year = excluded.fiscal_year and {MayChange}
            {Returning}, false as created
            """;

        return await WriteAsync(given.MustExist ? change : put, agencyCode, fiscalYear, content, evaluation, caller, given, ct);
    }

    /// <summary>Creates an assessment; null where there is one, or the agency is not known or not of the caller's provinces.</summary>
    public async Task<AssessmentRow?> CreateAsync(
        string agencyCode, int fiscalYear, AssessmentContent content, Evaluation evaluation, Caller caller, CancellationToken ct)
    {
        const string sql = $"""
            {AssessmentSql.Insert} ({Sent}) sent
            on conflict (agency_code, fiscal_year) do nothing
            {Returning}, true as created
            """;

        return (await WriteAsync(sql, agencyCode, fiscalYear, content, evaluation, caller, Preconditions.None, ct))?.Row;
    }

    /// <summary>
    /// Deletes an assessment; false where it is not there, its province is not the caller's, or the condition does not hold.
    /// </summary>
    public async Task<bool> DeleteAsync(string agencyCode, int fiscalYear, Caller caller, Preconditions given, CancellationToken ct)
    {
        // The agency first: whoever deletes that holds it and then looks for its assessments, so that the other order would have the two
        // wait for each other.
        const string sql = $"""
            with owner as materialized (
                select code, province_code from agency where code = @agencyCode for share
            )
            delete from assessment a
            using owner g, acting_as(@keyId, @keyName, @now)
            where a.agency_code = g.code and a.fiscal_year = @fiscalYear
              and {WriteRights.OfAgency}
              and (@anyVersion or a.version || '-' || g.province_code = any(@states))
            """;

        var parameters = new
        {
            agencyCode,
            fiscalYear,
            caller.KeyId,
            caller.KeyName,
            caller.Provinces,
            caller.Agencies,
            given.AnyVersion,
            states = StoredAssessmentVersion.StatesOf(given),
            now = clock.GetUtcNow(),
        };
        await using var connection = await database.OpenToWriteAsync(ct);
        return await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: ct)) == 1;
    }

    /// <summary>What stands where a write was refused: the agency's province and the version; null where the agency is not known.</summary>
    public async Task<StoredAssessmentVersion?> FindStandingAsync(string agencyCode, int fiscalYear, CancellationToken ct)
    {
        const string sql = $"""
            select g.province_code, a.version, {AssessmentSql.IsOutside} as is_outside
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
        var parameters = new WriteParameters(values)
        {
            AgencyCode = agencyCode,
            FiscalYear = fiscalYear,
            KeyId = caller.KeyId,
            KeyName = caller.KeyName,
            Provinces = caller.Provinces,
            Agencies = caller.Agencies,
            MustNotExist = given.MustNotExist,
            AnyVersion = given.AnyVersion,
            States = StoredAssessmentVersion.StatesOf(given),
            Now = clock.GetUtcNow(),
        };
        await using var connection = await database.OpenToWriteAsync(ct);
        var command = new CommandDefinition(sql, parameters, cancellationToken: ct);
        return await connection.QuerySingleOrDefaultAsync<Written>(command) is { } written
            ? (written.ToRow(agencyCode, fiscalYear, values), written.Created)
            : null;
    }

    private static BatchedRead<AgencyYear, AssessmentRow> ByKey(NpgsqlDataSource database, string sql) => new(database, sql, static keys =>
    [
        new NpgsqlParameter<string[]>("agencyCodes", Array.ConvertAll(keys, key => key.AgencyCode)),
        new NpgsqlParameter<int[]>("fiscalYears", Array.ConvertAll(keys, key => key.FiscalYear)),
    ]);

    private readonly record struct AgencyYear(string AgencyCode, int FiscalYear);

    /// <summary>What a writing statement takes: the columns, whose they are, who writes, and under which condition.</summary>
    private sealed record WriteParameters : AssessmentColumns
    {
        public WriteParameters(AssessmentColumns columns) : base(columns)
        {
        }

        public required string AgencyCode { get; init; }
        public required int FiscalYear { get; init; }
        public required Guid? KeyId { get; init; }
        public required string KeyName { get; init; }
        public required string[]? Provinces { get; init; }
        public required string[] Agencies { get; init; }
        public required bool MustNotExist { get; init; }
        public required bool AnyVersion { get; init; }
        public required string[] States { get; init; }
        public required DateTimeOffset Now { get; init; }
    }

    /// <summary>What a write returns.</summary>
    private sealed record Written
    {
        public string AgencyNameTh { get; init; } = "";
        public AgencyKind AgencyKind { get; init; }
        public string ProvinceCode { get; init; } = "";
        public bool IsOutside { get; init; }
        public int Version { get; init; }
        public DateTime CreatedAt { get; init; }
        public DateTime UpdatedAt { get; init; }
        public bool Created { get; init; }

        public AssessmentRow ToRow(string agencyCode, int fiscalYear, AssessmentColumns values) => new(values)
        {
            AgencyCode = agencyCode,
            FiscalYear = fiscalYear,
            AgencyNameTh = AgencyNameTh,
            AgencyKind = AgencyKind,
            ProvinceCode = ProvinceCode,
            IsOutside = IsOutside,
            Version = Version,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
        };
    }
}
