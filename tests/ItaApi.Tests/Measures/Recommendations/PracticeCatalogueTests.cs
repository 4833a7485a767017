using System.Text.Json.Nodes;
using ItaApi.Measures.Recommendations;

namespace ItaApi.Tests.Measures.Recommendations;

/// <summary>What the service knows from documents. Needs no database.</summary>
public sealed class PracticeCatalogueTests
{
    private static readonly IReadOnlyList<JsonNode> Indicators =
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Frameworks", "Shipped"), "*.json")
            .SelectMany(file => JsonNode.Parse(File.ReadAllText(file))!["indicators"]!.AsArray())
            .Select(indicator => indicator!),
    ];

    private static readonly HashSet<string> Names = [.. Indicators.Select(indicator => indicator["nameTh"]!.GetValue<string>())];

    private static readonly HashSet<string> Titles =
    [
        .. Indicators.SelectMany(indicator => indicator["groups"]?.AsArray() ?? [])
            .SelectMany(group => group!["items"]!.AsArray())
            .Select(item => item!["titleTh"]!.GetValue<string>()),
    ];

    /// <summary>The verbs with which the sentences of the catalogue and of the items begin: each of them tells somebody to do
    /// something.</summary>
    private static readonly string[] Verbs =
    [
        "เผยแพร่", "จัดทำ", "จัดให้มี", "จัดประชุม", "จัดกิจกรรม", "ปรับปรุง", "เปิดเผย", "เปิดโอกาส", "ให้บุคลากร",
        "ชี้แจง", "กำหนด", "มอบหมาย",
        "กำชับ", "วิเคราะห์", "ประชาสัมพันธ์", "เพิ่ม", "แต่งตั้ง", "แสดง", "ทบทวน", "รวบรวม", "สำรวจ", "ประเมินความเสี่ยง", "นำการประเมิน",
    ];

    [Fact]
    public void Every_practice_names_its_document_and_one_indicator_or_item_that_some_shipped_year_has() =>
        Assert.All(PracticeCatalogue.All, practice =>
        {
            Assert.NotEmpty(PracticeCatalogue.DocumentOf(practice).AgencyNameTh);
            Assert.True(practice.IndicatorTh is null != practice.ItemTh is null);
            Assert.Contains(practice.IndicatorTh ?? practice.ItemTh!, practice.IndicatorTh is null ? Titles : Names);
        });

    [Fact]
    public void Every_sentence_of_the_catalogue_is_an_action_for_any_agency() =>
        Assert.All(PracticeCatalogue.All, practice =>
        {
            Assert.Contains(Verbs, verb => practice.TextTh.StartsWith(verb, StringComparison.Ordinal));
            Assert.DoesNotContain("อบต", practice.TextTh, StringComparison.Ordinal);
            Assert.DoesNotContain("องค์การบริหารส่วน", practice.TextTh, StringComparison.Ordinal);
            Assert.DoesNotContain("เทศบาล", practice.TextTh, StringComparison.Ordinal);
        });

    [Fact]
    public void Every_item_of_every_shipped_year_has_a_sentence_that_says_what_to_publish()
    {
        Assert.NotEmpty(Titles);
        Assert.DoesNotContain(Titles, title => Publications.Find(title) is null);
        Assert.All(
            Titles, title => Assert.Contains(Verbs, verb => Publications.Find(title)!.Th.StartsWith(verb, StringComparison.Ordinal)));
    }
}
