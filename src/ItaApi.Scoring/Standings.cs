using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace ItaApi.Scoring;

/// <summary>The indicators of a result in all orders that it shows.</summary>
internal readonly ref struct Standings
{
    /// <summary>The bits of a sort key that contain the index of an indicator, below its score.</summary>
    private const int IndexBits = 32;

    public Standings(Framework framework, ReadOnlySpan<Score> scores, Score threshold)
    {
        var count = scores.Length;
        var byNumber = new IndicatorOutcome[count];
        Span<long> order = count <= 64 ? stackalloc long[count] : new long[count];
        for (var i = 0; i < count; i++)
            order[i] = Key(Score.FullHundredths - scores[i].Hundredths, i);
        order.Sort();

        // Highest first, so that the strengths are a prefix and a rank is the position of the first equal score.
        int strong = 0, rank = 0;
        for (var position = 0; position < count; position++)
        {
            var index = IndexIn(order[position]);
            if (position == 0 || scores[index] != scores[IndexIn(order[position - 1])])
                rank = position + 1;
            var standing = scores[index] >= threshold ? Standing.Strength : Standing.Weakness;
            strong += standing == Standing.Strength ? 1 : 0;
            byNumber[index] = new IndicatorOutcome(framework.Indicators[index], scores[index], standing, rank);
        }

        ByNumber = ImmutableCollectionsMarshal.AsImmutableArray(byNumber);
        Strengths = InOrder(byNumber, order[..strong]);
        Highest = First(order, scores);

        // The same in rising order: scores reversed and numbers not, because ties always list the lower number first.
        for (var i = 0; i < count; i++)
            order[i] = Key(scores[i].Hundredths, i);
        order.Sort();
        Weaknesses = InOrder(byNumber, order[..(count - strong)]);
        Lowest = First(order, scores);
    }

    public ImmutableArray<IndicatorOutcome> ByNumber { get; }

    public ImmutableArray<IndicatorOutcome> Strengths { get; }

    public ImmutableArray<IndicatorOutcome> Weaknesses { get; }

    public ImmutableArray<int> Highest { get; }

    public ImmutableArray<int> Lowest { get; }

    private static long Key(int hundredths, int index) => ((long)hundredths << IndexBits) | (uint)index;

    private static int IndexIn(long key) => (int)(key & uint.MaxValue);

    private static ImmutableArray<IndicatorOutcome> InOrder(IndicatorOutcome[] byNumber, ReadOnlySpan<long> order)
    {
        if (order.IsEmpty)
            return [];

        var outcomes = new IndicatorOutcome[order.Length];
        for (var i = 0; i < outcomes.Length; i++)
            outcomes[i] = byNumber[IndexIn(order[i])];

        return ImmutableCollectionsMarshal.AsImmutableArray(outcomes);
    }

    /// <summary>The numbers of the indicators that tie with the first of an order.</summary>
    private static ImmutableArray<int> First(ReadOnlySpan<long> order, ReadOnlySpan<Score> scores)
    {
        var ties = 1;
        while (ties < order.Length && scores[IndexIn(order[ties])] == scores[IndexIn(order[0])])
            ties++;

        var numbers = new int[ties];
        for (var i = 0; i < ties; i++)
            numbers[i] = IndexIn(order[i]) + 1;

        return ImmutableCollectionsMarshal.AsImmutableArray(numbers);
    }
}
