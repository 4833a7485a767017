using System.Globalization;
using ItaApi.Imports.Rows;

namespace ItaApi.Imports.Workbooks;

/// <summary>Numbers of a workbook as their cells show them.</summary>
internal static class ShownCell
{
    /// <summary>The days between the two beginnings that a workbook can count from.</summary>
    private const int DaysTo1904 = 1_462;

    /// <summary>The first and last day that a spreadsheet can show.</summary>
    private const double LastDay = 2_958_465.99;

    /// <summary>The cell of a number.</summary>
    /// <param name="value">The number in the file.</param>
    /// <param name="format">Its format.</param>
    /// <param name="countsFrom1904">Whether dates count from 1904.</param>
    public static SheetCell Of(double value, NumberFormat format, bool countsFrom1904 = false)
    {
        // The shortest digits that give the same binary number are those that were typed.
        var held = value.ToString("R", CultureInfo.InvariantCulture);
        if (format.IsDate)
            return new SheetCell(DateOf(value + (countsFrom1904 ? DaysTo1904 : 0)) ?? held, CellKind.Date, held);
        if (!decimal.TryParse(held, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return new SheetCell(held);

        var written = number.ToString(CultureInfo.InvariantCulture);
        var percents = format.PercentsOf(value);
        if (percents == 0)
            return new SheetCell(written, CellKind.Number);

        try
        {
            for (; percents > 0; percents--)
                number *= 100;
        }
        catch (OverflowException)
        {
            return new SheetCell(written, CellKind.Number);
        }

        return new SheetCell(number.ToString("0.############################", CultureInfo.InvariantCulture), CellKind.Number, written);
    }

    public static SheetCell Of(DateTime date) => new(Written(date), CellKind.Date, Written(date));

    private static string? DateOf(double days) => days is >= 0 and <= LastDay ? Written(DateTime.FromOADate(days)) : null;

    private static string Written(DateTime date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
