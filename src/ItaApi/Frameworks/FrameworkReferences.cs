using System.Globalization;
using FluentValidation;
using ItaApi.Faults;
using ItaApi.Http.Requests;
using ItaApi.Scoring;

namespace ItaApi.Frameworks;

/// <summary>
/// Checks that a document refers only to what the framework of its year has. When the items of a year are not established, any code that an
/// item can have is accepted.
/// </summary>
internal static class FrameworkReferences
{
    /// <summary>
    /// Checks the fields <c>instrument</c>, <c>indicators</c> and <c>items</c> of the object at a place; empty for the whole body.
    /// </summary>
    public static void Check<T>(
        Framework framework, string? instrument, IReadOnlyList<int>? indicators,
        IReadOnlyList<string>? items, string place, ValidationContext<T> context)
    {
        if (instrument is not null && framework.FindInstrument(instrument) is null)
            AddUnknownInstrument(framework, instrument, $"{place}/instrument", context);

        foreach (var (number, numberPlace) in Placed(indicators, $"{place}/indicators"))
        {
            if (framework.FindIndicator(number) is null)
                context.AddFaultAt(numberPlace, "indicator_unknown", ("Number", number));
        }

        foreach (var (item, itemPlace) in Placed(items, $"{place}/items"))
        {
            if (!framework.AcceptsItem(item))
                context.AddFault(RequestFault.From(framework.UnknownItem(itemPlace, item)));
        }
    }

    public static void AddUnknownInstrument<T>(Framework framework, string code, string place, ValidationContext<T> context) =>
        context.AddFaultAt(
            place, "instrument_unknown", ("Code", code), ("Allowed", framework.Instruments.Select(instrument => instrument.Code)));

    /// <summary>The entries of a list, each with its pointer.</summary>
    public static IEnumerable<(TEntry Entry, string Place)> Placed<TEntry>(IReadOnlyList<TEntry>? entries, string list) =>
        (entries ?? []).Select((entry, index) => (entry, string.Create(CultureInfo.InvariantCulture, $"{list}/{index}")));
}
