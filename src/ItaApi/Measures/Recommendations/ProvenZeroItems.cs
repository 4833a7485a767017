using ItaApi.Assessments.Results;
using ItaApi.Frameworks;
using ItaApi.Scoring;

namespace ItaApi.Measures.Recommendations;

/// <summary>
/// The items that the score of an indicator proves to be zero. Each item counts fully or not at all, and the score is the mean of the means
/// of the groups: 18.75 of groups of eight and two items arises only without either of the two.
/// </summary>
internal static class ProvenZeroItems
{
    /// <summary>The items of all groups that have no counted item in any combination with this score.</summary>
    public static IReadOnlyList<FrameworkItem> Of(Evaluation evaluation, FrameworkIndicator indicator, Score score)
    {
        if (evaluation.Framework.Rules.ItemsAreProvisional || indicator.Groups is not { Count: > 0 } groups || AnyIsKnown())
            return [];

        var most = new int[groups.Count];
        var isReached = false;
        Count(new int[groups.Count], group: 0);
        return isReached ? [.. groups.Where((_, i) => most[i] == 0).SelectMany(itemGroup => itemGroup.Items)] : [];

        void Count(int[] counted, int group)
        {
            if (group < groups.Count)
            {
                for (counted[group] = 0; counted[group] <= groups[group].Items.Count; counted[group]++)
                    Count(counted, group + 1);
                return;
            }

            if (ScoreOf(groups, counted) != score)
                return;
            isReached = true;
            for (var i = 0; i < most.Length; i++)
                most[i] = Math.Max(most[i], counted[i]);
        }

        bool AnyIsKnown() => (evaluation.Content.Items ?? [])
            .Any(item => groups.Any(itemGroup => itemGroup.Items.Any(known => known.Code == item.Code)));
    }

    /// <summary>The score of the indicator once these items of whole groups are counted too.</summary>
    public static Score Published(FrameworkIndicator indicator, decimal score, IReadOnlyList<FrameworkItem> zero)
    {
        var groups = indicator.Groups!;
        var gained = groups.Count(itemGroup => zero.Contains(itemGroup.Items[0]));
        return Score.FromHundredths((int)Rounding.Divide((long)(score * 100) * groups.Count + gained * 10_000L, groups.Count));
    }

    private static Score ScoreOf(IReadOnlyList<FrameworkItemGroup> groups, int[] counted)
    {
        var denominator = groups.Aggregate(1L, (product, itemGroup) => product * itemGroup.Items.Count);
        var numerator = groups.Select((itemGroup, i) => denominator / itemGroup.Items.Count * counted[i]).Sum();
        return Score.FromHundredths((int)Rounding.Divide(numerator * 10_000, denominator * groups.Count));
    }
}
