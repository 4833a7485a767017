using System.Text;

namespace ItaApi.Faults;

/// <summary>JSON Pointers (RFC 6901), the form in which errors name a location in a body.</summary>
internal static class JsonPointer
{
    /// <summary>From the serializer's path: <c>$.indicators[3].score</c> becomes <c>/indicators/3/score</c>.</summary>
    public static string FromJsonPath(string? path)
    {
        var pointer = new StringBuilder();
        for (var i = 1; i < path?.Length; i++)
        {
            if (path[i] == '.')
            {
                var end = path.AsSpan(i + 1).IndexOfAny('.', '[');
                end = end < 0 ? path.Length : i + 1 + end;
                AppendSegment(pointer, path.AsSpan(i + 1, end - i - 1));
                i = end - 1;
            }
            else if (path[i] == '[')
            {
                // A name that is not an identifier is written as ['name'], an element as [3].
                var quoted = i + 1 < path.Length && path[i + 1] == '\'';
                var end = quoted ? path.LastIndexOf("']", StringComparison.Ordinal) : path.IndexOf(']', i);
                AppendSegment(pointer, quoted ? path.AsSpan(i + 2, end - i - 2) : path.AsSpan(i + 1, end - i - 1));
                i = quoted ? end + 1 : end;
            }
        }

        return pointer.ToString();
    }

    /// <summary>
    /// From a validator's property path: <c>Indicators[3].Score</c> becomes <c>/indicators/3/score</c>. A pointer and the name of a
    /// parameter (<c>fiscalYear</c>) do not change.
    /// </summary>
    public static string FromPropertyPath(string path)
    {
        if (path.Length == 0 || path[0] == '/' || char.IsAsciiLetterLower(path[0]))
            return path;

        var pointer = new StringBuilder();
        foreach (var segment in path.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries))
            AppendSegment(pointer, System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(segment));
        return pointer.ToString();
    }

    /// <summary>The names and indexes of a pointer: <c>indicators</c>, <c>3</c>, <c>score</c>.</summary>
    public static IEnumerable<string> Segments(string pointer) => pointer.Split('/').Skip(1)
        .Select(segment => segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));

    private static void AppendSegment(StringBuilder pointer, ReadOnlySpan<char> segment)
    {
        pointer.Append('/');
        foreach (var character in segment)
            _ = character switch { '~' => pointer.Append("~0"), '/' => pointer.Append("~1"), _ => pointer.Append(character) };
    }
}
