namespace ItaApi.Agencies;

/// <summary>The names and codes of all agencies at one time.</summary>
internal sealed class AgencyIndexSnapshot
{
    /// <summary>Before the first read. A stamp is never negative, so this one equals none.</summary>
    public static readonly AgencyIndexSnapshot Empty = new(-1, new Dictionary<string, decimal>(), []);

    /// <param name="stamp">The sum of all stamps; it changes with every agency.</param>
    /// <param name="stamps">The stamp of each province.</param>
    /// <param name="entries">The agencies in the order of their codes.</param>
    public AgencyIndexSnapshot(decimal stamp, IReadOnlyDictionary<string, decimal> stamps, AgencyIndexEntry[] entries)
    {
        (Stamp, Stamps, Entries) = (stamp, stamps, entries);
        Codes = new JoinedTexts([.. entries.Select(entry => entry.Codes)]);
        Names = new JoinedTexts([.. entries.Select(entry => entry.Names)]);
    }

    public decimal Stamp { get; }
    public IReadOnlyDictionary<string, decimal> Stamps { get; }
    public AgencyIndexEntry[] Entries { get; }

    /// <summary>The codes of each entry.</summary>
    public JoinedTexts Codes { get; }

    /// <summary>The keys of the names of each entry.</summary>
    public JoinedTexts Names { get; }

    /// <summary>The position of the first agency after a code; the first position without one.</summary>
    public int FirstAfter(string? code)
    {
        if (code is null)
            return 0;

        var (low, high) = (0, Entries.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = string.CompareOrdinal(Entries[middle].Code, code) <= 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
