using System.Text.Json;
using ItaApi.Frameworks;
using ItaApi.Http.Serialization;

namespace ItaApi.Measures.Recommendations;

/// <summary>
/// What agencies wrote into published plans and reports, by the indicator or item it was for. The words are data
/// (<c>Catalogue/practices.json</c>), each with the document they stand in, without misprints and the one year or agency they named;
/// where no document says anything there is no entry.
/// </summary>
public static class PracticeCatalogue
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
        ByIndicator = content.Practices.Where(practice => practice.IndicatorTh is not null).ToLookup(practice => practice.IndicatorTh!, StringComparer.Ordinal);
        ByItem = content.Practices.Where(practice => practice.ItemTh is not null).ToLookup(practice => practice.ItemTh!, StringComparer.Ordinal);
        All = content.Practices;
    }

    public static IReadOnlyList<Practice> All { get; }

    /// <summary>What was done for an indicator: by its name, because another year's number may mean another indicator.</summary>
    public static IEnumerable<Practice> For(FrameworkIndicator indicator) =>
        indicator.AliasesTh.Prepend(indicator.NameTh).Distinct(StringComparer.Ordinal).SelectMany(name => ByIndicator[name]);

    /// <summary>What was done for an item: by its title, because from year to year the codes move.</summary>
    public static IEnumerable<Practice> For(FrameworkItem item) => ByItem[item.TitleTh];

    public static PracticeDocument DocumentOf(Practice practice) => Documents[practice.Document];

    private sealed record Content
    {
        public required IReadOnlyList<PracticeDocument> Documents { get; init; }
        public required IReadOnlyList<Practice> Practices { get; init; }
    }
}

/// <summary>A published document of an agency.</summary>
public sealed record PracticeDocument
{
    public required string Id { get; init; }
    public required string AgencyNameTh { get; init; }

    /// <summary>The fiscal year (B.E.) it names as its own.</summary>
    public required int FiscalYear { get; init; }

    public required string TitleTh { get; init; }
}

/// <summary>What a document says is to be done, in its own words, and for what.</summary>
public sealed record Practice
{
    /// <summary>The id of the document.</summary>
    public required string Document { get; init; }

    /// <summary>The name of the indicator it is for; or else <see cref="ItemTh"/>.</summary>
    public string? IndicatorTh { get; init; }

    /// <summary>The title of the item it is for.</summary>
    public string? ItemTh { get; init; }

    public required string TitleTh { get; init; }
    public required string TitleEn { get; init; }
}
