using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Assessments;

/// <summary>What three published documents say of their scores is held as notes, and comes back word for word.</summary>
public sealed partial class PublishedNoteTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task Mae_ngoens_analysis_and_its_ways_of_improvement_are_held()
    {
        var (document, notes) = await ReadAsync("000", "57-mae-ngoen", 2565);

        var analysis = Bare(Assert.Single(notes, note => Kind(note) == "comment")["textTh"]);
        Assert.StartsWith(
            Bare("การประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (ITA) ประจำปี 2565"), analysis, StringComparison.Ordinal);
        Assert.Contains(Bare(document["national_target"]!["text"]), analysis, StringComparison.Ordinal);
        Assert.All(
            document["strengths"]!.AsArray().Concat(document["weaknesses"]!.AsArray()),
            name => Assert.Contains(Bare(name), analysis, StringComparison.Ordinal));

        var improvements = notes.Where(note => Kind(note) == "improvement").ToList();
        var issues = document["development_issues"]!.AsArray();
        Assert.Equal(issues.Select(issue => Bare(issue!["issues"])), improvements.Select(note => Bare(note["textTh"])));
        Assert.Equal(
            issues.SelectMany(issue => issue!["methods"]!.AsArray().Select(Bare)),
            improvements.SelectMany(note => note["methods"]!.AsArray().Select(Bare)));
        Assert.Equal(
            ["[6]", "[8]", "[7]", """["O27","O28"]"""], improvements.Select(note => (note["indicators"] ?? note["items"])!.ToJsonString()));
    }

    [Fact]
    public async Task Hua_nongs_suggestions_are_held_by_instrument()
    {
        var (document, notes) = await ReadAsync("002", "40-hua-nong", 2564);

        (string Instrument, string Kind, string Printed)[] statements =
            [("IIT", "suggestion", "IIT_suggestion"), ("EIT", "suggestion", "EIT_suggestion"), ("OIT", "comment", "OIT_comment")];
        foreach (var (instrument, kind, printed) in statements)
        {
            var note = Assert.Single(notes, note => note["instrument"]?.GetValue<string>() == instrument);
            Assert.Equal((kind, Bare(document["statements"]![printed])), (Kind(note), Bare(note["textTh"])));
        }
    }

    [Fact]
    public async Task Bang_khaems_ten_comments_are_held_by_indicator()
    {
        var (document, notes) = await ReadAsync("004", "73-bang-khaem", 2563);

        var printed = document["strengths"]!.AsArray().Concat(document["weaknesses"]!.AsArray()).ToList();
        Assert.Equal(10, printed.Count);
        foreach (var comment in printed)
        {
            var number = comment!["number_in_document"]!.GetValue<int>();
            var note = Assert.Single(notes, note => Kind(note) == "comment" && note["indicators"]?.ToJsonString() == $"[{number}]");
            Assert.Equal(Bare(comment["text"]), Bare(note["textTh"]));
        }
    }

    private static string Kind(JsonNode note) => note["kind"]!.GetValue<string>();

    private static string Bare(JsonNode? text) => Bare(text!.GetValue<string>());

    /// <summary>The words alone: a transcription has Arabic digits for Thai ones, printed numbers, and spaces where a line broke.</summary>
    private static string Bare(string text) => string.Concat(
        PrintedNumber()
            .Replace(text, "")
            .Where(character => !char.IsWhiteSpace(character))
            .Select(character => character is >= '๐' and <= '๙' ? (char)('0' + (character - '๐')) : character));

    [GeneratedRegex(@"^[0-9]+[.)]\s*")]
    private static partial Regex PrintedNumber();

    private async Task<(JsonNode Document, IReadOnlyList<JsonNode> Notes)> ReadAsync(string transcription, string agency, int fiscalYear)
    {
        var address = $"/v1/agencies/{agency}/assessments/{fiscalYear}";
        await ita.PutAsync($"/v1/agencies/{agency}", Some.Example($"agencies/{agency}.json"));
        await ita.PutAsync(address, Some.Example($"assessments/{agency}-{fiscalYear}.json"));
        var document = JsonNode.Parse(await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "Measures", "Transcriptions", $"{transcription}.json"),
            TestContext.Current.CancellationToken))!;
        return (document, [.. (await ita.GetAsync(address)).Json["notes"]!.AsArray().Select(note => note!)]);
    }
}
