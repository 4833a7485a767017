using System.Globalization;
using System.Text;

namespace ItaApi.Tests.Imports.Workbooks;

/// <summary>Makes a workbook of Excel 97 to 2003 with one sheet: BIFF8 records in a compound file.</summary>
internal static class OldBook
{
    private const int Sector = 512;
    private const uint Free = 0xFFFFFFFF;
    private const uint End = 0xFFFFFFFE;

    /// <param name="rows">The cells: texts, numbers, <see cref="Shown"/> as a percentage, <see cref="Wrong"/>.</param>
    /// <param name="hidden">The rows to hide, from 1.</param>
    /// <param name="merged">A merged area: first and last row from 0, first and last column.</param>
    public static byte[] Of(object?[][] rows, int[]? hidden = null, (int, int, int, int)? merged = null)
    {
        var sheet = Sheet(rows, hidden ?? [], merged);
        var globals = Globals(start: 0);
        return Compound([.. Globals(start: globals.Length), .. sheet]);
    }

    private static byte[] Globals(int start) =>
    [
        .. Record(0x0809, Words(0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 0, 6, 0)),
        // The styles: general, and a percentage with two decimals.
        .. Record(0x00E0, [.. Words(0, 0), .. new byte[16]]),
        .. Record(0x00E0, [.. Words(0, 10), .. new byte[16]]),
        .. Record(0x0085, [.. BitConverter.GetBytes(start), 0, 0, 3, 0, .. "ITA"u8]),
        .. Record(0x000A, []),
    ];

    private static byte[] Sheet(object?[][] rows, int[] hidden, (int, int, int, int)? merged)
    {
        List<byte> sheet = [.. Record(0x0809, Words(0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 0, 6, 0))];
        var width = rows.Max(row => row.Length);
        sheet.AddRange(Record(0x0200, [.. BitConverter.GetBytes(0), .. BitConverter.GetBytes(rows.Length), .. Words(0, width, 0)]));
        for (var r = 0; r < rows.Length; r++)
        {
            var isHidden = hidden.Contains(r + 1);
            sheet.AddRange(Record(0x0208, Words(r, 0, rows[r].Length, isHidden ? 0 : 300, 0, 0, isHidden ? 0x120 : 0x100, 0)));
        }

        for (var r = 0; r < rows.Length; r++)
        {
            for (var c = 0; c < rows[r].Length; c++)
            {
                sheet.AddRange(rows[r][c] switch
                {
                    null => [],
                    string text => Record(0x0204, [.. Words(r, c, 0, text.Length), 1, .. Encoding.Unicode.GetBytes(text)]),
                    Shown shown => Number(r, c, style: 1, shown.Value),
                    Wrong => Record(0x0205, [.. Words(r, c, 0), 0x2A, 1]),
                    var number => Number(r, c, style: 0, number),
                });
            }
        }

        if (merged is var (firstRow, lastRow, firstColumn, lastColumn))
            sheet.AddRange(Record(0x00E5, Words(1, firstRow, lastRow, firstColumn, lastColumn)));
        sheet.AddRange(Record(0x000A, []));
        return [.. sheet];
    }

    private static byte[] Number(int row, int column, int style, object value) => Record(
        0x0203, [.. Words(row, column, style), .. BitConverter.GetBytes(Convert.ToDouble(value, CultureInfo.InvariantCulture))]);

    private static byte[] Record(int type, byte[] content) => [.. Words(type, content.Length), .. content];

    private static byte[] Words(params int[] values) => [.. values.SelectMany(value => BitConverter.GetBytes((ushort)value))];

    /// <summary>A compound file with one stream: a table of sectors, a directory, the stream.</summary>
    private static byte[] Compound(byte[] stream)
    {
        var length = Math.Max(4096, (stream.Length + Sector - 1) / Sector * Sector);
        var sectors = length / Sector;
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
        writer.Write(new byte[16]);
        writer.Write(Words(0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0));
        // No directory sectors, one table, the directory in sector 1, no small streams.
        foreach (var value in new uint[] { 0, 1, 1, 0, 4096, End, 0, End, 0, 0 })
            writer.Write(value);
        for (var i = 1; i < 109; i++)
            writer.Write(Free);

        uint[] table = [0xFFFFFFFD, End, .. Enumerable.Range(3, sectors - 1).Select(next => (uint)next), End];
        for (var i = 0; i < Sector / 4; i++)
            writer.Write(i < table.Length ? table[i] : Free);

        writer.Write(Entry("Root Entry", 5, child: 1, End, 0));
        writer.Write(Entry("Workbook", 2, Free, start: 2, length));
        writer.Write(new byte[Sector - 256]);
        writer.Write(stream);
        writer.Write(new byte[length - stream.Length]);
        return file.ToArray();
    }

    private static byte[] Entry(string name, byte type, uint child, uint start, int length)
    {
        var entry = new byte[128];
        Encoding.Unicode.GetBytes(name).CopyTo(entry, 0);
        BitConverter.GetBytes((ushort)((name.Length + 1) * 2)).CopyTo(entry, 64);
        (entry[66], entry[67]) = (type, 1);
        foreach (var (place, value) in new[] { (68, Free), (72, Free), (76, child), (116, start), (120, (uint)length) })
            BitConverter.GetBytes(value).CopyTo(entry, place);
        return entry;
    }
}
