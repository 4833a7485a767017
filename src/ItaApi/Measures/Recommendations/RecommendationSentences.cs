using System.Globalization;
using ItaApi.Assessments.Content;
using ItaApi.Assessments.Results;
using ItaApi.Frameworks;

namespace ItaApi.Measures.Recommendations;

/// <summary>A sentence in both languages.</summary>
internal sealed record Sentence(string Th, string En);

/// <summary>The sentences of recommendations, as an official would write them.</summary>
/// <remarks>
/// When a score rose while a measure was carried out, the text states both facts and does not call one the cause of the other.
/// </remarks>
internal static class RecommendationSentences
{
    public static Sentence OfGroup(WeakIndicator subject, decimal? worth)
    {
        var (th, en) = (Text($"ตัวชี้วัดที่ {subject.Number} {subject.Indicator.NameTh} ได้ {subject.Score:0.00} คะแนน"),
            Text($"Indicator {subject.Number}, {subject.Indicator.NameEn}, scored {subject.Score:0.00}"));
        if (subject.Gap > 0)
        {
            th += Text($" ต่ำกว่าเกณฑ์จุดแข็ง {subject.Gap:0.00} คะแนน");
            en += Text($", {subject.Gap:0.00} below the threshold of a strength");
        }

        return worth > 0
            ? new Sentence(
                Text($"{th} หากแก้ไขได้ คะแนนรวมจะเพิ่มขึ้น {worth:0.00} คะแนน"),
                Text($"{en}. Correcting it is worth {worth:0.00} points of the total."))
            : new Sentence(th, en + ".");
    }

    public static Sentence OfZeroItem(ZeroItem item) => item.Comment is { } comment
        ? new Sentence(
            $"{NamedItem.Of(item).Th} ได้ 0 คะแนน ผู้ประเมินให้ข้อสังเกตว่า \"{comment}\"",
            $"I{NamedItem.Of(item).En[1..]} scored 0. The assessor commented: \"{comment}\"")
        : new Sentence($"{NamedItem.Of(item).Th} ได้ 0 คะแนน", $"I{NamedItem.Of(item).En[1..]} scored 0.");

    public static Sentence OfItemsWithoutIndicator(IReadOnlyList<ZeroItem> items)
    {
        IReadOnlyList<string> codes = [.. items.Select(item => item.Code)];
        return new Sentence(
            $"ข้อ {Listed(codes, "และ")} ได้ 0 คะแนน โดยเกณฑ์ของปีไม่ได้ระบุตัวชี้วัดของข้อนี้",
            $"{Listed(codes, "and")} scored 0. The rules of the year do not name the indicator.");
    }

    public static Sentence OfProven(WeakIndicator subject, IReadOnlyList<string> proven)
    {
        var (th, en) = (Listed(proven, "และ"), Listed(proven, "and"));
        return new Sentence(
            Text($"คะแนนตัวชี้วัดที่ {subject.Number} ซึ่งได้ {subject.Score:0.00} คะแนน แสดงว่าข้อ {th} ได้ 0 คะแนน"),
            Text($"The score of indicator {subject.Number}, {subject.Score:0.00}, shows that {en} scored 0."));
    }

    public static Sentence OfQuestion(QuestionEntry question) => question.TextTh is { } text
        ? new Sentence(
            Text($"ข้อคำถาม {question.Code} \"{text}\" ได้ {question.Score:0.00} คะแนน ต่ำกว่าเกณฑ์จุดแข็ง"),
            Text($"Question {question.Code} (\"{text}\") scored {question.Score:0.00}, below the threshold of a strength."))
        : new Sentence(
            Text($"ข้อคำถาม {question.Code} ได้ {question.Score:0.00} คะแนน ต่ำกว่าเกณฑ์จุดแข็ง"),
            Text($"Question {question.Code} scored {question.Score:0.00}, below the threshold of a strength."));

    public static Sentence OfNote(Note note) => note.Kind switch
    {
        NoteKind.Improvement =>
            new($"เอกสารระบุประเด็นที่ต้องปรับปรุงว่า \"{note.TextTh}\"", $"The document wants this improved: \"{note.TextTh}\""),
        NoteKind.Suggestion => new($"เอกสารมีข้อเสนอแนะว่า \"{note.TextTh}\"", $"The document suggests: \"{note.TextTh}\""),
        NoteKind.Stakeholder => new($"ผู้มีส่วนได้ส่วนเสียเสนอแนะว่า \"{note.TextTh}\"", $"A stakeholder suggests: \"{note.TextTh}\""),
        _ => new($"เอกสารให้ความเห็นว่า \"{note.TextTh}\"", $"The document comments: \"{note.TextTh}\""),
    };

    /// <summary>What a note asks for: its methods, else a suggestion or an improvement itself.</summary>
    public static IEnumerable<Sentence> AskedBy(Note note) => note switch
    {
        { Methods: { Count: > 0 } methods } => methods.Select(
            method => new Sentence($"ดำเนินการตามวิธีที่เอกสารกำหนด: {method}", $"Do what the document asks for: {method}")),
        { Kind: NoteKind.Improvement or NoteKind.Suggestion or NoteKind.Stakeholder } =>
            [new Sentence($"ดำเนินการตามข้อเสนอในเอกสาร: {note.TextTh}", $"Do what the document asks for: {note.TextTh}")],
        _ => [],
    };

    public static Sentence AskedBy(ZeroItem item) => new(
        $"แก้ไข{NamedItem.Of(item).Th} ตามข้อสังเกตของผู้ประเมิน: {item.Comment}",
        $"Correct {NamedItem.Of(item).En} as the assessor's comment says: {item.Comment}");

    public static Sentence OfMeasure(RisenMeasureRow measure, int indicator)
    {
        var titles = string.Join("; ", measure.Titles);
        return new Sentence(
            Text($"พิจารณานำมาตรการของ{measure.AgencyNameTh}มาปรับใช้ คือ {titles} ")
            + Text($"ซึ่งดำเนินการในปีงบประมาณ พ.ศ. {measure.ImplementFiscalYear} ")
            + Text($"โดยคะแนนตัวชี้วัดที่ {indicator} เพิ่มขึ้นจาก {measure.ScoreBefore:0.00} เป็น {measure.ScoreAfter:0.00} คะแนน ")
            + "ทั้งนี้ ไม่อาจสรุปได้ว่าเป็นผลจากมาตรการ",
            Text($"Consider the measure of {measure.AgencyNameTh}: {titles}. It was carried out in {measure.ImplementFiscalYear}; ")
            + Text($"the agency's score in indicator {indicator} rose from {measure.ScoreBefore:0.00} to {measure.ScoreAfter:0.00}, ")
            + "which does not show that this was the cause.");
    }

    public static Sentence OfIndicator(FrameworkIndicator indicator) => new(
        $"จัดทำมาตรการแก้ไขในประเด็นที่ตัวชี้วัดนี้มุ่งประเมิน: {indicator.DescriptionTh ?? indicator.NameTh}",
        $"Set a measure for what this indicator assesses: {indicator.NameEn}.");

    /// <summary><c>O41, O42 และ O43</c></summary>
    private static string Listed(IReadOnlyList<string> codes, string and) =>
        codes.Count == 1 ? codes[0] : $"{string.Join(", ", codes.SkipLast(1))} {and} {codes[^1]}";

    /// <summary>Numbers are written as in the rest of the service, whatever the culture.</summary>
    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
