using BenchmarkDotNet.Attributes;
using ItaApi.Scoring;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace ItaApi.Benchmarks;

/// <summary>
/// What each answer costs over the exact total alone, on the published table of Hua Nong 2564, whose indicator 1 is misprinted. Figures
/// are read as the ratio to the first row: the machines they are taken on are noisy.
/// </summary>
[MemoryDiagnoser]
[ShortRunJob]
public class ScoringBenchmarks
{
    private static readonly decimal[] Printed = [83.20m, 81.25m, 86.26m, 80.48m, 88.95m, 80.06m, 82.74m, 77.72m, 71.92m, 18.75m];

    private static readonly Reported Figures = new()
    {
        Total = 68m,
        Grade = "C",
        Instruments = [new("IIT", 86.03m), new("EIT", 80.17m), new("OIT", 45.34m)],
    };

    private readonly Framework framework = Framework.Create(new FrameworkDefinition
    {
        FiscalYear = 2564,
        Instruments = [new("IIT", 0.30m), new("EIT", 0.30m), new("OIT", 0.40m)],
        Indicators =
        [
            .. Enumerable.Range(1, 5).Select(number => new IndicatorDefinition(number, "IIT")),
            .. Enumerable.Range(6, 3).Select(number => new IndicatorDefinition(number, "EIT")),
            new IndicatorDefinition(9, "OIT", Groups: Groups(9, 9, 8, 7, 4, 5)),
            new IndicatorDefinition(10, "OIT", Groups: Groups(10, 8, 2)),
        ],
        GradeRules = [new("AA", 95), new("A", 85), new("B", 75), new("C", 65), new("D", 55), new("E", 50), new("F", 0)],
        StrengthThreshold = 85,
        TargetMinTotal = 85,
    });

    private readonly Score[] scores = [.. Printed.Select(Score.From)];
    private Scorecard scorecard = null!;
    private Outcome outcome = null!;
    private MisprintedDocument worst = null!;
    private MisprintedDocument worstPrintedOnce = null!;

    [GlobalSetup]
    public void ReadTheSheet()
    {
        scorecard = Scorecard.FromIndicators(framework, scores);
        outcome = Scorer.Score(framework, scorecard);
        worst = WorstOfAThousand(withSecondPrinting: true);
        worstPrintedOnce = WorstOfAThousand(withSecondPrinting: false);
    }

    [Benchmark(Baseline = true, Description = "exact total alone")]
    public Score Total() => Scorer.Total(framework, scores);

    [Benchmark(Description = "full result")]
    public Outcome FullResult() => Scorer.Score(framework, scorecard);

    [Benchmark(Description = "audit with misprint search")]
    public AuditReport AuditWithSearch() => Audit.Examine(framework, scorecard, outcome, Figures);

    [Benchmark(Description = "audit of the worst of 1,000 documents")]
    public AuditReport WorstAudit() => worst.Examine();

    [Benchmark(Description = "the same, scores printed once")]
    public AuditReport WorstAuditPrintedOnce() => worstPrintedOnce.Examine();

    [Benchmark(Description = "trace")]
    public Trace Trace() => Tracer.Trace(framework, scorecard, outcome);

    [Benchmark(Description = "simulation with a target")]
    public bool WayToAnA() => Simulation.TryRun(scorecard, new SimulationRequest { TargetGrade = "A" }, out _, out _);

    /// <summary>
    /// The document whose audit takes longest, of a thousand with up to three misprints. Each is audited twice; the second time counts.
    /// </summary>
    private MisprintedDocument WorstOfAThousand(bool withSecondPrinting)
    {
        MisprintedDocument[] documents =
        [
            .. Enumerable.Range(0, 1_000).Select(seed => MisprintedDocuments.Make(framework, seed, withSecondPrinting)),
        ];
        foreach (var document in documents)
            document.Examine();

        return documents.MaxBy(document =>
        {
            var startedAt = Stopwatch.GetTimestamp();
            document.Examine();
            return Stopwatch.GetElapsedTime(startedAt);
        })!;
    }

    /// <summary>The groups of an indicator, by their numbers of items.</summary>
    private static ItemGroupDefinition[] Groups(int indicator, params int[] sizes) =>
        [.. sizes.Select(
            (size, group) =>
                new ItemGroupDefinition(
                    $"{indicator}.{group + 1}", [.. Enumerable.Range(1, size).Select(item => $"O{indicator}-{group}-{item}")]))];
}
