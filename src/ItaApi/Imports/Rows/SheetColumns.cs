using System.Text.RegularExpressions;
using ItaApi.Faults;
using ItaApi.Values;
using ItaApi.Values.Thai;

namespace ItaApi.Imports.Rows;

/// <summary>A column of a sheet: its position and its header.</summary>
internal sealed record SheetColumn(int Index, string Header);

/// <summary>
/// Finds the columns of a sheet by their headers. A header is compared by the key of its text, without spaces, dots and underscores:
/// <c>agencyCode</c>, <c>agency_code</c> and <c>Agency code</c> are the same, and so are two spellings of a Thai word.
/// </summary>
internal static partial class SheetColumns
{
    /// <summary>Columns that people use for their own notes.</summary>
    private static readonly HashSet<string> Remarks = ["ลำดับ", "ลำดับที่", "ที่", "หมายเหตุ", "no", "note", "notes", "remark", "remarks"];

    /// <summary>The columns by field, without those that are ignored.</summary>
    /// <param name="header">The header of the sheet.</param>
    /// <param name="fieldOf">The field of a header (as a key), or null when it names none.</param>
    /// <param name="isIgnored">Whether a column (as a key) is allowed and not read.</param>
    /// <param name="known">The known columns, for the refusal.</param>
    /// <exception cref="ProblemException">Columns are unknown or repeated; all of them are reported.</exception>
    public static Dictionary<TField, SheetColumn> Read<TField>(
        IReadOnlyList<string> header, Func<string, TField?> fieldOf, Func<string, bool> isIgnored, Words known) where TField : struct
    {
        Dictionary<TField, SheetColumn> columns = [];
        List<RequestFault> faults = [];
        for (var i = 0; i < header.Count; i++)
        {
            var name = CellText.Clean(header[i]);
            var key = Key(name);
            // A column without a name is a margin.
            if (key.Length == 0)
                continue;
            if (fieldOf(key) is { } field)
            {
                if (!columns.TryAdd(field, new SheetColumn(i, name)))
                    faults.Add(Fault(new Words(name, name), "duplicate_column", ("Other", columns[field].Header)));
            }
            else if (!Remarks.Contains(key) && !isIgnored(key))
            {
                faults.Add(Fault(new Words(name, name), "unknown_column", ("Allowed", known.En), ("AllowedTh", known.Th)));
            }
        }

        return faults.Count == 0 ? columns : throw new ProblemException(Problem.Invalid(faults));
    }

    /// <summary>What a header names, for the search of the header.</summary>
    /// <param name="name">The text of the cell.</param>
    /// <param name="fieldOf">The field of a header (as a key), or null when it names none.</param>
    /// <param name="isIdentity">Whether a field identifies the record.</param>
    /// <param name="isIgnored">Whether a column (as a key) is allowed and not read.</param>
    public static HeaderCell KindOf<TField>(
        string name, Func<string, TField?> fieldOf, Func<TField, bool> isIdentity, Func<string, bool> isIgnored) where TField : struct
    {
        // A title is longer than any name of a column.
        var key = name.Length > Limits.Name ? "" : Key(CellText.Clean(name));
        return key.Length == 0 ? HeaderCell.Unknown
            : fieldOf(key) is { } field ? isIdentity(field) ? HeaderCell.Identity : HeaderCell.Field
            : Remarks.Contains(key) ? HeaderCell.Remark
            : isIgnored(key) ? HeaderCell.Ignored
            : HeaderCell.Unknown;
    }

    /// <summary>The refusal of a sheet without a required column.</summary>
    public static ProblemException Missing(Words column, Words known) =>
        new(Problem.Invalid(Fault(column, "missing_column", ("Allowed", known.En), ("AllowedTh", known.Th))));

    /// <summary>The key of a header for comparisons. A dot between digits counts: 1.0 is not column 10.</summary>
    public static string Key(string name) => Joints().Replace(ThaiKey.Of(name), "");

    private static RequestFault Fault(Words column, string code, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        var all = new Dictionary<string, object?> { ["Column"] = column.En, ["ColumnTh"] = column.Th };
        foreach (var (name, value) in arguments)
            all[name] = value;
        return new RequestFault(column.En, code, all);
    }

    [GeneratedRegex(@"[\s_\-:*()]|\.(?![0-9])")]
    private static partial Regex Joints();
}
