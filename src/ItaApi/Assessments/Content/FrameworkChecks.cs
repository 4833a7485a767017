using FluentValidation;
using ItaApi.Faults;
using ItaApi.Frameworks;
using ItaApi.Http.Requests;
using ItaApi.Scoring;

namespace ItaApi.Assessments.Content;

/// <summary>
/// The rules that depend on the framework of the year: whether the indicators, items, instruments and grades exist and are complete.
/// </summary>
internal static class FrameworkChecks
{
    /// <returns>The scorecard; null if the assessment has faults, or only reported figures.</returns>
    public static Scorecard? Check<T>(YearFramework year, T assessment, ValidationContext<T> context) where T : AssessmentContent
    {
        var framework = year.Rules;
        Scorecard? scorecard = null;
        if (assessment.HoldsScores(framework))
        {
            // While a score does not name its indicator, the indicators without a score are not known, so that fault is reported first.
            if (assessment.NamesEveryEntry() && !Scorecard.TryCreate(framework, assessment.ToScoreInput(), out scorecard, out var faults))
            {
                foreach (var fault in faults)
                    context.AddFault(RequestFault.From(fault));
            }
        }
        else if (assessment.Reported?.Total is null)
        {
            context.AddFaultAt("/indicators", "scores_or_total_needed");
        }

        if (assessment.Reported is { } reported)
            CheckReported(year, reported, context);
        CheckNotes(framework, assessment.Notes ?? [], context);
        return scorecard;
    }

    private static void CheckReported<T>(YearFramework year, ReportedFigures reported, ValidationContext<T> context)
    {
        var framework = year.Rules;
        CheckGrade(year, reported.Grade, "/reported/grade", context);

        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var (instrument, place) in FrameworkReferences.Placed(reported.Instruments, "/reported/instruments"))
        {
            if (instrument.Code is not { } code)
                continue;
            if (framework.FindInstrument(code) is null && framework.FindPart(code) is null)
                FrameworkReferences.AddUnknownInstrument(framework, code, $"{place}/code", context);
            else if (!seen.Add(code))
                context.AddFaultAt($"{place}/code", "instrument_duplicate", ("Code", code));
            CheckGrade(year, instrument.Grade, $"{place}/grade", context);
        }

        CheckNumbers(framework, reported.Indicators, "/reported/indicators", context);
        CheckDistinct(reported.Indicators, "/reported/indicators", context);
        CheckNumbers(framework, reported.Highest, "/reported/highest", context);
        CheckNumbers(framework, reported.Lowest, "/reported/lowest", context);
        foreach (var (lowest, place) in FrameworkReferences.Placed(reported.LowestInInstrument, "/reported/lowestInInstrument"))
        {
            if (lowest.Instrument is { } code && framework.FindInstrument(code) is null)
                FrameworkReferences.AddUnknownInstrument(framework, code, $"{place}/instrument", context);
            CheckNumber(framework, lowest.Number, place, context);
        }
    }

    private static void CheckGrade<T>(YearFramework year, string? grade, string place, ValidationContext<T> context)
    {
        if (grade is not null && year.FindGradeCode(grade) is null)
            context.AddFault(year.UnknownGrade(place, grade));
    }

    private static void CheckNumbers<T>(
        Framework framework, IReadOnlyList<ReportedIndicatorEntry>? entries, string list, ValidationContext<T> context)
    {
        foreach (var (entry, place) in FrameworkReferences.Placed(entries, list))
            CheckNumber(framework, entry.Number, place, context);
    }

    private static void CheckNumber<T>(Framework framework, int? number, string place, ValidationContext<T> context)
    {
        if (number is { } known && framework.FindIndicator(known) is null)
            context.AddFaultAt($"{place}/number", "indicator_unknown", ("Number", known));
    }

    /// <summary>A second printing prints an indicator once; sentences on the highest and the lowest may repeat one.</summary>
    private static void CheckDistinct<T>(IReadOnlyList<ReportedIndicatorEntry>? entries, string list, ValidationContext<T> context)
    {
        HashSet<int> seen = [];
        foreach (var (entry, place) in FrameworkReferences.Placed(entries, list))
        {
            if (entry.Number is { } number && !seen.Add(number))
                context.AddFaultAt($"{place}/number", "indicator_duplicate", ("Number", number));
        }
    }

    private static void CheckNotes<T>(Framework framework, IReadOnlyList<Note> notes, ValidationContext<T> context)
    {
        foreach (var (note, place) in FrameworkReferences.Placed(notes, "/notes"))
            FrameworkReferences.Check(framework, note.Instrument, note.Indicators, note.Items, place, context);
    }
}
