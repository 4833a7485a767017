namespace ItaApi.Values.Thai;

/// <summary>Lists of words in a Thai sentence, which blanks part and one word joins at the end.</summary>
public static class ThaiList
{
    /// <summary>For example <c>ก ข และ ค</c>.</summary>
    public static string And(params IReadOnlyList<string> words) => Join(words, "และ");

    /// <summary>For example <c>ก ข หรือ ค</c>.</summary>
    public static string Or(params IReadOnlyList<string> words) => Join(words, "หรือ");

    private static string Join(IReadOnlyList<string> words, string last) => words switch
    {
        [] => "",
        [var only] => only,
        _ => $"{string.Join(' ', words.Take(words.Count - 1))} {last} {words[^1]}",
    };
}
