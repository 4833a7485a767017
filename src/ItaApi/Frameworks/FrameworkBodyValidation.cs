using System.Globalization;
using FluentValidation;
using ItaApi.Http.Requests;
using ItaApi.Scoring;
using ItaApi.Values;

namespace ItaApi.Frameworks;

/// <summary>
/// Reports every fault of shape at once; without any, every fault of the rules themselves, because contradictory rules would produce wrong
/// scores without a warning.
/// </summary>
internal sealed class FrameworkBodyValidator : AbstractValidator<FrameworkBody>
{
    public FrameworkBodyValidator() =>
        RuleFor(framework => framework).SetValidator(new FrameworkShapeValidator()).DependentRules(() =>
            RuleFor(framework => framework).Custom(static (framework, context) =>
            {
                var fiscalYear = int.Parse(context.RouteValue("fiscalYear")!, CultureInfo.InvariantCulture);
                if (Framework.TryCreate(framework.ToDocument(fiscalYear).ToDefinition(), out _, out var faults))
                    return;
                foreach (var fault in faults)
                {
                    context.AddFaultAt(
                        fault.Pointer, fault.Code, [.. fault.Arguments.Select(argument => (argument.Name, (object?)argument.Value))]);
                }
            }));
}

internal sealed class FrameworkShapeValidator : AbstractValidator<FrameworkBody>
{
    [Limit("instruments of a framework")]
    public const int MaxInstruments = 20;
    [Limit("indicators of a framework")]
    public const int MaxIndicators = 50;
    [Limit("grades of a framework")]
    public const int MaxGradeRules = 20;
    [Limit("provisional parts of a framework")]
    public const int MaxProvisional = 5;

    public FrameworkShapeValidator()
    {
        RuleFor(framework => framework.FiscalYear).RepeatsPath("fiscalYear");
        RuleFor(framework => framework.TitleTh).Required();
        RuleFor(framework => framework.TitleTh).IsText(Limits.Name);
        RuleFor(framework => framework.TitleEn).Required();
        RuleFor(framework => framework.TitleEn).IsText(Limits.Name);

        RuleFor(framework => framework.Instruments).Required();
        RuleForEach(framework => framework.Instruments).SetValidator(new FrameworkInstrumentValidator());

        RuleFor(framework => framework.Indicators).Required();
        RuleForEach(framework => framework.Indicators).SetValidator(new FrameworkIndicatorValidator());

        RuleFor(framework => framework.GradeRules).Required();
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

        RuleForEach(framework => framework.Provisional).Custom(static (part, context) =>
        {
            if (!ProvisionalPart.All.Contains(part, StringComparer.Ordinal))
                context.AddFault("unknown_value", ("PropertyValue", part), ("Allowed", ProvisionalPart.All));
        });
    }
}

internal sealed class FrameworkInstrumentValidator : AbstractValidator<FrameworkInstrumentBody>
{
    [Limit("parts of an instrument")]
    public const int MaxParts = 10;

    public FrameworkInstrumentValidator()
    {
        RuleFor(instrument => instrument.Code).Required();
        RuleFor(instrument => instrument.Code).IsText(Limits.Code);
        RuleFor(instrument => instrument.NameTh).Required();
        RuleFor(instrument => instrument.NameTh).IsText(Limits.Name);
        RuleFor(instrument => instrument.NameEn).Required();
        RuleFor(instrument => instrument.NameEn).IsText(Limits.Name);
        RuleFor(instrument => instrument.Weight).Required();
        RuleForEach(instrument => instrument.Parts).ChildRules(part =>
        {
            part.RuleFor(entry => entry.Code).Required();
            part.RuleFor(entry => entry.Code).IsText(Limits.Code);
            part.RuleFor(entry => entry.NameTh).Required();
            part.RuleFor(entry => entry.NameTh).IsText(Limits.Name);
            part.RuleFor(entry => entry.NameEn).Required();
            part.RuleFor(entry => entry.NameEn).IsText(Limits.Name);
        });
    }
}

internal sealed class FrameworkIndicatorValidator : AbstractValidator<FrameworkIndicatorBody>
{
    [Limit("aliases of an indicator")]
    public const int MaxAliases = 20;
    [Limit("questions of an indicator")]
    public const int MaxQuestions = 200;
    [Limit("item groups of an indicator")]
    public const int MaxGroups = 20;
    [Limit("items of a group")]
    public const int MaxItemsInGroup = 50;

    public FrameworkIndicatorValidator()
    {
        RuleFor(indicator => indicator.Number).Required();
        RuleFor(indicator => indicator.NameTh).Required();
        RuleFor(indicator => indicator.NameTh).IsText(Limits.Name);
        RuleFor(indicator => indicator.NameEn).Required();
        RuleFor(indicator => indicator.NameEn).IsText(Limits.Name);
        RuleFor(indicator => indicator.DescriptionTh).IsText(Limits.Sentence);
        RuleForEach(indicator => indicator.AliasesTh).IsText(Limits.Name);
        RuleFor(indicator => indicator.Instrument).Required();
        RuleFor(indicator => indicator.Instrument).IsText(Limits.Code);
        RuleForEach(indicator => indicator.Questions).ChildRules(question =>
        {
            question.RuleFor(entry => entry.Code).Required();
            question.RuleFor(entry => entry.Code).IsText(Limits.Code);
            question.RuleFor(entry => entry.TextTh).IsText(Limits.Sentence);
            question.RuleFor(entry => entry.TopicTh).IsText(Limits.Name);
        });
        RuleForEach(indicator => indicator.Groups).ChildRules(itemGroup =>
        {
            itemGroup.RuleFor(entry => entry.Code).Required();
            itemGroup.RuleFor(entry => entry.Code).IsText(Limits.Code);
            itemGroup.RuleFor(entry => entry.TitleTh).Required();
            itemGroup.RuleFor(entry => entry.TitleTh).IsText(Limits.Name);
            itemGroup.RuleFor(entry => entry.Items).Required();
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
