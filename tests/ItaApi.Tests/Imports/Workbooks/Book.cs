using System.Globalization;
using System.Security;
using System.Text;

namespace ItaApi.Tests.Imports.Workbooks;

/// <summary>A number with its format: <c>new Shown(0.95, "0%")</c> is what a sheet shows as 95%.</summary>
internal sealed record Shown(object Value, string Format);

/// <summary>An error such as <c>#N/A</c>, of a formula when one is given.</summary>
internal sealed record Wrong(string Text, string? Formula = null);

/// <summary>A formula with the value that was last calculated; null when none is stored.</summary>
internal sealed record Formula(string Text, object? Value = null, string? Format = null, string? Type = null);

/// <summary>The digits of a number as they are in the file.</summary>
internal sealed record Digits(string Text);

/// <summary>A sheet of a workbook; null is a cell that is not there.</summary>
internal sealed record Sheet(string Name, params object?[][] Rows)
{
    public string State { get; init; } = "visible";
    public string[] Merged { get; init; } = [];
    public int[] Hidden { get; init; } = [];

    /// <summary>What follows the rows, as XML.</summary>
    public string Tail { get; init; } = "";

    /// <summary>What comes before the rows, as XML.</summary>
    public string Before { get; init; } = "";
}

/// <summary>Makes workbooks as programs and offices write them.</summary>
internal static class Book
{
    public const string Agency = "รหัสหน่วยงาน";
    public const string Year = "ปีงบประมาณ";

    public static readonly object?[] Ten = [.. Enumerable.Range(1, 10).Select(number => (object?)$"{number}")];
    public static readonly object?[] Header = [Agency, Year, .. Ten];
    public static readonly object?[] Scores = [98.85, 98.28, 97.58, 98.77, 98.52, 76.01, 63.9, 66.22, 90, 100];

    public static object?[] Row(string agency, object? year = null, params object?[] scores) =>
        [agency, year ?? 2565, .. scores.Length == 0 ? Scores : scores];

    public static byte[] Of(params Sheet[] sheets) => Of(isStrict: false, hasReferences: true, sharedTexts: null, sheets);

    public static byte[] Of(params object?[][] rows) => Of(new Sheet("ITA", rows));

    /// <param name="isStrict">Whether it is a strict Open XML file.</param>
    /// <param name="hasReferences">Whether rows and cells say where they are.</param>
    /// <param name="sharedTexts">The name of the part with the texts; null for texts within their cells.</param>
    /// <param name="sheets">The sheets.</param>
    public static byte[] Of(bool isStrict, bool hasReferences, string? sharedTexts, params Sheet[] sheets)
    {
        var root = isStrict ? "http://purl.oclc.org/ooxml" : "http://schemas.openxmlformats.org";
        var main = root + (isStrict ? "/spreadsheetml/main" : "/spreadsheetml/2006/main");
        var relation = root + (isStrict ? "/officeDocument/relationships" : "/officeDocument/2006/relationships");
        const string package = "http://schemas.openxmlformats.org/package/2006";
        const string content = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        List<string> formats = [];
        List<string> texts = [];
        List<(string Name, string Text)> parts = [];
        var (types, entries, relations) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        for (var n = 1; n <= sheets.Length; n++)
        {
            var sheet = sheets[n - 1];
            var body = new StringBuilder();
            for (var r = 1; r <= sheet.Rows.Length; r++)
            {
                var row = sheet.Rows[r - 1];
                if (row.Length == 0 && hasReferences)
                    continue;
                body.Append(Invariant(
                    $"<row{(hasReferences ? $" r=\"{r}\"" : "")}{(sheet.Hidden.Contains(r) ? " hidden=\"1\"" : "")}>"));
                for (var c = 0; c < row.Length; c++)
                    body.Append(CellOf(row[c], hasReferences ? $" r=\"{Letters(c)}{r}\"" : ""));
                body.Append("</row>");
            }

            var merged = sheet.Merged.Length == 0
                ? ""
                : $"<mergeCells>{string.Concat(sheet.Merged.Select(area => $"<mergeCell ref=\"{area}\"/>"))}</mergeCells>";
            parts.Add((
                $"xl/worksheets/sheet{n}.xml",
                $"<worksheet xmlns=\"{main}\">{sheet.Before}<sheetData>{body}{sheet.Tail}</sheetData>{merged}</worksheet>"));
            types.Append(
                CultureInfo.InvariantCulture,
                $"<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{content}.worksheet+xml\"/>");
            var state = sheet.State == "visible" ? "" : $" state=\"{sheet.State}\"";
            entries.Append(
                CultureInfo.InvariantCulture,
                $"<sheet name=\"{SecurityElement.Escape(sheet.Name)}\" sheetId=\"{n}\"{state} r:id=\"rId{n}\"/>");
            relations.Append(
                CultureInfo.InvariantCulture,
                $"<Relationship Id=\"rId{n}\" Type=\"{relation}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>");
        }

        if (sharedTexts is not null)
        {
            var items = string.Concat(texts.Select(text => $"<si><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></si>"));
            parts.Add(($"xl/{sharedTexts}", $"<sst xmlns=\"{main}\">{items}</sst>"));
            types.Append(
                CultureInfo.InvariantCulture,
                $"<Override PartName=\"/xl/{sharedTexts}\" ContentType=\"{content}.sharedStrings+xml\"/>");
            relations.Append(
                CultureInfo.InvariantCulture,
                $"<Relationship Id=\"texts\" Type=\"{relation}/sharedStrings\" Target=\"{sharedTexts}\"/>");
        }

        var codes = string.Concat(formats.Select(
            (code, place) => $"<numFmt numFmtId=\"{170 + place}\" formatCode=\"{SecurityElement.Escape(code)}\"/>"));
        var styles = string.Concat(formats.Select((_, place) => $"<xf numFmtId=\"{170 + place}\" applyNumberFormat=\"1\"/>"));
        parts.Add((
            "xl/styles.xml",
            $"<styleSheet xmlns=\"{main}\">{(codes.Length == 0 ? "" : $"<numFmts>{codes}</numFmts>")}"
            + "<cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>"
            + $"<cellXfs><xf numFmtId=\"0\"/>{styles}<xf numFmtId=\"10\"/></cellXfs></styleSheet>"));
        parts.Add(("xl/workbook.xml", $"<workbook xmlns=\"{main}\" xmlns:r=\"{relation}\"><sheets>{entries}</sheets></workbook>"));
        parts.Add((
            "xl/_rels/workbook.xml.rels",
            $"<Relationships xmlns=\"{package}/relationships\">{relations}"
            + $"<Relationship Id=\"styles\" Type=\"{relation}/styles\" Target=\"styles.xml\"/></Relationships>"));
        parts.Add((
            "_rels/.rels",
            $"<Relationships xmlns=\"{package}/relationships\">"
            + $"<Relationship Id=\"rId1\" Type=\"{relation}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"));
        parts.Add((
            "[Content_Types].xml",
            $"<Types xmlns=\"{package}/content-types\">"
            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            + $"<Override PartName=\"/xl/workbook.xml\" ContentType=\"{content}.sheet.main+xml\"/>"
            + $"<Override PartName=\"/xl/styles.xml\" ContentType=\"{content}.styles+xml\"/>{types}</Types>"));
        return Importing.Zip([.. parts]);

        string CellOf(object? value, string place) => value switch
        {
            null => hasReferences ? "" : "<c/>",
            Wrong error => $"<c{place} t=\"e\">{FormulaOf(error.Formula)}<v>{error.Text}</v></c>",
            Formula formula =>
                $"<c{place}{StyleOf(formula.Format)}{(formula.Type is null ? "" : $" t=\"{formula.Type}\"")}>{FormulaOf(formula.Text)}"
                + $"{(formula.Value is null ? "" : $"<v>{SecurityElement.Escape(Written(formula.Value))}</v>")}</c>",
            Shown shown => $"<c{place}{StyleOf(shown.Format)}><v>{Written(shown.Value)}</v></c>",
            Digits digits => $"<c{place}><v>{digits.Text}</v></c>",
            string text when sharedTexts is not null => $"<c{place} t=\"s\"><v>{Share(text)}</v></c>",
            string text => $"<c{place} t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></is></c>",
            _ => $"<c{place}><v>{Written(value)}</v></c>",
        };

        int Share(string text)
        {
            texts.Add(text);
            return texts.Count - 1;
        }

        string StyleOf(string? format)
        {
            if (format is null)
                return "";
            if (!formats.Contains(format))
                formats.Add(format);
            return $" s=\"{formats.IndexOf(format) + 1}\"";
        }
    }

    private static string FormulaOf(string? formula) => formula is null ? "" : $"<f>{SecurityElement.Escape(formula)}</f>";

    private static string Written(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Letters(int column) =>
        (column < 26 ? "" : Letters((column / 26) - 1)) + (char)('A' + (column % 26));
}
