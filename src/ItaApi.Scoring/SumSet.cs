using System.Numerics;

namespace ItaApi.Scoring;

/// <summary>A set of sums from 0 to a greatest one, a bit for each.</summary>
internal sealed class SumSet
{
    private const int BitsPerWord = 64;

    private readonly ulong[] bits;

    /// <summary>An empty set.</summary>
    /// <param name="greatest">Sums above it are not kept.</param>
    public SumSet(int greatest)
    {
        Greatest = greatest;
        bits = new ulong[greatest / BitsPerWord + 1];
    }

    private SumSet(SumSet other) => (Greatest, bits) = (other.Greatest, [.. other.bits]);

    public int Greatest { get; }

    /// <summary>The set of a single sum: nothing was added yet.</summary>
    public static SumSet OfNothing(int greatest)
    {
        var set = new SumSet(greatest);
        set.bits[0] = 1;
        return set;
    }

    public SumSet Copy() => new(this);

    public void Add(int sum) => bits[sum / BitsPerWord] |= 1UL << (sum % BitsPerWord);

    public bool Holds(int sum) => sum >= 0 && sum <= Greatest && (bits[sum / BitsPerWord] >> (sum % BitsPerWord) & 1) == 1;

    public bool HoldsAny(long from, long to)
    {
        var first = FirstFrom((int)Math.Clamp(from, 0, int.MaxValue));
        return first >= 0 && first <= to;
    }

    /// <summary>The least sum from one on; -1 where there is none.</summary>
    public int FirstFrom(int sum)
    {
        if (sum > Greatest)
            return -1;

        var word = Math.Max(0, sum) / BitsPerWord;
        var rest = bits[word] & (ulong.MaxValue << (Math.Max(0, sum) % BitsPerWord));
        while (rest == 0)
        {
            if (++word == bits.Length)
                return -1;
            rest = bits[word];
        }

        var first = word * BitsPerWord + BitOperations.TrailingZeroCount(rest);
        return first <= Greatest ? first : -1;
    }

    /// <summary>The greatest sum up to one; -1 where there is none.</summary>
    public int LastUpTo(int sum)
    {
        if (sum < 0)
            return -1;

        var (word, within) = Math.DivRem(Math.Min(sum, Greatest), BitsPerWord);
        var rest = bits[word] & (ulong.MaxValue >> (BitsPerWord - 1 - within));
        while (rest == 0)
        {
            if (--word < 0)
                return -1;
            rest = bits[word];
        }

        return word * BitsPerWord + BitOperations.Log2(rest);
    }

    /// <summary>Every sum, rising.</summary>
    public IEnumerable<int> Sums()
    {
        for (var sum = FirstFrom(0); sum >= 0; sum = FirstFrom(sum + 1))
            yield return sum;
    }

    /// <summary>Adds every sum of another set, with something on top.</summary>
    public void UnionWith(SumSet other, int onTop = 0)
    {
        var (words, within) = Math.DivRem(onTop, BitsPerWord);
        for (var i = bits.Length - 1; i >= words; i--)
        {
            var from = i - words;
            var shifted = from < other.bits.Length ? other.bits[from] << within : 0;
            if (within > 0 && from > 0 && from - 1 < other.bits.Length)
                shifted |= other.bits[from - 1] >> (BitsPerWord - within);
            bits[i] |= shifted;
        }
    }

    /// <summary>Adds, for every sum there is, the one with something more.</summary>
    public void AddMore(int more) => UnionWith(this, more);

    /// <summary>Adds, for every sum there is, those with anything more up to a bound.</summary>
    public void AddAnyMore(int most)
    {
        for (var done = 0; done < most;)
        {
            var step = Math.Min(done + 1, most - done);
            AddMore(step);
            done += step;
        }
    }
}
