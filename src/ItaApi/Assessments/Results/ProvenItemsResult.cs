using ItaApi.Scoring;

namespace ItaApi.Assessments.Results;

/// <summary>Items that must be at 0, because no other set of items gives the score of their indicator.</summary>
internal sealed record ProvenItemsResult
{
    /// <summary>The number of the indicator.</summary>
    public required int Indicator { get; init; }

    /// <summary>Its score.</summary>
    public required decimal Score { get; init; }

    /// <summary>The codes of the items, in the order of the framework. Items that were sent are not among them.</summary>
    public required IReadOnlyList<string> Zero { get; init; }

    /// <summary>The points of the total to gain by publishing all of them.</summary>
    public required decimal Worth { get; init; }

    /// <summary>The conclusion in Thai.</summary>
    public required string TextTh { get; init; }

    /// <summary>The conclusion in English.</summary>
    public required string TextEn { get; init; }

    internal static ProvenItemsResult From(ProvenItems proven, decimal score, SubjectNames names)
    {
        var text = TextOf(proven, score, names);
        return new ProvenItemsResult
        {
            Indicator = proven.Indicator.Number,
            Score = score,
            Zero = proven.Zero,
            Worth = proven.Worth.ToDecimal(),
            TextTh = text.Th,
            TextEn = text.En,
        };
    }

    private static Phrase TextOf(ProvenItems proven, decimal score, SubjectNames names)
    {
        var indicator = names.Indicator(proven.Indicator.Number);
        var items = proven.Zero.Length == proven.Indicator.ItemCount
            ? new Phrase("ข้อของตัวชี้วัดนี้", "its items")
            : Phrase.Join([.. proven.Zero.Select(names.Item)]);
        var (points, worth) = (Phrase.Points(score), Phrase.Points(proven.Worth.ToDecimal()));
        var (zeroTh, theseTh, zeroEn, theseEn) = proven.Zero.Length switch
        {
            1 => ("ได้ 0 คะแนน", "ข้อนี้", "has 0", "it"),
            2 => ("ได้ 0 คะแนนทั้งสองข้อ", "ทั้งสองข้อ", "both have 0", "them"),
            _ => ("ได้ 0 คะแนนทุกข้อ", "ทุกข้อดังกล่าว", "all have 0", "them"),
        };
        return Phrase.Sentence(
            $"{indicator.Th} ได้ {points} คะแนน แสดงว่า{items.Th} {zeroTh} "
            + $"หากเผยแพร่ข้อมูล{theseTh}ให้ครบถ้วน คะแนนรวมจะเพิ่มขึ้น {worth} คะแนน",
            $"{indicator.En} can only have {points} points if {items.En} {zeroEn}; "
            + $"publishing {theseEn} is worth {worth} points of the total.");
    }
}
