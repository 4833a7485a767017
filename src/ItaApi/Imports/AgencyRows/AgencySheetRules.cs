using ItaApi.Imports.AgencyMatching;
using ItaApi.Imports.Rows;

namespace ItaApi.Imports.AgencyRows;

/// <summary>The columns of sheets of agencies, for the search of headers.</summary>
internal sealed class AgencySheetRules : ISheetRules
{
    public HeaderCell KindOf(string name) => SheetColumns.KindOf(
        name,
        AgencySheetColumns.FieldOf,
        field => field is AgencyField.Code or AgencyField.OfficialCode or AgencyField.NameTh,
        AgencySheetColumns.IsIgnored);

    /// <summary>
    /// A sheet without names only changes agencies that are stored, and does not move them to a province that a title names.
    /// </summary>
    public IReadOnlyList<LackingColumn> FindLacking(IReadOnlyList<string> header)
    {
        var fields = header.Select(name => AgencySheetColumns.FieldOf(SheetColumns.Key(CellText.Clean(name)))).ToHashSet();
        return fields.Contains(AgencyField.NameTh) && !fields.Contains(AgencyField.Province)
            ? [new LackingColumn(SheetGiven.Province, "province", "/provinceCode")]
            : [];
    }

    public IReadOnlyList<string> FindProvinces(string title) => AgencyNameSearch.FindProvincesIn(title);

    public IReadOnlyList<RowFault> Check(IReadOnlyList<string> header) => new AgencySheetColumns(header).Tolerated;
}
