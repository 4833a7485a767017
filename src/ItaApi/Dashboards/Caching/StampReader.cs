using System.Collections.Concurrent;
using Dapper;
using ItaApi.Database;
using Npgsql;

namespace ItaApi.Dashboards.Caching;

/// <summary>
/// Reads the stamp of the data an answer depends on: two stamps are equal when all of these data are equal. A stamp costs a sum over a few
/// rows, whatever the answer costs.
/// </summary>
internal sealed class StampReader(NpgsqlDataSource database)
{
    private readonly ConcurrentDictionary<(StampSubjects, bool IsOfProvince), BatchedRead<StampKey, StampRow>> sums = new();

    /// <summary>The stamp of the data an answer depends on.</summary>
    public async Task<string> ReadAsync(StampScope scope, CancellationToken ct)
    {
        if (scope.IsOfFewYears)
        {
            var sum = sums.GetOrAdd(
                (scope.Subjects, scope.ProvinceCode is not null), static (_, of) => ByKey(of.database, of.scope), (database, scope));
            return (await sum.FindAsync(new StampKey(scope.FirstYear, scope.LastYear, scope.ProvinceCode), ct))!.Stamp;
        }

        await using var connection = await database.OpenConnectionAsync(ct);
        return (await connection.ExecuteScalarAsync<string>(new CommandDefinition(
            scope.Select, new { scope.Years, scope.ProvinceCode }, cancellationToken: ct)))!;
    }

    /// <param name="scope">The scope; the scopes of one batch differ only in years and province.</param>
    private static BatchedRead<StampKey, StampRow> ByKey(NpgsqlDataSource database, StampScope scope) => new(
        database,
        $"""
        select s.stamp, k.place
        from unnest((select @firstYears), (select @lastYears), (select @provinceCodes)) with ordinality
             as k (first_year, last_year, province_code, place)
        cross join lateral (
            {scope.SelectOf("k.first_year", "k.last_year", "k.province_code")}
        ) s
        """,
        static keys =>
        [
            new NpgsqlParameter<int[]>("firstYears", [.. keys.Select(key => key.FirstYear)]),
            new NpgsqlParameter<int[]>("lastYears", [.. keys.Select(key => key.LastYear)]),
            new NpgsqlParameter<string?[]>("provinceCodes", [.. keys.Select(key => key.ProvinceCode)]),
        ]);

    private readonly record struct StampKey(int FirstYear, int LastYear, string? ProvinceCode);

    private sealed class StampRow
    {
        public string Stamp { get; init; } = "";
    }
}
