using FluentValidation;
using ItaApi.Frameworks;
using ItaApi.Http.Requests;
using ItaApi.Values;

namespace ItaApi.Measures;

/// <summary>
/// The rules of a measure. Rules of shape are reported together with what only the framework of its base year knows, so that a client can
/// correct everything at once.
/// </summary>
internal sealed class MeasureBodyValidator : AbstractValidator<MeasureBody>
{
    [Limit("characters of a measure's external id")]
    public const int MaxExternalId = 100;
    [Limit("titles of a measure")]
    public const int MaxTitles = 50;
    [Limit("weaknesses of a measure")]
    public const int MaxWeaknesses = 50;
    [Limit("steps of a measure")]
    public const int MaxSteps = 100;
    [Limit("responsible units of a measure")]
    public const int MaxResponsibleUnits = 50;
    [Limit("indicators of a measure")]
    public const int MaxIndicators = 50;
    [Limit("items of a measure")]
    public const int MaxItems = 200;
    [Limit("position of a measure in its plan")]
    public const int MaxPosition = 1_000;

    public MeasureBodyValidator(FrameworkCatalogue frameworks)
    {
        RuleFor(measure => measure.AgencyCode).RepeatsPath("agencyCode");
        RuleFor(measure => measure.ExternalId).IsText(MaxExternalId);
        RuleFor(measure => measure.BasedOnFiscalYear).Required();
        RuleFor(measure => measure.BasedOnFiscalYear).IsFiscalYear();
        RuleFor(measure => measure.ImplementFiscalYear).IsFiscalYear();
        RuleFor(measure => measure.ImplementFiscalYear)
            .Must(
                (measure, implemented) =>
                    !(implemented < measure.BasedOnFiscalYear) || FiscalYearAttribute.FindFault(implemented!.Value) is not null)
            .WithErrorCode("implemented_before_based");
        RuleFor(measure => measure.Indicators).NamesEachOnce("indicator_duplicate", "Number");
        RuleFor(measure => measure.Items).NamesEachOnce("item_duplicate", "Code");
        RuleForEach(measure => measure.Items).IsText(Limits.Code);
        RuleFor(measure => measure.HeadingTh).IsText(Limits.Name);
        RuleFor(measure => measure.Titles).NotEmpty().WithErrorCode("required");
        RuleForEach(measure => measure.Titles).IsText(Limits.Sentence);
        RuleForEach(measure => measure.Weaknesses).IsText(Limits.Sentence);
        RuleForEach(measure => measure.Steps).IsText(Limits.Sentence);
        RuleForEach(measure => measure.ResponsibleUnits).IsText(Limits.Name);
        RuleFor(measure => measure.MonitoringTh).IsText(Limits.Sentence);
        RuleFor(measure => measure.Position).Custom(static (position, context) =>
        {
            if (position is < 1 or > MaxPosition)
                context.AddFault("out_of_range", ("From", 1), ("To", MaxPosition));
        });

        RuleFor(measure => measure.PeriodText).IsText(Limits.Name);
        RuleFor(measure => measure.StartsOn).IsDate();
        RuleFor(measure => measure.EndsOn).IsDate();
        RuleFor(measure => measure.EndsOn)
            .Must(static (measure, _) => !(DateOf(measure.EndsOn) < DateOf(measure.StartsOn)))
            .WithErrorCode("dates_out_of_order");

        RuleFor(measure => measure.StatusTh).IsStatusWording(measure => measure.Status);
        RuleForEach(measure => measure.Progress).SetValidator(new ProgressBodyValidator());

        RuleFor(measure => measure).CustomAsync(async (measure, context, ct) =>
        {
            if (measure.BasedOnFiscalYear is not { } year || FiscalYearAttribute.FindFault(year) is not null)
                return;

            if (await frameworks.FindAsync(year, ct) is { } framework)
                FrameworkReferences.Check(framework.Rules, measure.Instrument, measure.Indicators, measure.Items, place: "", context);
            else
                context.AddFault(frameworks.UnknownYear("/basedOnFiscalYear", year));
        });
    }

    /// <summary>The date, or null when it is missing or has a fault of its own.</summary>
    private static DateOnly? DateOf(string? text) =>
        text is null || CalendarDate.FindFault(text) is not null ? null : CalendarDate.Parse(text);
}

internal sealed class ProgressBodyValidator : AbstractValidator<ProgressBody>
{
    /// <summary>Every answer has all reports of its measure, so their number is limited.</summary>
    [Limit("reports on a measure")]
    public const int MaxReports = 500;

    [Limit("results of a report")]
    public const int MaxResults = 100;
    [Limit("suggestions of a report")]
    public const int MaxSuggestions = 100;
    [Limit("evidence links of a report")]
    public const int MaxEvidenceUrls = 50;

    public ProgressBodyValidator()
    {
        RuleFor(report => report.Id).RepeatsPath("reportId");
        RuleFor(report => report.ReportedOn).IsDate();
        RuleFor(report => report.StatusTh).IsStatusWording(report => report.Status);
        RuleForEach(report => report.Results).IsText(Limits.Sentence);
        RuleForEach(report => report.Suggestions).IsText(Limits.Sentence);
        RuleForEach(report => report.EvidenceUrls).IsWebAddress();
        RuleFor(report => report.ReportedBy).IsText(Limits.Name);
        RuleFor(report => report.Reason).IsText(Limits.Sentence);
        RuleFor(report => report.Results).Custom(static (_, context) =>
        {
            if (IsEmpty(context.InstanceToValidate))
                context.AddFault("nothing_reported");
        });
    }

    /// <summary>Whether a report says nothing about its measure.</summary>
    public static bool IsEmpty(ProgressBody report) =>
        report is { Status: null, StatusTh: null }
        && report is { Results: not { Count: > 0 }, Suggestions: not { Count: > 0 }, EvidenceUrls: not { Count: > 0 } };
}

internal static class MeasureRules
{
    /// <summary>The printed wording of a status, which must not contradict a status next to it.</summary>
    public static IRuleBuilderOptionsConditions<T, string?> IsStatusWording<T>(
        this IRuleBuilder<T, string?> rule, Func<T, MeasureStatus?> statusOf) =>
        rule.Custom((wording, context) =>
        {
            if (wording is null)
                return;
            if (StatusWording.FromThai(wording) is not { } meant)
            {
                context.AddFault("unknown_value", ("PropertyValue", wording), ("Allowed", StatusWording.All));
            }
            else if (statusOf(context.InstanceToValidate) is { } status && status != meant)
            {
                context.AddFault(
                    "differs_from_status",
                    ("Status", status.ToCode()),
                    ("StatusTh", StatusWording.NameTh(status)),
                    ("Meant", meant.ToCode()),
                    ("MeantTh", StatusWording.NameTh(meant)));
            }
        });
}
