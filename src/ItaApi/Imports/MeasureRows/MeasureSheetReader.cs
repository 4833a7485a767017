using System.Collections.Frozen;
using System.Globalization;
using ItaApi.Faults;
using ItaApi.Imports.Rows;
using ItaApi.Measures;

namespace ItaApi.Imports.MeasureRows;

/// <summary>The columns of a sheet of measures.</summary>
internal enum MeasureField
{
    Id,
    ExternalId,
    AgencyCode,
    AgencyName,
    District,
    Province,
    BasedOnFiscalYear,
    ImplementFiscalYear,
    Instrument,
    Indicators,
    Items,
    HeadingTh,
    Titles,
    Weaknesses,
    Steps,
    ResponsibleUnits,
    PeriodText,
    StartsOn,
    EndsOn,
    MonitoringTh,
    Position,
    Status,
}

/// <summary>
/// Reads the rows of a sheet of measures, each of them a printed row of a plan. Several titles, steps or units are in one cell, each on its
/// own line or separated by <c>|</c>. Fields without a column keep their stored value; a blank cell deletes the value.
/// </summary>
internal sealed class MeasureSheetReader
{
    private static readonly ColumnNames<MeasureField> Names = new(new Dictionary<MeasureField, string[]>
    {
        [MeasureField.Id] = ["id", "measure_id"],
        [MeasureField.ExternalId] = ["external_id", "รหัสมาตรการ"],
        [MeasureField.AgencyCode] = ["agency_code", "รหัสหน่วยงาน", "รหัส อปท."],
        [MeasureField.AgencyName] = ["agency_name", "ชื่อหน่วยงาน", "หน่วยงาน"],
        [MeasureField.District] = ["district", "district_th", "อำเภอ"],
        [MeasureField.Province] = ["province", "province_code", "จังหวัด"],
        [MeasureField.BasedOnFiscalYear] = ["based_on_fiscal_year", "ปีที่ประเมิน", "ปีงบประมาณที่ประเมิน"],
        [MeasureField.ImplementFiscalYear] = ["implement_fiscal_year", "ปีที่ดำเนินการ", "ปีงบประมาณที่ดำเนินการ"],
        [MeasureField.Instrument] = ["instrument", "แบบวัด", "เครื่องมือ"],
        [MeasureField.Indicators] = ["indicators", "indicator", "ตัวชี้วัด", "ตัวชี้วัดที่"],
        [MeasureField.Items] = ["items", "item", "ข้อ"],
        [MeasureField.HeadingTh] = ["heading_th", "หัวข้อ", "ประเด็น"],
        [MeasureField.Titles] = ["titles", "title", "มาตรการ", "มาตรการ/แนวทาง", "แนวทาง"],
        [MeasureField.Weaknesses] = ["weaknesses", "จุดอ่อน", "ประเด็นที่ต้องพัฒนา"],
        [MeasureField.Steps] = ["steps", "ขั้นตอน", "ขั้นตอนหรือวิธีการ", "ขั้นตอน/วิธีการ", "วิธีการ"],
        [MeasureField.ResponsibleUnits] = ["responsible_units", "ผู้รับผิดชอบ", "หน่วยงานที่รับผิดชอบ"],
        [MeasureField.PeriodText] = ["period_text", "ระยะเวลา", "ระยะเวลาดำเนินการ"],
        [MeasureField.StartsOn] = ["starts_on", "เริ่ม", "วันที่เริ่ม"],
        [MeasureField.EndsOn] = ["ends_on", "สิ้นสุด", "วันที่สิ้นสุด"],
        [MeasureField.MonitoringTh] = ["monitoring_th", "การกำกับติดตาม", "การติดตามผล"],
        [MeasureField.Position] = ["position", "ลำดับ", "ลำดับที่", "ที่"],
        [MeasureField.Status] = ["status", "status_th", "สถานะ", "สรุปผลการดำเนินการ", "ผลการดำเนินการ"],
    });

    private static readonly FrozenSet<string> Exported = new[]
    {
        "name_th", "agency_name_th", "reports", "warnings", "version", "created_at", "updated_at",
    }
        .Select(SheetColumns.Key).ToFrozenSet(StringComparer.Ordinal);

    private readonly Dictionary<MeasureField, SheetColumn> columns;
    private readonly int width;

    /// <exception cref="ProblemException">A column is unknown, repeated, or a required one is missing.</exception>
    public MeasureSheetReader(IReadOnlyList<string> header)
    {
        columns = SheetColumns.Read(header, FieldOf, IsIgnored, Names.Known);
        width = header.Count;
        if (!columns.ContainsKey(MeasureField.Id)
            && !columns.ContainsKey(MeasureField.AgencyCode)
            && !columns.ContainsKey(MeasureField.AgencyName))
        {
            throw Names.Missing(MeasureField.AgencyCode);
        }

        if (!columns.ContainsKey(MeasureField.Id) && !columns.ContainsKey(MeasureField.Titles))
            throw Names.Missing(MeasureField.Titles);
    }

    /// <summary>The field of a header, by key.</summary>
    public static MeasureField? FieldOf(string key) => Names.Find(key);

    /// <summary>Whether a column, by key, is allowed and not read.</summary>
    public static bool IsIgnored(string key) => Exported.Contains(key);

    /// <summary>The cells of a row as a measure. A field without a column is null; a blank cell of a list is an empty list.</summary>
    public (SheetMeasure Row, List<RowFault> Faults, List<RowFault> Warnings) Read(IReadOnlyList<SheetCell> cells)
    {
        var reading = new CellReader(cells);
        reading.RefuseCellsBeyond(width);
        var row = new SheetMeasure
        {
            Id = reading.Text(Column(MeasureField.Id), "/id"),
            AgencyName = reading.Text(Column(MeasureField.AgencyName), "/agencyName"),
            District = reading.Text(Column(MeasureField.District), "/district"),
            Province = reading.Code(Column(MeasureField.Province), "/province"),
            Body = new MeasureBody
            {
                AgencyCode = reading.Code(Column(MeasureField.AgencyCode), "/agencyCode"),
                ExternalId = reading.Text(Column(MeasureField.ExternalId), "/externalId"),
                BasedOnFiscalYear = reading.Year(Column(MeasureField.BasedOnFiscalYear), "/basedOnFiscalYear"),
                ImplementFiscalYear = reading.Year(Column(MeasureField.ImplementFiscalYear), "/implementFiscalYear"),
                Instrument = reading.Text(Column(MeasureField.Instrument), "/instrument"),
                Indicators = Numbers(reading),
                Items = List(reading, MeasureField.Items, "/items", [.. MeasureCells.Separators, ',', ' ']),
                HeadingTh = reading.Text(Column(MeasureField.HeadingTh), "/headingTh"),
                Titles = List(reading, MeasureField.Titles, "/titles", MeasureCells.Separators),
                Weaknesses = List(reading, MeasureField.Weaknesses, "/weaknesses", MeasureCells.Separators),
                Steps = List(reading, MeasureField.Steps, "/steps", MeasureCells.Separators),
                ResponsibleUnits = List(reading, MeasureField.ResponsibleUnits, "/responsibleUnits", MeasureCells.Separators),
                PeriodText = reading.Text(Column(MeasureField.PeriodText), "/periodText"),
                StartsOn = MeasureCells.Date(reading, Column(MeasureField.StartsOn), "/startsOn"),
                EndsOn = MeasureCells.Date(reading, Column(MeasureField.EndsOn), "/endsOn"),
                MonitoringTh = reading.Text(Column(MeasureField.MonitoringTh), "/monitoringTh"),
                Position = (int?)reading.Number(Column(MeasureField.Position), "/position"),
                Status = MeasureCells.Status(reading, Column(MeasureField.Status), "/status"),
            },
        };
        return (row, reading.Faults, reading.Warnings);
    }

    /// <summary>Merges a row into the stored measure: fields without a column keep their stored value.</summary>
    public MeasureBody Onto(Measure? stored, MeasureBody row) => stored is null ? row : row with
    {
        BasedOnFiscalYear = Has(MeasureField.BasedOnFiscalYear) ? row.BasedOnFiscalYear : stored.BasedOnFiscalYear,
        ImplementFiscalYear = Has(MeasureField.ImplementFiscalYear) ? row.ImplementFiscalYear : stored.ImplementFiscalYear,
        Instrument = Has(MeasureField.Instrument) ? row.Instrument : stored.Instrument,
        Indicators = row.Indicators ?? stored.Indicators,
        Items = row.Items ?? stored.Items,
        HeadingTh = Has(MeasureField.HeadingTh) ? row.HeadingTh : stored.HeadingTh,
        Titles = row.Titles ?? stored.Titles,
        Weaknesses = row.Weaknesses ?? stored.Weaknesses,
        Steps = row.Steps ?? stored.Steps,
        ResponsibleUnits = row.ResponsibleUnits ?? stored.ResponsibleUnits,
        PeriodText = Has(MeasureField.PeriodText) ? row.PeriodText : stored.PeriodText,
        StartsOn = Has(MeasureField.StartsOn) ? row.StartsOn : Written(stored.StartsOn),
        EndsOn = Has(MeasureField.EndsOn) ? row.EndsOn : Written(stored.EndsOn),
        MonitoringTh = Has(MeasureField.MonitoringTh) ? row.MonitoringTh : stored.MonitoringTh,
        Position = Has(MeasureField.Position) ? row.Position : stored.Position,
    };

    /// <summary>The header of the column of a fault.</summary>
    public string? ColumnOf(string pointer) =>
        pointer.Split('/') is [_, { Length: > 0 } member, ..]
        && Enum.TryParse<MeasureField>(member == "statusTh" ? "Status" : member, ignoreCase: true, out var field)
            ? Column(field)?.Header
            : null;

    private bool Has(MeasureField field) => columns.ContainsKey(field);

    private SheetColumn? Column(MeasureField field) => columns.GetValueOrDefault(field);

    private static string? Written(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string[]? List(CellReader reading, MeasureField field, string pointer, char[] separators) =>
        Has(field) ? MeasureCells.Split(reading.Text(Column(field), pointer) ?? "", separators) : null;

    private List<int>? Numbers(CellReader reading)
    {
        if (Column(MeasureField.Indicators) is not { } column)
            return null;

        List<int> numbers = [];
        foreach (var text in MeasureCells.Split(reading.Code(column, "/indicators") ?? "", [.. MeasureCells.Separators, ',', ' ']))
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                numbers.Add(number);
            else
                reading.Refuse(column, RowFault.Of("/indicators", "not_a_number", ("PropertyValue", text)));
        }

        return numbers;
    }
}

/// <summary>A row of a sheet of measures after reading.</summary>
internal sealed record SheetMeasure
{
    public string? Id { get; init; }
    public string? AgencyName { get; init; }
    public string? District { get; init; }
    public string? Province { get; init; }
    public required MeasureBody Body { get; init; }
}
