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
        if (reported.Grade is { } grade && framework.FindGrade(grade) is null)
            context.AddFault(year.UnknownGrade("/reported/grade", grade));

        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var (instrument, place) in FrameworkReferences.Placed(reported.Instruments, "/reported/instruments"))
        {
            if (instrument.Code is not { } code)
                continue;
            if (framework.FindInstrument(code) is null)
                FrameworkReferences.AddUnknownInstrument(framework, code, $"{place}/code", context);
            else if (!seen.Add(code))
                context.AddFaultAt($"{place}/code", "instrument_duplicate", ("Code", code));
        }

        CheckNumbers(framework, reported.Indicators, "/reported/indicators", context);
        CheckNumbers(framework, reported.Highest, "/reported/highest", context);
        CheckNumbers(framework, reported.Lowest, "/reported/lowest", context);
    }

    private static void CheckNumbers<T>(
        Framework framework, IReadOnlyList<ReportedIndicatorEntry>? entries, string list, ValidationContext<T> context)
    {
        HashSet<int> seen = [];
        foreach (var (entry, place) in FrameworkReferences.Placed(entries, list))
        {
            if (entry.Number is not { } number)
                continue;
            if (framework.FindIndicator(number) is null)
                context.AddFaultAt($"{place}/number", "indicator_unknown", ("Number", number));
            else if (!seen.Add(number))
                context.AddFaultAt($"{place}/number", "indicator_duplicate", ("Number", number));
        }
    }

    private static void CheckNotes<T>(Framework framework, IReadOnlyList<Note> notes, ValidationContext<T> context)
    {
        foreach (var (note, place) in FrameworkReferences.Placed(notes, "/notes"))
            FrameworkReferences.Check(framework, note.Instrument, note.Indicators, note.Items, place, context);
    }
}
