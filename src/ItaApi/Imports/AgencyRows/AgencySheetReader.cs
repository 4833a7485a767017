using System.Collections.Frozen;
using ItaApi.Agencies;
using ItaApi.Faults;
using ItaApi.Imports.AgencyMatching;
using ItaApi.Imports.Rows;
using ItaApi.Values;

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

/// <summary>
/// Reads the rows of a sheet of agencies. Fields without a column keep their stored value; a blank cell deletes the value.
/// </summary>
internal sealed class AgencySheetReader
{
    private const char AliasSeparator = '|';

    private static readonly ColumnNames<AgencyField> Names = new(new Dictionary<AgencyField, string[]>
    {
        [AgencyField.Code] = ["agency_code", "code", "รหัสหน่วยงาน"],
        [AgencyField.OfficialCode] = ["official_code", "รหัส อปท."],
        [AgencyField.NameTh] = ["name_th", "name", "agency_name", "ชื่อหน่วยงาน", "หน่วยงาน", "ชื่อ อปท."],
        [AgencyField.NameEn] = ["name_en", "ชื่อภาษาอังกฤษ"],
        [AgencyField.ShortNameTh] = ["short_name_th", "ชื่อย่อ"],
        [AgencyField.Kind] = ["kind", "ประเภท", "ประเภทหน่วยงาน", "ประเภท อปท."],
        [AgencyField.Province] = ["province", "province_code", "จังหวัด"],
        [AgencyField.District] = ["district", "district_th", "อำเภอ", "อำเภอ/เขต"],
        [AgencyField.DistrictCode] = ["district_code", "รหัสอำเภอ"],
        [AgencyField.ContactPhone] = ["contact_phone", "phone", "โทรศัพท์"],
        [AgencyField.ContactEmail] = ["contact_email", "email", "อีเมล"],
        [AgencyField.ContactLineId] = ["contact_line_id", "line_id", "LINE"],
        [AgencyField.WebsiteUrl] = ["website_url", "website", "เว็บไซต์"],
        [AgencyField.Aliases] = ["aliases", "ชื่ออื่น"],
        [AgencyField.FromFiscalYear] = ["from_fiscal_year", "ตั้งแต่ปีงบประมาณ"],
        [AgencyField.ToFiscalYear] = ["to_fiscal_year", "ถึงปีงบประมาณ"],
    });

    private static readonly FrozenSet<string> Exported = new[]
    {
        "kind_th", "kind_en", "province_th", "province_en", "province_name_th",
        "province_name_en", "region_th", "region_en", "version", "created_at", "updated_at",
    }
        .Select(SheetColumns.Key).ToFrozenSet(StringComparer.Ordinal);

    private static readonly Dictionary<AgencyKind, string[]> KindNames = new()
    {
        [AgencyKind.ProvincialAdministrativeOrganization] = ["องค์การบริหารส่วนจังหวัด", "อบจ."],
        [AgencyKind.CityMunicipality] = ["เทศบาลนคร", "ทน."],
        [AgencyKind.TownMunicipality] = ["เทศบาลเมือง", "ทม."],
        [AgencyKind.SubdistrictMunicipality] = ["เทศบาลตำบล", "ทต."],
        [AgencyKind.SubdistrictAdministrativeOrganization] = ["องค์การบริหารส่วนตำบล", "อบต."],
        [AgencyKind.SpecialLocalGovernment] = ["องค์กรปกครองส่วนท้องถิ่นรูปแบบพิเศษ", "รูปแบบพิเศษ"],
        [AgencyKind.Other] = ["อื่น ๆ", "อื่นๆ"],
    };

    private static readonly FrozenDictionary<string, AgencyKind> Kinds = KindNames
        .SelectMany(kind => kind.Value.Append(kind.Key.ToCode()).Select(name => (Key: SheetColumns.Key(name), Kind: kind.Key)))
        .DistinctBy(named => named.Key)
        .ToFrozenDictionary(named => named.Key, named => named.Kind, StringComparer.Ordinal);

    private readonly Dictionary<AgencyField, SheetColumn> columns;
    private readonly int width;

    /// <exception cref="ProblemException">A column is unknown, repeated, or a required one is missing.</exception>
    public AgencySheetReader(IReadOnlyList<string> header)
    {
        columns = SheetColumns.Read(header, Names.Find, Exported.Contains, Names.Known);
        width = header.Count;
        if (!columns.ContainsKey(AgencyField.Code))
            throw Names.Missing(AgencyField.Code);
    }

    /// <summary>The agency code of a row.</summary>
    public string? CodeOf(IReadOnlyList<string> cells) => new CellReader(cells).Code(columns[AgencyField.Code], "/code");

    /// <summary>Merges the cells of a row into the stored agency.</summary>
    public (AgencyBody Body, List<RowFault> Faults, List<RowFault> Warnings) Read(IReadOnlyList<string> cells, AgencyRow? stored)
    {
        var reading = new CellReader(cells);
        reading.RefuseCellsBeyond(width);
        var body = new AgencyBody
        {
            Code = reading.Code(columns[AgencyField.Code], "/code"),
            OfficialCode = Cell(AgencyField.OfficialCode, "/officialCode", reading.Code, stored?.OfficialCode),
            NameTh = Cell(AgencyField.NameTh, "/nameTh", reading.Text, stored?.NameTh),
            NameEn = Cell(AgencyField.NameEn, "/nameEn", reading.Text, stored?.NameEn),
            ShortNameTh = Cell(AgencyField.ShortNameTh, "/shortNameTh", reading.Text, stored?.ShortNameTh),
            Kind = Cell(AgencyField.Kind, "/kind", (column, pointer) => ReadKind(reading, column, pointer), stored?.Kind),
            ProvinceCode = Cell(
                AgencyField.Province, "/provinceCode", (column, pointer) => ReadProvince(reading, column, pointer), stored?.ProvinceCode),
            DistrictTh = Cell(AgencyField.District, "/districtTh", reading.Text, stored?.DistrictTh),
            DistrictCode = Cell(AgencyField.DistrictCode, "/districtCode", reading.Code, stored?.DistrictCode),
            WebsiteUrl = Cell(AgencyField.WebsiteUrl, "/websiteUrl", reading.Text, stored?.WebsiteUrl),
            Contacts = ReadContacts(reading, stored),
            Aliases = Cell(
                AgencyField.Aliases,
                "/aliases",
                (column, pointer) =>
                    reading.Text(column, pointer)
                        ?.Split(AliasSeparator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
                stored?.Aliases.ToArray()),
            FromFiscalYear = Cell(AgencyField.FromFiscalYear, "/fromFiscalYear", reading.Year, stored?.FromFiscalYear),
            ToFiscalYear = Cell(AgencyField.ToFiscalYear, "/toFiscalYear", reading.Year, stored?.ToFiscalYear),
        };
        return (body, reading.Faults, reading.Warnings);
    }

    /// <summary>The header of the column of a fault.</summary>
    public string? ColumnOf(string pointer) => (pointer.Split('/') switch
    {
        [_, "code", ..] => columns.GetValueOrDefault(AgencyField.Code),
        [_, "nameTh", ..] => columns.GetValueOrDefault(AgencyField.NameTh),
        [_, "nameEn", ..] => columns.GetValueOrDefault(AgencyField.NameEn),
        [_, "shortNameTh", ..] => columns.GetValueOrDefault(AgencyField.ShortNameTh),
        [_, "kind", ..] => columns.GetValueOrDefault(AgencyField.Kind),
        [_, "provinceCode", ..] => columns.GetValueOrDefault(AgencyField.Province),
        [_, "districtTh", ..] => columns.GetValueOrDefault(AgencyField.District),
        [_, "officialCode", ..] => columns.GetValueOrDefault(AgencyField.OfficialCode),
        [_, "districtCode", ..] => columns.GetValueOrDefault(AgencyField.DistrictCode),
        [_, "contacts", "phone"] => columns.GetValueOrDefault(AgencyField.ContactPhone),
        [_, "contacts", "email"] => columns.GetValueOrDefault(AgencyField.ContactEmail),
        [_, "contacts", "lineId"] => columns.GetValueOrDefault(AgencyField.ContactLineId),
        [_, "websiteUrl", ..] => columns.GetValueOrDefault(AgencyField.WebsiteUrl),
        [_, "aliases", ..] => columns.GetValueOrDefault(AgencyField.Aliases),
        [_, "fromFiscalYear", ..] => columns.GetValueOrDefault(AgencyField.FromFiscalYear),
        [_, "toFiscalYear", ..] => columns.GetValueOrDefault(AgencyField.ToFiscalYear),
        _ => null,
    })?.Header;

    private AgencyContacts? ReadContacts(CellReader reading, AgencyRow? stored)
    {
        var contacts = new AgencyContacts
        {
            Phone = Cell(AgencyField.ContactPhone, "/contacts/phone", reading.Text, stored?.ContactPhone),
            Email = Cell(AgencyField.ContactEmail, "/contacts/email", reading.Text, stored?.ContactEmail),
            LineId = Cell(AgencyField.ContactLineId, "/contacts/lineId", reading.Text, stored?.ContactLineId),
        };
        return contacts == new AgencyContacts() ? null : contacts;
    }

    private T Cell<T>(AgencyField field, string pointer, Func<SheetColumn, string, T> read, T stored) =>
        columns.TryGetValue(field, out var column) ? read(column, pointer) : stored;

    private static AgencyKind? ReadKind(CellReader reading, SheetColumn column, string pointer)
    {
        if (reading.Text(column, pointer) is not { } text)
            return null;
        if (!Kinds.TryGetValue(SheetColumns.Key(text), out var kind))
        {
            reading.Refuse(column, RowFault.Of(
                pointer,
                "unknown_value",
                ("PropertyValue", text),
                ("Allowed", EnumCodes.All(typeof(AgencyKind))),
                ("AllowedTh", KindNames.Values.Select(names => names[0]))));
            return null;
        }

        if (text != kind.ToCode())
            reading.Tolerate(column, pointer, text, kind.ToCode());
        return kind;
    }

    private static string? ReadProvince(CellReader reading, SheetColumn column, string pointer)
    {
        if (reading.Code(column, pointer) is not { } text)
            return null;
        if (AgencyNameSearch.FindProvince(text) is not { } province)
        {
            reading.Refuse(column, RowFault.Of(pointer, "province_name_unknown", ("PropertyValue", text)));
            return null;
        }

        if (text != province.Code)
            reading.Tolerate(column, pointer, text, province.Code);
        return province.Code;
    }
}
