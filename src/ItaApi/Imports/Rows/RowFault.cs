using System.Globalization;
using ItaApi.Faults;
using ItaApi.Values;

namespace ItaApi.Imports.Rows;

/// <summary>
/// An error or a warning of a row in the form in which it is stored with the import. The message is added when it is read, in the requested
/// language.
/// </summary>
internal sealed record RowFault
{
    /// <summary>A value that was converted to the form of the API.</summary>
    public const string NormalizedCode = "normalized";

    /// <summary>Another row of the file is about the same record.</summary>
    public const string RepeatedCode = "repeated_row";

    [Limit("errors that are kept of a row of an import")]
    public const int MaxPerRow = 100;

    /// <summary>A JSON Pointer into the item; empty for the whole row.</summary>
    public required string Pointer { get; init; }

    public required string Code { get; init; }

    /// <summary>The header of the column in the sheet.</summary>
    public string? Column { get; init; }

    /// <summary>The name of the sheet, for a fault about a whole workbook.</summary>
    public string? Sheet { get; init; }

    /// <summary>The first row that it is about, for a fault that is not listed with its row.</summary>
    public int? Row { get; init; }

    /// <summary>The values of the message as texts.</summary>
    public IReadOnlyDictionary<string, string>? Arguments { get; init; }

    public static RowFault Of(string pointer, string code, params (string Name, object? Value)[] arguments) => new()
    {
        Pointer = TextRules.Show(pointer),
        Code = code,
        Arguments = arguments.Length == 0
            ? null
            : arguments.ToDictionary(
                argument => argument.Name,
                argument => argument.Value is string text ? TextRules.Show(text) : Write(argument.Value)),
    };

    /// <summary>A fault of a rule that single requests have too.</summary>
    public static RowFault From(RequestFault fault) =>
        Of(fault.Pointer, fault.Code, [.. fault.Arguments.Select(argument => (argument.Key, argument.Value))]);

    public static RowFault Normalized(string pointer, string from, string to) => Of(pointer, NormalizedCode, ("From", from), ("To", to));

    /// <summary>The message of the fault.</summary>
    public string ToMessage(bool thai) =>
        Messages.Fill(
            Messages.Faults[Code],
            thai,
            (Arguments ?? new Dictionary<string, string>()).ToDictionary(argument => argument.Key, argument => (object?)argument.Value));

    // A list comes from the service and is complete.
    private static string Write(object? value) => value switch
    {
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable<string> texts => string.Join(", ", texts),
        _ => value?.ToString() ?? "",
    };
}
