using System.Collections.Immutable;
using System.Globalization;

namespace ItaApi.Scoring;

/// <summary>A correction with the slot of its figure, by which corrections are listed.</summary>
internal sealed record PlacedCorrection(int Slot, Correction Correction);

/// <summary>A set of corrections that the search has found.</summary>
/// <param name="Roundings">Figures that agree within rounding only; the fewer, the likelier.</param>
internal sealed record FoundExplanation(ImmutableArray<PlacedCorrection> Placed, int Roundings)
{
    /// <summary>The likeliest first.</summary>
    public static IComparer<FoundExplanation> ByLikelihood { get; } = Comparer<FoundExplanation>.Create(CompareLikelihood);

    public IEnumerable<Correction> Corrections => Placed.Select(placed => placed.Correction);

    /// <summary>The same for all sets that correct the same reported figures, and the same scores to the same values.</summary>
    public string Choice => string.Join(' ', Placed.Select(placed => placed.Correction is { InReported: true, ExchangedWith: null }
        ? string.Create(CultureInfo.InvariantCulture, $"{placed.Slot}")
        : string.Create(CultureInfo.InvariantCulture, $"{placed.Slot}:{placed.Correction.ExchangedWith}:{placed.Correction.To}")));

    private static int CompareLikelihood(FoundExplanation one, FoundExplanation other)
    {
        var order = one.Roundings.CompareTo(other.Roundings);
        for (var i = 0; order == 0 && i < Math.Min(one.Placed.Length, other.Placed.Length); i++)
            order = KeyOf(one.Placed[i]).CompareTo(KeyOf(other.Placed[i]));

        return order;
    }

    private static (int, int, decimal) KeyOf(PlacedCorrection placed) =>
        (placed.Slot, placed.Correction.ExchangedWith ?? 0, placed.Correction.To);
}
