using System.Text;
using System.Text.RegularExpressions;
using ItaApi.Faults;

namespace ItaApi.Imports.Rows;

/// <summary>A column of a sheet: where it stands and what the sheet calls it.</summary>
public sealed record SheetColumn(int Index, string Header);

/// <summary>
/// The columns of a sheet by what they hold. A header is compared without spaces, dots, underscores and casing, so that
/// <c>agencyCode</c>, <c>agency_code</c> and <c>Agency code</c> are one.
/// </summary>
internal static partial class SheetColumns
{
    /// <summary>Columns that people keep for themselves.</summary>
    private static readonly HashSet<string> Remarks = ["ลำดับ", "ลำดับที่", "ที่", "หมายเหตุ", "no", "note", "notes", "remark", "remarks"];

    /// <summary>The columns by field; those to be passed over are left out.</summary>
    /// <param name="header">The header as the sheet has it.</param>
    /// <param name="fieldOf">The field a header (in the form to compare by) names, null where it names none.</param>
    /// <param name="isIgnored">Whether a column (in the form to compare by) may stand there and is not read.</param>
    /// <param name="known">The known columns, for the refusal.</param>
    /// <exception cref="ProblemException">A column says nothing known, or the same as another; all of them are named.</exception>
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

    /// <summary>The refusal of a sheet that lacks a column nothing can be taken without.</summary>
    public static ProblemException Missing(Words column, Words known) =>
        new(Problem.Invalid(Fault(column, "missing_column", ("Allowed", known.En), ("AllowedTh", known.Th))));

    /// <summary>The form to compare by. A dot between digits stays: 1.0 is no column 10.</summary>
    public static string Key(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var character in Joints().Replace(CellText.WithAsciiDigits(name), ""))
            key.Append(char.ToLowerInvariant(character));
        return key.ToString();
    }

    private static RequestFault Fault(Words column, string code, params IEnumerable<(string Name, object? Value)> arguments) =>
        new(column.En, code, new Dictionary<string, object?>(arguments.Select(argument => KeyValuePair.Create(argument.Name, argument.Value)))
        {
            ["Column"] = column.En,
            ["ColumnTh"] = column.Th,
        });

    [GeneratedRegex(@"[\s_\-:*()\u200B]|\.(?![0-9])")]
    private static partial Regex Joints();
}
