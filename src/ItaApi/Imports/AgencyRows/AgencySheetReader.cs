using System.Collections.Frozen;
using ItaApi.Agencies;
using ItaApi.Faults;
using ItaApi.Imports.AgencyMatching;
using ItaApi.Imports.Rows;
using ItaApi.Values;
using ItaApi.Values.Thai;

namespace ItaApi.Imports.AgencyRows;

/// <summary>
/// Reads the rows of a sheet of agencies. Fields without a column keep their stored value; a blank cell deletes the value.
/// </summary>
/// <param name="header">The header of the sheet.</param>
/// <exception cref="ProblemException">A column is unknown, repeated, or a required one is missing.</exception>
internal sealed class AgencySheetReader(IReadOnlyList<string> header)
{
    private const char AliasSeparator = '|';

    private static readonly Dictionary<AgencyKind, string[]> KindNames = new()
    {
        [AgencyKind.ProvincialAdministrativeOrganization] = ["องค์การบริหารส่วนจังหวัด", "อบจ."],
        [AgencyKind.CityMunicipality] = ["เทศบาลนคร", "ทน."],
        [AgencyKind.TownMunicipality] = ["เทศบาลเมือง", "ทม."],
        [AgencyKind.SubdistrictMunicipality] = ["เทศบาลตำบล", "ทต."],
        [AgencyKind.SubdistrictAdministrativeOrganization] = ["องค์การบริหารส่วนตำบล", "อบต."],
        [AgencyKind.SpecialLocalGovernment] = ["องค์กรปกครองส่วนท้องถิ่นรูปแบบพิเศษ", "ท้องถิ่นรูปแบบพิเศษ", "รูปแบบพิเศษ"],
        [AgencyKind.Other] = ["อื่น ๆ", "อื่นๆ"],
    };

    private static readonly FrozenDictionary<string, AgencyKind> Kinds = KindNames
        .SelectMany(kind => kind.Value.Append(kind.Key.ToCode()).Select(name => (Key: SheetColumns.Key(name), Kind: kind.Key)))
        .DistinctBy(named => named.Key)
        .ToFrozenDictionary(named => named.Key, named => named.Kind, StringComparer.Ordinal);

    private readonly AgencySheetColumns columns = new(header);

    /// <summary>Whether several rows may be about one agency, provided that they say the same.</summary>
    public bool JoinsRows => columns.IsRegister;

    /// <summary>The codes of the agency of a row.</summary>
    public (string? Code, string? OfficialCode) CodesOf(IReadOnlyList<SheetCell> cells)
    {
        var reading = new CellReader(cells);
        return (reading.Code(columns[AgencyField.Code], ""), reading.Code(columns[AgencyField.OfficialCode], ""));
    }

    /// <summary>The content of a row, for comparing rows of the same agency.</summary>
    public string Said(IReadOnlyList<SheetCell> cells) => columns.Said(cells);

    /// <summary>Merges the cells of a row into the stored agency.</summary>
    public (AgencyBody Body, List<RowFault> Faults, List<RowFault> Warnings) Read(IReadOnlyList<SheetCell> cells, AgencyRow? stored)
    {
        var reading = new CellReader(cells);
        reading.RefuseCellsBeyond(columns.Width);
        var kind = Cell(AgencyField.Kind, "/kind", (column, pointer) => ReadKind(reading, column, pointer), stored?.Kind);
        var body = new AgencyBody
        {
            Code = reading.Code(columns[AgencyField.Code], "/code"),
            OfficialCode = Cell(AgencyField.OfficialCode, "/officialCode", reading.Code, stored?.OfficialCode),
            NameTh = Cell(
                AgencyField.NameTh, "/nameTh", (column, pointer) => WithKind(reading.Name(column, pointer), kind), stored?.NameTh),
            NameEn = Cell(AgencyField.NameEn, "/nameEn", reading.Name, stored?.NameEn),
            ShortNameTh = Cell(AgencyField.ShortNameTh, "/shortNameTh", reading.Name, stored?.ShortNameTh),
            Kind = kind,
            ProvinceCode = Cell(
                AgencyField.Province, "/provinceCode", (column, pointer) => ReadProvince(reading, column, pointer), stored?.ProvinceCode),
            DistrictTh = Cell(AgencyField.District, "/districtTh", reading.Name, stored?.DistrictTh),
            DistrictCode = ReadDistrictCode(reading, stored),
            WebsiteUrl = Cell(
                AgencyField.WebsiteUrl,
                "/websiteUrl",
                (column, pointer) => ReadWebsite(reading, column, pointer, stored),
                stored?.WebsiteUrl),
            Contacts = ReadContacts(reading, stored),
            Aliases = Cell(
                AgencyField.Aliases, "/aliases", (column, pointer) => ReadAliases(reading, column, pointer), stored?.Aliases.ToArray()),
            FromFiscalYear = Cell(AgencyField.FromFiscalYear, "/fromFiscalYear", reading.Year, stored?.FromFiscalYear),
            ToFiscalYear = Cell(AgencyField.ToFiscalYear, "/toFiscalYear", reading.Year, stored?.ToFiscalYear),
        };
        return (body, reading.Faults, reading.Warnings);
    }

    /// <summary>The header of the column of a fault.</summary>
    public string? ColumnOf(string pointer) => columns.HeaderOf(pointer);

    private T Cell<T>(AgencyField field, string pointer, Func<SheetColumn, string, T> read, T stored) =>
        columns[field] is { } column ? read(column, pointer) : stored;

    /// <summary>
    /// Null when the sheet has official codes and no district codes: the district code then follows from the official code.
    /// </summary>
    private string? ReadDistrictCode(CellReader reading, AgencyRow? stored) =>
        columns[AgencyField.DistrictCode] is { } column ? reading.Code(column, "/districtCode")
        : columns[AgencyField.OfficialCode] is null ? stored?.DistrictCode
        : null;

    private AgencyContacts? ReadContacts(CellReader reading, AgencyRow? stored)
    {
        var contacts = new AgencyContacts
        {
            Phone = Cell(AgencyField.ContactPhone, "/contacts/phone", reading.Name, stored?.ContactPhone),
            Email = Cell(AgencyField.ContactEmail, "/contacts/email", reading.Name, stored?.ContactEmail),
            LineId = Cell(AgencyField.ContactLineId, "/contacts/lineId", reading.Name, stored?.ContactLineId),
        };
        return contacts == new AgencyContacts() ? null : contacts;
    }

    private static string[]? ReadAliases(CellReader reading, SheetColumn column, string pointer) =>
        reading.Name(column, pointer)?.Split(AliasSeparator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The name with its kind in front, which the register omits.</summary>
    private string? WithKind(string? name, AgencyKind? kind)
    {
        if (!columns.IsRegister || name is null || kind is null || AgencyNames.KindOf(AgencyNames.KeyOf(name)) is not null)
            return name;

        var kindTh = kind.Value.ToName().Th;
        return AgencyNames.KindOf(AgencyNames.KeyOf(kindTh)) is null ? name : kindTh + name;
    }

    /// <summary>The address of the website. An invalid one does not reject the row; the stored address is kept.</summary>
    private static string? ReadWebsite(CellReader reading, SheetColumn column, string pointer, AgencyRow? stored)
    {
        if (reading.Name(column, pointer) is not { } text || WebsiteCell.IsNone(text))
            return null;
        if (WebsiteCell.Read(text) is not { } address)
        {
            reading.Warn(column, RowFault.Of(pointer, "website_left_out", ("PropertyValue", text)));
            return stored?.WebsiteUrl;
        }

        if (address != text)
            reading.Tolerate(column, pointer, text, address);
        return address;
    }

    private AgencyKind? ReadKind(CellReader reading, SheetColumn column, string pointer)
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

        // The whole register is written so; one warning about the sheet is enough.
        if (text != kind.ToCode() && !columns.IsRegister)
            reading.Tolerate(column, pointer, text, kind.ToCode());
        return kind;
    }

    private string? ReadProvince(CellReader reading, SheetColumn column, string pointer)
    {
        if (reading.Code(column, pointer) is not { } text)
            return null;
        if (AgencyNameSearch.FindProvince(text) is not { } province)
        {
            reading.Refuse(column, RowFault.Of(pointer, "province_name_unknown", ("PropertyValue", text)));
            return null;
        }

        if (text != province.Code && !columns.IsRegister)
            reading.Tolerate(column, pointer, text, province.Code);
        return province.Code;
    }
}
