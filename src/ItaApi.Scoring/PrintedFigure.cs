using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>A number that a document prints, and may have misprinted.</summary>
internal sealed class PrintedFigure
{
    /// <summary>Position among the document's figures; the score of an indicator is at the indicator's index.</summary>
    public required int Slot { get; init; }

    /// <summary>What checks and corrections call it.</summary>
    public required string Subject { get; init; }

    /// <summary>The number of the indicator whose score it is, if any.</summary>
    public int? Indicator { get; init; }

    public required PrintedNumber AsPrinted { get; init; }

    /// <summary>Whether other figures are calculated from it, so that it has to be settled before they can be.</summary>
    public bool IsSource { get; init; }

    /// <summary>Whether it is one of the reported figures, and not one of the scores the result is built on.</summary>
    public bool InReported { get; init; }

    /// <summary>Whether it may have changed places with the same figure of another indicator.</summary>
    public bool CanBeExchanged { get; init; }

    /// <summary>False for a score that was calculated from questions or items: it is not printed, so it is not misprinted.</summary>
    public bool CanBeMisprinted { get; init; } = true;

    /// <summary>For a count, the highest there can be; null for points.</summary>
    public int? MostCounted { get; init; }

    /// <summary>Everything one slip away, by rising number.</summary>
    public ImmutableArray<Slip> Slips => CanBeMisprinted ? field.IsDefault ? field = FindSlips() : field : [];

    private ImmutableArray<Slip> FindSlips() =>
        MostCounted is { } most ? Slip.OfCount((int)AsPrinted.Value, most) : Slip.OfPoints(AsPrinted.Value);
}

/// <summary>The printed numbers of a document as they are assumed to be: as printed, or with corrections.</summary>
internal sealed class FigureSet
{
    private readonly PrintedNumber[] now;

    public FigureSet(ImmutableArray<PrintedFigure> figures)
    {
        All = figures;
        now = [.. figures.Select(figure => figure.AsPrinted)];
    }

    /// <summary>By slot.</summary>
    public ImmutableArray<PrintedFigure> All { get; }

    /// <summary>Changes with every change of a figure, so that what was calculated from them need not be calculated again.</summary>
    public int Version { get; private set; }

    public PrintedNumber this[PrintedFigure figure]
    {
        get => now[figure.Slot];
        set
        {
            now[figure.Slot] = value;
            Version++;
        }
    }

    public ref readonly PrintedNumber At(int slot) => ref now[slot];

    /// <summary>Hundredths of a point, or a count.</summary>
    public int this[int slot] => now[slot].Exact;
}
