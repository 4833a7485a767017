using ItaApi.Imports.AgencyMatching;
using ItaApi.Imports.Rows;

namespace ItaApi.Imports.ProgressRows;

/// <summary>The columns of sheets of reports, for the search of headers.</summary>
internal sealed class ProgressSheetRules : ISheetRules
{
    public HeaderCell KindOf(string name) => SheetColumns.KindOf(
        name,
        ProgressSheetReader.FieldOf,
        field => field is ProgressField.MeasureId or ProgressField.AgencyCode or ProgressField.AgencyName,
        ProgressSheetReader.IsIgnored);

    /// <summary>
    /// The year that is given for a sheet is the one in which the measures are carried out. A sheet with ids of measures needs none.
    /// </summary>
    public IReadOnlyList<LackingColumn> FindLacking(IReadOnlyList<string> header)
    {
        var fields = header.Select(name => ProgressSheetReader.FieldOf(SheetColumns.Key(CellText.Clean(name)))).ToHashSet();
        if (fields.Contains(ProgressField.MeasureId))
            return [];

        List<LackingColumn> lacking = [];
        if (!fields.Contains(ProgressField.ImplementFiscalYear))
            lacking.Add(new LackingColumn(SheetGiven.FiscalYear, "implement_fiscal_year", "/implementFiscalYear"));
        if (!fields.Contains(ProgressField.Province) && !fields.Contains(ProgressField.AgencyCode))
            lacking.Add(new LackingColumn(SheetGiven.Province, "province", "/province"));
        return lacking;
    }

    public IReadOnlyList<string> FindProvinces(string title) => AgencyNameSearch.FindProvincesIn(title);

    public IReadOnlyList<RowFault> Check(IReadOnlyList<string> header)
    {
        _ = new ProgressSheetReader(header);
        return [];
    }
}
