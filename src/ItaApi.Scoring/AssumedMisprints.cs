using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>A misprint that is assumed while a document is searched.</summary>
/// <param name="Detail">Which slip of the figure, or the slot of the figure it changed places with.</param>
internal readonly record struct AssumedMisprint(AssumedMisprint.Form Kind, int Slot, int Detail)
{
    public enum Form
    {
        /// <summary>A figure was meant to be another number.</summary>
        Slip,

        /// <summary>A figure is misprinted, and what was meant is settled later.</summary>
        Open,

        /// <summary>Two figures changed places.</summary>
        Exchange,
    }

    public static AssumedMisprint Slip(PrintedFigure figure, int slip) => new(Form.Slip, figure.Slot, slip);

    public static AssumedMisprint Open(PrintedFigure figure) => new(Form.Open, figure.Slot, 0);

    public static AssumedMisprint Exchange(int slot, int other) => new(Form.Exchange, Math.Min(slot, other), Math.Max(slot, other));
}

/// <summary>The misprints assumed so far, applied to a document's figures. Each figure is part of one at most.</summary>
internal sealed class AssumedMisprints
{
    private readonly FigureSet figures;
    private readonly ImmutableArray<ImmutableArray<Slip>> slips;
    private readonly Stack<AssumedMisprint> assumed = [];

    /// <param name="slips">By slot: the slips that are possible.</param>
    public AssumedMisprints(FigureSet figures, ImmutableArray<ImmutableArray<Slip>> slips)
    {
        (this.figures, this.slips) = (figures, slips);
        (IsSettled, IsOpen) = (new bool[figures.All.Length], new bool[figures.All.Length]);
    }

    /// <summary>By slot: whether the figure is part of an assumed misprint.</summary>
    public bool[] IsSettled { get; }

    /// <summary>By slot: whether the figure is assumed to be misprinted, and what was meant is not settled yet.</summary>
    public bool[] IsOpen { get; }

    public ImmutableArray<PrintedFigure> OpenFigures =>
        [.. assumed.Where(misprint => misprint.Kind == AssumedMisprint.Form.Open).Select(misprint => figures.All[misprint.Slot])];

    public void Assume(AssumedMisprint misprint)
    {
        assumed.Push(misprint);
        Set(misprint, isAssumed: true);
        if (misprint.Kind == AssumedMisprint.Form.Slip)
            figures[figures.All[misprint.Slot]] = slips[misprint.Slot][misprint.Detail].Meant;
    }

    public void TakeBack()
    {
        var misprint = assumed.Pop();
        Set(misprint, isAssumed: false);
        if (misprint.Kind == AssumedMisprint.Form.Slip)
            figures[figures.All[misprint.Slot]] = figures.All[misprint.Slot].AsPrinted;
    }

    /// <summary>The assumed misprints as corrections, in the order of their slots.</summary>
    public ImmutableArray<PlacedCorrection> ToCorrections() => [.. assumed.Select(CorrectionOf).OrderBy(one => one.Slot)];

    private void Set(AssumedMisprint misprint, bool isAssumed)
    {
        IsSettled[misprint.Slot] = isAssumed;
        switch (misprint.Kind)
        {
            case AssumedMisprint.Form.Open:
                IsOpen[misprint.Slot] = isAssumed;
                break;

            case AssumedMisprint.Form.Exchange:
                IsSettled[misprint.Detail] = isAssumed;
                var (one, other) = (figures.All[misprint.Slot], figures.All[misprint.Detail]);
                (figures[one], figures[other]) = (figures[other], figures[one]);
                break;
        }
    }

    private PlacedCorrection CorrectionOf(AssumedMisprint misprint)
    {
        var figure = figures.All[misprint.Slot];
        var isExchange = misprint.Kind == AssumedMisprint.Form.Exchange;
        var (printed, meant) = (figure.AsPrinted.Value, figures[figure].Value);
        var kind = isExchange ? MisprintKind.Exchange : slips[misprint.Slot].First(slip => slip.Meant.Value == meant).Kind;
        return new PlacedCorrection(misprint.Slot, new Correction(kind, figure.Subject, figure.Indicator, printed, meant)
        {
            ExchangedWith = isExchange ? figures.All[misprint.Detail].Indicator : null,
            InReported = figure.InReported,
        });
    }
}
