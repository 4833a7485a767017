using System.Globalization;
using FluentValidation;
using FluentValidation.Results;
using ItaApi.Faults;
using ItaApi.Values;
using Microsoft.AspNetCore.Http.Features;

namespace ItaApi.Http.Requests;

/// <summary>The rules of shape that more than one request shares, each with the code its fault has.</summary>
public static class ValidationRules
{
    private static readonly AgencyCodeAttribute AgencyCode = new();

    public static IRuleBuilderOptions<T, TProperty> Required<T, TProperty>(this IRuleBuilder<T, TProperty> rule) =>
        rule.NotNull().WithErrorCode("required");

    /// <summary>Text that says something, within a length in characters.</summary>
    public static IRuleBuilderOptionsConditions<T, string?> IsText<T>(this IRuleBuilder<T, string?> rule, int maxLength) =>
        rule.HasNo(text => FaultOfText(text, maxLength));

    /// <summary>A web address, http or https; it is kept and shown, never fetched.</summary>
    public static IRuleBuilderOptionsConditions<T, string?> IsWebAddress<T>(this IRuleBuilder<T, string?> rule) => rule.HasNo(FaultOfWebAddress);

    /// <summary>A score: 0 to 100 with at most two decimals, as it was sent.</summary>
    public static IRuleBuilderOptionsConditions<T, decimal?> IsScore<T>(this IRuleBuilder<T, decimal?> rule) => rule.HasNo(FaultOfScore);

    /// <summary>A Buddhist-Era fiscal year; a C.E. one is refused with the year meant.</summary>
    public static IRuleBuilderOptionsConditions<T, int?> IsFiscalYear<T>(this IRuleBuilder<T, int?> rule) =>
        rule.HasNo(static year => year is { } value ? FiscalYearAttribute.FindFault(value) : null);

    /// <summary>A date of the Common Era; one of the Buddhist Era is refused with the year meant.</summary>
    public static IRuleBuilderOptionsConditions<T, string?> IsDate<T>(this IRuleBuilder<T, string?> rule) =>
        rule.HasNo(static text => text is not null ? CalendarDate.FindFault(text) : null);

    /// <summary>
    /// What holds for every entry of a list, asked entry by entry: a validator of its own for each of an assessment's dozens of entries takes
    /// longer than all else that is done with a row of an import.
    /// </summary>
    public static IRuleBuilderOptionsConditions<T, IReadOnlyList<TEntry>?> EachHolds<T, TEntry>(
        this IRuleBuilder<T, IReadOnlyList<TEntry>?> rule, Action<TEntry, EntryRules<T>> check) =>
        rule.Custom((list, context) =>
        {
            for (var i = 0; i < list?.Count; i++)
                check(list[i], new EntryRules<T>(context, i));
        });

    /// <summary>A list that names nothing twice; the fault stands at the repetition and is told with this argument.</summary>
    public static IRuleBuilderOptionsConditions<T, IReadOnlyList<TElement>?> NamesEachOnce<T, TElement>(
        this IRuleBuilder<T, IReadOnlyList<TElement>?> rule, string code, string argument) =>
        rule.Custom((list, context) =>
        {
            HashSet<TElement> seen = [];
            for (var i = 0; i < list?.Count; i++)
            {
                if (!seen.Add(list[i]))
                    context.AddFaultAt($"{context.PropertyPath}[{i}]", code, (argument, list[i]));
            }
        });

    /// <summary>An agency's code in a body; the address has the same rule.</summary>
    public static IRuleBuilderOptionsConditions<T, string?> IsAgencyCode<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Custom((code, context) =>
        {
            if (code is not null && !AgencyCode.IsValid(code))
                context.AddFault("invalid_format", ("PropertyValue", code), ("Form", AgencyCodeAttribute.Form));
        });

    public static IRuleBuilderOptionsConditions<T, IReadOnlyList<TElement>?> HoldsAtMost<T, TElement>(
        this IRuleBuilder<T, IReadOnlyList<TElement>?> rule, int max) =>
        rule.Custom((list, context) =>
        {
            if (list?.Count > max)
                context.AddFault("too_many", ("Max", max));
        });

    /// <summary>An identifying member may repeat what the address says; it may not say otherwise.</summary>
    public static IRuleBuilderOptionsConditions<T, TProperty> RepeatsPath<T, TProperty>(this IRuleBuilder<T, TProperty> rule, string routeValue) =>
        rule.Custom((value, context) =>
        {
            if (value is not null && context.RouteValue(routeValue) is { } named && Convert.ToString(value, CultureInfo.InvariantCulture) != named)
                context.AddFault("differs_from_path", ("PathValue", named));
        });

    internal static RequestFault? FaultOfText(string? text, int maxLength) =>
        text is null ? null
        : string.IsNullOrWhiteSpace(text) ? new RequestFault("", "blank_text")
        : text.Length > maxLength ? TooLong(text, maxLength)
        : null;

    internal static RequestFault? FaultOfWebAddress(string? text) =>
        text is null ? null
        : text.Length > Limits.WebAddress ? TooLong(text, Limits.WebAddress)
        : !Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") ? new RequestFault("", "invalid_url")
        : null;

    internal static RequestFault? FaultOfScore(decimal? score) => score is { } value ? ScoreAttribute.FindFault(value) : null;

    private static RequestFault TooLong(string text, int maxLength) =>
        new("", "too_long", new Dictionary<string, object?> { ["MaxLength"] = maxLength, ["TotalLength"] = text.Length });

    /// <summary>A rule that finds one fault at most, which stands at the rule's own place.</summary>
    private static IRuleBuilderOptionsConditions<T, TProperty> HasNo<T, TProperty>(this IRuleBuilder<T, TProperty> rule, Func<TProperty, RequestFault?> find) =>
        rule.Custom((value, context) =>
        {
            if (find(value) is { } fault)
                context.AddFault(fault with { Pointer = context.PropertyPath });
        });

    /// <summary>A value of the request's route, or null where the route has none of this name.</summary>
    public static string? RouteValue<T>(this ValidationContext<T> context, string name) =>
        context.RootContextData.TryGetValue(RequestValidation.RouteValues, out var values) && values is RouteValueDictionary route
            ? route[name] as string
            : null;

    /// <summary>Hands what a rule worked out to the handler, as a feature of the request, so that it is worked out once.</summary>
    public static void Share<T, TFinding>(this ValidationContext<T> context, TFinding finding) where TFinding : class
    {
        if (context.RootContextData.TryGetValue(RequestValidation.Findings, out var findings))
            ((IFeatureCollection)findings).Set(finding);
    }

    /// <summary>Adds a fault at the rule's own place.</summary>
    public static void AddFault<T>(this ValidationContext<T> context, string code, params (string Name, object? Value)[] arguments) =>
        context.AddFaultAt(context.PropertyPath, code, arguments);

    /// <summary>Adds a fault that knows its place.</summary>
    public static void AddFault<T>(this ValidationContext<T> context, RequestFault fault) =>
        context.AddFaultAt(fault.Pointer, fault.Code, [.. fault.Arguments.Select(argument => (argument.Key, argument.Value))]);

    /// <summary>Adds a fault at a JSON Pointer or property path.</summary>
    public static void AddFaultAt<T>(this ValidationContext<T> context, string place, string code, params (string Name, object? Value)[] arguments) =>
        context.AddFailure(new ValidationFailure(place, code)
        {
            ErrorCode = code,
            FormattedMessagePlaceholderValues = arguments.ToDictionary(argument => argument.Name, argument => argument.Value!),
        });
}

/// <summary>The rules of one entry of a list; each adds its fault at the member it is about.</summary>
public readonly struct EntryRules<T>(ValidationContext<T> context, int index)
{
    public void Required<TValue>(string member, TValue value)
    {
        if (value is null)
            Add(member, new RequestFault("", "required"));
    }

    /// <summary>Text that says something, within a length in characters.</summary>
    public void IsText(string member, string? text, int maxLength) => Add(member, ValidationRules.FaultOfText(text, maxLength));

    /// <summary>A web address, http or https.</summary>
    public void IsWebAddress(string member, string? text) => Add(member, ValidationRules.FaultOfWebAddress(text));

    /// <summary>A score: 0 to 100 with at most two decimals.</summary>
    public void IsScore(string member, decimal? score) => Add(member, ValidationRules.FaultOfScore(score));

    private void Add(string member, RequestFault? fault)
    {
        if (fault is not null)
            context.AddFault(fault with { Pointer = $"{context.PropertyPath}[{index}].{member}" });
    }
}
