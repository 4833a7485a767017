using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>What a comparison rests on besides the reported figures themselves.</summary>
/// <param name="Scorecard">Null for reported figures alone.</param>
/// <param name="Threshold">Points from which an indicator counts as a strength.</param>
/// <param name="Reachable">By indicator index: what its items allow; null if that is not asked.</param>
/// <param name="Scales">Every scale of grades that is known.</param>
internal sealed record Evidence(
    Framework Framework, Scorecard? Scorecard, Score Threshold, ReachableScores?[]? Reachable, IReadOnlyList<GradeScale> Scales);

/// <summary>A document's printed numbers, and everything they are compared with.</summary>
/// <param name="Comparisons">In the order of an audit's checks.</param>
internal sealed record ComparedDocument(FigureSet Figures, ImmutableArray<Comparison> Comparisons)
{
    public static ComparedDocument Of(Evidence evidence, Reported reported) => evidence.Scorecard is { } scorecard
        ? new ScoredDocument(evidence, scorecard, reported).Compare()
        : new ReportedDocument(evidence, reported).Compare();
}

/// <summary>Collects the printed numbers of a document, each in the next slot.</summary>
internal sealed class FigureCollection
{
    private readonly ImmutableArray<PrintedFigure>.Builder figures = ImmutableArray.CreateBuilder<PrintedFigure>();

    public int NextSlot => figures.Count;

    public ImmutableArray<PrintedFigure> All => figures.ToImmutable();

    public PrintedFigure Add(PrintedFigure figure)
    {
        figures.Add(figure);
        return figure;
    }

    /// <summary>A reported number of points; null if none is printed.</summary>
    public PrintedFigure? AddPoints(string subject, decimal? printed, bool isSource, int? indicator = null, bool canBeExchanged = false) =>
        printed is not { } points ? null : Add(new PrintedFigure
        {
            Slot = NextSlot,
            Subject = subject,
            Indicator = indicator,
            AsPrinted = PrintedNumber.Of(points),
            IsSource = isSource,
            InReported = true,
            CanBeExchanged = canBeExchanged,
        });

    /// <summary>A reported count; null if none is printed.</summary>
    public PrintedFigure? AddCount(string subject, int? printed, int most) =>
        printed is not { } count ? null : Add(new PrintedFigure
        {
            Slot = NextSlot,
            Subject = subject,
            AsPrinted = PrintedNumber.OfCount(count),
            InReported = true,
            MostCounted = most,
        });

    /// <summary>The reported instruments and their parts; one that is named twice counts as it is named first.</summary>
    public ReportedInstruments AddInstruments(Framework framework, Reported reported, bool areSources)
    {
        return new ReportedInstruments(
        [
            .. framework.Instruments.Select(instrument => new ReportedInstrumentFigures(
                instrument,
                AddPart(instrument.Code, sharing: 1),
                [.. instrument.Parts.Select(part => AddPart(part.Code, instrument.Parts.Length)).OfType<ReportedPart>()])),
        ]);

        ReportedPart? AddPart(string code, int sharing) =>
            reported.Instruments.FirstOrDefault(one => one.Code == code) is not { } printed ? null : new ReportedPart(
                code,
                AddPoints($"instrument:{code}", printed.Score, areSources),
                AddPoints($"contribution:{code}", printed.Contribution, areSources),
                printed.Grade)
            {
                Sharing = sharing,
            };
    }
}
