using System.Globalization;
using System.Xml;

namespace ItaApi.Imports.Workbooks;

/// <summary>
/// Reads the parts of an XLSX file element by element. The elements have the same names in strict and transitional files, whose namespaces
/// differ.
/// </summary>
internal static class WorkbookXml
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        // A character that is no text is the fault of its row.
        CheckCharacters = false,
        CloseInput = true,
    };

    public static XmlReader Open(Stream part) => XmlReader.Create(part, Settings);

    public static bool IsStart(this XmlReader xml, string name) => xml.NodeType == XmlNodeType.Element && xml.LocalName == name;

    public static bool IsTrue(this XmlReader xml, string attribute) => xml.GetAttribute(attribute) is "1" or "true";

    public static int? Number(this XmlReader xml, string attribute) =>
        int.TryParse(xml.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The text of an element, which is left at its end.</summary>
    public static string ReadText(this XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return "";

        var (text, depth) = ("", xml.Depth);
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
                text = text.Length == 0 ? xml.Value : text + xml.Value;
        }

        return text;
    }

    /// <summary>The text of a cell or of a shared text, without how it is read aloud; the element is left at its end.</summary>
    public static string ReadRichText(this XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return "";

        var (text, depth) = ("", xml.Depth);
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.IsStart("t"))
                text = text.Length == 0 ? xml.ReadText() : text + xml.ReadText();
            else if (xml.IsStart("rPh") && !xml.IsEmptyElement)
                SkipWithin(xml);
        }

        return WithoutEscapes(text);
    }

    /// <summary>Characters that XML cannot hold are written as <c>_x0007_</c>.</summary>
    public static string WithoutEscapes(string text) =>
        text.Contains("_x", StringComparison.Ordinal) ? XmlConvert.DecodeName(text) : text;

    private static void SkipWithin(XmlReader xml)
    {
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
        }
    }
}
