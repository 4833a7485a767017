using System.ComponentModel.DataAnnotations;
using ItaApi.Http.Serialization;

namespace ItaApi.Frameworks;

/// <summary>The rules of a year, to add or revise; the same document that GET returns.</summary>
[IgnoresMembers("revision", "derivedFrom")]
internal sealed record FrameworkBody
{
    /// <summary>May repeat the fiscal year in the address.</summary>
    public int? FiscalYear { get; init; }

    [Required] public string? TitleTh { get; init; }
    [Required] public string? TitleEn { get; init; }
    [Required, MaxLength(FrameworkShapeValidator.MaxInstruments)] public IReadOnlyList<FrameworkInstrumentBody>? Instruments { get; init; }

    /// <summary>In any order. Their numbers must be 1, 2, 3 … without a gap.</summary>
    [Required, MaxLength(FrameworkShapeValidator.MaxIndicators)] public IReadOnlyList<FrameworkIndicatorBody>? Indicators { get; init; }

    /// <summary>Best first. The first rule that matches decides, so the last rule must match every total.</summary>
    [Required, MaxLength(FrameworkShapeValidator.MaxGradeRules)] public IReadOnlyList<FrameworkGradeRuleBody>? GradeRules { get; init; }

    /// <summary>
    /// The score at or above which an indicator is a strength, unless a request or an assessment gives another threshold.
    /// </summary>
    [Required, Range(0, 100)] public decimal? StrengthThreshold { get; init; }

    [Required] public FrameworkTargetBody? Target { get; init; }

    /// <summary>
    /// What is likely but not established: <c>weights</c>, <c>indicators</c>, <c>questions</c>, <c>items</c>, <c>gradeRules</c>; omitted
    /// when everything is established.
    /// </summary>
    [MaxLength(FrameworkShapeValidator.MaxProvisional)] public IReadOnlyList<string>? Provisional { get; init; }

    /// <summary>The document of a valid body, in the order that was sent. The revision is counted when the document is stored.</summary>
    public FrameworkDocument ToDocument(int fiscalYear) => new()
    {
        FiscalYear = fiscalYear,
        Revision = 0,
        TitleTh = TitleTh!,
        TitleEn = TitleEn!,
        Instruments = [.. Instruments!.Select(instrument => instrument.ToInstrument())],
        Indicators = [.. Indicators!.Select(indicator => indicator.ToIndicator())],
        GradeRules = [.. GradeRules!.Select(rule => rule.ToGradeRule())],
        StrengthThreshold = StrengthThreshold!.Value,
        Target = Target!.ToTarget(),
        Provisional = Provisional ?? [],
    };
}

/// <summary>A survey (แบบวัด) or inspection (แบบตรวจ) of the year.</summary>
internal sealed record FrameworkInstrumentBody
{
    [Required] public string? Code { get; init; }
    [Required] public string? NameTh { get; init; }
    [Required] public string? NameEn { get; init; }

    /// <summary>
    /// The share of the total: above 0, at most 1, with at most four decimals. The weights of a year add up to exactly 1.
    /// </summary>
    [Required, Range(0, 1)] public decimal? Weight { get; init; }

    /// <summary>The parts it is printed in, of which it is the mean; their codes differ from those of all instruments.</summary>
    [MaxLength(FrameworkInstrumentValidator.MaxParts)] public IReadOnlyList<FrameworkInstrumentPartBody>? Parts { get; init; }

    public FrameworkInstrument ToInstrument() => new()
    {
        Code = Code!,
        NameTh = NameTh!,
        NameEn = NameEn!,
        Weight = Weight!.Value,
        Parts = Parts?.Select(part => part.ToPart()).ToList(),
    };
}

/// <summary>A part of an instrument with a score of its own, for example EIT1; the parts of an instrument weigh the same.</summary>
internal sealed record FrameworkInstrumentPartBody
{
    [Required] public string? Code { get; init; }
    [Required] public string? NameTh { get; init; }
    [Required] public string? NameEn { get; init; }

    public FrameworkInstrumentPart ToPart() => new() { Code = Code!, NameTh = NameTh!, NameEn = NameEn! };
}

/// <summary>
/// An indicator (ตัวชี้วัด) of an instrument. It has questions, or groups of items, or neither when they are not established.
/// </summary>
internal sealed record FrameworkIndicatorBody
{
    [Required] public int? Number { get; init; }
    [Required] public string? NameTh { get; init; }
    [Required] public string? NameEn { get; init; }
    public string? DescriptionTh { get; init; }

    /// <summary>Other wordings of the name in documents.</summary>
    [MaxLength(FrameworkIndicatorValidator.MaxAliases)] public IReadOnlyList<string>? AliasesTh { get; init; }

    /// <summary>The code of the instrument.</summary>
    [Required] public string? Instrument { get; init; }

    /// <summary>The questions; the score of the indicator is their mean.</summary>
    [MaxLength(FrameworkIndicatorValidator.MaxQuestions)] public IReadOnlyList<FrameworkQuestionBody>? Questions { get; init; }

    /// <summary>The groups of items; the score of the indicator is the mean of the means of its groups.</summary>
    [MaxLength(FrameworkIndicatorValidator.MaxGroups)] public IReadOnlyList<FrameworkItemGroupBody>? Groups { get; init; }

    public FrameworkIndicator ToIndicator() => new()
    {
        Number = Number!.Value,
        NameTh = NameTh!,
        NameEn = NameEn!,
        DescriptionTh = DescriptionTh,
        AliasesTh = AliasesTh ?? [],
        Instrument = Instrument!,
        Questions = Questions?.Select(question => question.ToQuestion()).ToList(),
        Groups = Groups?.Select(itemGroup => itemGroup.ToGroup()).ToList(),
    };
}

/// <summary>A question of a survey. Its code is unique in the year.</summary>
internal sealed record FrameworkQuestionBody
{
    [Required] public string? Code { get; init; }
    public string? TextTh { get; init; }
    public string? TopicTh { get; init; }
    public QuestionDirection? Direction { get; init; }

    public FrameworkQuestion ToQuestion() => new() { Code = Code!, TextTh = TextTh, TopicTh = TopicTh, Direction = Direction };
}

/// <summary>A group of items (ตัวชี้วัดย่อย), for example 9.1.</summary>
internal sealed record FrameworkItemGroupBody
{
    [Required] public string? Code { get; init; }
    [Required] public string? TitleTh { get; init; }
    [Required, MaxLength(FrameworkIndicatorValidator.MaxItemsInGroup)] public IReadOnlyList<FrameworkItemBody>? Items { get; init; }

    public FrameworkItemGroup ToGroup() => new()
    {
        Code = Code!,
        TitleTh = TitleTh!,
        Items = [.. Items!.Select(item => item.ToItem())],
    };
}

/// <summary>An item that an assessor looks for, for example O27. Its code is unique in the year.</summary>
internal sealed record FrameworkItemBody
{
    [Required] public string? Code { get; init; }
    [Required] public string? TitleTh { get; init; }

    /// <summary>What the item inspects of the agency's own measures.</summary>
    public ItemRole? Role { get; init; }

    public FrameworkItem ToItem() => new() { Code = Code!, TitleTh = TitleTh!, Role = Role };
}

/// <summary>A grade or level and its conditions. A better grade requires no less than a worse one.</summary>
internal sealed record FrameworkGradeRuleBody
{
    [Required] public string? Code { get; init; }
    [Required] public string? NameTh { get; init; }
    [Required] public string? NameEn { get; init; }

    /// <summary>The least total (inclusive); 0 in the last rule.</summary>
    [Required, Range(0, 100)] public decimal? MinTotal { get; init; }

    /// <summary>The least score of each instrument (inclusive). Omitted when the total alone decides, as in the last rule.</summary>
    [Range(0, 100)] public decimal? MinEachInstrument { get; init; }

    public FrameworkGradeRule ToGradeRule() => new()
    {
        Code = Code!,
        NameTh = NameTh!,
        NameEn = NameEn!,
        MinTotal = MinTotal!.Value,
        MinEachInstrument = MinEachInstrument,
    };
}

/// <summary>The national target: the share of agencies that should reach a total by a year.</summary>
internal sealed record FrameworkTargetBody
{
    /// <summary>The total that counts as passed (inclusive).</summary>
    [Required, Range(0, 100)] public decimal? MinTotal { get; init; }

    /// <summary>The share of agencies that should reach it, in percent.</summary>
    [Range(0, 100)] public decimal? SharePercent { get; init; }

    /// <summary>The fiscal year (B.E.) by which it should be reached.</summary>
    public int? ByFiscalYear { get; init; }

    public FrameworkTarget ToTarget() => new() { MinTotal = MinTotal!.Value, SharePercent = SharePercent, ByFiscalYear = ByFiscalYear };
}
