using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.RegularExpressions;
using ItaApi.Http.Problems;

namespace ItaApi.Values;

/// <summary>A rule of a route or query parameter that has a code of its own.</summary>
public interface IAddressRule
{
    /// <summary>The fault of a parsed value, or null. The pointer is filled in by the caller.</summary>
    RequestFault? Check(object value);
}

/// <summary>A fiscal year of the Buddhist Era (C.E. + 543; 1 October to 30 September, named after the year it ends in).</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class FiscalYearAttribute() : RangeAttribute(First, Last), IAddressRule
{
    public const int First = 2500;
    public const int Last = 2699;

    /// <summary>Years of the Buddhist Era before the Common Era began.</summary>
    public const int Era = 543;

    public RequestFault? Check(object value) => FindFault((int)value);

    /// <summary>1 October of the year before.</summary>
    public static DateOnly FirstDayOf(int year) => new(year - Era - 1, 10, 1);

    /// <summary>30 September of the year it is named after.</summary>
    public static DateOnly LastDayOf(int year) => new(year - Era, 9, 30);

    public static RequestFault? FindFault(int year) => year switch
    {
        >= First and <= Last => null,
        >= First - Era and <= Last - Era => new RequestFault("", "gregorian_year", new Dictionary<string, object?> { ["PropertyValue"] = year, ["BuddhistYear"] = year + Era }),
        _ => new RequestFault("", "out_of_range", new Dictionary<string, object?> { ["From"] = First, ["To"] = Last }),
    };
}

/// <summary>A score, 0 to 100 with at most two decimals.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class ScoreAttribute() : RangeAttribute(0, 100), IAddressRule
{
    private const int MaxDecimals = 2;

    public RequestFault? Check(object value) => FindFault((decimal)value);

    public static RequestFault? FindFault(decimal score) =>
        score is < 0 or > 100 ? new RequestFault("", "out_of_range", new Dictionary<string, object?> { ["From"] = 0, ["To"] = 100 })
        : score.Scale > MaxDecimals ? new RequestFault("", "too_many_decimals")
        : null;
}

/// <summary>An agency's code: the caller's own, opaque; no official format is established.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed partial class AgencyCodeAttribute() : RegularExpressionAttribute(Form)
{
    public const string Form = Code + "$";

    private const string Code = "^[A-Za-z0-9][A-Za-z0-9-]{1,31}";

    /// <summary>An empty code is none, where the framework's attribute leaves that to others.</summary>
    public override bool IsValid(object? value) => value is null || (value is string code && Whole().IsMatch(code));

    [GeneratedRegex(Code + @"\z")]
    private static partial Regex Whole();
}

/// <summary>One parameter of an address, as the endpoint's handler declares it.</summary>
internal sealed record AddressParameter(string Name, Type Type, ValidationAttribute[] Rules)
{
    /// <summary>Whether a request without it is refused: a query parameter says so with <see cref="RequiredAttribute"/>.</summary>
    public bool IsRequired { get; } = Rules.Any(rule => rule is RequiredAttribute);

    public RequestFault Missing() => At(new RequestFault("", "required"));

    /// <summary>The first fault of the text, or null; every parameter has its own, so that all are told at once.</summary>
    public RequestFault? Check(string text)
    {
        if (TextRules.FindForbidden(text) is not null)
            return At(new RequestFault("", "invalid_text"));

        var (value, fault) = Parse(text);
        if (fault is not null)
            return At(fault);

        foreach (var rule in Rules)
        {
            if (Apply(rule, value!, text) is { } broken)
                return At(broken);
        }

        return null;
    }

    private RequestFault At(RequestFault fault) => fault with { Pointer = Name };

    private (object? Value, RequestFault? Fault) Parse(string text)
    {
        var invariant = CultureInfo.InvariantCulture;
        if (Type == typeof(string))
            return (text, null);
        if (Type == typeof(int))
        {
            // In one spelling only, so that +2565 and 02565 are not further addresses of one resource.
            return int.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out var number) && number.ToString(invariant) == text
                ? (number, null)
                : (null, Told("not_a_number", text));
        }

        if (Type == typeof(decimal))
            return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, invariant, out var number) ? (number, null) : (null, Told("not_a_number", text));
        if (Type == typeof(bool))
            return text is "true" or "false" ? (text == "true", null) : (null, OneOf(text, ["true", "false"]));
        if (Type == typeof(DateTimeOffset))
            return Timestamp.TryParse(text, out var moment) ? (moment, null) : (null, Told("not_a_timestamp", text));
        if (Type == typeof(Guid))
        {
            // In one spelling only, as numbers are.
            return Guid.TryParseExact(text, "D", out var id) && id.ToString() == text
                ? (id, null)
                : (null, new RequestFault("", "invalid_format", new Dictionary<string, object?> { ["PropertyValue"] = text, ["Form"] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx" }));
        }

        if (Type.IsEnum)
        {
            // The framework would take any casing, and a number.
            var names = EnumCodes.All(Type);
            return names.Contains(text) ? (text, null) : (null, OneOf(text, names));
        }

        throw new NotSupportedException($"Parameter '{Name}' has a type that no address can carry: {Type}.");
    }

    private static RequestFault? Apply(ValidationAttribute rule, object value, string text) => rule switch
    {
        IAddressRule own => own.Check(value),
        RangeAttribute range when !range.IsValid(value) => new RequestFault("", "out_of_range", new Dictionary<string, object?> { ["From"] = range.Minimum, ["To"] = range.Maximum }),
        RegularExpressionAttribute form when !form.IsValid(value) => new RequestFault("", "invalid_format", new Dictionary<string, object?> { ["PropertyValue"] = text, ["Form"] = form.Pattern }),
        StringLengthAttribute length when !length.IsValid(value) => new RequestFault("", "too_long", new Dictionary<string, object?> { ["MaxLength"] = length.MaximumLength, ["TotalLength"] = text.Length }),
        AllowedValuesAttribute allowed when !allowed.IsValid(value) => OneOf(text, allowed.Values.OfType<string>()),
        _ => null,
    };

    private static RequestFault Told(string code, string text) => new("", code, "PropertyValue", text);

    private static RequestFault OneOf(string text, IEnumerable<string> allowed) =>
        new("", "unknown_value", new Dictionary<string, object?> { ["PropertyValue"] = text, ["Allowed"] = string.Join(", ", allowed) });
}
