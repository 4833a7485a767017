using System.Xml;

namespace ItaApi.Imports.Workbooks;

/// <summary>The number formats of an XLSX file by the number of the style that a cell names.</summary>
internal sealed class CellStyles
{
    /// <summary>More styles than any spreadsheet takes.</summary>
    private const int StylesRead = 66_000;

    private readonly List<NumberFormat> formats = [];

    public NumberFormat this[int style] => style >= 0 && style < formats.Count ? formats[style] : NumberFormat.General;

    /// <param name="xml">The part with the styles; null when the file has none.</param>
    public static CellStyles Read(XmlReader? xml)
    {
        var styles = new CellStyles();
        if (xml is null)
            return styles;

        Dictionary<int, NumberFormat> own = [];
        var isInCells = false;
        while (xml.Read())
        {
            if (xml.LocalName == "cellXfs")
                isInCells = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            else if (xml.IsStart("numFmt") && xml.Number("numFmtId") is { } number && own.Count < StylesRead)
                own[number] = NumberFormat.Parse(xml.GetAttribute("formatCode") ?? "");
            else if (isInCells && xml.IsStart("xf") && styles.formats.Count < StylesRead)
                styles.formats.Add(Find(xml.Number("numFmtId") ?? 0));
        }

        return styles;

        NumberFormat Find(int number) => own.TryGetValue(number, out var format) ? format : NumberFormat.BuiltIn(number);
    }
}
