using System.Text.Json;
using ItaApi.Frameworks;
using ItaApi.Http.Serialization;

namespace ItaApi.Measures.Recommendations;

/// <summary>
/// Practices after published plans and reports of agencies, by the indicator or item they were for. They are data
/// (<c>practices.json</c>): each names its document, and its text says what any agency can do, in official Thai, without the name of an
/// agency or a year. Where no document has a practice, there is no entry.
/// </summary>
internal static class PracticeCatalogue
{
    private static readonly Dictionary<string, PracticeDocument> Documents;
    private static readonly ILookup<string, Practice> ByIndicator;
    private static readonly ILookup<string, Practice> ByItem;

    static PracticeCatalogue()
    {
        using var stream = typeof(PracticeCatalogue).Assembly.GetManifestResourceStream("ItaApi.Measures.practices.json")
            ?? throw new InvalidOperationException("practices.json is not embedded in the service.");
        var content = JsonSerializer.Deserialize<Content>(stream, Json.Options)!;
        Documents = content.Documents.ToDictionary(document => document.Id, StringComparer.Ordinal);
        ByIndicator = content.Practices.Where(practice => practice.IndicatorTh is not null)
            .ToLookup(practice => practice.IndicatorTh!, StringComparer.Ordinal);
        ByItem = content.Practices.Where(practice => practice.ItemTh is not null)
            .ToLookup(practice => practice.ItemTh!, StringComparer.Ordinal);
        All = content.Practices;
    }

    public static IReadOnlyList<Practice> All { get; }

    /// <summary>The practices for an indicator, by its name, because the same number may mean another indicator in another year.</summary>
    public static IEnumerable<Practice> For(FrameworkIndicator indicator) =>
        indicator.AliasesTh.Prepend(indicator.NameTh).Distinct(StringComparer.Ordinal).SelectMany(name => ByIndicator[name]);

    /// <summary>The practices for an item, by its title, because codes change from year to year.</summary>
    public static IEnumerable<Practice> ForItem(string titleTh) => ByItem[titleTh];

    public static PracticeDocument DocumentOf(Practice practice) => Documents[practice.Document];

    private sealed record Content
    {
        public required IReadOnlyList<PracticeDocument> Documents { get; init; }
        public required IReadOnlyList<Practice> Practices { get; init; }
    }
}

/// <summary>A published document of an agency.</summary>
internal sealed record PracticeDocument
{
    public required string Id { get; init; }
    public required string AgencyNameTh { get; init; }

    /// <summary>The fiscal year (B.E.) of the document.</summary>
    public required int FiscalYear { get; init; }

    public required string TitleTh { get; init; }
}

/// <summary>A practice after a document, and what it is for.</summary>
internal sealed record Practice
{
    /// <summary>The id of the document.</summary>
    public required string Document { get; init; }

    /// <summary>The name of the indicator it is for; otherwise it has <see cref="ItemTh"/>.</summary>
    public string? IndicatorTh { get; init; }

    /// <summary>The title of the item it is for.</summary>
    public string? ItemTh { get; init; }

    public required string TextTh { get; init; }
    public required string TextEn { get; init; }
}
