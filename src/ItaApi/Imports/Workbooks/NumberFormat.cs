using System.Buffers;
using System.Globalization;

namespace ItaApi.Imports.Workbooks;

/// <summary>
/// What a number format (ECMA-376, 18.8.31) does to a value: whether it shows a date, and how often it multiplies by 100. The rest of the
/// format, its digits and colours, does not change the value.
/// </summary>
internal sealed class NumberFormat
{
    public static readonly NumberFormat General = new([new Section(0, null)], isDate: false);

    private static readonly NumberFormat Percent = new([new Section(1, null)], isDate: false);
    private static readonly NumberFormat Date = new([new Section(0, null)], isDate: true);

    private static readonly SearchValues<char> TimeLetters = SearchValues.Create("hHmMsS");

    private readonly IReadOnlyList<Section> sections;

    private NumberFormat(IReadOnlyList<Section> sections, bool isDate) => (this.sections, IsDate) = (sections, isDate);

    /// <summary>Whether it shows a date or a time.</summary>
    public bool IsDate { get; }

    private readonly record struct Section(int Percents, Func<double, bool>? Condition);

    /// <summary>A format without a code, by its number; those from 59 on are of Thai spreadsheets.</summary>
    public static NumberFormat BuiltIn(int number) => number switch
    {
        9 or 10 or 67 or 68 => Percent,
        (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58) or (>= 71 and <= 81) => Date,
        _ => General,
    };

    public static NumberFormat Parse(string code)
    {
        List<Section> sections = [];
        var (percents, isDate, condition) = (0, false, (Func<double, bool>?)null);
        for (var i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case '"':
                    i = EndOf(code, i, '"');
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case '[':
                    var end = EndOf(code, i, ']');
                    var content = code.AsSpan(i + 1, Math.Max(0, Math.Min(end, code.Length) - i - 1));
                    isDate |= content.Length > 0 && !content.ContainsAnyExcept(TimeLetters);
                    condition ??= ConditionOf(content);
                    i = end;
                    break;
                case ';':
                    sections.Add(new Section(percents, condition));
                    (percents, condition) = (0, null);
                    break;
                case '%':
                    percents++;
                    break;
                case 'G' or 'g' when code.AsSpan(i).StartsWith("General", StringComparison.OrdinalIgnoreCase):
                    i += "General".Length - 1;
                    break;
                case 'e' or 'E':
                    // An exponent has a sign; alone, it is the year of an era.
                    isDate |= i + 1 == code.Length || code[i + 1] is not ('+' or '-');
                    break;
                case 'd' or 'D' or 'm' or 'M' or 'y' or 'Y' or 'h' or 'H' or 's' or 'S' or 'b' or 'B':
                    isDate = true;
                    break;
            }
        }

        sections.Add(new Section(percents, condition));
        return new NumberFormat(sections, isDate);
    }

    /// <summary>The number of times that a value is shown multiplied by 100.</summary>
    public int PercentsOf(double value)
    {
        foreach (var section in sections)
        {
            if (section.Condition?.Invoke(value) == true)
                return section.Percents;
        }

        var place = sections.Any(section => section.Condition is not null) ? sections.Count - 1
            : value < 0 ? 1
            : value == 0 ? 2
            : 0;
        return sections[place < sections.Count ? place : 0].Percents;
    }

    private static int EndOf(string code, int start, char sign) =>
        code.IndexOf(sign, start + 1) is >= 0 and var end ? end : code.Length;

    private static Func<double, bool>? ConditionOf(ReadOnlySpan<char> content)
    {
        var signs = 0;
        while (signs < content.Length && content[signs] is ('<' or '>' or '='))
            signs++;
        if (signs is 0 or > 2
            || !double.TryParse(content[signs..], NumberStyles.Float, CultureInfo.InvariantCulture, out var limit))
        {
            return null;
        }

        return content[..signs] switch
        {
            "<" => value => value < limit,
            "<=" => value => value <= limit,
            ">" => value => value > limit,
            ">=" => value => value >= limit,
            "=" => value => value == limit,
            "<>" => value => value != limit,
            _ => null,
        };
    }
}
