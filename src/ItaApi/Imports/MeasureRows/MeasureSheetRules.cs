using ItaApi.Imports.AgencyMatching;
using ItaApi.Imports.Rows;

namespace ItaApi.Imports.MeasureRows;

/// <summary>The columns of sheets of measures, for the search of headers.</summary>
internal sealed class MeasureSheetRules : ISheetRules
{
    public HeaderCell KindOf(string name) => SheetColumns.KindOf(
        name,
        MeasureSheetReader.FieldOf,
        field => field is MeasureField.Id or MeasureField.AgencyCode or MeasureField.AgencyName,
        MeasureSheetReader.IsIgnored);

    /// <summary>
    /// The year that is given for a plan is the one in which it is carried out; it is based on the result of the year before.
    /// </summary>
    public IReadOnlyList<LackingColumn> FindLacking(IReadOnlyList<string> header)
    {
        var fields = header.Select(name => MeasureSheetReader.FieldOf(SheetColumns.Key(CellText.Clean(name)))).ToHashSet();
        if (fields.Contains(MeasureField.Id))
            return [];

        List<LackingColumn> lacking = [];
        if (!fields.Contains(MeasureField.BasedOnFiscalYear))
            lacking.Add(new LackingColumn(SheetGiven.YearBefore, "based_on_fiscal_year", "/basedOnFiscalYear"));
        if (!fields.Contains(MeasureField.BasedOnFiscalYear) && !fields.Contains(MeasureField.ImplementFiscalYear))
            lacking.Add(new LackingColumn(SheetGiven.FiscalYear, "implement_fiscal_year", "/implementFiscalYear"));
        if (!fields.Contains(MeasureField.Province) && !fields.Contains(MeasureField.AgencyCode))
            lacking.Add(new LackingColumn(SheetGiven.Province, "province", "/province"));
        return lacking;
    }

    public IReadOnlyList<string> FindProvinces(string title) => AgencyNameSearch.FindProvincesIn(title);

    public IReadOnlyList<RowFault> Check(IReadOnlyList<string> header)
    {
        _ = new MeasureSheetReader(header);
        return [];
    }
}
