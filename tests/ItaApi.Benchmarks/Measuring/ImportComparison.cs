using System.Diagnostics;
using System.Net;
using System.Text.Json;
using ItaApi.Benchmarks.National;
using ItaApi.Http;
using Npgsql;

namespace ItaApi.Benchmarks.Measuring;

/// <summary>
/// A year of the country's assessments, brought by an import and by binary COPY of the rows it makes. The database's triggers work for
/// both; the import receives, reads, checks and scores each document besides, and COPY is handed rows that are made beforehand.
/// </summary>
internal static class ImportComparison
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Rows a second of the import, from its first byte to its end, and of COPY. The year is afterwards as it was.</summary>
    public static async Task<(double Import, double Copy)> RunAsync(ServerProcess service, string key, NationalData data, string connectionString, DateTime at)
    {
        var fiscalYear = data.FiscalYears[^1];
        var rows = data.AssessmentsOf(fiscalYear);
        var items = rows.Select(row => row.Body with { AgencyCode = row.Agency.Code, FiscalYear = fiscalYear });
        var request = LoadConnection.Request(
            "POST", "/v1/imports/assessments", $"X-Api-Key: {key}\r\n", JsonSerializer.Serialize(new { items }, Json.Options));

        await using var database = NpgsqlDataSource.Create(connectionString);
        await ForgetAsync(database, fiscalYear);
        var started = Stopwatch.GetTimestamp();
        await ImportAsync(service, key, request);
        var import = rows.Count / Stopwatch.GetElapsedTime(started).TotalSeconds;

        await ForgetAsync(database, fiscalYear);
        started = Stopwatch.GetTimestamp();
        await NationalLoad.CopyAssessmentsAsync(database, rows, at, CancellationToken.None);
        var copy = rows.Count / Stopwatch.GetElapsedTime(started).TotalSeconds;
        return (import, copy);
    }

    private static async Task ImportAsync(ServerProcess service, string key, byte[] request)
    {
        using var connection = await LoadConnection.OpenAsync(service.Address);
        var (status, answer) = await connection.AskAsync(request);
        if (status != (int)HttpStatusCode.Accepted)
            throw new InvalidOperationException($"The import was answered {status}: {System.Text.Encoding.UTF8.GetString(answer)}");

        var question = LoadConnection.Request("GET", $"/v1/imports/{Member(answer, "importId")}", $"X-Api-Key: {key}\r\n");
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < Patience; await Task.Delay(Pause))
        {
            (_, answer) = await connection.AskAsync(question);
            if (Member(answer, "state") is not ("queued" or "running") and var state)
            {
                if (state != "completed")
                    throw new InvalidOperationException($"The import ended as {state}: {System.Text.Encoding.UTF8.GetString(answer)}");
                return;
            }
        }

        throw new InvalidOperationException("The import does not end.");
    }

    private static string Member(byte[] answer, string name)
    {
        using var document = JsonDocument.Parse(answer);
        return document.RootElement.GetProperty(name).GetString()!;
    }

    private static async Task ForgetAsync(NpgsqlDataSource database, int fiscalYear)
    {
        await using var forget = database.CreateCommand("delete from assessment using acting_as(null, 'national data', now()) where fiscal_year = $1");
        forget.CommandTimeout = 0;
        forget.Parameters.Add(new NpgsqlParameter { Value = fiscalYear });
        await forget.ExecuteNonQueryAsync();
        await using var vacuum = database.CreateCommand("vacuum analyze assessment");
        vacuum.CommandTimeout = 0;
        await vacuum.ExecuteNonQueryAsync();
    }
}
