using ItaApi.Scoring;

namespace ItaApi.Frameworks;

/// <summary>A year's rules as data: what is measured, with what weight, and which score is which grade.</summary>
public sealed record FrameworkDocument
{
    /// <summary>The fiscal year (B.E.) the rules hold for.</summary>
    public required int FiscalYear { get; init; }

    /// <summary>Counts the revisions of a year; one that is stored never changes.</summary>
    public required int Revision { get; init; }

    public required string TitleTh { get; init; }
    public required string TitleEn { get; init; }
    public required IReadOnlyList<FrameworkInstrument> Instruments { get; init; }

    /// <summary>By number, 1 first.</summary>
    public required IReadOnlyList<FrameworkIndicator> Indicators { get; init; }

    /// <summary>Best first; the first rule that matches decides.</summary>
    public required IReadOnlyList<FrameworkGradeRule> GradeRules { get; init; }

    /// <summary>An indicator at or above this score is a strength where nobody asks otherwise.</summary>
    public required decimal StrengthThreshold { get; init; }

    public required FrameworkTarget Target { get; init; }

    /// <summary>Parts that are likely but not established (<c>items</c>, <c>questions</c>); no verdict rests on them.</summary>
    public required IReadOnlyList<string> Provisional { get; init; }

    /// <summary>The document as it is stored and shown.</summary>
    public FrameworkDocument ByNumber() => this with { Indicators = [.. Indicators.OrderBy(indicator => indicator.Number)] };

    /// <summary>The rules as the scorer reads them.</summary>
    public FrameworkDefinition ToDefinition() => new()
    {
        FiscalYear = FiscalYear,
        Revision = Revision,
        Instruments = [.. Instruments.Select(instrument => new InstrumentDefinition(instrument.Code, instrument.Weight))],
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

/// <summary>A survey or inspection (แบบวัด): IIT asks the staff, EIT the public, OIT looks at what is published.</summary>
public sealed record FrameworkInstrument
{
    public required string Code { get; init; }
    public required string NameTh { get; init; }
    public required string NameEn { get; init; }

    /// <summary>Its share of the total, 0 to 1; the weights of a year add to 1.</summary>
    public required decimal Weight { get; init; }
}

/// <summary>An indicator (ตัวชี้วัด) of an instrument.</summary>
public sealed record FrameworkIndicator
{
    public required int Number { get; init; }
    public required string NameTh { get; init; }
    public required string NameEn { get; init; }
    public string? DescriptionTh { get; init; }

    /// <summary>Other wordings under which documents print it.</summary>
    public required IReadOnlyList<string> AliasesTh { get; init; }

    /// <summary>The code of its instrument.</summary>
    public required string Instrument { get; init; }

    /// <summary>The questions whose mean it is; left out where the year's questions are not established.</summary>
    public IReadOnlyList<FrameworkQuestion>? Questions { get; init; }

    /// <summary>The groups of items the mean of whose means it is; left out where there are none or they are not established.</summary>
    public IReadOnlyList<FrameworkItemGroup>? Groups { get; init; }
}

/// <summary>A question of a survey.</summary>
public sealed record FrameworkQuestion
{
    public required string Code { get; init; }
    public string? TextTh { get; init; }
}

/// <summary>A group of items (ตัวชี้วัดย่อย), for example 9.1.</summary>
public sealed record FrameworkItemGroup
{
    public required string Code { get; init; }
    public required string TitleTh { get; init; }
    public required IReadOnlyList<FrameworkItem> Items { get; init; }
}

/// <summary>An item an assessor looks for on the agency's website, for example O27.</summary>
public sealed record FrameworkItem
{
    public required string Code { get; init; }
    public required string TitleTh { get; init; }
}

/// <summary>A grade, or a level from 2566 on, and what it asks for.</summary>
public sealed record FrameworkGradeRule
{
    public required string Code { get; init; }
    public required string NameTh { get; init; }
    public required string NameEn { get; init; }

    /// <summary>The least total, inclusive, after rounding to two decimals.</summary>
    public required decimal MinTotal { get; init; }

    /// <summary>The least score of each instrument, inclusive; left out where the total alone decides.</summary>
    public decimal? MinEachInstrument { get; init; }
}

/// <summary>The national goal: which share of agencies is to reach which total, by when.</summary>
public sealed record FrameworkTarget
{
    /// <summary>The total that counts as passed, inclusive.</summary>
    public required decimal MinTotal { get; init; }

    /// <summary>The share of agencies that is to reach it, in percent.</summary>
    public decimal? SharePercent { get; init; }

    /// <summary>The fiscal year (B.E.) it is to be reached by.</summary>
    public int? ByFiscalYear { get; init; }
}

/// <summary>A framework in a list: which year, which revision.</summary>
public sealed record FrameworkSummary
{
    public required int FiscalYear { get; init; }

    /// <summary>The newest revision, by which new assessments are scored.</summary>
    public required int Revision { get; init; }

    public required string TitleTh { get; init; }
    public required string TitleEn { get; init; }
    public required IReadOnlyList<string> Provisional { get; init; }
}
