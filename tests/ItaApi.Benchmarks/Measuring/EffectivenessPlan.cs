using ItaApi.Measures.Effectiveness;
using Npgsql;

namespace ItaApi.Benchmarks.Measuring;

/// <summary>
/// How PostgreSQL finds out what measures came with, over the whole country: its plan as carried out, with times and pages, to see that it
/// still finds the years by an index and goes through no table.
/// </summary>
internal static class EffectivenessPlan
{
    private const int Indicator = 7;

    public static async Task<string> ExplainAsync(string connectionString, int fiscalYear)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        // What an index alone answers has to be known as visible to all. Vacuum marks only what was committed to the disk, which a cluster
        // that waits for none does later.
        foreach (var statement in new[] { "set synchronous_commit to on", "vacuum (analyze) assessment", "vacuum (analyze) measure" })
        {
            await using var preparation = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
            await preparation.ExecuteNonQueryAsync();
        }

        await using var explain = new NpgsqlCommand($"explain (analyze, buffers, costs off) {EffectivenessRepository.Sql}", connection)
        {
            Parameters =
            {
                new("indicator", Indicator), new("items", Array.Empty<string>()), new("from", fiscalYear), new("to", fiscalYear + 1),
            },
        };
        List<string> lines = [$"Effectiveness of measures for indicator {Indicator}, {fiscalYear} to {fiscalYear + 1}:", ""];
        await using var plan = await explain.ExecuteReaderAsync();
        while (await plan.ReadAsync())
            lines.Add($"    {plan.GetString(0)}");
        return string.Join('\n', lines);
    }
}
