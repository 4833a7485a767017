using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>What an indicator's score proves about its items that were not sent: no other set of items gives that score.</summary>
/// <param name="Zero">Items that have to be at 0, in the framework's order.</param>
/// <param name="Full">Items that have to be at 100, in the framework's order.</param>
/// <param name="Worth">Points of the total that bringing all of <paramref name="Zero"/> to 100 gains together.</param>
public sealed record ProvenItems(Indicator Indicator, ImmutableArray<string> Zero, ImmutableArray<string> Full, Score Worth)
{
    /// <summary>
    /// What the score of an indicator proves, together with the items that were sent. Null if nothing can be said: the year's
    /// items are provisional or not established, or no set of items gives the score.
    /// </summary>
    /// <remarks>18.75 of indicator 10 in 2564 can only come from O42 and O43 both at 0, which is worth 10.00 points of the total.</remarks>
    /// <param name="number">The indicator's number.</param>
    /// <exception cref="ArgumentOutOfRangeException">The year has no such indicator.</exception>
    public static ProvenItems? Of(Scorecard scorecard, int number)
    {
        ArgumentNullException.ThrowIfNull(scorecard);
        var framework = scorecard.Framework;
        var indicator = framework.FindIndicator(number)
            ?? throw new ArgumentOutOfRangeException(nameof(number), number, "The year has no such indicator.");
        if (indicator.Groups is null || framework.ItemsAreProvisional)
            return null;

        var sets = new ItemSets(indicator, scorecard.FindItem);
        if (!sets.TryCome(scorecard.Scores[indicator.Index]))
            return null;

        var (zero, full) = sets.Proven();
        var draft = new ScoreDraft(scorecard);
        var before = draft.Total;
        foreach (var item in zero)
            draft.SetItem(item, Score.Full);

        return new ProvenItems(indicator, zero, full, draft.Total.Above(before));
    }
}
