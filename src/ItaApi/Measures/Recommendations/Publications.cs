using System.Text.Json;
using ItaApi.Http.Serialization;

namespace ItaApi.Measures.Recommendations;

/// <summary>What has to be published for an item to be counted, by the title of the item: codes change from year to year.</summary>
internal static class Publications
{
    private static readonly Dictionary<string, Sentence> ByTitle = Load();

    /// <summary>The sentence for an item; for one that the data do not name, its own title.</summary>
    public static Sentence Of(NamedItem item) => (item.TitleTh is { } title ? Find(title) : null) ?? new Sentence(
        $"เผยแพร่ข้อมูลตาม{item.Th} บนเว็บไซต์ของหน่วยงานให้ครบถ้วนและเป็นปัจจุบัน",
        $"Publish what {item.En} requires on the agency's website, complete and up to date.");

    /// <summary>The sentence for a title; null when the data do not name it.</summary>
    public static Sentence? Find(string titleTh) => ByTitle.GetValueOrDefault(Key(titleTh));

    /// <summary>White space in a title depends on its document.</summary>
    private static string Key(string title) => string.Concat(title.Where(character => !char.IsWhiteSpace(character)));

    private static Dictionary<string, Sentence> Load()
    {
        using var stream = typeof(Publications).Assembly.GetManifestResourceStream("ItaApi.Measures.publications.json")
            ?? throw new InvalidOperationException("publications.json is not embedded in the service.");
        return JsonSerializer.Deserialize<Content>(stream, Json.Options)!.Publications
            .SelectMany(
                publication => publication.Titles,
                (publication, title) => KeyValuePair.Create(Key(title), new Sentence(publication.Th, publication.En)))
            .ToDictionary(StringComparer.Ordinal);
    }

    private sealed record Content
    {
        public required IReadOnlyList<Publication> Publications { get; init; }
    }

    private sealed record Publication
    {
        public required IReadOnlyList<string> Titles { get; init; }
        public required string Th { get; init; }
        public required string En { get; init; }
    }
}
