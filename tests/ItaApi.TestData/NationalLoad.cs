using System.Text.Json;
using ItaApi.Http.Serialization;
using ItaApi.Values;
using Npgsql;
using NpgsqlTypes;

namespace ItaApi.TestData;

/// <summary>
/// The quick way of the country into a database: binary COPY of the rows the service would store. The database's own triggers count the
/// versions and write the history and the change feed, as they do for the service.
/// </summary>
internal static class NationalLoad
{
    /// <summary>Adds the country to a database that has the schema, the provinces and the shipped frameworks, in one transaction.</summary>
    /// <param name="at">The moment all of it is said to have been written; UTC.</param>
    public static async Task CopyAsync(NpgsqlDataSource database, NationalData data, DateTime at, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await ExecuteAsync(connection, "select acting_as(null, 'national data', $1)", ct, at);
        await AddFrameworksAsync(connection, data, at, ct);
        await CopyAgenciesAsync(connection, data, at, ct);
        foreach (var fiscalYear in data.FiscalYears)
        {
            await CopyAssessmentsAsync(connection, data.AssessmentsOf(fiscalYear), at, ct);
            await CopyMeasuresAsync(connection, data, fiscalYear, at, ct);
        }

        await transaction.CommitAsync(ct);
        // What autovacuum would do within minutes: visibility and statistics, without which plans are guesses.
        await ExecuteAsync(connection, "vacuum analyze", ct);
    }

    /// <summary>Adds the frameworks of years that have none yet.</summary>
    /// <param name="at">The moment all of it is said to have been written; UTC.</param>
    public static async Task AddFrameworksAsync(NpgsqlDataSource database, NationalData data, DateTime at, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await AddFrameworksAsync(connection, data, at, ct);
    }

    private static async Task AddFrameworksAsync(NpgsqlConnection connection, NationalData data, DateTime at, CancellationToken ct)
    {
        const string sql = """
            insert into framework (fiscal_year, revision, document, created_at)
            values ($1, 1, $2::jsonb, $3)
            on conflict do nothing
            """;

        foreach (var fiscalYear in data.FiscalYears)
        {
            await ExecuteAsync(
                connection, sql, ct, fiscalYear, JsonSerializer.Serialize(data.FrameworkOf(fiscalYear).Document, Json.Options), at);
        }
    }

    private static async Task CopyAgenciesAsync(NpgsqlConnection connection, NationalData data, DateTime at, CancellationToken ct)
    {
        const string sql = """
            copy agency (code, name_th, short_name_th, kind, province_code, district_th, created_at, updated_at)
            from stdin (format binary)
            """;

        await using var copy = await connection.BeginBinaryImportAsync(sql, ct);
        foreach (var agency in data.Agencies)
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(agency.Code, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(agency.Body.NameTh!, NpgsqlDbType.Text, ct);
            await WriteAsync(copy, agency.Body.ShortNameTh, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(agency.Body.Kind!.Value.ToCode(), NpgsqlDbType.Text, ct);
            await copy.WriteAsync(agency.Body.ProvinceCode!, NpgsqlDbType.Text, ct);
            await WriteAsync(copy, agency.Body.DistrictTh, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(at, NpgsqlDbType.TimestampTz, ct);
            await copy.WriteAsync(at, NpgsqlDbType.TimestampTz, ct);
        }

        await copy.CompleteAsync(ct);
    }

    private static async Task CopyAssessmentsAsync(
        NpgsqlConnection connection, IEnumerable<NationalAssessment> assessments, DateTime at, CancellationToken ct)
    {
        const string sql = """
            copy assessment (agency_code, fiscal_year, framework_revision, agency_name_th, agency_kind, basis, scores, calculated_numbers,
                             total, grade, verdict, instrument_scores, items, reported, created_at, updated_at)
            from stdin (format binary)
            """;

        await using var copy = await connection.BeginBinaryImportAsync(sql, ct);
        foreach (var (agency, fiscalYear, body, evaluation) in assessments)
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(agency.Code, NpgsqlDbType.Text, ct);
            await copy.WriteAsync((short)fiscalYear, NpgsqlDbType.Smallint, ct);
            await copy.WriteAsync((short)evaluation.Framework.Rules.Revision, NpgsqlDbType.Smallint, ct);
            await copy.WriteAsync(agency.Body.NameTh!, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(agency.Body.Kind!.Value.ToCode(), NpgsqlDbType.Text, ct);
            await copy.WriteAsync(evaluation.Basis.ToCode(), NpgsqlDbType.Text, ct);
            await copy.WriteAsync(evaluation.Scores()!, NpgsqlDbType.Array | NpgsqlDbType.Numeric, ct);
            await copy.WriteAsync(evaluation.CalculatedNumbers(), NpgsqlDbType.Array | NpgsqlDbType.Smallint, ct);
            await copy.WriteAsync(evaluation.Total, NpgsqlDbType.Numeric, ct);
            await WriteAsync(copy, evaluation.Grade?.Code, NpgsqlDbType.Text, ct);
            await WriteAsync(copy, evaluation.Verdict?.ToCode(), NpgsqlDbType.Text, ct);
            await copy.WriteAsync(evaluation.InstrumentScores()!, NpgsqlDbType.Array | NpgsqlDbType.Numeric, ct);
            await WriteAsync(copy, ToJson(body.Items), NpgsqlDbType.Jsonb, ct);
            await WriteAsync(copy, ToJson(body.Reported), NpgsqlDbType.Jsonb, ct);
            await copy.WriteAsync(at, NpgsqlDbType.TimestampTz, ct);
            await copy.WriteAsync(at, NpgsqlDbType.TimestampTz, ct);
        }

        await copy.CompleteAsync(ct);
    }

    private static async Task CopyMeasuresAsync(
        NpgsqlConnection connection, NationalData data, int fiscalYear, DateTime at, CancellationToken ct)
    {
        const string sql = """
            copy measure (id, agency_code, based_on_fiscal_year, implement_fiscal_year, indicators, titles, responsible_units, status,
                          created_at, updated_at)
            from stdin (format binary)
            """;

        await using var copy = await connection.BeginBinaryImportAsync(sql, ct);
        foreach (var measure in data.Agencies.SelectMany(agency => data.MeasuresOf(agency, fiscalYear)))
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(measure.Id, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(measure.AgencyCode, NpgsqlDbType.Text, ct);
            await copy.WriteAsync((short)measure.BasedOnFiscalYear, NpgsqlDbType.Smallint, ct);
            await copy.WriteAsync((short)measure.ImplementFiscalYear, NpgsqlDbType.Smallint, ct);
            await copy.WriteAsync(measure.Indicators, NpgsqlDbType.Array | NpgsqlDbType.Smallint, ct);
            await copy.WriteAsync(measure.Titles, NpgsqlDbType.Array | NpgsqlDbType.Text, ct);
            await copy.WriteAsync(measure.ResponsibleUnits, NpgsqlDbType.Array | NpgsqlDbType.Text, ct);
            await copy.WriteAsync(measure.Status, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(at, NpgsqlDbType.TimestampTz, ct);
            await copy.WriteAsync(at, NpgsqlDbType.TimestampTz, ct);
        }

        await copy.CompleteAsync(ct);
    }

    private static Task WriteAsync(NpgsqlBinaryImporter copy, string? text, NpgsqlDbType type, CancellationToken ct) =>
        text is null ? copy.WriteNullAsync(ct) : copy.WriteAsync(text, type, ct);

    private static string? ToJson<T>(T? part) where T : class => part is null ? null : JsonSerializer.Serialize(part, Json.Options);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct, params object[] values)
    {
        // No limit of time: a vacuum of ninety-six years takes as long as it takes.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync(ct);
    }
}
