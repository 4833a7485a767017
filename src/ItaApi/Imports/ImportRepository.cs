using Dapper;
using ItaApi.Database;
using ItaApi.Imports.Files;
using ItaApi.Imports.Jobs;
using ItaApi.Imports.Rows;
using ItaApi.Values;
using Npgsql;

namespace ItaApi.Imports;

/// <summary>Reads imports for answers.</summary>
internal sealed class ImportRepository(NpgsqlDataSource database)
{
    private const string Columns = """
        id, subject, format, mode, dry_run, state, key_id, key_name, warnings, errors, sheets, kinds, received, rows_done, created,
        updated, unchanged, joined, rejected, with_warnings, created_at, started_at, finished_at,
        (rows_done / nullif(extract(epoch from clock_timestamp() - started_at), 0))::int as rows_per_second
        """;

    /// <summary>An import; null if it does not exist or is still being received.</summary>
    public async Task<ImportRecord?> FindAsync(Guid id, CancellationToken ct)
    {
        const string sql = $"""
            select {Columns}
            from import
            where id = @id and state <> 'receiving'
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<ImportRecord>(new CommandDefinition(sql, new { id }, cancellationToken: ct));
    }

    /// <summary>The imports after an id, newest first.</summary>
    public async Task<IReadOnlyList<ImportRecord>> ListAsync(
        ImportState? state, Guid? keyId, bool every, Guid? after, int limit, CancellationToken ct)
    {
        var sql = $"""
            select {Columns}
            from import
            {Where(state, every, (after is not null, "id < @after"))}
            order by id desc
            limit @limit
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<ImportRecord>(
            new CommandDefinition(sql, new { state = state?.ToCode(), keyId, after, limit }, cancellationToken: ct));
        return rows.AsList();
    }

    public async Task<long> CountAsync(ImportState? state, Guid? keyId, bool every, CancellationToken ct)
    {
        var sql = $"""
            select count(*)
            from import
            {Where(state, every)}
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(sql, new { state = state?.ToCode(), keyId }, cancellationToken: ct));
    }

    /// <summary>The rows of an import with errors or warnings, by number, after a row.</summary>
    public async Task<IReadOnlyList<ImportRowRecord>> ListRowsAsync(Guid id, int after, int limit, CancellationToken ct)
    {
        const string sql = """
            select number, line, agency_code, fiscal_year, rejected, outcome, faults, warnings
            from import_outcome
            where import_id = @id and number > @after
            order by number
            limit @limit
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<ImportRowRecord>(
            new CommandDefinition(sql, new { id, after, limit }, cancellationToken: ct));
        return rows.AsList();
    }

    private static string Where(
        ImportState? state, bool every, (bool Given, string Condition) afterCondition = default) => WhereClause.Where(
        (true, "state <> 'receiving'"),
        (state is not null, "state = @state"),
        (!every, "key_id = @keyId"),
        afterCondition);
}

/// <summary>A row of <c>import</c>.</summary>
internal sealed record ImportRecord
{
    public Guid Id { get; init; }
    public ImportOf Subject { get; init; }
    public ImportFormat Format { get; init; }
    public ImportMode Mode { get; init; }
    public bool DryRun { get; init; }
    public ImportState State { get; init; }
    public Guid? KeyId { get; init; }
    public string KeyName { get; init; } = "";
    public string Warnings { get; init; } = "";
    public string Errors { get; init; } = "";
    public string? Sheets { get; init; }
    public string? Kinds { get; init; }
    public int Received { get; init; }
    public int RowsDone { get; init; }
    public int? RowsPerSecond { get; init; }
    public int Created { get; init; }
    public int Updated { get; init; }
    public int Unchanged { get; init; }
    public int Joined { get; init; }
    public int Rejected { get; init; }
    public int WithWarnings { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime? StartedAt { get; init; }
    public DateTime? FinishedAt { get; init; }

    /// <summary>The warnings about no single row.</summary>
    public IReadOnlyList<RowFault> FileWarnings => RowFaults.Read(Warnings);

    public bool IsFinished => State is ImportState.Completed or ImportState.Refused or ImportState.Cancelled;

    /// <summary>The places of its rows.</summary>
    public RowPlaces Places => new(Sheets is null ? null : ReadSheets.Read(Sheets));

    public ImportSummary ToSummary(bool thai) => ToOutcome([], isTruncated: false, thai);

    /// <param name="rows">The rows to list.</param>
    /// <param name="isTruncated">Whether there are more of them.</param>
    /// <param name="thai">Whether messages are in Thai.</param>
    /// <param name="maxWarnings">The most warnings about no single row to list.</param>
    public ImportOutcome ToOutcome(IReadOnlyList<ImportRow> rows, bool isTruncated, bool thai, int maxWarnings = 1_000)
    {
        var warnings = FileWarnings;
        var places = Places;
        return new ImportOutcome
        {
            ImportId = Id,
            Subject = Subject,
            Format = Format,
            DryRun = DryRun,
            Mode = Mode,
            State = State,
            Counts = new ImportCounts
            {
                Received = Received,
                Created = Created,
                Updated = Updated,
                Unchanged = Unchanged,
                Joined = Joined,
                Rejected = Rejected,
                WithWarnings = WithWarnings,
            },
            Progress = IsFinished
                ? null
                : new ImportProgress { RowsDone = RowsDone, Rows = Received, RowsPerSecond = RowsDone == 0 ? null : RowsPerSecond },
            SentBy = KeyName,
            CreatedAt = CreatedAt,
            StartedAt = StartedAt,
            FinishedAt = FinishedAt,
            Warnings = warnings.Count == 0
                ? null
                : [.. warnings.Take(maxWarnings).Select(warning => ImportRemark.Of(warning, thai))],
            Sheets = places.ToSheets(),
            Kinds = Kinds is null ? null : [.. StoredKind.Read(Kinds).Select(kind => kind.ToKind(places, thai))],
            Rows = rows,
            Truncated = isTruncated || warnings.Count > maxWarnings,
            Reasons = RowFaults.Read(Errors) is { Count: > 0 } reasons
                ? [.. reasons.Select(reason => ImportRemark.Of(reason, thai))]
                : null,
        };
    }
}

/// <summary>A row of <c>import_outcome</c>.</summary>
internal sealed record ImportRowRecord
{
    public int Number { get; init; }
    public string? AgencyCode { get; init; }
    public int? FiscalYear { get; init; }
    public bool Rejected { get; init; }
    public string? Outcome { get; init; }
    public string Faults { get; init; } = "";
    public string Warnings { get; init; } = "";

    public int? Line { get; init; }

    public ImportRow ToRow(RowPlaces places, bool thai)
    {
        var (sheet, row) = places.Find(Number);
        return new ImportRow
        {
            Sheet = sheet,
            Row = row,
            Line = Line,
            AgencyCode = AgencyCode,
            FiscalYear = FiscalYear,
            Outcome = Rejected ? RowOutcome.Rejected
                : Outcome is null ? RowOutcome.NotStored
                : Enum.Parse<RowOutcome>(EnumCodes.ToName(typeof(RowOutcome), Outcome)),
            Errors = Remarks(Faults),
            Warnings = Remarks(Warnings),
        };

        IReadOnlyList<ImportRemark> Remarks(string faults) =>
            [.. RowFaults.Read(faults).Select(fault => ImportRemark.Of(places.Placed(fault), thai))];
    }
}
