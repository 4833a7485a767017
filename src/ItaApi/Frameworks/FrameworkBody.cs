using System.ComponentModel.DataAnnotations;
using ItaApi.Http.Serialization;

namespace ItaApi.Frameworks;

/// <summary>What is sent to add a year's rules, or to revise them: what GET answers.</summary>
[IgnoresMembers("revision")]
public sealed record FrameworkBody
{
    /// <summary>May repeat the fiscal year of the address.</summary>
    public int? FiscalYear { get; init; }

    [Required] public string? TitleTh { get; init; }
    [Required] public string? TitleEn { get; init; }
    [Required] public IReadOnlyList<FrameworkInstrumentBody>? Instruments { get; init; }

    /// <summary>Their numbers are 1, 2, 3 … without a gap, in any order.</summary>
    [Required] public IReadOnlyList<FrameworkIndicatorBody>? Indicators { get; init; }

    /// <summary>Best first; the first rule that matches decides, so the last one takes every total.</summary>
    [Required] public IReadOnlyList<FrameworkGradeRuleBody>? GradeRules { get; init; }

    /// <summary>An indicator at or above this score is a strength where nobody asks otherwise.</summary>
    [Required, Range(0, 100)] public decimal? StrengthThreshold { get; init; }

    [Required] public FrameworkTargetBody? Target { get; init; }

    /// <summary>Parts that are likely but not established (<c>items</c>, <c>questions</c>); left out where all of it is.</summary>
    public IReadOnlyList<string>? Provisional { get; init; }

    /// <summary>The document of a body without faults, in the order it was sent; its revision is counted when it is stored.</summary>
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

/// <summary>A survey or inspection (แบบวัด) of the year.</summary>
public sealed record FrameworkInstrumentBody
{
    [Required] public string? Code { get; init; }
    [Required] public string? NameTh { get; init; }
    [Required] public string? NameEn { get; init; }

    /// <summary>Its share of the total, above 0, at most 1, with at most four decimals; the weights of a year add to exactly 1.</summary>
    [Required, Range(0, 1)] public decimal? Weight { get; init; }

    public FrameworkInstrument ToInstrument() => new() { Code = Code!, NameTh = NameTh!, NameEn = NameEn!, Weight = Weight!.Value };
}

/// <summary>An indicator (ตัวชี้วัด) of an instrument; it has questions, or groups of items, or neither where they are not established.</summary>
public sealed record FrameworkIndicatorBody
{
    [Required] public int? Number { get; init; }
    [Required] public string? NameTh { get; init; }
    [Required] public string? NameEn { get; init; }
    public string? DescriptionTh { get; init; }

    /// <summary>Other wordings under which documents print it.</summary>
    public IReadOnlyList<string>? AliasesTh { get; init; }

    /// <summary>The code of its instrument.</summary>
    [Required] public string? Instrument { get; init; }

    /// <summary>The questions whose mean it is.</summary>
    public IReadOnlyList<FrameworkQuestionBody>? Questions { get; init; }

    /// <summary>The groups of items the mean of whose means it is.</summary>
    public IReadOnlyList<FrameworkItemGroupBody>? Groups { get; init; }

    public FrameworkIndicator ToIndicator() => new()
    {
        Number = Number!.Value,
        NameTh = NameTh!,
        NameEn = NameEn!,
        DescriptionTh = DescriptionTh,
        AliasesTh = AliasesTh ?? [],
        Instrument = Instrument!,
        Questions = Questions?.Select(question => new FrameworkQuestion { Code = question.Code!, TextTh = question.TextTh }).ToList(),
        Groups = Groups?.Select(itemGroup => itemGroup.ToGroup()).ToList(),
    };
}

/// <summary>A question of a survey; its code is given once in a year.</summary>
public sealed record FrameworkQuestionBody
{
    [Required] public string? Code { get; init; }
    public string? TextTh { get; init; }
}

/// <summary>A group of items (ตัวชี้วัดย่อย), for example 9.1.</summary>
public sealed record FrameworkItemGroupBody
{
    [Required] public string? Code { get; init; }
    [Required] public string? TitleTh { get; init; }
    [Required] public IReadOnlyList<FrameworkItemBody>? Items { get; init; }

    public FrameworkItemGroup ToGroup() => new()
    {
        Code = Code!,
        TitleTh = TitleTh!,
        Items = [.. Items!.Select(item => new FrameworkItem { Code = item.Code!, TitleTh = item.TitleTh! })],
    };
}

/// <summary>An item an assessor looks for, for example O27; its code is given once in a year.</summary>
public sealed record FrameworkItemBody
{
    [Required] public string? Code { get; init; }
    [Required] public string? TitleTh { get; init; }
}

/// <summary>A grade or level and what it asks for; a better one asks for no less than a worse one.</summary>
public sealed record FrameworkGradeRuleBody
{
    [Required] public string? Code { get; init; }
    [Required] public string? NameTh { get; init; }
    [Required] public string? NameEn { get; init; }

    /// <summary>The least total, inclusive; 0 in the last rule.</summary>
    [Required, Range(0, 100)] public decimal? MinTotal { get; init; }

    /// <summary>The least score of each instrument, inclusive; left out where the total alone decides, as in the last rule.</summary>
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

/// <summary>The national goal: which share of agencies is to reach which total, by when.</summary>
public sealed record FrameworkTargetBody
{
    /// <summary>The total that counts as passed, inclusive.</summary>
    [Required, Range(0, 100)] public decimal? MinTotal { get; init; }

    /// <summary>The share of agencies that is to reach it, in percent.</summary>
    [Range(0, 100)] public decimal? SharePercent { get; init; }

    /// <summary>The fiscal year (B.E.) it is to be reached by.</summary>
    public int? ByFiscalYear { get; init; }

    public FrameworkTarget ToTarget() => new() { MinTotal = MinTotal!.Value, SharePercent = SharePercent, ByFiscalYear = ByFiscalYear };
}
