using System.ComponentModel.DataAnnotations;
using System.Globalization;
using FluentValidation;
using FluentValidation.Results;
using ItaApi.Faults;
using ItaApi.Values;
using Microsoft.AspNetCore.Http.Features;

namespace ItaApi.Http.Requests;

/// <summary>The rules of shape that several requests share, each with the code of its fault.</summary>
internal static class ValidationRules
{
    private static readonly AgencyCodeAttribute AgencyCode = new();

    public static IRuleBuilderOptions<T, TProperty> Required<T, TProperty>(this IRuleBuilder<T, TProperty> rule) =>
        rule.NotNull().WithErrorCode("required");

    /// <summary>Text that is not blank, within a length in characters.</summary>
    public static IRuleBuilderOptionsConditions<T, string?> IsText<T>(this IRuleBuilder<T, string?> rule, int maxLength) =>
        rule.HasNo(text => FaultOfText(text, maxLength));

    /// <summary>Text in one line, without characters that cannot be seen.</summary>
    public static IRuleBuilderOptionsConditions<T, string?> IsName<T>(this IRuleBuilder<T, string?> rule, int maxLength) =>
        rule.HasNo(text => FaultOfText(text, maxLength) ?? FaultOfName(text));

    /// <summary>Text that matches a regular expression, which the contract shows.</summary>
    public static IRuleBuilderOptionsConditions<T, string?> HasForm<T>(this IRuleBuilder<T, string?> rule, string form) =>
        rule.HasNo(text => text is null || new RegularExpressionAttribute(form).IsValid(text)
            ? null
            : new RequestFault("", "invalid_format", new Dictionary<string, object?> { ["PropertyValue"] = text, ["Form"] = form }));

    /// <summary>A web address, http or https. It is stored and shown, never fetched.</summary>
    public static IRuleBuilderOptionsConditions<T, string?> IsWebAddress<T>(this IRuleBuilder<T, string?> rule) =>
        rule.HasNo(FaultOfWebAddress);

    /// <summary>A score: 0 to 100 with at most two decimals.</summary>
    public static IRuleBuilderOptionsConditions<T, decimal?> IsScore<T>(this IRuleBuilder<T, decimal?> rule) => rule.HasNo(FaultOfScore);

    /// <summary>A fiscal year of the Buddhist Era. A C.E. year is refused, and the message names the year that is meant.</summary>
    public static IRuleBuilderOptionsConditions<T, int?> IsFiscalYear<T>(this IRuleBuilder<T, int?> rule) =>
        rule.HasNo(static year => year is { } value ? FiscalYearAttribute.FindFault(value) : null);

    /// <summary>A date of the Common Era. A year of the Buddhist Era is refused, and the message names the year that is meant.</summary>
    public static IRuleBuilderOptionsConditions<T, string?> IsDate<T>(this IRuleBuilder<T, string?> rule) =>
        rule.HasNo(static text => text is not null ? CalendarDate.FindFault(text) : null);

    /// <summary>
    /// A rule for each entry of a list. A separate validator for each of the dozens of entries of an assessment would take longer than all
    /// other work on a row of an import.
    /// </summary>
    public static IRuleBuilderOptionsConditions<T, IReadOnlyList<TEntry>?> EachHolds<T, TEntry>(
        this IRuleBuilder<T, IReadOnlyList<TEntry>?> rule, Action<TEntry, EntryRules<T>> check) =>
        rule.Custom((list, context) =>
        {
            for (var i = 0; i < list?.Count; i++)
                check(list[i], new EntryRules<T>(context, i));
        });

    /// <summary>A list without repetitions. The fault is at the repetition and has this argument.</summary>
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

    /// <summary>The code of an agency in a body; the address has the same rule.</summary>
    public static IRuleBuilderOptionsConditions<T, string?> IsAgencyCode<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Custom((code, context) =>
        {
            if (code is not null && !AgencyCode.IsValid(code))
                context.AddFault("invalid_format", ("PropertyValue", code), ("Form", AgencyCodeAttribute.Form));
        });

    /// <summary>An identifying field may repeat the address and must not differ from it.</summary>
    public static IRuleBuilderOptionsConditions<T, TProperty> RepeatsPath<T, TProperty>(
        this IRuleBuilder<T, TProperty> rule, string routeValue) =>
        rule.Custom((value, context) =>
        {
            if (value is not null
                && context.RouteValue(routeValue) is { } named
                && Convert.ToString(value, CultureInfo.InvariantCulture) != named)
            {
                context.AddFault("differs_from_path", ("PathValue", named));
            }
        });

    internal static RequestFault? FaultOfText(string? text, int maxLength) =>
        text is null ? null
        : string.IsNullOrWhiteSpace(text) ? new RequestFault("", "blank_text")
        : text.Length > maxLength ? TooLong(text, maxLength)
        : null;

    private static RequestFault? FaultOfName(string? text) =>
        text is not null && TextRules.FindUnseen(text) is not null ? TextRules.FaultOfName(text) : null;

    internal static RequestFault? FaultOfWebAddress(string? text) =>
        text is null ? null
        : text.Length > Limits.WebAddress ? TooLong(text, Limits.WebAddress)
        : !Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")
            ? new RequestFault("", "invalid_url")
        : null;

    internal static RequestFault? FaultOfScore(decimal? score) => score is { } value ? ScoreAttribute.FindFault(value) : null;

    internal static RequestFault TooLong(string text, int maxLength) =>
        new("", "too_long", new Dictionary<string, object?> { ["MaxLength"] = maxLength, ["TotalLength"] = text.Length });

    /// <summary>A rule that finds at most one fault, at the place of the rule.</summary>
    private static IRuleBuilderOptionsConditions<T, TProperty> HasNo<T, TProperty>(
        this IRuleBuilder<T, TProperty> rule, Func<TProperty, RequestFault?> find) =>
        rule.Custom((value, context) =>
        {
            if (find(value) is { } fault)
                context.AddFault(fault with { Pointer = context.PropertyPath });
        });

    /// <summary>A route value of the request, or null if the route has none with this name.</summary>
    public static string? RouteValue<T>(this ValidationContext<T> context, string name) =>
        context.RootContextData.TryGetValue(RequestValidation.RouteValues, out var values) && values is RouteValueDictionary route
            ? route[name] as string
            : null;

    /// <summary>Gives what a rule worked out to the handler as a feature of the request, so that it is worked out once.</summary>
    public static void Share<T, TFinding>(this ValidationContext<T> context, TFinding finding) where TFinding : class
    {
        if (context.RootContextData.TryGetValue(RequestValidation.Findings, out var findings))
            ((IFeatureCollection)findings).Set(finding);
    }

    /// <summary>Adds a fault at the place of the rule.</summary>
    public static void AddFault<T>(this ValidationContext<T> context, string code, params (string Name, object? Value)[] arguments) =>
        context.AddFaultAt(context.PropertyPath, code, arguments);

    /// <summary>Adds a fault that has its place.</summary>
    public static void AddFault<T>(this ValidationContext<T> context, RequestFault fault) =>
        context.AddFaultAt(fault.Pointer, fault.Code, [.. fault.Arguments.Select(argument => (argument.Key, argument.Value))]);

    /// <summary>Adds a fault at a JSON Pointer or property path.</summary>
    public static void AddFaultAt<T>(
        this ValidationContext<T> context, string place, string code, params (string Name, object? Value)[] arguments) =>
        context.AddFailure(new ValidationFailure(place, code)
        {
            ErrorCode = code,
            FormattedMessagePlaceholderValues = arguments.ToDictionary(argument => argument.Name, argument => argument.Value!),
        });
}

/// <summary>The rules of one entry of a list; each adds its fault at the field it checks.</summary>
internal readonly struct EntryRules<T>(ValidationContext<T> context, int index)
{
    public void Required<TValue>(string member, TValue value)
    {
        if (value is null)
            Add(member, new RequestFault("", "required"));
    }

    /// <summary>Text that is not blank, within a length in characters.</summary>
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
