using System.Globalization;
using ItaApi.Assessments.Results;

namespace ItaApi.Measures.Recommendations;

/// <summary>A reason in both languages.</summary>
/// <remarks>
/// When a score rose while a measure was carried out, the text states both facts and does not call one the cause of the other.
/// </remarks>
internal sealed record RecommendationWords(string En, string Th)
{
    public static RecommendationWords Of(WeaknessResult weakness, decimal threshold) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"Indicator {weakness.Number} scored {weakness.Score:0.00}, {weakness.Gap:0.00} below the threshold of {threshold:0.00}."),
        string.Create(
            CultureInfo.InvariantCulture,
            $"ตัวชี้วัดที่ {weakness.Number} {weakness.NameTh} ได้ {weakness.Score:0.00} คะแนน "
            + $"ต่ำกว่าเกณฑ์จุดแข็ง {weakness.Gap:0.00} คะแนน"));

    public static RecommendationWords Of(ZeroItem item) => item.Indicator is null
        ? new($"Item {item.Code} scored 0.", $"ข้อ {item.Code} ได้ 0 คะแนน")
        : new(
            string.Create(CultureInfo.InvariantCulture, $"Item {item.Code} of indicator {item.Indicator} scored 0."),
            string.Create(CultureInfo.InvariantCulture, $"ข้อ {item.Code} ของตัวชี้วัดที่ {item.Indicator} ได้ 0 คะแนน"));

    public RecommendationWords ChosenIn(PracticeDocument document) => And(
        string.Create(CultureInfo.InvariantCulture, $"{document.AgencyNameTh} chose this in its document of {document.FiscalYear}."),
        string.Create(
            CultureInfo.InvariantCulture,
            $"ทั้งนี้ {document.AgencyNameTh}ได้กำหนดแนวทางดังกล่าวไว้ในเอกสารปีงบประมาณ พ.ศ. {document.FiscalYear}"));

    public RecommendationWords DoneBy(RisenMeasureRow measure, int? indicator) => And(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{measure.AgencyNameTh} did this in {measure.ImplementFiscalYear}; its score in indicator {indicator} went from "
            + $"{measure.ScoreBefore:0.00} in {measure.BasedOnFiscalYear} to {measure.ScoreAfter:0.00}, "
            + $"which does not show that this was the cause."),
        string.Create(
            CultureInfo.InvariantCulture,
            $"{measure.AgencyNameTh}ดำเนินการนี้ในปีงบประมาณ พ.ศ. {measure.ImplementFiscalYear} คะแนนตัวชี้วัดที่ {indicator} เปลี่ยนจาก "
            + $"{measure.ScoreBefore:0.00} ในปีงบประมาณ พ.ศ. {measure.BasedOnFiscalYear} เป็น {measure.ScoreAfter:0.00} "
            + $"ทั้งนี้ ไม่อาจสรุปได้ว่าเป็นผลจากมาตรการ"));

    public RecommendationWords AskedByTheItem() => And(
        "No practice is recorded for it. Publish what the item requires.",
        "ยังไม่มีแนวปฏิบัติที่บันทึกไว้ โปรดเผยแพร่ข้อมูลตามที่ข้อนี้กำหนด");

    public RecommendationWords MeasuredByTheIndicator() => And(
        "No practice is recorded for it. This is what the indicator measures.",
        "ยังไม่มีแนวปฏิบัติที่บันทึกไว้ เป็นประเด็นที่ตัวชี้วัดนี้มุ่งประเมิน");

    private RecommendationWords And(string en, string th) => new($"{En} {en}", $"{Th} {th}");
}
