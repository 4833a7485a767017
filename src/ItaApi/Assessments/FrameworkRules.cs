using System.Globalization;
using FluentValidation;
using ItaApi.Http;
using ItaApi.Scoring;

namespace ItaApi.Assessments;

/// <summary>What only the year's framework can say of an assessment: whether its indicators, items, instruments and grades exist and suffice.</summary>
internal static class FrameworkRules
{
    public static void Check<T>(Framework framework, T assessment, ValidationContext<T> context) where T : AssessmentContent
    {
        if (assessment.HoldsScores())
        {
            // Which indicator lacks a score cannot be said while some score lacks its indicator; that is told first.
            if (assessment.NamesEveryEntry() && !Scorecard.TryCreate(framework, assessment.ToSheet(), out _, out var faults))
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
            CheckReported(framework, reported, context);
        CheckNotes(framework, assessment.Notes ?? [], context);
    }

    private static void CheckReported<T>(Framework framework, ReportedFigures reported, ValidationContext<T> context)
    {
        if (reported.Grade is { } grade && framework.FindGrade(grade) is null)
            context.AddFaultAt("/reported/grade", "grade_unknown", ("Code", grade), ("Allowed", framework.GradeRules.Select(rule => rule.Code)));

        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var (instrument, place) in Placed(reported.Instruments, "/reported/instruments"))
        {
            if (instrument.Code is not { } code)
                continue;
            if (framework.FindInstrument(code) is null)
                UnknownInstrument(framework, code, $"{place}/code", context);
            else if (!seen.Add(code))
                context.AddFaultAt($"{place}/code", "instrument_duplicate", ("Code", code));
        }

        CheckNumbers(framework, reported.Indicators, "/reported/indicators", context);
        CheckNumbers(framework, reported.Highest, "/reported/highest", context);
        CheckNumbers(framework, reported.Lowest, "/reported/lowest", context);
    }

    private static void CheckNumbers<T>(Framework framework, IReadOnlyList<ReportedIndicatorEntry>? entries, string list, ValidationContext<T> context)
    {
        HashSet<int> seen = [];
        foreach (var (entry, place) in Placed(entries, list))
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
        foreach (var (note, place) in Placed(notes, "/notes"))
        {
            if (note.Instrument is { } code && framework.FindInstrument(code) is null)
                UnknownInstrument(framework, code, $"{place}/instrument", context);

            foreach (var (number, numberPlace) in Placed(note.Indicators, $"{place}/indicators"))
            {
                if (framework.FindIndicator(number) is null)
                    context.AddFaultAt(numberPlace, "indicator_unknown", ("Number", number));
            }

            foreach (var (item, itemPlace) in Placed(note.Items, $"{place}/items"))
            {
                if (framework.FindIndicatorOfItem(item) is null)
                    context.AddFaultAt(itemPlace, "item_unknown", ("Code", item));
            }
        }
    }

    private static void UnknownInstrument<T>(Framework framework, string code, string place, ValidationContext<T> context) =>
        context.AddFaultAt(place, "instrument_unknown", ("Code", code), ("Allowed", framework.Instruments.Select(instrument => instrument.Code)));

    private static IEnumerable<(TEntry Entry, string Place)> Placed<TEntry>(IReadOnlyList<TEntry>? entries, string list) =>
        (entries ?? []).Select((entry, index) => (entry, string.Create(CultureInfo.InvariantCulture, $"{list}/{index}")));
}
