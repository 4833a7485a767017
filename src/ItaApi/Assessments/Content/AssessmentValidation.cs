using System.Globalization;
using FluentValidation;
using ItaApi.Frameworks;
using ItaApi.Http.Requests;
using ItaApi.Values;

namespace ItaApi.Assessments.Content;

/// <summary>
/// The rules of an assessment. Rules of shape are reported together with what only the framework of the year knows (which indicators, items
/// and grades exist), so that a client can correct everything at once.
/// </summary>
internal abstract class AssessmentContentValidator<T> : AbstractValidator<T> where T : AssessmentContent
{
    [Limit("notes of an assessment")]
    public const int MaxNotes = 200;
    [Limit("methods of a note")]
    public const int MaxNoteMethods = 100;

    protected AssessmentContentValidator(FrameworkCatalogue frameworks)
    {
        RuleFor(assessment => assessment.StrengthThreshold).IsScore();

        Include(new ScoresValidator<T>());
        RuleFor(assessment => assessment.Reported!)
            .SetValidator(new ReportedFiguresValidator())
            .When(assessment => assessment.Reported is not null);
        RuleFor(assessment => assessment.Respondents!)
            .SetValidator(new RespondentsValidator())
            .When(assessment => assessment.Respondents is not null);
        RuleForEach(assessment => assessment.Notes).SetValidator(new NoteValidator());
        RuleFor(assessment => assessment.Source!)
            .SetValidator(new DocumentSourceValidator())
            .When(assessment => assessment.Source is not null);

        RuleFor(assessment => assessment).CustomAsync(async (assessment, context, ct) =>
        {
            var (year, place) = FiscalYearOf(assessment, context);
            if (year is not { } fiscalYear || FiscalYearAttribute.FindFault(fiscalYear) is not null)
                return;

            if (await frameworks.FindAsync(fiscalYear, ct) is { } framework)
                context.Share(new CheckedScores(framework, FrameworkChecks.Check(framework, assessment, context)));
            else
                context.AddFault(frameworks.UnknownYear(place, fiscalYear));
        });
    }

    /// <summary>The year whose rules apply, and where the request names it.</summary>
    protected abstract (int? Year, string Place) FiscalYearOf(T assessment, ValidationContext<T> context);
}

/// <summary>The rules of shape for scores in any request.</summary>
internal sealed class ScoresValidator<T> : AbstractValidator<T> where T : IHoldsScores
{
    [Limit("indicators of an assessment")]
    public const int MaxIndicators = 50;
    [Limit("questions of an assessment")]
    public const int MaxQuestions = 200;
    [Limit("items of an assessment")]
    public const int MaxItems = 200;

    public ScoresValidator()
    {
        RuleFor(scores => scores.Indicators).EachHolds(static (entry, rules) =>
        {
            rules.Required(nameof(entry.Number), entry.Number);
            rules.IsScore(nameof(entry.Score), entry.Score);
        });
        RuleFor(scores => scores.Questions).EachHolds(static (entry, rules) =>
        {
            rules.Required(nameof(entry.Code), entry.Code);
            rules.IsText(nameof(entry.Code), entry.Code, Limits.Code);
            rules.Required(nameof(entry.Indicator), entry.Indicator);
            rules.Required(nameof(entry.Score), entry.Score);
            rules.IsScore(nameof(entry.Score), entry.Score);
            rules.IsText(nameof(entry.TextTh), entry.TextTh, Limits.Sentence);
        });
        RuleFor(scores => scores.Items).EachHolds(static (entry, rules) =>
        {
            rules.Required(nameof(entry.Code), entry.Code);
            rules.IsText(nameof(entry.Code), entry.Code, Limits.Code);
            rules.Required(nameof(entry.Score), entry.Score);
            rules.IsScore(nameof(entry.Score), entry.Score);
            rules.IsText(nameof(entry.TitleTh), entry.TitleTh, Limits.Name);
            rules.IsText(nameof(entry.Comment), entry.Comment, Limits.Sentence);
            rules.IsWebAddress(nameof(entry.EvidenceUrl), entry.EvidenceUrl);
        });
    }
}

internal sealed class AssessmentBodyValidator : AssessmentContentValidator<AssessmentBody>
{
    public AssessmentBodyValidator(FrameworkCatalogue frameworks) : base(frameworks)
    {
        RuleFor(assessment => assessment.AgencyCode).RepeatsPath("agencyCode");
        RuleFor(assessment => assessment.FiscalYear).RepeatsPath("fiscalYear");
    }

    protected override (int? Year, string Place) FiscalYearOf(AssessmentBody assessment, ValidationContext<AssessmentBody> context) =>
        (int.TryParse(context.RouteValue("fiscalYear"), CultureInfo.InvariantCulture, out var year) ? year : null, "fiscalYear");
}

internal sealed class NewAssessmentBodyValidator : AssessmentContentValidator<NewAssessmentBody>
{
    public NewAssessmentBodyValidator(FrameworkCatalogue frameworks) : base(frameworks)
    {
        RuleFor(assessment => assessment.AgencyCode).Required();
        RuleFor(assessment => assessment.AgencyCode).IsAgencyCode();
        RuleFor(assessment => assessment.FiscalYear).Required();
        RuleFor(assessment => assessment.FiscalYear).IsFiscalYear();
    }

    protected override (int? Year, string Place) FiscalYearOf(NewAssessmentBody assessment, ValidationContext<NewAssessmentBody> context) =>
        (assessment.FiscalYear, "/fiscalYear");
}

internal sealed class ReportedFiguresValidator : AbstractValidator<ReportedFigures>
{
    [Limit("entries in each list of reported figures")]
    public const int MaxEntries = 50;

    public ReportedFiguresValidator()
    {
        RuleFor(reported => reported.Total).IsScore();
        RuleFor(reported => reported.Grade).IsText(Limits.Name);
        RuleForEach(reported => reported.Instruments).ChildRules(instrument =>
        {
            instrument.RuleFor(entry => entry.Code).Required();
            instrument.RuleFor(entry => entry.Score).Required().When(entry => entry is { Contribution: null, Grade: null });
            instrument.RuleFor(entry => entry.Score).IsScore();
            instrument.RuleFor(entry => entry.Contribution).IsScore();
            instrument.RuleFor(entry => entry.Grade).IsText(Limits.Name);
        });

        var indicator = new ReportedIndicatorValidator();
        RuleForEach(reported => reported.Indicators).SetValidator(indicator);
        RuleForEach(reported => reported.Indicators).ChildRules(entry => entry.RuleFor(printed => printed.Score).Required());
        RuleForEach(reported => reported.Highest).SetValidator(indicator);
        RuleForEach(reported => reported.Lowest).SetValidator(indicator);
        RuleForEach(reported => reported.LowestInInstrument).ChildRules(lowest =>
        {
            lowest.RuleFor(entry => entry.Instrument).Required();
            lowest.RuleFor(entry => entry.Number).Required();
            lowest.RuleFor(entry => entry.Score).IsScore();
        });
        RuleFor(reported => reported.StrengthCount).InclusiveBetween(0, MaxEntries).WithErrorCode("out_of_range");
        RuleFor(reported => reported.WeaknessCount).InclusiveBetween(0, MaxEntries).WithErrorCode("out_of_range");
    }

    private sealed class ReportedIndicatorValidator : AbstractValidator<ReportedIndicatorEntry>
    {
        public ReportedIndicatorValidator()
        {
            RuleFor(entry => entry.Number).Required();
            RuleFor(entry => entry.Score).IsScore();
        }
    }
}

internal sealed class RespondentsValidator : AbstractValidator<Respondents>
{
    [Limit("respondents of a survey")]
    private const int MaxRespondents = 10_000_000;

    public RespondentsValidator()
    {
        RuleFor(respondents => respondents.Internal).InclusiveBetween(0, MaxRespondents).WithErrorCode("out_of_range");
        RuleFor(respondents => respondents.External).InclusiveBetween(0, MaxRespondents).WithErrorCode("out_of_range");
    }
}

internal sealed class NoteValidator : AbstractValidator<Note>
{
    [Limit("characters of a note")]
    private const int MaxTextTh = 20_000;

    public NoteValidator()
    {
        RuleFor(note => note.Kind).Required();
        RuleFor(note => note.TextTh).Required();
        RuleFor(note => note.TextTh).IsText(MaxTextTh);
        RuleForEach(note => note.Methods).IsText(Limits.Sentence);
    }
}

internal sealed class DocumentSourceValidator : AbstractValidator<DocumentSource>
{
    public DocumentSourceValidator()
    {
        RuleFor(source => source.Title).Required();
        RuleFor(source => source.Title).IsText(Limits.Name);
        RuleFor(source => source.Url).IsWebAddress();
        RuleFor(source => source.IssuedOn).Custom(static (text, context) =>
        {
            if (text is not null && CalendarDate.FindFaultOfMonthOrDay(text) is { } fault)
                context.AddFault(fault with { Pointer = context.PropertyPath });
        });
    }
}
