namespace ItaApi.Scoring.Tests.Support;

/// <summary>Three published documents: what they print, and the scores they are built on.</summary>
internal static class Documents
{
    /// <summary>Thesaban tambon Mae Ngoen, Chiang Rai: measures of 2566, built on the result of 2565.</summary>
    public static Document MaeNgoen { get; } = new(
        Years.Of2565,
        [98.85m, 98.28m, 98.24m, 98.36m, 98.27m, 76.01m, 63.90m, 66.22m, 90.00m, 100m],
        new Reported
        {
            Total = 88.13m,
            Grade = "A",
            Instruments = [new("IIT", 98.4m), new("EIT", 68.71m), new("OIT", 95m)],
            StrengthCount = 7,
            WeaknessCount = 3,
        });

    /// <summary>SAO Hua Nong, Khon Kaen: analysis of 2564. Indicator 1 as in its text; its table prints 83.20.</summary>
    public static Document HuaNong { get; } = new(
        Years.Of2564,
        [93.20m, 81.25m, 86.26m, 80.48m, 88.95m, 80.06m, 82.74m, 77.72m, 71.92m, 18.75m],
        new Reported
        {
            Total = 68m,
            Grade = "C",
            Instruments = [new("IIT", 86.03m), new("EIT", 80.17m), new("OIT", 45.34m)],
        });

    /// <summary>SAO Bang Khaem, Nakhon Pathom: analysis of 2563, which draws the line at 90.</summary>
    public static Document BangKhaem { get; } = new(
        Years.Of2563,
        [100m, 97.25m, 99.88m, 99.63m, 100m, 95.07m, 94.98m, 92.74m, 88.78m, 87.50m],
        new Reported
        {
            Total = 93.34m,
            Grade = "A",
            Instruments = [new("IIT", 99.35m), new("EIT", 94.26m), new("OIT", 88.14m)],
            Lowest = [new(10, 87.50m)],
            StrengthCount = 8,
            WeaknessCount = 2,
        },
        Threshold: 90);
}

/// <param name="Scores">One for every indicator, in number order.</param>
internal sealed record Document(Framework Framework, decimal[] Scores, Reported Reported, decimal? Threshold = null)
{
    public ScoreInput Input => new()
    {
        Indicators = [.. Scores.Select((score, index) => new IndicatorScore(index + 1, Score.From(score)))],
    };

    public Scorecard Scorecard => Scoring.Scorecard.FromIndicators(Framework, [.. Scores.Select(Score.From)]);

    public Outcome Outcome => Scorer.Score(Framework, Scorecard, Threshold is { } threshold ? Score.From(threshold) : null);

    public Document With(int indicator, decimal score) =>
        this with { Scores = [.. Scores.Select((old, index) => index == indicator - 1 ? score : old)] };

    public Document Printing(Func<Reported, Reported> change) => this with { Reported = change(Reported) };

    public IReadOnlyList<Check> Compare() => Audit.Compare(Framework, Scorecard, Outcome, Reported, Years.Scales);
}
