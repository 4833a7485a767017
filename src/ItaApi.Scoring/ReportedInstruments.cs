using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>What is printed of one instrument or one of its parts.</summary>
/// <param name="Code">The code it is printed with: IIT, EIT1.</param>
/// <param name="Score">Null if no score is printed.</param>
/// <param name="Contribution">What is printed already weighted; null if nothing is.</param>
/// <param name="Grade">Null if none is printed.</param>
internal sealed record ReportedPart(string Code, PrintedFigure? Score, PrintedFigure? Contribution, string? Grade)
{
    /// <summary>Parts that share the instrument's weight; 1 for the instrument itself.</summary>
    public required int Sharing { get; init; }

    public static IEnumerable<PrintedFigure> FiguresOf(ReportedPart? one) =>
        one is null ? [] : new[] { one.Score, one.Contribution }.OfType<PrintedFigure>();
}

/// <summary>What is printed of one instrument: of itself, of its parts, or of both.</summary>
/// <param name="Whole">Null if only parts are printed.</param>
/// <param name="Parts">Those that are printed.</param>
internal sealed record ReportedInstrumentFigures(Instrument Instrument, ReportedPart? Whole, ImmutableArray<ReportedPart> Parts)
{
    public IEnumerable<PrintedFigure> Figures => [.. ReportedPart.FiguresOf(Whole), .. Parts.SelectMany(ReportedPart.FiguresOf)];

    /// <summary>The mean of its parts; null if not every part has a score.</summary>
    public Quantity? MeanOfParts { get; } =
        AllOf(Instrument, Parts, part => part.Score) is { } scores ? new Quantity.Mean(scores) : null;

    /// <summary>The sum of its parts' contributions; null if not every part has one.</summary>
    private Quantity? SumOfParts { get; } =
        AllOf(Instrument, Parts, part => part.Contribution) is { } contributions ? new Quantity.Sum(contributions) : null;

    /// <summary>Its score: its own, else the mean of its parts; null if neither is printed.</summary>
    public Quantity? Scored => Own(Whole?.Score) ?? MeanOfParts;

    /// <summary>What it contributes to the total: as printed, else the sum of its parts; null if neither is printed.</summary>
    public Quantity? Contributed => Own(Whole?.Contribution) ?? SumOfParts;

    /// <summary>How many rounded numbers <see cref="Contributed"/> adds up.</summary>
    public int ContributionsAdded => Own(Whole?.Contribution) is null ? Parts.Length : 1;

    /// <summary>What is known of its score.</summary>
    public KnownScore Known(FigureSet figures)
    {
        if (Scored is { } score)
            return KnownScore.Of(new Score(score.Of(figures)));
        if (Contributed is not { } contribution)
            return KnownScore.Nothing;

        // A contribution is rounded to hundredths, so a score fits whose exact contribution is at most half a hundredth away.
        const int half = Instrument.FullWeight / 2;
        var (weighted, weight) = (contribution.Of(figures) * Instrument.FullWeight, Instrument.WeightBasisPoints);
        return new KnownScore((int)Rounding.Up(weighted - half, weight), (int)Rounding.Down(weighted + half, weight))
            .AtLeast(0).AtMost(Score.FullHundredths);
    }

    private static Quantity.Itself? Own(PrintedFigure? figure) =>
        figure is { AsPrinted.IsScore: true } ? new Quantity.Itself(figure) : null;

    private static ImmutableArray<PrintedFigure>? AllOf(
        Instrument instrument, ImmutableArray<ReportedPart> parts, Func<ReportedPart, PrintedFigure?> figureOf)
    {
        ImmutableArray<PrintedFigure> figures =
            [.. parts.Select(figureOf).OfType<PrintedFigure>().Where(figure => figure.AsPrinted.IsScore)];
        return figures.Length > 0 && figures.Length == instrument.Parts.Length ? figures : null;
    }
}

/// <summary>What is printed of a year's instruments, by their index.</summary>
internal sealed class ReportedInstruments(ImmutableArray<ReportedInstrumentFigures> instruments)
{
    public ImmutableArray<ReportedInstrumentFigures> All => instruments;

    public IEnumerable<PrintedFigure> Figures => instruments.SelectMany(instrument => instrument.Figures);

    /// <summary>What is known of each instrument's score, by its index.</summary>
    public KnownScore[] Known(FigureSet figures) => [.. instruments.Select(instrument => instrument.Known(figures))];

    /// <summary>
    /// The total they come to, and the hundredths by which rounding may miss it beyond those of a single number; null if some
    /// instrument is not printed.
    /// </summary>
    public (Quantity Total, int Slack)? Total()
    {
        var parts = ImmutableArray.CreateBuilder<(Quantity, int)>(instruments.Length);
        var contributions = 0;
        foreach (var instrument in instruments)
        {
            if (instrument.Scored is { } score)
            {
                parts.Add((score, instrument.Instrument.WeightBasisPoints));
            }
            else if (instrument.Contributed is { } contribution)
            {
                parts.Add((contribution, Instrument.FullWeight));
                contributions += instrument.ContributionsAdded;
            }
            else
            {
                return null;
            }
        }

        // Each is off by half a hundredth at most, and so is the printed total: together by less than (contributions + 1) / 2, of which
        // a single number allows for one.
        return (new Quantity.WeightedSum(parts.ToImmutable()), Math.Max(0, contributions / 2 - 1));
    }
}
