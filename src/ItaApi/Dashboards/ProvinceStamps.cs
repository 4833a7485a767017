using Dapper;
using ItaApi.Database;
using Npgsql;

namespace ItaApi.Dashboards;

/// <summary>
/// What tells whether an answer still holds: a stamp that is equal where all that the answer hangs on is. To ask for it costs a sum over
/// a few rows, whatever the answer costs.
/// </summary>
public sealed class ProvinceStamps(NpgsqlDataSource database)
{
    /// <summary>What is counted under it, the agencies themselves, stands in every year.</summary>
    private const int EveryYear = 0;

    /// <summary>The stamp of one province or of all.</summary>
    /// <param name="fiscalYears">The years the answer is made of.</param>
    /// <param name="subjects">What it hangs on, one of <see cref="Subjects"/>; changes of others leave the stamp.</param>
    /// <param name="provinceCode">Null for the whole country.</param>
    public async Task<string> ReadAsync(IEnumerable<int> fiscalYears, string[] subjects, string? provinceCode, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return (await connection.ExecuteScalarAsync<string>(new CommandDefinition(
            Select(provinceCode is not null), new { years = Counted(fiscalYears), subjects, provinceCode }, cancellationToken: ct)))!;
    }

    /// <summary>The statement, to stand inside of another that reads what it stamps; <c>@years</c> are <see cref="Counted"/>.</summary>
    internal static string Select(bool ofProvince) => $"""
        select coalesce(sum(ticks), 0)::text as stamp
        from province_stamp
        {Conditions.Where(
            (true, "fiscal_year = any(@years)"),
            (true, "subject = any(@subjects)"),
            (ofProvince, "province_code = @provinceCode"))}
        """;

    internal static int[] Counted(IEnumerable<int> fiscalYears) => [EveryYear, .. fiscalYears];
}

/// <summary>What a change can concern, as <c>province_stamp</c> tells them apart.</summary>
public static class Subjects
{
    /// <summary>Scores, and where and of what kind their agency is.</summary>
    public static readonly string[] OfScores = ["assessments"];

    /// <summary>Also which agencies there are.</summary>
    public static readonly string[] OfCoverage = ["agencies", "assessments"];

    /// <summary>Everything.</summary>
    public static readonly string[] All = ["agencies", "assessments", "measures"];
}
