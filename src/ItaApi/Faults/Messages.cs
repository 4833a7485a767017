using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ItaApi.Faults;

/// <summary>
/// Every code that a client can receive, with its message in English and Thai. The messages are data (<c>Messages.json</c>), from which
/// <c>docs/errors.md</c> is made too.
/// </summary>
internal static partial class Messages
{
    private static readonly Catalogue All = Load();

    /// <summary>The problems by code; a refused request has one.</summary>
    public static IReadOnlyDictionary<string, ProblemWords> Problems => All.Problems;

    /// <summary>The faults by code; a problem has any number of them in <c>errors</c>.</summary>
    public static IReadOnlyDictionary<string, Words> Faults => All.Faults;

    /// <summary>
    /// A sentence with its <c>{Placeholders}</c> filled from arguments of the same name. A Thai sentence takes the argument
    /// <c>{Name}Th</c> instead when there is one: a status by its Thai name, a date with its Thai month.
    /// </summary>
    public static string Fill(Words texts, bool thai, IReadOnlyDictionary<string, object?> arguments) =>
        Placeholder().Replace(thai ? texts.Th : texts.En, match =>
        {
            var name = match.Groups[1].Value;
            return (thai && arguments.TryGetValue(name + "Th", out var value)) || arguments.TryGetValue(name, out value)
                ? Format(value)
                : match.Value;
        });

    /// <summary>Whether the caller prefers Thai: the language that the request ranks highest of the two.</summary>
    public static bool PrefersThai(HttpRequest request)
    {
        var (thai, english) = (0.0, 0.0);
        foreach (var language in request.GetTypedHeaders().AcceptLanguage)
        {
            var quality = language.Quality ?? 1;
            if (language.Value.StartsWith("th", StringComparison.OrdinalIgnoreCase))
                thai = Math.Max(thai, quality);
            else if (language.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase))
                english = Math.Max(english, quality);
        }

        return thai > english;
    }

    private static string Format(object? value) => value switch
    {
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable<string> texts => string.Join(", ", texts),
        null => "",
        _ => value.ToString() ?? "",
    };

    private static Catalogue Load()
    {
        using var stream = typeof(Messages).Assembly.GetManifestResourceStream("ItaApi.Http.Messages.json")
            ?? throw new InvalidOperationException("Messages.json is not embedded in the service.");
        var catalogue = JsonSerializer.Deserialize<Catalogue>(stream, JsonSerializerOptions.Web)!;
        return new Catalogue(catalogue.Problems.ToFrozenDictionary(), catalogue.Faults.ToFrozenDictionary());
    }

    [GeneratedRegex(@"\{([A-Za-z]+)\}")]
    private static partial Regex Placeholder();

    private sealed record Catalogue(IReadOnlyDictionary<string, ProblemWords> Problems, IReadOnlyDictionary<string, Words> Faults);
}

/// <summary>A sentence in both languages.</summary>
internal record Words(string En, string Th);

/// <summary>The title of a problem in both languages, its status, and its detail where there is more to say.</summary>
internal sealed record ProblemWords(int Status, string En, string Th, Words? Detail = null) : Words(En, Th);
