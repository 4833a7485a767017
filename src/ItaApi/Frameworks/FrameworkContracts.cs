using System.Globalization;
using ItaApi.Scoring;

namespace ItaApi.Frameworks;

/// <summary>The rules of a year as data: what is measured, with which weights, and which score gives which grade.</summary>
internal sealed record FrameworkDocument
{
    /// <summary>The fiscal year (B.E.) of the rules.</summary>
    public required int FiscalYear { get; init; }

    /// <summary>The number of the revision within the year. A stored revision never changes.</summary>
    public required int Revision { get; init; }

    public required string TitleTh { get; init; }
    public required string TitleEn { get; init; }
    public required IReadOnlyList<FrameworkInstrument> Instruments { get; init; }

    /// <summary>In the order of their numbers.</summary>
    public required IReadOnlyList<FrameworkIndicator> Indicators { get; init; }

    /// <summary>Best first. The first rule that matches decides.</summary>
    public required IReadOnlyList<FrameworkGradeRule> GradeRules { get; init; }

    /// <summary>
    /// The score at or above which an indicator is a strength, unless a request or an assessment gives another threshold.
    /// </summary>
    public required decimal StrengthThreshold { get; init; }

    public required FrameworkTarget Target { get; init; }

    /// <summary>
    /// What is likely but not established: <c>weights</c>, <c>indicators</c>, <c>questions</c>, <c>items</c>, <c>gradeRules</c>. Nothing is
    /// calculated from provisional questions or items, and other codes than those listed are accepted.
    /// </summary>
    public required IReadOnlyList<string> Provisional { get; init; }

    /// <summary>The fiscal year (B.E.) whose rules were copied. Omitted when the rules of the year itself are known.</summary>
    public int? DerivedFrom { get; init; }

    /// <summary>The document as it is stored and shown.</summary>
    public FrameworkDocument ByNumber() => this with { Indicators = [.. Indicators.OrderBy(indicator => indicator.Number)] };

    /// <summary>The same rules for a later year with unknown rules; every part is provisional there.</summary>
    public FrameworkDocument DeriveFor(int fiscalYear) => this with
    {
        FiscalYear = fiscalYear,
        Revision = 0,
        TitleTh = InYear(TitleTh, fiscalYear),
        TitleEn = InYear(TitleEn, fiscalYear),
        Provisional = ProvisionalPart.All,
        DerivedFrom = FiscalYear,
    };

    private string InYear(string title, int fiscalYear) => title.Replace(
        FiscalYear.ToString(CultureInfo.InvariantCulture), fiscalYear.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>The rules as the scorer reads them.</summary>
    public FrameworkDefinition ToDefinition() => new()
    {
        FiscalYear = FiscalYear,
        Revision = Revision,
        Instruments = [.. Instruments.Select(instrument => new InstrumentDefinition(
            instrument.Code, instrument.Weight, instrument.Parts?.Select(part => part.Code).ToList()))],
        Indicators = [.. Indicators.Select(indicator => new IndicatorDefinition(
            indicator.Number,
            indicator.Instrument,
            indicator.Questions?.Select(question => question.Code).ToList(),
            indicator.Groups?.Select(group => new ItemGroupDefinition(group.Code, [.. group.Items.Select(item => item.Code)])).ToList()))],
        GradeRules = [.. GradeRules.Select(rule => new GradeRuleDefinition(rule.Code, rule.MinTotal, rule.MinEachInstrument))],
        StrengthThreshold = StrengthThreshold,
        TargetMinTotal = Target.MinTotal,
        Provisional = Provisional,
    };
}

/// <summary>
/// A survey (แบบวัด) or inspection (แบบตรวจ): IIT surveys the staff, EIT surveys the public, OIT inspects what is published.
/// </summary>
internal sealed record FrameworkInstrument
{
    public required string Code { get; init; }
    public required string NameTh { get; init; }
    public required string NameEn { get; init; }

    /// <summary>The share of the total, 0 to 1. The weights of a year add up to 1.</summary>
    public required decimal Weight { get; init; }

    /// <summary>The parts it is printed in, of which it is the mean; omitted when it has none.</summary>
    public IReadOnlyList<FrameworkInstrumentPart>? Parts { get; init; }
}

/// <summary>A part of an instrument with a score of its own, for example EIT1.</summary>
internal sealed record FrameworkInstrumentPart
{
    public required string Code { get; init; }
    public required string NameTh { get; init; }
    public required string NameEn { get; init; }
}

/// <summary>An indicator (ตัวชี้วัด) of an instrument.</summary>
internal sealed record FrameworkIndicator
{
    public required int Number { get; init; }
    public required string NameTh { get; init; }
    public required string NameEn { get; init; }
    public string? DescriptionTh { get; init; }

    /// <summary>Other wordings of the name in documents.</summary>
    public required IReadOnlyList<string> AliasesTh { get; init; }

    /// <summary>The code of the instrument.</summary>
    public required string Instrument { get; init; }

    /// <summary>
    /// The questions; the score of the indicator is their mean. Omitted when the questions of the year are not established.
    /// </summary>
    public IReadOnlyList<FrameworkQuestion>? Questions { get; init; }

    /// <summary>
    /// The groups of items; the score of the indicator is the mean of the means of its groups. Omitted when there are none or they are not
    /// established.
    /// </summary>
    public IReadOnlyList<FrameworkItemGroup>? Groups { get; init; }
}

/// <summary>A question of a survey.</summary>
internal sealed record FrameworkQuestion
{
    public required string Code { get; init; }
    public string? TextTh { get; init; }

    /// <summary>The subject of the question in a few words, when its text is not established.</summary>
    public string? TopicTh { get; init; }

    /// <summary>Whether agreement is good or bad. Omitted when it is not established.</summary>
    public QuestionDirection? Direction { get; init; }
}

/// <summary>
/// Whether agreement with a question is good or bad. Scores of negative questions are sent already reversed: a high score is good.
/// </summary>
internal enum QuestionDirection
{
    /// <summary>Agreement is good.</summary>
    Positive,

    /// <summary>Agreement is bad.</summary>
    Negative,

    /// <summary>The question has parts of both kinds.</summary>
    Mixed,
}

/// <summary>A group of items (ตัวชี้วัดย่อย), for example 9.1.</summary>
internal sealed record FrameworkItemGroup
{
    public required string Code { get; init; }
    public required string TitleTh { get; init; }
    public required IReadOnlyList<FrameworkItem> Items { get; init; }
}

/// <summary>An item that an assessor looks for on the agency's website, for example O27.</summary>
internal sealed record FrameworkItem
{
    public required string Code { get; init; }
    public required string TitleTh { get; init; }

    /// <summary>What the item inspects of the agency's own measures. Omitted for all other items.</summary>
    public ItemRole? Role { get; init; }
}

/// <summary>The items that inspect an agency's own measures. Their codes change from year to year.</summary>
internal enum ItemRole
{
    /// <summary>The plan of measures.</summary>
    Plan,

    /// <summary>The report on their implementation.</summary>
    Report,
}

/// <summary>A grade, or a level from 2566, and its conditions.</summary>
internal sealed record FrameworkGradeRule
{
    public required string Code { get; init; }
    public required string NameTh { get; init; }
    public required string NameEn { get; init; }

    /// <summary>The least total (inclusive), after rounding to two decimals.</summary>
    public required decimal MinTotal { get; init; }

    /// <summary>The least score of each instrument (inclusive). Omitted when the total alone decides.</summary>
    public decimal? MinEachInstrument { get; init; }
}

/// <summary>The national target: the share of agencies that should reach a total by a year.</summary>
internal sealed record FrameworkTarget
{
    /// <summary>The total that counts as passed (inclusive).</summary>
    public required decimal MinTotal { get; init; }

    /// <summary>The share of agencies that should reach it, in percent.</summary>
    public decimal? SharePercent { get; init; }

    /// <summary>The fiscal year (B.E.) by which it should be reached.</summary>
    public int? ByFiscalYear { get; init; }
}

/// <summary>A framework in a list.</summary>
internal sealed record FrameworkSummary
{
    public required int FiscalYear { get; init; }

    /// <summary>The newest revision, which scores new assessments.</summary>
    public required int Revision { get; init; }

    public required string TitleTh { get; init; }
    public required string TitleEn { get; init; }
    public required IReadOnlyList<string> Provisional { get; init; }

    /// <summary>The fiscal year (B.E.) whose rules were copied. Omitted when the rules of the year itself are known.</summary>
    public int? DerivedFrom { get; init; }
}
