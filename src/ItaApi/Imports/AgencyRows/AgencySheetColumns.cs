using System.Collections.Frozen;
using ItaApi.Faults;
using ItaApi.Imports.Rows;

namespace ItaApi.Imports.AgencyRows;

/// <summary>The columns of a sheet of agencies.</summary>
internal enum AgencyField
{
    Code,
    OfficialCode,
    NameTh,
    NameEn,
    ShortNameTh,
    Kind,
    Province,
    District,
    DistrictCode,
    WebsiteUrl,
    ContactPhone,
    ContactEmail,
    ContactLineId,
    Aliases,
    FromFiscalYear,
    ToFiscalYear,
}

/// <summary>The columns of a sheet by field. The register of local governments can be such a sheet, as it is published.</summary>
internal sealed class AgencySheetColumns
{
    private static readonly (AgencyField Field, string Pointer, string[] Headers)[] Known =
    [
        (AgencyField.Code, "/code", ["agency_code", "code", "รหัสหน่วยงาน"]),
        (AgencyField.OfficialCode, "/officialCode", ["official_code", "รหัส อปท."]),
        (AgencyField.NameTh, "/nameTh", ["name_th", "name", "agency_name", "ชื่อหน่วยงาน", "หน่วยงาน", "ชื่อ อปท.", "ชื่อ", "อปท."]),
        (AgencyField.NameEn, "/nameEn", ["name_en", "ชื่อภาษาอังกฤษ"]),
        (AgencyField.ShortNameTh, "/shortNameTh", ["short_name_th", "ชื่อย่อ"]),
        (AgencyField.Kind, "/kind", ["kind", "ประเภท", "ประเภทหน่วยงาน", "ประเภท อปท."]),
        (AgencyField.Province, "/provinceCode", ["province", "province_code", "จังหวัด"]),
        (AgencyField.District, "/districtTh", ["district", "district_th", "อำเภอ", "อำเภอ/เขต"]),
        (AgencyField.DistrictCode, "/districtCode", ["district_code", "รหัสอำเภอ"]),
        (
            AgencyField.WebsiteUrl,
            "/websiteUrl",
            ["website_url", "website", "เว็บไซต์", "เว็ปไซต์", "เว็บไซต์ของ อปท.", "เว็ปไซต์ของ อปท."]),
        (AgencyField.ContactPhone, "/contacts/phone", ["contact_phone", "phone", "โทรศัพท์"]),
        (AgencyField.ContactEmail, "/contacts/email", ["contact_email", "email", "อีเมล"]),
        (AgencyField.ContactLineId, "/contacts/lineId", ["contact_line_id", "line_id", "ไลน์", "LINE"]),
        (AgencyField.Aliases, "/aliases", ["aliases", "ชื่ออื่น"]),
        (AgencyField.FromFiscalYear, "/fromFiscalYear", ["from_fiscal_year", "ตั้งแต่ปีงบประมาณ"]),
        (AgencyField.ToFiscalYear, "/toFiscalYear", ["to_fiscal_year", "ถึงปีงบประมาณ"]),
    ];

    private static readonly ColumnNames<AgencyField> Names = new(Known.ToDictionary(column => column.Field, column => column.Headers));

    /// <summary>Other columns of the export. They follow from the rest, so they are not read.</summary>
    private static readonly FrozenSet<string> Exported = Keys(
        "kind_th", "kind_en", "province_th", "province_en", "province_name_th", "province_name_en",
        "region_th", "region_en", "version", "created_at", "updated_at");

    /// <summary>Other columns of the register. They are not stored, and a warning names each.</summary>
    private static readonly FrozenSet<string> PassedOver = Keys(
        "ตำบล", "ที่ตั้งสำนักงานเลขที่", "ที่ตั้ง", "หมู่ที่", "รหัสไปรษณีย์", "ขนาดพื้นที่", "LAT", "LONG");

    private readonly Dictionary<AgencyField, SheetColumn> columns;

    /// <exception cref="ProblemException">A column is unknown, repeated, or a required one is missing.</exception>
    public AgencySheetColumns(IReadOnlyList<string> header)
    {
        columns = SheetColumns.Read(header, FieldOf, IsIgnored, Names.Known);
        if (this[AgencyField.Code] is null && this[AgencyField.OfficialCode] is null)
            throw Names.Missing(AgencyField.Code);

        Width = header.Count;
        Tolerated =
        [
            .. IsRegister ? [RowFault.Of("", "register_read")] : Array.Empty<RowFault>(),
            .. header.Select(CellText.Clean).Where(name => PassedOver.Contains(SheetColumns.Key(name)))
                .Select(name => RowFault.Of("", "column_passed_over", ("Column", name)) with { Column = name }),
        ];
    }

    /// <summary>The field of a header, by key.</summary>
    public static AgencyField? FieldOf(string key) => Names.Find(key);

    /// <summary>Whether a column, by key, is allowed and not read.</summary>
    public static bool IsIgnored(string key) => Exported.Contains(key) || PassedOver.Contains(key);

    /// <summary>The number of cells in a row.</summary>
    public int Width { get; }

    /// <summary>The warnings about the whole sheet.</summary>
    public IReadOnlyList<RowFault> Tolerated { get; }

    /// <summary>
    /// Whether it is the register of local governments: agencies by their official codes, each with a row for every place that it covers.
    /// </summary>
    public bool IsRegister => this[AgencyField.Code] is null;

    /// <summary>The column of a field, or null if the sheet has none.</summary>
    public SheetColumn? this[AgencyField field] => columns.GetValueOrDefault(field);

    /// <summary>The header of the column of a fault.</summary>
    public string? HeaderOf(string pointer) =>
        Known.FirstOrDefault(column => IsWithin(column.Pointer, pointer)) is { Pointer: not null } known ? this[known.Field]?.Header : null;

    /// <summary>The content of a row in the columns that are read, for comparing rows of the same agency.</summary>
    public string Said(IReadOnlyList<SheetCell> cells) => string.Join('\n', columns.Values
        .Select(column => column.Index < cells.Count ? CellText.Clean(cells[column.Index].Text) : "")
        .Append(Beyond(cells)));

    private string Beyond(IReadOnlyList<SheetCell> cells) =>
        cells.Count > Width ? string.Concat(cells.Skip(Width).Select(cell => cell.Text)) : "";

    private static bool IsWithin(string whole, string pointer) =>
        pointer == whole || pointer.StartsWith(whole + '/', StringComparison.Ordinal);

    private static FrozenSet<string> Keys(params IEnumerable<string> names) =>
        names.Select(SheetColumns.Key).ToFrozenSet(StringComparer.Ordinal);
}
