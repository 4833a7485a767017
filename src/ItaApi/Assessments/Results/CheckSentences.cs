using System.Globalization;
using ItaApi.Scoring;

namespace ItaApi.Assessments.Results;

/// <summary>A check of a published figure, in words.</summary>
internal static class CheckSentences
{
    public static Phrase Of(Check check, SubjectNames names) => (check.Reported, check.Calculated) switch
    {
        (Figure.Number printed, Figure.Number counted) when IsCount(check) => OfCount(check, printed.Value, counted.Value),
        (Figure.Number printed, Figure.Number) when !check.NearestReachable.IsEmpty => OfItems(check, printed.Value, names),
        (Figure.Number printed, Figure.Number calculated) => OfNumber(check, printed.Value, calculated.Value, names),
        (Figure.Code printed, Figure.Code calculated) => OfGrade(check, printed.Value, calculated.Value, names),
        (Figure.Ranked printed, Figure.Ranked calculated) => OfPlace(check, printed.Indicators[0], calculated, names),
        _ => throw new NotSupportedException($"A figure of type {check.Reported.GetType()} has no sentence."),
    };

    /// <summary>What a number is the score of: <c>คะแนนรวม</c>, <c>คะแนนแบบวัด… (IIT)</c>.</summary>
    public static Phrase NumberOf(string subject, SubjectNames names)
    {
        var (kind, code) = Split(subject);
        var named = kind switch
        {
            "indicator" => names.Indicator(int.Parse(code, CultureInfo.InvariantCulture)),
            "instrument" or "contribution" => names.Instrument(code),
            _ => new Phrase("", ""),
        };
        return kind switch
        {
            "total" => new Phrase("คะแนนรวม", "the total"),
            "contribution" => new Phrase($"คะแนนถ่วงน้ำหนักของ{named.Th}", $"the weighted score of {named.En}"),
            "strengthCount" => new Phrase("จำนวนตัวชี้วัดที่เป็นจุดแข็ง", "the number of strengths"),
            "weaknessCount" => new Phrase("จำนวนตัวชี้วัดที่เป็นจุดอ่อน", "the number of weaknesses"),
            _ => new Phrase($"คะแนน{named.Th}", $"the score of {named.En}"),
        };
    }

    /// <summary>What a sentence of the document calls an indicator: the highest, or the lowest, perhaps of an instrument.</summary>
    public static Phrase PlaceOf(string subject, SubjectNames names)
    {
        var (kind, code) = Split(subject);
        var instrument = code.Split(':')[0];
        var place = kind == "highest" ? new Phrase("มีคะแนนสูงที่สุด", "the highest") : new Phrase("มีคะแนนต่ำที่สุด", "the lowest");
        if (instrument.Length == 0 || char.IsAsciiDigit(instrument[0]))
            return place;

        var named = names.Instrument(instrument);
        return new Phrase($"{place.Th}ใน{named.Th}", $"{place.En} of {named.En}");
    }

    private static Phrase OfNumber(Check check, decimal printed, decimal calculated, SubjectNames names)
    {
        var what = NumberOf(check.Subject, names);
        var thai = $"รายงานระบุ{what.Th} {Phrase.Printed(printed)} คะแนน";
        var english = $"{what.En} is reported as {Phrase.Printed(printed)}";
        var (exact, apart) = (Phrase.Points(calculated), Phrase.Points(Math.Abs(printed - calculated)));
        return check.Verdict switch
        {
            Verdict.Agrees => Phrase.Sentence($"{thai} ตรงกับคะแนนที่คำนวณได้", $"{english}, as calculated."),
            Verdict.Rounding => Phrase.Sentence(
                $"{thai} ต่างจากคะแนนที่คำนวณได้ {exact} คะแนน เพียงการปัดเศษทศนิยม",
                $"{english}; calculated {exact}, which differs by rounding only."),
            _ => Phrase.Sentence(
                $"{thai} ไม่ตรงกับคะแนนที่คำนวณได้ {exact} คะแนน โดย{(printed < calculated ? "ต่ำกว่า" : "สูงกว่า")} {apart} คะแนน",
                $"{english}, {apart} points {(printed < calculated ? "below" : "above")} the calculated {exact}."),
        };
    }

    private static Phrase OfCount(Check check, decimal printed, decimal counted)
    {
        var isStrength = check.Subject == "strengthCount";
        var thai = $"รายงานระบุจำนวนตัวชี้วัดที่เป็น{(isStrength ? "จุดแข็ง" : "จุดอ่อน")} {Phrase.Printed(printed)} ตัวชี้วัด";
        var english = $"the number of {(isStrength ? "strengths" : "weaknesses")} is reported as {Phrase.Printed(printed)}";
        return check.Verdict == Verdict.Agrees
            ? Phrase.Sentence($"{thai} ตรงกับจำนวนที่นับได้", $"{english}, as counted.")
            : Phrase.Sentence(
                $"{thai} ไม่ตรงกับจำนวนที่นับได้ {Phrase.Printed(counted)} ตัวชี้วัด", $"{english}; counted {Phrase.Printed(counted)}.");
    }

    private static Phrase OfItems(Check check, decimal score, SubjectNames names)
    {
        var what = NumberOf(check.Subject, names);
        var thai = $"{what.Th} {Phrase.Printed(score)} คะแนน";
        var english = $"{what.En}, {Phrase.Printed(score)},";
        if (check.Verdict != Verdict.Unreachable)
        {
            return Phrase.Sentence(
                $"{thai} เป็นคะแนนที่เกิดจากคะแนนรายข้อ (ข้อละ 0 หรือ 100 คะแนน) ได้",
                $"{english} can come from items with 0 or 100 points.");
        }

        var nearest = Phrase.Join(
            [.. check.NearestReachable.Select(one => new Phrase($"{Phrase.Points(one)} คะแนน", Phrase.Points(one)))]);
        return Phrase.Sentence(
            $"{thai} ไม่อาจเกิดจากคะแนนรายข้อ (ข้อละ 0 หรือ 100 คะแนน) ได้ คะแนนที่ใกล้เคียงที่สุดซึ่งเป็นไปได้ คือ {nearest.Th}",
            $"{english} cannot come from items with 0 or 100 points; the nearest that can: {nearest.En}.");
    }

    private static Phrase OfGrade(Check check, string printed, string calculated, SubjectNames names)
    {
        var of = Split(check.Subject).Code is { Length: > 0 } code ? names.Instrument(code) : null;
        var (own, right) = (names.Grade(printed), names.Grade(calculated));
        var thai = $"รายงานระบุผลการประเมิน{of?.Th} {own.Th}";
        var english = of is null ? $"the grade is reported as {own.En}" : $"the grade of {of.En} is reported as {own.En}";
        return check.Verdict switch
        {
            Verdict.Agrees => Phrase.Sentence($"{thai} ตรงกับผลที่คำนวณได้", $"{english}, as calculated."),
            Verdict.Rounding => Phrase.Sentence(
                $"{thai} ต่างจากผลที่คำนวณได้ {right.Th} เพียงการปัดเศษทศนิยม",
                $"{english}; calculated {right.En}, which differs by rounding only."),
            Verdict.OtherScale => Phrase.Sentence(
                $"{thai} เป็นระดับตามเกณฑ์ของปีงบประมาณอื่นซึ่งสอดคล้องกับคะแนน "
                + $"ผลตามเกณฑ์ของปีงบประมาณ พ.ศ. {names.FiscalYear} คือ {right.Th}",
                $"{english}, which is correct by the scale of another year; by the scale of {names.FiscalYear} it is {right.En}."),
            _ => Phrase.Sentence($"{thai} ไม่ตรงกับผลที่คำนวณได้ {right.Th}", $"{english}; calculated {right.En}."),
        };
    }

    private static Phrase OfPlace(Check check, ReportedIndicator printed, Figure.Ranked calculated, SubjectNames names)
    {
        var (named, place) = (Scored(printed, names), PlaceOf(check.Subject, names));
        var thai = $"รายงานระบุว่า{named.Th} {place.Th}";
        var english = $"the report calls {named.En} {place.En}";
        if (check.Verdict == Verdict.Agrees)
            return Phrase.Sentence($"{thai} ซึ่งถูกต้อง", $"{english}, which is correct.");
        if (check.Verdict == Verdict.Rounding)
        {
            return Phrase.Sentence(
                $"{thai} ซึ่งต่างจากผลที่คำนวณได้เพียงการปัดเศษทศนิยม",
                $"{english}, which differs from the calculated one by rounding only.");
        }

        if (calculated.Indicators.FirstOrDefault(one => one.Number == printed.Number) is { Score: { } score })
        {
            return Phrase.Sentence(
                $"{thai} ซึ่งถูกต้อง แต่คะแนนของตัวชี้วัดนี้คือ {Phrase.Points(score)} คะแนน",
                $"{english}, which is correct, but its score is {Phrase.Points(score)}.");
        }

        var right = Phrase.Join([.. calculated.Indicators.Select(one => Scored(one, names))]);
        return Phrase.Sentence($"{thai} ซึ่งไม่ถูกต้อง ตัวชี้วัดที่{place.Th} คือ {right.Th}", $"{english}, but {place.En} is {right.En}.");
    }

    private static Phrase Scored(ReportedIndicator indicator, SubjectNames names)
    {
        var name = names.Indicator(indicator.Number);
        return indicator.Score is { } score
            ? new Phrase($"{name.Th} ({Phrase.Printed(score)} คะแนน)", $"{name.En} with {Phrase.Printed(score)}")
            : name;
    }

    private static bool IsCount(Check check) => check.Subject is "strengthCount" or "weaknessCount";

    private static (string Kind, string Code) Split(string subject) =>
        subject.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? (subject[..colon], subject[(colon + 1)..]) : (subject, "");
}
