using System.Collections.Frozen;
using ItaApi.Faults;

namespace ItaApi.Imports.Rows;

/// <summary>The names a sheet may use for its fields: for each field the API's own name first, then those that offices use.</summary>
/// <param name="names">The names by field.</param>
/// <param name="others">Columns that are found by another rule, for the messages.</param>
internal sealed class ColumnNames<TField>(IReadOnlyDictionary<TField, string[]> names, Words? others = null)
    where TField : struct, Enum
{
    private readonly FrozenDictionary<string, TField> fields = names
        .SelectMany(field => field.Value.Select(name => (Key: SheetColumns.Key(name), Field: field.Key)))
        .ToFrozenDictionary(named => named.Key, named => named.Field, StringComparer.Ordinal);

    /// <summary>All names, for the messages: in English with the Thai name in brackets, in Thai alone where there is a Thai name.</summary>
    public Words Known { get; } = new(
        string.Join(", ", names.Values.Select(WithThaiName).Concat(others is null ? [] : [others.En])),
        string.Join(", ", names.Values.Select(ThaiName).Concat(others is null ? [] : [others.Th])));

    /// <summary>The field of a header, or null when the header names none.</summary>
    /// <param name="key">The header in the form of <see cref="SheetColumns.Key"/>.</param>
    public TField? Find(string key) => fields.TryGetValue(key, out var field) ? field : null;

    /// <summary>The refusal of a sheet that lacks a column it cannot be read without.</summary>
    public ProblemException Missing(TField field) => SheetColumns.Missing(new Words(names[field][0], ThaiName(names[field])), Known);

    private static string WithThaiName(string[] names) =>
        ThaiName(names) is var thai && thai != names[0] ? $"{names[0]} ({thai})" : names[0];

    private static string ThaiName(string[] names) => names.FirstOrDefault(name => name[0] >= 'ก') ?? names[0];
}
