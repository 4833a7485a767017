using ItaApi.Frameworks;
using ItaApi.Imports.AgencyMatching;
using ItaApi.Imports.Rows;

namespace ItaApi.Imports.AssessmentRows;

/// <summary>The columns of sheets of assessments, for the search of headers.</summary>
internal sealed class AssessmentSheetRules(IReadOnlyList<YearFramework> frameworks) : ISheetRules
{
    private readonly Func<string, AssessmentField?> fieldOf = AssessmentSheetColumns.FieldsOf(frameworks);

    public HeaderCell KindOf(string name) => SheetColumns.KindOf(
        name,
        fieldOf,
        field => field is AssessmentField.AgencyCode or AssessmentField.AgencyName,
        AssessmentSheetColumns.IsIgnored);

    public IReadOnlyList<LackingColumn> FindLacking(IReadOnlyList<string> header)
    {
        var fields = header.Select(name => fieldOf(SheetColumns.Key(CellText.Clean(name)))).ToHashSet();
        List<LackingColumn> lacking = [];
        if (!fields.Contains(AssessmentField.FiscalYear))
            lacking.Add(new LackingColumn(SheetGiven.FiscalYear, "fiscal_year", "/fiscalYear"));
        // An agency that is named by its code needs no province.
        if (!fields.Contains(AssessmentField.Province) && !fields.Contains(AssessmentField.AgencyCode))
            lacking.Add(new LackingColumn(SheetGiven.Province, "province", "/province"));
        return lacking;
    }

    public IReadOnlyList<string> FindProvinces(string title) => AgencyNameSearch.FindProvincesIn(title);

    public IReadOnlyList<RowFault> Check(IReadOnlyList<string> header)
    {
        _ = AssessmentSheetColumns.Read(header, frameworks);
        return [];
    }
}
