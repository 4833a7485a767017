using System.Text.Json;
using Dapper;
using ItaApi.Authentication;
using ItaApi.Database;
using ItaApi.Http.Answers;
using ItaApi.Http.Serialization;
using ItaApi.Values;
using Npgsql;

namespace ItaApi.Measures;

/// <summary>
/// Reads and writes measures. A write locks what it is judged by and judges in one statement, which answers what it found as well:
/// of two clients who meet, the second is judged by what the first has made of it, and told what that is.
/// </summary>
internal sealed class MeasureRepository(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>
    /// The measure a change is about, as it stands once nobody else changes it. The agency is locked first: whoever deletes that holds it
    /// and then looks for its measures, so that the other order would have the two wait for each other.
    /// </summary>
    private const string Found = """
        with found as (
            select m.id, m.agency_code, g.province_code, m.version, m.status, jsonb_array_length(m.progress) as reports
            from measure m
            join agency g on g.code = m.agency_code
            where m.id = @id
            for share of g
            for update of m
        )
        """;

    private const string MayWrite =
        "(@provinces::text[] is null or f.province_code = any(@provinces) or f.agency_code = any(@agencies))";

    /// <summary>The measure that was sent, if the caller may write in its province. A status that is not named stays as it is.</summary>
    private const string Sent = $"""
        select @id as id, f.agency_code, @basedOnFiscalYear::smallint as based_on_fiscal_year,
               @implementFiscalYear::smallint as implement_fiscal_year, @instrument::text as instrument,
               @indicators::smallint[] as indicators, @items::text[] as items, @headingTh::text as heading_th, @titles::text[] as titles,
               @weaknesses::text[] as weaknesses, @steps::text[] as steps, @responsibleUnits::text[] as responsible_units,
               @periodText::text as period_text, @startsOn::date as starts_on, @endsOn::date as ends_on,
               @monitoringTh::text as monitoring_th, @position::smallint as position, coalesce(@status, f.status, 'planned') as status,
               @now as created_at, @now as updated_at
        from found f
        cross join acting_as(@keyId, @keyName, @now)
        where {MayWrite}
        """;

    private const string Outcome = $"""
        select f.agency_code, f.province_code, f.version, f.status, f.reports, {MeasureSql.Read}
        from found f
        left join written m on true
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

    /// <summary>Creates a measure; null where the agency is not known.</summary>
    public Task<MeasureWrite?> CreateAsync(string agencyCode, MeasureBody body, Caller caller, CancellationToken ct)
    {
        // The lock waits for an agency that is being deleted, which is then not found; the foreign key alone would fail the insert.
        const string sql = $"""
            with found as (
                select g.code as agency_code, g.province_code, null::integer as version, null::text as status, 0 as reports
                from agency g
                where g.code = @agencyCode
                for key share of g
            ),
            written as (
                {MeasureSql.Insert} ({Sent}) sent
                returning {MeasureSql.Read}
            )
            {Outcome}
            """;

        var now = clock.GetUtcNow();
        return WriteAsync(sql, Parameters(Guid.CreateVersion7(now), agencyCode, body, caller, Preconditions.None, now), ct);
    }

    /// <summary>
    /// Replaces a measure but for its agency and its progress, and for its status where the body names none; one that is equal makes no
    /// version. Null where there is none.
    /// </summary>
    public Task<MeasureWrite?> PutAsync(Guid id, MeasureBody body, Caller caller, Preconditions given, CancellationToken ct)
    {
        // A trigger counts the version, and only for a change.
        const string sql = $"""
            {Found},
            written as (
                update measure m
                set {MeasureSql.Assignments}
                from ({Sent}) excluded
                where m.id = excluded.id
                  and (@agencyCode::text is null or m.agency_code = @agencyCode)
                  and not @mustNotExist
                  and (@anyVersion or m.version::text = any(@states) or not ({MeasureSql.Differs}))
                  and (@status::text is null or m.status = any(@statusesBefore))
                returning {MeasureSql.Read}
            )
            {Outcome}
            """;

        return WriteAsync(sql, Parameters(id, body.AgencyCode, body, caller, given, clock.GetUtcNow()), ct);
    }

    /// <summary>Adds a report, and gives the measure the status it states. Null where there is no such measure.</summary>
    public Task<MeasureWrite?> AppendAsync(Guid id, ProgressBody body, Caller caller, CancellationToken ct)
    {
        const string sql = $"""
            {Found},
            written as (
                update measure m
                set progress = m.progress || @report::jsonb, status = coalesce(@status, m.status), updated_at = @now
                from found f
                cross join acting_as(@keyId, @keyName, @now)
                where m.id = f.id
                  and {MayWrite}
                  and jsonb_array_length(m.progress) < @maxReports
                  and (@status::text is null or m.status = any(@statusesBefore))
                returning {MeasureSql.Read}
            )
            {Outcome}
            """;

        var now = clock.GetUtcNow();
        // The database keeps microseconds: a report is recorded when the measure was updated, to the last digit.
        var recordedAt = now.UtcDateTime.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        return WriteAsync(
            sql,
            new
            {
                id,
                report = JsonSerializer.Serialize(body.ToProgress(recordedAt), Json.Options),
                status = body.StatusMeant?.ToCode(),
                statusesBefore = CodesBefore(body.StatusMeant, reasonIsGiven: body.Reason is not null),
                maxReports = ProgressBodyValidator.MaxReports,
                caller.KeyId,
                caller.KeyName,
                caller.Provinces,
                caller.Agencies,
                now,
            },
            ct);
    }

    /// <summary>Deletes a measure, and answers it as it was. Null where there is none.</summary>
    public Task<MeasureWrite?> DeleteAsync(Guid id, Caller caller, Preconditions given, CancellationToken ct)
    {
        const string sql = $"""
            {Found},
            written as (
                delete from measure m
                using found f, acting_as(@keyId, @keyName, @now)
                where m.id = f.id
                  and {MayWrite}
                  and (@anyVersion or m.version::text = any(@states))
                returning {MeasureSql.Read}
            )
            {Outcome}
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
        return WriteAsync(sql, parameters, ct);
    }

    private async Task<MeasureWrite?> WriteAsync(string sql, object parameters, CancellationToken ct)
    {
        await using var connection = await database.OpenToWriteAsync(ct);
        var writes = await connection.QueryAsync<StoredMeasureVersion, MeasureRow?, MeasureWrite>(
            new CommandDefinition(sql, parameters, cancellationToken: ct),
            static (standing, row) => new MeasureWrite(standing, row?.ToMeasure()),
            splitOn: "id");
        return writes.SingleOrDefault();
    }

    private static object Parameters(
        Guid id, string? agencyCode, MeasureBody body, Caller caller, Preconditions given, DateTimeOffset now) => new
    {
        id,
        agencyCode,
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
        statusesBefore = CodesBefore(body.StatusMeant, reasonIsGiven: false),
        caller.KeyId,
        caller.KeyName,
        caller.Provinces,
        caller.Agencies,
        given.MustNotExist,
        given.AnyVersion,
        given.States,
        now,
    };

    private static string[] CodesBefore(MeasureStatus? status, bool reasonIsGiven) =>
        status is { } to ? StatusChanges.CodesBefore(to, reasonIsGiven) : [];
}
