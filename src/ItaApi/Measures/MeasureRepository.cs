using Dapper;
using ItaApi.Authentication;
using ItaApi.Database;
using ItaApi.Faults;
using ItaApi.Http.Answers;
using ItaApi.Values;
using Npgsql;

namespace ItaApi.Measures;

/// <summary>Reads and writes measures.</summary>
internal sealed class MeasureRepository(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>
    /// The measure that was sent, if the caller may write for its agency. A status and an external id that are not named stay as they are.
    /// </summary>
    private const string Sent = $"""
        select @id as id, f.agency_code, coalesce(@externalId, f.external_id) as external_id,
               @basedOnFiscalYear::smallint as based_on_fiscal_year, @implementFiscalYear::smallint as implement_fiscal_year,
               @instrument::text as instrument,
               @indicators::smallint[] as indicators, @items::text[] as items, @headingTh::text as heading_th, @titles::text[] as titles,
               @weaknesses::text[] as weaknesses, @steps::text[] as steps, @responsibleUnits::text[] as responsible_units,
               @periodText::text as period_text, @startsOn::date as starts_on, @endsOn::date as ends_on,
               @monitoringTh::text as monitoring_th, @position::smallint as position, coalesce(@status, f.status, 'planned') as status,
               @reports::jsonb as progress, @reportIds::uuid[] as report_ids, @now as created_at, @now as updated_at
        from found f
        cross join acting_as(@keyId, @keyName, @now)
        where {MeasureStatements.MayWrite}
        """;

    private readonly BatchedRead<Guid, MeasureRow> byId = new(
        database,
        $"""
        select {MeasureSql.Read}, k.place
        from unnest((select @ids)) with ordinality as k (id, place)
        join measure m on m.id = k.id
        """,
        static ids => [new NpgsqlParameter<Guid[]>("ids", [.. ids])]);

    public async Task<Measure?> FindAsync(Guid id, CancellationToken ct) => (await byId.FindAsync(id, ct))?.ToMeasure();

    /// <summary>
    /// Creates a measure, or changes the one that has its external id; null where the agency is not known. What was found has a version
    /// where the measure was there.
    /// </summary>
    public async Task<MeasureWrite?> CreateAsync(string agencyCode, MeasureBody body, Caller caller, CancellationToken ct)
    {
        while (true)
        {
            if (body.ExternalId is { } externalId && await FindIdAsync(agencyCode, externalId, ct) is { } known)
            {
                // Deleted in between, it is created.
                if (await PutAsync(known, body, caller, Preconditions.None, ct) is { } changed)
                    return changed;
                continue;
            }

            var created = await InsertAsync(agencyCode, body, caller, ct);
            if (created is not { Measure: null } || !caller.MayWrite(created.Found.ProvinceCode, agencyCode))
                return created;
        }
    }

    /// <summary>
    /// Replaces a measure but for its agency and its stored reports, and for its status and its external id where the body names none.
    /// Reports that it has not are added; a body that is equal makes no version. Null where there is none.
    /// </summary>
    /// <exception cref="ProblemException">A report names a stored one and differs from it.</exception>
    public async Task<MeasureWrite?> PutAsync(Guid id, MeasureBody body, Caller caller, Preconditions given, CancellationToken ct)
    {
        if (body.Progress is not { Count: > 0 } sent)
            return await ReplaceAsync(id, body, SentReports.None, judgedBy: null, caller, given, ct);

        // Which reports are new is judged by what is stored, and judged again where that has changed before the write.
        while (true)
        {
            if (await FindAsync(id, ct) is not { } stored)
                return null;

            var reports = SentReports.Of(id, stored.Progress, sent);
            if (reports.Faults.Count > 0)
                throw new ProblemException(Problem.Invalid(reports.Faults));
            var write = await ReplaceAsync(id, reports.Complete(body, stored.Status), reports, stored.Version, caller, given, ct);
            if (write is not { Measure: null } || write.Found.Version == stored.Version)
                return write;
        }
    }

    private async Task<Guid?> FindIdAsync(string agencyCode, string externalId, CancellationToken ct)
    {
        const string sql = "select id from measure where agency_code = @agencyCode and external_id = @externalId";

        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<Guid?>(
            new CommandDefinition(sql, new { agencyCode, externalId }, cancellationToken: ct));
    }

    private Task<MeasureWrite?> InsertAsync(string agencyCode, MeasureBody body, Caller caller, CancellationToken ct)
    {
        // The lock waits for an agency that is being deleted, which is then not found; the foreign key alone would fail the insert.
        const string sql = $"""
            with found as (
                select null::uuid as id, g.code as agency_code, g.province_code, null::integer as version, null::text as status,
                       null::text as external_id, 0 as reports
                from agency g
                where g.code = @agencyCode
                for key share of g
            ),
            written as (
                {MeasureSql.Insert} ({Sent}) sent
                on conflict do nothing
                returning {MeasureSql.Read}
            )
            {MeasureStatements.Outcome}
            """;

        var now = clock.GetUtcNow();
        var reports = SentReports.Of(measureId: default, stored: [], body.Progress ?? []);
        var complete = reports.Complete(body, stored: null);
        return MeasureStatements.WriteAsync(
            database, sql, Parameters(Guid.CreateVersion7(now), agencyCode, complete, reports, caller, Preconditions.None, now), ct);
    }

    private async Task<MeasureWrite?> ReplaceAsync(
        Guid id, MeasureBody body, SentReports reports, int? judgedBy, Caller caller, Preconditions given, CancellationToken ct)
    {
        // A trigger counts the version, and only for a change.
        const string sql = $"""
            {MeasureStatements.Found},
            written as (
                update measure m
                set {MeasureSql.Assignments}, {MeasureSql.Appended}
                from ({Sent}) excluded
                where m.id = excluded.id
                  and (@agencyCode::text is null or m.agency_code = @agencyCode)
                  and not @mustNotExist
                  and (@judgedBy::integer is null or m.version = @judgedBy)
                  and (@anyVersion or m.version::text = any(@states) or not ({MeasureSql.Differs}))
                  and (@status::text is null or m.status = any(@statusesBefore))
                  and jsonb_array_length(m.progress) + cardinality(excluded.report_ids) <= @maxReports
                returning {MeasureSql.Read}
            )
            {MeasureStatements.Outcome}
            """;

        var parameters = Parameters(id, body.AgencyCode, body, reports, caller, given, clock.GetUtcNow(), judgedBy);
        return await MeasureStatements.WriteAsync(database, sql, parameters, ct) is { } write
            ? write with { AskedStatus = body.StatusMeant, AddedReports = reports.Added.Count }
            : null;
    }

    /// <summary>Deletes a measure, and answers it as it was. Null where there is none.</summary>
    public Task<MeasureWrite?> DeleteAsync(Guid id, Caller caller, Preconditions given, CancellationToken ct)
    {
        const string sql = $"""
            {MeasureStatements.Found},
            written as (
                delete from measure m
                using found f, acting_as(@keyId, @keyName, @now)
                where m.id = f.id
                  and {MeasureStatements.MayWrite}
                  and (@anyVersion or m.version::text = any(@states))
                returning {MeasureSql.Read}
            )
            {MeasureStatements.Outcome}
            """;

        var parameters = new
        {
            id,
            caller.KeyId,
            caller.KeyName,
            caller.Provinces,
            caller.Agencies,
            given.AnyVersion,
            given.States,
            now = clock.GetUtcNow(),
        };
        return MeasureStatements.WriteAsync(database, sql, parameters, ct);
    }

    private static object Parameters(
        Guid id, string? agencyCode, MeasureBody body, SentReports reports, Caller caller, Preconditions given, DateTimeOffset now,
        int? judgedBy = null) => new
    {
        id,
        agencyCode,
        body.ExternalId,
        body.BasedOnFiscalYear,
        implementFiscalYear = body.ImplementFiscalYear ?? body.BasedOnFiscalYear + 1,
        body.Instrument,
        indicators = body.Indicators?.Select(number => (short)number).ToArray() ?? [],
        items = body.Items?.ToArray() ?? [],
        body.HeadingTh,
        titles = body.Titles!.ToArray(),
        weaknesses = body.Weaknesses?.ToArray() ?? [],
        steps = body.Steps?.ToArray() ?? [],
        responsibleUnits = body.ResponsibleUnits?.ToArray() ?? [],
        body.PeriodText,
        startsOn = CalendarDate.Parse(body.StartsOn),
        endsOn = CalendarDate.Parse(body.EndsOn),
        body.MonitoringTh,
        body.Position,
        status = body.StatusMeant?.ToCode(),
        statusesBefore = MeasureStatements.CodesBefore(body.StatusMeant, reports.GiveReasonFor(body.StatusMeant)),
        reports = reports.ToJson(MeasureStatements.RecordedAt(now)),
        reportIds = reports.NewIds(now),
        maxReports = ProgressBodyValidator.MaxReports,
        judgedBy,
        caller.KeyId,
        caller.KeyName,
        caller.Provinces,
        caller.Agencies,
        given.MustNotExist,
        given.AnyVersion,
        given.States,
        now,
    };
}
