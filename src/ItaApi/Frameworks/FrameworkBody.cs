using System.ComponentModel.DataAnnotations;
using System.Globalization;
using FluentValidation;
using ItaApi.Http;
using ItaApi.Scoring;

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

/// <summary>
/// Every fault of shape at once; where there is none, every fault of the rules themselves, because rules that do not add up would score
/// wrongly without a word.
/// </summary>
public sealed class FrameworkBodyValidator : AbstractValidator<FrameworkBody>
{
    public FrameworkBodyValidator() =>
        RuleFor(framework => framework).SetValidator(new FrameworkShapeValidator()).DependentRules(() =>
            RuleFor(framework => framework).Custom(static (framework, context) =>
            {
                var fiscalYear = int.Parse(context.RouteValue("fiscalYear")!, CultureInfo.InvariantCulture);
                if (Framework.TryCreate(framework.ToDocument(fiscalYear).ToDefinition(), out _, out var faults))
                    return;
                foreach (var fault in faults)
                    context.AddFaultAt(fault.Pointer, fault.Code, [.. fault.Arguments.Select(argument => (argument.Name, (object?)argument.Value))]);
            }));
}

internal sealed class FrameworkShapeValidator : AbstractValidator<FrameworkBody>
{
    private const int MaxInstruments = 20;
    private const int MaxIndicators = 50;
    private const int MaxGradeRules = 20;
    private static readonly string[] Parts = ["items", "questions"];

    public FrameworkShapeValidator()
    {
        RuleFor(framework => framework.FiscalYear).RepeatsPath("fiscalYear");
        RuleFor(framework => framework.TitleTh).Required();
        RuleFor(framework => framework.TitleTh).IsText(Limits.Name);
        RuleFor(framework => framework.TitleEn).Required();
        RuleFor(framework => framework.TitleEn).IsText(Limits.Name);

        RuleFor(framework => framework.Instruments).Required();
        RuleFor(framework => framework.Instruments).HoldsAtMost(MaxInstruments);
        RuleForEach(framework => framework.Instruments).ChildRules(instrument =>
        {
            instrument.RuleFor(entry => entry.Code).Required();
            instrument.RuleFor(entry => entry.Code).IsText(Limits.Code);
            instrument.RuleFor(entry => entry.NameTh).Required();
            instrument.RuleFor(entry => entry.NameTh).IsText(Limits.Name);
            instrument.RuleFor(entry => entry.NameEn).Required();
            instrument.RuleFor(entry => entry.NameEn).IsText(Limits.Name);
            instrument.RuleFor(entry => entry.Weight).Required();
        });

        RuleFor(framework => framework.Indicators).Required();
        RuleFor(framework => framework.Indicators).HoldsAtMost(MaxIndicators);
        RuleForEach(framework => framework.Indicators).SetValidator(new FrameworkIndicatorValidator());

        RuleFor(framework => framework.GradeRules).Required();
        RuleFor(framework => framework.GradeRules).HoldsAtMost(MaxGradeRules);
        RuleForEach(framework => framework.GradeRules).ChildRules(rule =>
        {
            rule.RuleFor(entry => entry.Code).Required();
            rule.RuleFor(entry => entry.Code).IsText(Limits.Code);
            rule.RuleFor(entry => entry.NameTh).Required();
            rule.RuleFor(entry => entry.NameTh).IsText(Limits.Name);
            rule.RuleFor(entry => entry.NameEn).Required();
            rule.RuleFor(entry => entry.NameEn).IsText(Limits.Name);
            rule.RuleFor(entry => entry.MinTotal).Required();
        });

        RuleFor(framework => framework.StrengthThreshold).Required();
        RuleFor(framework => framework.Target).Required();
        RuleFor(framework => framework.Target!).ChildRules(target =>
        {
            target.RuleFor(goal => goal.MinTotal).Required();
            target.RuleFor(goal => goal.SharePercent).InclusiveBetween(0, 100).WithErrorCode("out_of_range");
            target.RuleFor(goal => goal.ByFiscalYear).IsFiscalYear();
        }).When(framework => framework.Target is not null);

        RuleFor(framework => framework.Provisional).HoldsAtMost(Parts.Length);
        RuleForEach(framework => framework.Provisional).Custom(static (part, context) =>
        {
            if (!Parts.Contains(part, StringComparer.Ordinal))
                context.AddFault("unknown_value", ("PropertyValue", part), ("Allowed", Parts));
        });
    }
}

internal sealed class FrameworkIndicatorValidator : AbstractValidator<FrameworkIndicatorBody>
{
    private const int MaxAliases = 20;
    private const int MaxQuestions = 200;
    private const int MaxGroups = 20;
    private const int MaxItemsInGroup = 50;

    public FrameworkIndicatorValidator()
    {
        RuleFor(indicator => indicator.Number).Required();
        RuleFor(indicator => indicator.NameTh).Required();
        RuleFor(indicator => indicator.NameTh).IsText(Limits.Name);
        RuleFor(indicator => indicator.NameEn).Required();
        RuleFor(indicator => indicator.NameEn).IsText(Limits.Name);
        RuleFor(indicator => indicator.DescriptionTh).IsText(Limits.Sentence);
        RuleFor(indicator => indicator.AliasesTh).HoldsAtMost(MaxAliases);
        RuleForEach(indicator => indicator.AliasesTh).IsText(Limits.Name);
        RuleFor(indicator => indicator.Instrument).Required();
        RuleFor(indicator => indicator.Instrument).IsText(Limits.Code);

        RuleFor(indicator => indicator.Questions).HoldsAtMost(MaxQuestions);
        RuleForEach(indicator => indicator.Questions).ChildRules(question =>
        {
            question.RuleFor(entry => entry.Code).Required();
            question.RuleFor(entry => entry.Code).IsText(Limits.Code);
            question.RuleFor(entry => entry.TextTh).IsText(Limits.Sentence);
        });

        RuleFor(indicator => indicator.Groups).HoldsAtMost(MaxGroups);
        RuleForEach(indicator => indicator.Groups).ChildRules(itemGroup =>
        {
            itemGroup.RuleFor(entry => entry.Code).Required();
            itemGroup.RuleFor(entry => entry.Code).IsText(Limits.Code);
            itemGroup.RuleFor(entry => entry.TitleTh).Required();
            itemGroup.RuleFor(entry => entry.TitleTh).IsText(Limits.Name);
            itemGroup.RuleFor(entry => entry.Items).Required();
            itemGroup.RuleFor(entry => entry.Items).HoldsAtMost(MaxItemsInGroup);
            itemGroup.RuleForEach(entry => entry.Items).ChildRules(item =>
            {
                item.RuleFor(entry => entry.Code).Required();
                item.RuleFor(entry => entry.Code).IsText(Limits.Code);
                item.RuleFor(entry => entry.TitleTh).Required();
                item.RuleFor(entry => entry.TitleTh).IsText(Limits.Name);
            });
        });
    }
}
