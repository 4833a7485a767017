using System.Text.Json;
using System.Transactions;
using Dapper;
using ItaApi.Agencies;
using ItaApi.Assessments;
using ItaApi.Assessments.Content;
using ItaApi.Assessments.Results;
using ItaApi.Authentication;
using ItaApi.Frameworks;
using ItaApi.Http.Answers;
using ItaApi.Http.Serialization;
using ItaApi.Measures;
using Npgsql;

namespace ItaApi.Startup;

/// <summary>
/// Three published documents, each an agency with its assessment and its measures, for a developer's first look. They are loaded in
/// Development and only once, in one transaction: a load that was interrupted is repeated.
/// </summary>
internal sealed class ExampleData(
    NpgsqlDataSource database, AgencyRepository agencies, AssessmentRepository assessments, MeasureRepository measures,
    FrameworkCatalogue frameworks, TimeProvider clock)
{
    private static readonly (string Agency, int FiscalYear)[] Examples =
        [("57-mae-ngoen", 2565), ("40-hua-nong", 2564), ("73-bang-khaem", 2563)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "openapi", "examples");

    /// <summary>Loads the examples unless they were loaded before; returns whether it did.</summary>
    public async Task<bool> LoadOnceAsync(CancellationToken ct)
    {
        if (await WereLoadedAsync(ct))
            return false;

        using var transaction = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
        foreach (var (code, fiscalYear) in Examples)
        {
            await agencies.PutAsync(code, await ReadAsync<AgencyBody>($"agencies/{code}.json", ct), Caller.Service, Preconditions.None, ct);
            var assessment = await ReadAsync<AssessmentBody>($"assessments/{code}-{fiscalYear}.json", ct);
            var evaluation = new Evaluation((await frameworks.FindAsync(fiscalYear, ct))!, assessment);
            await assessments.PutAsync(code, fiscalYear, assessment, evaluation, Caller.Service, Preconditions.None, ct);
            foreach (var measure in (await ReadAsync<Plan>($"measures/{code}-{fiscalYear + 1}.json", ct)).Items)
                await measures.CreateAsync(code, measure, Caller.Service, ct);
        }

        await RememberAsync(ct);
        transaction.Complete();
        return true;
    }

    private static async Task<T> ReadAsync<T>(string file, CancellationToken ct)
    {
        await using var stream = File.OpenRead(Path.Combine(Folder, file));
        return (await JsonSerializer.DeserializeAsync<T>(stream, Json.Options, ct))!;
    }

    private async Task<bool> WereLoadedAsync(CancellationToken ct)
    {
        const string sql = "select exists (select from example_load)";

        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(sql, cancellationToken: ct));
    }

    private sealed record Plan(IReadOnlyList<MeasureBody> Items);

    private async Task RememberAsync(CancellationToken ct)
    {
        const string sql = "insert into example_load (loaded_at) values (@now) on conflict do nothing";

        await using var connection = await database.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(sql, new { now = clock.GetUtcNow() }, cancellationToken: ct));
    }
}
