using System.Globalization;
using ItaApi.Faults;

namespace ItaApi.Imports.Rows;

/// <summary>
/// One thing wrong with a row, or one thing tolerated in it, as it is kept with the import: the words are added when somebody reads it,
/// in the language they ask for.
/// </summary>
public sealed record RowFault
{
    /// <summary>Something written another way than the API has it, and taken for what it means.</summary>
    public const string NormalizedCode = "normalized";

    /// <summary>Another row of the file is about the same.</summary>
    public const string RepeatedCode = "repeated_row";

    /// <summary>Characters of a value that a message repeats; who sent it knows the rest.</summary>
    private const int ShownCharacters = 200;

    /// <summary>A JSON Pointer into the item; empty where it is the whole row.</summary>
    public required string Pointer { get; init; }

    public required string Code { get; init; }

    /// <summary>The header of the column, as the sheet has it.</summary>
    public string? Column { get; init; }

    /// <summary>The values the message speaks of, as they are written in it.</summary>
    public IReadOnlyDictionary<string, string>? Arguments { get; init; }

    public static RowFault Of(string pointer, string code, params (string Name, object? Value)[] arguments) => new()
    {
        Pointer = Shown(pointer),
        Code = code,
        Arguments = arguments.Length == 0 ? null : arguments.ToDictionary(argument => argument.Name, argument => Shown(Write(argument.Value))),
    };

    /// <summary>A fault found by a rule the single routes have as well.</summary>
    public static RowFault From(RequestFault fault) => Of(fault.Pointer, fault.Code, [.. fault.Arguments.Select(argument => (argument.Key, argument.Value))]);

    public static RowFault Normalized(string pointer, string from, string to) => Of(pointer, NormalizedCode, ("From", from), ("To", to));

    /// <summary>The sentence of the fault.</summary>
    public string ToMessage(bool thai) =>
        Messages.Fill(Messages.Faults[Code], thai, (Arguments ?? new Dictionary<string, string>()).ToDictionary(argument => argument.Key, argument => (object?)argument.Value));

    /// <summary>As much as is worth showing, without the one character that cannot be stored.</summary>
    private static string Shown(string text) =>
        (text.Length <= ShownCharacters ? text : string.Concat(text.AsSpan(0, ShownCharacters), "…")).Replace('\0', '\uFFFD');

    private static string Write(object? value) => value switch
    {
        string text => text,
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable<string> texts => string.Join(", ", texts),
        _ => value?.ToString() ?? "",
    };
}
