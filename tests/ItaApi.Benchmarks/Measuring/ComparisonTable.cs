using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using ItaApi.TestData;

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

    /// <summary>Reads while what they show is written, and the same reads without writers in place of the floor.</summary>
    public void Add(IEnumerable<FreshFigure> figures)
    {
        foreach (var (name, rounds) in figures)
        {
            Row(
                $"{name} while two writers change the province, requests/s; without writers in place of the floor",
                Whole(Comparison.Median(rounds, round => round.Written.Rate)),
                Whole(Comparison.Median(rounds, round => round.Quiet.Rate)),
                Two(Comparison.Median(rounds, round => round.Written.Rate / round.Quiet.Rate)),
                "", "", "",
                Pair(round => round.P50.TotalMilliseconds),
                Pair(round => round.P99.TotalMilliseconds),
                "", "", "");

            string Pair(Func<Round, double> value) =>
                $"{Two(Comparison.Median(rounds, round => value(round.Written)))} / "
                + Two(Comparison.Median(rounds, round => value(round.Quiet)));
        }
    }

    /// <summary>Imports, and COPY of the rows in place of the floor.</summary>
    public void Add(ImportFigures figures)
    {
        var rounds = figures.Repeated;
        var rows = figures.Growing[^1].Rows;
        if (figures.Guarded is { } guarded)
        {
            AddRate($"import of {Whole(rows)}, rows/s; plain COPY in place of the floor", round => round.Copy, "≥ 0.25");
            AddRate("the same; COPY with the triggers and foreign keys in place of the floor", _ => guarded, "");
        }

        Row(
            $"imports of {string.Join(", ", figures.Growing.Select(round => round.Years))} years after a start, µs a row",
            string.Join(" / ", figures.Growing.Select(round => Whole(round.Time.TotalMicroseconds / round.Rows))),
            "", "", "", "", "", "", "", "", "", "");
        Row(
            $"memory of an import of {Whole(rows)}, peak above idle, MB",
            Whole(figures.Memory / 1e6),
            "",
            "",
            "≤ 150",
            "",
            "",
            "",
            "",
            "",
            "",
            "");

        void AddRate(string name, Func<ImportRound, TimeSpan> copy, string aim) => Row(
            name,
            Whole(Comparison.Median(rounds, round => round.Rows / round.Time.TotalSeconds)),
            Whole(Comparison.Median(rounds, round => round.Rows / copy(round).TotalSeconds)),
            Two(Comparison.Median(rounds, round => copy(round) / round.Time)),
            aim, "", "", "", "", "", "", "");
    }

    /// <summary>The register of local governments and the searches in it, by seconds and milliseconds.</summary>
    public void Add(RegisterFigures figures)
    {
        var size = $"{Whole(figures.Agencies)} agencies, {Whole(figures.Rows)} rows";
        Row($"import of the register ({size}), s", Two(figures.First.TotalSeconds), "", "", "≤ 10", "", "", "", "", "", "", "");
        Row("the same again, everything unchanged, s", Two(figures.Second.TotalSeconds), "", "", "≤ 10", "", "", "", "", "", "", "");
        var rounds = figures.Searches;
        Row(
            $"q over {Whole(figures.Agencies)} agencies, requests/s",
            Whole(Comparison.Median(rounds, round => round.Rate)),
            "",
            "",
            "p99 ≤ 50 ms",
            "",
            "",
            Two(Comparison.Median(rounds, round => round.P50.TotalMilliseconds)),
            Two(Comparison.Median(rounds, round => round.P99.TotalMilliseconds)),
            Whole(Comparison.Median(rounds, round => round.ServerTime.TotalMicroseconds)),
            Whole(Comparison.Median(rounds, round => round.ClientTime.TotalMicroseconds)),
            "");
    }

    /// <summary>Sheets of the same rows, a workbook and CSV in place of the floor.</summary>
    public void Add(IReadOnlyList<SheetRound> rounds) => Row(
        $"XLSX of {Whole(rounds[0].Rows)} rows, checked, ms; the same rows as CSV in place of the floor",
        Whole(Comparison.Median(rounds, round => round.Workbook.TotalMilliseconds)),
        Whole(Comparison.Median(rounds, round => round.Csv.TotalMilliseconds)),
        Two(Comparison.Median(rounds, round => round.Workbook / round.Csv)),
        "≤ 2.00", "", "", "", "", "", "", "");

    private string Setting => string.Join(
        ", ",
        $"{data.FiscalYears.Length} years",
        $"{data.Agencies.Length} agencies",
        $"{options.Connections} connections",
        $"{options.Rounds} rounds of {options.Duration.TotalSeconds} s");

    private static string Machine => string.Join(
        ", ",
        $"{Environment.ProcessorCount} processors",
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}");

    public override string ToString() => $"""
        {Setting};
        {Machine}.
        Where two figures are given, the first is the service's, the second the floor's.

        | | service | floor | ratio | to reach | pgbench | ratio | p50, ms | p99, ms | server CPU, µs | client CPU, µs | round trips |
        |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
        {rows}
        """;

    private static string Pair(IReadOnlyList<ComparisonRound> rounds, Func<Round, double> value, Func<double, string> form) =>
        $"{form(Comparison.Median(rounds, round => value(round.Service)))} / "
        + form(Comparison.Median(rounds, round => value(round.Floor)));

    private static string Two(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Whole(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private void Row(params ReadOnlySpan<string> cells) => rows.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
