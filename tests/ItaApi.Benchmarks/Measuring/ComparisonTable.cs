using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using ItaApi.Benchmarks.National;

namespace ItaApi.Benchmarks.Measuring;

/// <summary>The table of a comparison, in Markdown. A ratio is the median of the rounds' ratios, each of neighbours in time.</summary>
internal sealed class ComparisonTable(NationalData data, ComparisonOptions options)
{
    private readonly StringBuilder rows = new();

    public void Add(Scenario scenario, IReadOnlyList<ComparisonRound> rounds, (double Service, double Floor) roundTrips)
    {
        var pgbench = rounds.All(round => round.Pgbench is not null);
        Row(
            $"{scenario.Name}, requests/s",
            Whole(Comparison.Median(rounds, round => round.Service.Rate)),
            Whole(Comparison.Median(rounds, round => round.Floor.Rate)),
            Two(Comparison.Median(rounds, round => round.Service.Rate / round.Floor.Rate)),
            $"≥ {Two(scenario.Aim)}",
            pgbench ? Whole(Comparison.Median(rounds, round => round.Pgbench!.Value)) : "–",
            pgbench ? Two(Comparison.Median(rounds, round => round.Service.Rate / round.Pgbench!.Value)) : "–",
            Pair(rounds, round => round.P50.TotalMilliseconds, Two),
            Pair(rounds, round => round.P99.TotalMilliseconds, Two),
            Pair(rounds, round => round.ServerTime.TotalMicroseconds, Whole),
            Whole(Comparison.Median(rounds, round => (round.Service.ClientTime + round.Floor.ClientTime).TotalMicroseconds / 2)),
            $"{roundTrips.Service:0.##} / {roundTrips.Floor:0.##}");
    }

    /// <summary>A figure of the whole process, of which less is better.</summary>
    /// <param name="aim">The most it may be, as a ratio to the floor's.</param>
    public void Add(string name, double? aim, double service, double floor) =>
        Row(name, Whole(service), Whole(floor), Two(service / floor), aim is { } most ? $"≤ {Two(most)}" : "", "", "", "", "", "", "", "");

    /// <summary>A rate, of which more is better.</summary>
    /// <param name="least">The least it may be, as a share of the other.</param>
    public void AddShare(string name, double least, double service, double other) =>
        Row(name, Whole(service), Whole(other), Two(service / other), $"≥ {Two(least)}", "", "", "", "", "", "", "");

    public override string ToString() => $"""
        {data.FiscalYears.Length} years, {data.Agencies.Length} agencies, {options.Connections} connections, {options.Rounds} rounds of {options.Duration.TotalSeconds} s;
        {Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}.
        Where two figures stand, the first is the service's, the second the floor's.

        | | service | floor | ratio | to reach | pgbench | ratio | p50, ms | p99, ms | server CPU, µs | client CPU, µs | round trips |
        |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
        {rows}
        """;

    private static string Pair(IReadOnlyList<ComparisonRound> rounds, Func<Round, double> value, Func<double, string> form) =>
        $"{form(Comparison.Median(rounds, round => value(round.Service)))} / {form(Comparison.Median(rounds, round => value(round.Floor)))}";

    private static string Two(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Whole(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private void Row(params ReadOnlySpan<string> cells) => rows.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
