using System.Collections.Immutable;
using System.Globalization;

namespace ItaApi.Scoring;

/// <summary>Finds everything in a document that can be compared.</summary>
internal abstract class DocumentComparisons(Evidence evidence, Reported reported)
{
    private readonly ImmutableArray<Comparison>.Builder comparisons = ImmutableArray.CreateBuilder<Comparison>();

    protected Framework Framework => evidence.Framework;

    protected Evidence Evidence => evidence;

    protected Reported Reported => reported;

    protected FigureCollection Figures { get; } = new();

    public ComparedDocument Compare()
    {
        AddComparisons();
        return new ComparedDocument(new FigureSet(Figures.All), comparisons.ToImmutable());
    }

    protected abstract void AddComparisons();

    protected void Add(Comparison comparison) => comparisons.Add(comparison);

    protected void AddNumber(PrintedFigure? printed, Quantity calculated, int slack = 0)
    {
        if (printed is not null)
            Add(new NumberComparison(printed.Subject, printed, calculated) { Slack = slack });
    }

    /// <param name="calculated">The instrument's score where there are scores, else null.</param>
    protected void AddInstrument(ReportedInstrumentFigures printed, Quantity? calculated)
    {
        var instrument = printed.Instrument;
        if (calculated is not null)
            AddNumber(printed.Whole?.Score, calculated);

        if (printed.MeanOfParts is { } parts)
        {
            if (printed.Whole?.Score is { } whole)
                AddNumber(whole, parts);
            else if (calculated is not null)
                Add(new PartsComparison(instrument.Subject, parts, calculated));
        }

        if (printed.Whole is not null)
            AddShareAndGrade(printed.Whole, instrument, calculated ?? printed.Scored);
        foreach (var part in printed.Parts)
            AddShareAndGrade(part, instrument, part.Score is { AsPrinted.IsScore: true } own ? new Quantity.Itself(own) : null);
    }

    /// <summary>What a sentence on the highest or the lowest is called: the second and later ones are numbered.</summary>
    protected static string Sentence(string subject, int position) =>
        position == 0 ? subject : string.Create(CultureInfo.InvariantCulture, $"{subject}:{position + 1}");

    private void AddShareAndGrade(ReportedPart printed, Instrument instrument, Quantity? score)
    {
        if (score is null)
            return;

        AddNumber(printed.Contribution, new Quantity.Contribution(score, instrument.WeightBasisPoints, printed.Sharing));
        if (printed.Grade is { } grade)
            Add(new GradeComparison.OfInstrument($"grade:{printed.Code}", grade, evidence, score));
    }
}

/// <summary>Reported figures against a scorecard's.</summary>
internal sealed class ScoredDocument(Evidence evidence, Scorecard scorecard, Reported reported) : DocumentComparisons(evidence, reported)
{
    private ImmutableArray<PrintedFigure> scores;
    private ImmutableArray<PrintedFigure?> printings;
    private PrintedFigure? strengthCount;
    private PrintedFigure? weaknessCount;

    protected override void AddComparisons()
    {
        // Slots first, in the order in which corrections are listed.
        scores = [.. Framework.Indicators.Select(AddScore)];
        printings = [.. Reported.Indicators.Select(AddPrinting)];
        var (highest, lowest, lowestInInstrument) = AddRanked();
        strengthCount = Figures.AddCount("strengthCount", Reported.StrengthCount, scores.Length);
        weaknessCount = Figures.AddCount("weaknessCount", Reported.WeaknessCount, scores.Length);
        var total = Figures.AddPoints("total", Reported.Total, isSource: false);
        var instruments = Figures.AddInstruments(Framework, Reported, areSources: false);

        var means = ImmutableArray.CreateRange(Framework.Instruments, instrument => (Quantity)new Quantity.Mean(ScoresOf(instrument)));
        var sum = new Quantity.WeightedSum(
            [.. means.Zip(Framework.Instruments, (mean, instrument) => (mean, instrument.WeightBasisPoints))]);
        AddNumber(total, sum);
        if (Reported.Grade is { } grade)
            Add(new GradeComparison.OfScores(grade, Evidence, sum, means));
        foreach (var instrument in instruments.All)
            AddInstrument(instrument, means[instrument.Instrument.Index]);
        foreach (var indicator in Framework.Indicators)
            AddIndicator(indicator);

        foreach (var comparison in (ReadOnlySpan<Comparison>)[.. highest, .. lowest, .. lowestInInstrument])
            Add(comparison);
        AddNumber(strengthCount, new Quantity.CountOf(scores, Evidence.Threshold, reaching: true));
        AddNumber(weaknessCount, new Quantity.CountOf(scores, Evidence.Threshold, reaching: false));
    }

    private PrintedFigure AddScore(Indicator indicator)
    {
        var given = scorecard.Given(indicator.Number);
        return Figures.Add(new PrintedFigure
        {
            Slot = indicator.Index,
            Subject = indicator.Subject,
            Indicator = indicator.Number,
            AsPrinted = PrintedNumber.Of(scorecard.Scores[indicator.Index]),
            IsSource = true,
            CanBeExchanged = given is not null,
            CanBeMisprinted = given is not null,
        });
    }

    private PrintedFigure? AddPrinting(ReportedIndicator printed) => Framework.FindIndicator(printed.Number) is { } indicator
        ? Figures.AddPoints(indicator.Subject, printed.Score, isSource: false, indicator.Number, canBeExchanged: true)
        : null;

    private (RankComparison[] Highest, RankComparison[] Lowest, RankComparison[] LowestInInstrument) AddRanked()
    {
        var sentences = new Dictionary<string, int>(StringComparer.Ordinal);
        return (
            [.. Reported.Highest.Select((named, i) => Rank(Sentence("highest", i), named, scores, highest: true))],
            [.. Reported.Lowest.Select((named, i) => Rank(Sentence("lowest", i), named, scores, highest: false))],
            [
                .. from named in Reported.LowestInInstrument
                   let instrument = Framework.FindInstrument(named.Instrument)
                   where instrument is not null
                   let position = sentences[instrument.Code] = sentences.GetValueOrDefault(instrument.Code, -1) + 1
                   let subject = Sentence($"lowest:{instrument.Code}", position)
                   select Rank(subject, new ReportedIndicator(named.Number, named.Score), ScoresOf(instrument), highest: false),
            ]);
    }

    private RankComparison Rank(string subject, ReportedIndicator named, ImmutableArray<PrintedFigure> among, bool highest) =>
        new(subject, named, Figures.AddPoints(subject, named.Score, isSource: false, named.Number), among, highest);

    private void AddIndicator(Indicator indicator)
    {
        var score = scores[indicator.Index];
        if (scorecard.Given(indicator.Number) is not null && scorecard.Calculated(indicator.Number) is { } calculated)
            AddNumber(score, new Quantity.Constant(calculated.Hundredths));
        if (Evidence.Reachable?[indicator.Index] is { } reachable)
            Add(new ReachComparison(score, reachable));

        foreach (var printing in printings)
        {
            if (printing is not null && printing.Indicator == indicator.Number)
                AddNumber(printing, new Quantity.Itself(score));
        }
    }

    private ImmutableArray<PrintedFigure> ScoresOf(Instrument instrument) =>
        [.. instrument.Indicators.Select(indicator => scores[indicator.Index])];
}

/// <summary>Reported figures alone, against each other: the total against the instruments, the grade against both.</summary>
internal sealed class ReportedDocument(Evidence evidence, Reported reported) : DocumentComparisons(evidence, reported)
{
    protected override void AddComparisons()
    {
        var total = Figures.AddPoints("total", Reported.Total, isSource: true);
        var instruments = Figures.AddInstruments(Framework, Reported, areSources: true);

        if (instruments.Total() is var (sum, slack))
            AddNumber(total, sum, slack);
        if (total is { AsPrinted.IsScore: true } && Reported.Grade is { } grade)
            Add(new GradeComparison.OfReported(grade, Evidence, total, instruments));
        foreach (var instrument in instruments.All)
            AddInstrument(instrument, calculated: null);
    }
}
