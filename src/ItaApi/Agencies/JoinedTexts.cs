using System.Text;

namespace ItaApi.Agencies;

/// <summary>Many texts joined into one, so that a search for a part is a single scan, which the runtime does by vectors.</summary>
internal sealed class JoinedTexts
{
    /// <summary>Separates texts. No text and no request contains it, because control characters are refused.</summary>
    public const char Separator = '\u0001';

    private readonly string joined;
    private readonly int[] starts;

    public JoinedTexts(IReadOnlyList<string> texts)
    {
        var all = new StringBuilder();
        starts = new int[texts.Count];
        for (var i = 0; i < texts.Count; i++)
        {
            starts[i] = all.Length;
            all.Append(texts[i]).Append(Separator);
        }

        joined = all.ToString();
    }

    /// <summary>The first text, from a position on, that contains a part; the number of texts if there is none.</summary>
    public int FindNext(string part, int from)
    {
        if (from >= starts.Length)
            return starts.Length;

        var found = joined.AsSpan(starts[from]).IndexOf(part, StringComparison.Ordinal);
        if (found < 0)
            return starts.Length;

        var place = Array.BinarySearch(starts, starts[from] + found);
        return place >= 0 ? place : ~place - 1;
    }
}
