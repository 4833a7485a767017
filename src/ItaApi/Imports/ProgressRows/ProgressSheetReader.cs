using System.Collections.Frozen;
using ItaApi.Faults;
using ItaApi.Imports.MeasureRows;
using ItaApi.Imports.Rows;

namespace ItaApi.Imports.ProgressRows;

/// <summary>The columns of a sheet of reports.</summary>
internal enum ProgressField
{
    MeasureId,
    AgencyCode,
    AgencyName,
    District,
    Province,
    ExternalId,
    BasedOnFiscalYear,
    ImplementFiscalYear,
    Title,
    Status,
    Results,
    Suggestions,
    EvidenceUrls,
    ReportedOn,
    ReportedBy,
    Reason,
}

/// <summary>
/// Reads the rows of a sheet of reports, each of them a row of a printed report (รายงานผลการดำเนินการ). Several results or suggestions are
/// in one cell, each on its own line.
/// </summary>
internal sealed class ProgressSheetReader
{
    private static readonly char[] Lines = ['\n'];

    private static readonly ColumnNames<ProgressField> Names = new(new Dictionary<ProgressField, string[]>
    {
        [ProgressField.MeasureId] = ["measure_id"],
        [ProgressField.AgencyCode] = ["agency_code", "รหัสหน่วยงาน", "รหัส อปท."],
        [ProgressField.AgencyName] = ["agency_name", "ชื่อหน่วยงาน", "หน่วยงาน"],
        [ProgressField.District] = ["district", "district_th", "อำเภอ"],
        [ProgressField.Province] = ["province", "province_code", "จังหวัด"],
        [ProgressField.ExternalId] = ["external_id", "รหัสมาตรการ"],
        [ProgressField.BasedOnFiscalYear] = ["based_on_fiscal_year", "ปีที่ประเมิน", "ปีงบประมาณที่ประเมิน"],
        [ProgressField.ImplementFiscalYear] = ["implement_fiscal_year", "ปีที่ดำเนินการ", "ปีงบประมาณที่ดำเนินการ"],
        [ProgressField.Title] = ["title", "titles", "มาตรการ", "มาตรการ/แนวทาง", "แนวทาง"],
        [ProgressField.Status] = ["status", "status_th", "สถานะ", "สรุปผลการดำเนินการ"],
        [ProgressField.Results] =
            ["results", "result", "ผลลัพธ์", "ผลลัพธ์หรือความสำเร็จ", "ผลลัพธ์/ความสำเร็จ", "ผลการดำเนินการ", "ผลการดำเนินงาน"],
        [ProgressField.Suggestions] = ["suggestions", "suggestion", "ข้อเสนอแนะ", "ปัญหาและข้อเสนอแนะ"],
        [ProgressField.EvidenceUrls] = ["evidence_urls", "evidence_url", "หลักฐาน", "ลิงก์หลักฐาน"],
        [ProgressField.ReportedOn] = ["reported_on", "วันที่รายงาน"],
        [ProgressField.ReportedBy] = ["reported_by", "ผู้รายงาน"],
        [ProgressField.Reason] = ["reason", "เหตุผล"],
    });

    private static readonly FrozenSet<string> Exported = new[] { "name_th", "agency_name_th", "heading_th" }
        .Select(SheetColumns.Key).ToFrozenSet(StringComparer.Ordinal);

    private readonly Dictionary<ProgressField, SheetColumn> columns;
    private readonly int width;

    /// <exception cref="ProblemException">A column is unknown, repeated, or a required one is missing.</exception>
    public ProgressSheetReader(IReadOnlyList<string> header)
    {
        columns = SheetColumns.Read(header, FieldOf, IsIgnored, Names.Known);
        width = header.Count;
        if (Has(ProgressField.MeasureId))
            return;
        if (!Has(ProgressField.AgencyCode) && !Has(ProgressField.AgencyName))
            throw Names.Missing(ProgressField.AgencyCode);
        if (!Has(ProgressField.ExternalId) && !Has(ProgressField.Title))
            throw Names.Missing(ProgressField.Title);
    }

    /// <summary>The field of a header, by key.</summary>
    public static ProgressField? FieldOf(string key) => Names.Find(key);

    /// <summary>Whether a column, by key, is allowed and not read.</summary>
    public static bool IsIgnored(string key) => Exported.Contains(key);

    /// <summary>The cells of a row as a report.</summary>
    public (SheetReport Row, List<RowFault> Faults, List<RowFault> Warnings) Read(IReadOnlyList<SheetCell> cells)
    {
        var reading = new CellReader(cells);
        reading.RefuseCellsBeyond(width);
        var row = new SheetReport
        {
            AgencyName = reading.Text(Column(ProgressField.AgencyName), "/agencyName"),
            District = reading.Text(Column(ProgressField.District), "/district"),
            Province = reading.Code(Column(ProgressField.Province), "/province"),
            Item = new ProgressItem
            {
                MeasureId = Id(reading),
                AgencyCode = reading.Code(Column(ProgressField.AgencyCode), "/agencyCode"),
                ExternalId = reading.Text(Column(ProgressField.ExternalId), "/externalId"),
                BasedOnFiscalYear = reading.Year(Column(ProgressField.BasedOnFiscalYear), "/basedOnFiscalYear"),
                ImplementFiscalYear = reading.Year(Column(ProgressField.ImplementFiscalYear), "/implementFiscalYear"),
                Title = reading.Text(Column(ProgressField.Title), "/title"),
                Status = MeasureCells.Status(reading, Column(ProgressField.Status), "/status"),
                Results = List(reading, ProgressField.Results, "/results"),
                Suggestions = List(reading, ProgressField.Suggestions, "/suggestions"),
                EvidenceUrls = List(reading, ProgressField.EvidenceUrls, "/evidenceUrls"),
                ReportedOn = MeasureCells.Date(reading, Column(ProgressField.ReportedOn), "/reportedOn"),
                ReportedBy = reading.Text(Column(ProgressField.ReportedBy), "/reportedBy"),
                Reason = reading.Text(Column(ProgressField.Reason), "/reason"),
            },
        };
        return (row, reading.Faults, reading.Warnings);
    }

    /// <summary>The header of the column of a fault.</summary>
    public string? ColumnOf(string pointer) =>
        pointer.Split('/') is [_, { Length: > 0 } member, ..]
        && Enum.TryParse<ProgressField>(member == "statusTh" ? "Status" : member, ignoreCase: true, out var field)
            ? Column(field)?.Header
            : null;

    private bool Has(ProgressField field) => columns.ContainsKey(field);

    private SheetColumn? Column(ProgressField field) => columns.GetValueOrDefault(field);

    private string[] List(CellReader reading, ProgressField field, string pointer) =>
        MeasureCells.Split(reading.Text(Column(field), pointer) ?? "", Lines);

    private Guid? Id(CellReader reading)
    {
        var column = Column(ProgressField.MeasureId);
        if (reading.Text(column, "/measureId") is not { } text)
            return null;
        if (Guid.TryParseExact(text, "D", out var id))
            return id;

        reading.Refuse(column!, RowFault.Of("/measureId", "invalid_format", ("PropertyValue", text), ("Form", "UUID")));
        return null;
    }
}

/// <summary>A row of a sheet of reports after reading.</summary>
internal sealed record SheetReport
{
    public string? AgencyName { get; init; }
    public string? District { get; init; }
    public string? Province { get; init; }
    public required ProgressItem Item { get; init; }
}
