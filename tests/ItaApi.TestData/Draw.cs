using System.Runtime.InteropServices;

namespace ItaApi.TestData;

/// <summary>
/// Random numbers that are the same on every machine and every version of the framework, and for one agency and year the same whatever
/// else was drawn before: each subject has a stream of its own.
/// </summary>
internal struct Draw
{
    private ulong state;

    /// <param name="seed">The data's seed.</param>
    /// <param name="subject">What is drawn for: its kind and numbers.</param>
    public Draw(int seed, params ReadOnlySpan<int> subject)
    {
        state = (uint)seed;
        foreach (var part in subject)
            state = Next() ^ (uint)part;
    }

    /// <summary>From <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Between(int least, int most) => least + (int)(Next() % (ulong)(most - least + 1));

    /// <summary>True <paramref name="times"/> in <paramref name="outOf"/>.</summary>
    public bool Chance(int times, int outOf) => Between(1, outOf) <= times;

    public T Of<T>(ReadOnlySpan<T> choices) => choices[Between(0, choices.Length - 1)];

    public void Shuffle<T>(Span<T> all)
    {
        for (var i = all.Length - 1; i > 0; i--)
        {
            var other = Between(0, i);
            (all[i], all[other]) = (all[other], all[i]);
        }
    }

    public Guid Guid()
    {
        Span<ulong> bits = [Next(), Next()];
        return new Guid(MemoryMarshal.AsBytes(bits));
    }

    /// <summary>SplitMix64: one addition and three rounds of mixing, which wrap by design.</summary>
    private ulong Next()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var mixed = state;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
