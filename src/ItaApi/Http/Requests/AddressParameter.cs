using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using ItaApi.Faults;
using ItaApi.Values;

namespace ItaApi.Http.Requests;

/// <summary>A parameter of an address, as the handler of the endpoint declares it.</summary>
internal sealed record AddressParameter(string Name, Type Type, ValidationAttribute[] Rules)
{
    /// <summary>Whether a request without it is refused. A query parameter is marked with <see cref="RequiredAttribute"/>.</summary>
    public bool IsRequired { get; } = Rules.Any(rule => rule is RequiredAttribute);

    public RequestFault Missing() => At(new RequestFault("", "required"));

    /// <summary>
    /// The first fault of the text, or null. Each parameter is checked by itself, so that all faults are reported at once.
    /// </summary>
    /// <param name="text">The text, decoded.</param>
    /// <param name="encoded">The text of a query parameter as the address has it.</param>
    public RequestFault? Check(string text, Func<ReadOnlyMemory<char>>? encoded = null)
    {
        // The framework does not decode bytes that are not UTF-8, which old programs send in another encoding.
        if (!TextRules.IsText(text)
            || (encoded is not null && text.Contains('%', StringComparison.Ordinal) && !IsUtf8(encoded().Span)))
        {
            return At(TextRules.FaultOf(text));
        }

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

    /// <summary>Whether the bytes that a text encodes are UTF-8.</summary>
    private static bool IsUtf8(ReadOnlySpan<char> encoded)
    {
        var bytes = new List<byte>(encoded.Length);
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] == '%' && i + 2 < encoded.Length
                && byte.TryParse(encoded.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes.Add(value);
                i += 2;
            }
            else
            {
                // An unencoded character is valid whatever it is, so any ASCII character replaces it.
                bytes.Add((byte)'-');
            }
        }

        return Utf8.IsValid(CollectionsMarshal.AsSpan(bytes));
    }

    /// <summary>
    /// The value in the form in which binding reads it: enumerations by their names in C#, timestamps in UTC. It must be valid.
    /// </summary>
    public string ForBinding(string text) =>
        Type.IsEnum ? EnumCodes.ToName(Type, text)
        : Type == typeof(DateTimeOffset) ? Timestamp.Write(Timestamp.Read(AsTimestamp(text)).Moment)
        : text;

    /// <summary>Whether <see cref="ForBinding"/> changes a value.</summary>
    public bool IsRewritten => Type.IsEnum || Type == typeof(DateTimeOffset);

    /// <summary>In a query, the plus sign of an offset that is not escaped is a space.</summary>
    private static string AsTimestamp(string text) =>
        text.Length > 6 && text[^6] == ' ' ? string.Concat(text.AsSpan(0, text.Length - 6), "+", text.AsSpan(text.Length - 5)) : text;

    private RequestFault At(RequestFault fault) => fault with { Pointer = Name };

    private (object? Value, RequestFault? Fault) Parse(string text)
    {
        var invariant = CultureInfo.InvariantCulture;
        if (Type == typeof(string))
            return (text, null);
        if (Type == typeof(int))
        {
            // Only one spelling, so that +2565 and 02565 are not further addresses of the same resource.
            return int.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out var number) && number.ToString(invariant) == text
                ? (number, null)
                : (null, Invalid("not_a_number", text));
        }

        if (Type == typeof(decimal))
        {
            return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, invariant, out var number)
                ? (number, null)
                : (null, Invalid("not_a_number", text));
        }

        if (Type == typeof(bool))
            return text is "true" or "false" ? (text == "true", null) : (null, OneOf(text, ["true", "false"]));
        if (Type == typeof(DateTimeOffset))
        {
            var (moment, fault) = Timestamp.Read(AsTimestamp(text));
            return (moment, fault);
        }

        if (Type == typeof(Guid))
        {
            // Only one spelling, as for numbers.
            return Guid.TryParseExact(text, "D", out var id) && id.ToString() == text
                ? (id, null)
                : (null, NotOfForm(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"));
        }

        if (Type.IsEnum)
        {
            // The framework would accept any casing, and numbers.
            var names = EnumCodes.All(Type);
            return names.Contains(text) ? (text, null) : (null, OneOf(text, names));
        }

        throw new NotSupportedException($"Parameter '{Name}' has a type that is not supported in addresses: {Type}.");
    }

    private static RequestFault? Apply(ValidationAttribute rule, object value, string text) => rule switch
    {
        IAddressRule own => own.Check(value),
        RangeAttribute range when !range.IsValid(value) =>
            new RequestFault("", "out_of_range", new Dictionary<string, object?> { ["From"] = range.Minimum, ["To"] = range.Maximum }),
        RegularExpressionAttribute form when !form.IsValid(value) => NotOfForm(text, form.Pattern),
        StringLengthAttribute length when !length.IsValid(value) =>
            ValidationRules.TooLong(text, length.MaximumLength),
        AllowedValuesAttribute allowed when !allowed.IsValid(value) => OneOf(text, allowed.Values.OfType<string>()),
        _ => null,
    };

    private static RequestFault NotOfForm(string text, string form) =>
        new("", "invalid_format", new Dictionary<string, object?> { ["PropertyValue"] = text, ["Form"] = form });

    private static RequestFault Invalid(string code, string text) => new("", code, "PropertyValue", text);

    private static RequestFault OneOf(string text, IEnumerable<string> allowed) =>
        new("", "unknown_value", new Dictionary<string, object?> { ["PropertyValue"] = text, ["Allowed"] = string.Join(", ", allowed) });
}
