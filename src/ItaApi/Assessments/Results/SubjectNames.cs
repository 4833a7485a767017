using System.Globalization;
using ItaApi.Frameworks;

namespace ItaApi.Assessments.Results;

/// <summary>What a year calls the things that checks, steps and explanations are about.</summary>
internal sealed class SubjectNames(YearFramework framework)
{
    public int FiscalYear => framework.Rules.FiscalYear;

    /// <summary><c>ตัวชี้วัดที่ 8 การปรับปรุงการทำงาน</c></summary>
    public Phrase Indicator(int number)
    {
        var indicator = framework.Document.Indicators[number - 1];
        return new Phrase(
            string.Create(CultureInfo.InvariantCulture, $"ตัวชี้วัดที่ {number} {indicator.NameTh}"),
            string.Create(CultureInfo.InvariantCulture, $"indicator {number} ({indicator.NameEn})"));
    }

    /// <summary><c>แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)</c>; a part by its name alone.</summary>
    public Phrase Instrument(string code)
    {
        if (framework.Document.Instruments.FirstOrDefault(one => one.Code == code) is { } instrument)
            return new Phrase($"{instrument.NameTh} ({code})", $"the {instrument.NameEn} ({code})");

        var part = framework.Document.Instruments.SelectMany(one => one.Parts ?? []).First(one => one.Code == code);
        return new Phrase(part.NameTh, $"the {part.NameEn}");
    }

    /// <summary><c>ตัวชี้วัดย่อยที่ 9.4 การบริหารและพัฒนาทรัพยากรบุคคล</c></summary>
    public Phrase Group(string code)
    {
        var found = framework.Document.Indicators.SelectMany(indicator => indicator.Groups ?? []).First(one => one.Code == code);
        return new Phrase($"ตัวชี้วัดย่อยที่ {code} {found.TitleTh}", $"sub-indicator {code}");
    }

    /// <summary><c>ข้อ O42 มาตรการส่งเสริมคุณธรรมและความโปร่งใส</c></summary>
    public Phrase Item(string code) =>
        new(framework.FindItem(code) is { } item ? $"ข้อ {code} {item.TitleTh}" : $"ข้อ {code}", $"item {code}");

    /// <summary><c>ระดับ AA</c>, <c>ระดับผ่านดี</c>; several codes joined by <c>|</c> are alternatives.</summary>
    public Phrase Grade(string codes) => Phrase.Either([.. codes.Split('|').Select(GradeOf)]);

    private Phrase GradeOf(string code)
    {
        if ((framework.FindOwnGrade(code) ?? framework.Grades.Find(code)) is not { } rule)
            return new Phrase($"ระดับ {code}", $"grade {code}");

        var isLetter = rule.NameTh.StartsWith("ระดับ", StringComparison.Ordinal);
        return new Phrase(isLetter ? rule.NameTh : $"ระดับ{rule.NameTh}", isLetter ? $"grade {code}" : $"the level “{rule.NameEn}”");
    }
}
