using System.Globalization;
using ItaApi.Scoring;

namespace ItaApi.Assessments.Results;

/// <summary>The steps of a calculation, in words.</summary>
internal static class TraceSentences
{
    /// <summary>An exact value is shown to ten-thousandths, cut off: more decimals than a reader can follow help no one.</summary>
    private const long ShownParts = 10_000;

    public static Phrase Of(TraceStep step, SubjectNames names)
    {
        var (name, points) = (Name(step.Subject, names), Points(step));
        return step.Formula switch
        {
            Formula.Given => Phrase.Sentence(
                $"{name.Th} ได้ {points} คะแนน ตามคะแนนที่ส่งเข้าระบบ", $"{name.En}: {points} points, as sent."),
            Formula.Mean => OfMean(step, names),
            _ => OfSum(step, names),
        };
    }

    public static Phrase Of(RuleStep rule, SubjectNames names)
    {
        var grade = names.Grade(rule.Rule.Code);
        var reasons = rule.Conditions.Where(condition => rule.Applied || !condition.Met);
        var conditions = Phrase.Join([.. reasons.Select(condition => OfCondition(condition, names))]);
        return Phrase.Sentence(
            $"{(rule.Applied ? "ได้" : "ไม่ได้")}{grade.Th} เนื่องจาก{conditions.Th}",
            $"{grade.En} {(rule.Applied ? "applies" : "does not apply")}: {conditions.En}.");
    }

    private static Phrase OfMean(TraceStep step, SubjectNames names)
    {
        var name = Name(step.Subject, names);
        var (unitTh, unitEn) = step.Inputs[0].Subject.Split(':')[0] switch
        {
            "question" => ("ข้อคำถาม", "questions"),
            "item" => ("ข้อ", "items"),
            "group" => ("ตัวชี้วัดย่อย", "sub-indicators"),
            _ => ("ตัวชี้วัด", "indicators"),
        };
        var count = step.Inputs.Length.ToString(CultureInfo.InvariantCulture);
        var classifier = unitTh is "ข้อคำถาม" or "ข้อ" ? "ข้อ" : "ตัวชี้วัด";
        var of = unitTh == "ข้อ" ? $"คะแนน {count} ข้อ" : $"{unitTh} {count} {classifier}";
        return Phrase.Sentence(
            $"{name.Th} ได้ {Points(step)} คะแนน เป็นค่าเฉลี่ยของ{of}{Before(step).Th}",
            $"{name.En}: {Points(step)} points, the mean of {count} {unitEn}{Before(step).En}.");
    }

    private static Phrase OfSum(TraceStep step, SubjectNames names)
    {
        var parts = Phrase.Join([.. step.Inputs.Select(input =>
        {
            var name = Name(input.Subject, names);
            var (points, weight) = (Exactly(input.Value), (100 * input.Weight!.Value).ToString("0.##", CultureInfo.InvariantCulture));
            return new Phrase($"{name.Th} {points} คะแนน น้ำหนักร้อยละ {weight}", $"{name.En} with {points} at {weight} per cent");
        })]);
        return Phrase.Sentence(
            $"คะแนนรวม {Points(step)} คะแนน เป็นผลรวมของคะแนนถ่วงน้ำหนัก ได้แก่ {parts.Th}{Before(step).Th}",
            $"the total: {Points(step)} points, the weighted sum of {parts.En}{Before(step).En}.");
    }

    private static Phrase OfCondition(RuleCondition condition, SubjectNames names)
    {
        var name = condition.Subject == "total" ? new Phrase("คะแนนรวม", "the total") : Name(condition.Subject, names);
        var (actual, least) = (Phrase.Points(condition.Actual.ToDecimal()), Phrase.Points(condition.AtLeast.ToDecimal()));
        return new Phrase(
            $"{name.Th} {actual} คะแนน {(condition.Met ? "ไม่ต่ำกว่า" : "ต่ำกว่า")} {least} คะแนน",
            $"{name.En} of {actual} is {(condition.Met ? "at least" : "below")} {least}");
    }

    private static Phrase Name(string subject, SubjectNames names)
    {
        var code = subject[(subject.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return subject.Split(':')[0] switch
        {
            "group" => names.Group(code),
            "indicator" => names.Indicator(int.Parse(code, CultureInfo.InvariantCulture)),
            "instrument" => names.Instrument(code),
            _ => new Phrase("คะแนนรวม", "the total"),
        };
    }

    private static string Points(TraceStep step) => step.Rounded is { } score ? Phrase.Points(score.ToDecimal()) : Exactly(step.Exact);

    /// <summary>The exact value with at least the two decimals of a score: <c>45.335</c>; a fraction as <c>80.1733…</c>.</summary>
    private static string Exactly(Exact exact)
    {
        var shown = (decimal)(exact.Numerator * ShownParts / exact.Denominator) / ShownParts;
        return shown * exact.Denominator == exact.Numerator
            ? shown.ToString("0.00##", CultureInfo.InvariantCulture)
            : $"{shown.ToString("0.0000", CultureInfo.InvariantCulture)}…";
    }

    private static Phrase Before(TraceStep step) =>
        step.Rounded is not { } score || score.ToDecimal() * step.Exact.Denominator == step.Exact.Numerator
            ? new Phrase("", "")
            : new Phrase($" (ก่อนปัดเศษ {Exactly(step.Exact)})", $" ({Exactly(step.Exact)} before rounding)");
}
