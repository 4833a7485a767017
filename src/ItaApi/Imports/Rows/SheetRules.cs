namespace ItaApi.Imports.Rows;

/// <summary>What a header names.</summary>
internal enum HeaderCell
{
    /// <summary>Nothing that the import knows.</summary>
    Unknown,

    /// <summary>A field that identifies the record, such as the agency.</summary>
    Identity,

    /// <summary>Another field.</summary>
    Field,

    /// <summary>A column that people use for their own notes. It is not read.</summary>
    Remark,

    /// <summary>A column that only an export or a register has. It is not read.</summary>
    Ignored,
}

/// <summary>What can be given for a whole sheet in place of a column.</summary>
internal enum SheetGiven
{
    FiscalYear,

    /// <summary>The year before the given fiscal year.</summary>
    YearBefore,

    Province,
}

/// <summary>A column that a sheet lacks and that one value for the whole sheet can replace.</summary>
internal sealed record LackingColumn(SheetGiven Given, string Header, string Pointer);

/// <summary>The columns of one kind of sheet: what the finder of headers asks.</summary>
internal interface ISheetRules
{
    HeaderCell KindOf(string name);

    IReadOnlyList<LackingColumn> FindLacking(IReadOnlyList<string> header);

    /// <summary>The provinces that a title mentions, by code.</summary>
    IReadOnlyList<string> FindProvinces(string title);

    /// <summary>Refuses a header that cannot be used.</summary>
    /// <returns>The warnings about the whole sheet.</returns>
    /// <exception cref="Faults.ProblemException">Columns are unknown, repeated or missing.</exception>
    IReadOnlyList<RowFault> Check(IReadOnlyList<string> header);
}

/// <summary>What is given for the columns that a sheet lacks.</summary>
/// <param name="FiscalYear">The parameter <c>fiscalYear</c>.</param>
/// <param name="Province">The parameter <c>province</c>.</param>
/// <param name="KeyProvince">The only province of the key.</param>
internal sealed record SheetGivens(int? FiscalYear = null, string? Province = null, string? KeyProvince = null)
{
    /// <summary>The warnings that the parameters are not used.</summary>
    public IReadOnlyList<RowFault> ToWarnings(bool needsYear = false, bool needsProvince = false)
    {
        List<RowFault> warnings = [];
        if (FiscalYear is not null && !needsYear)
            warnings.Add(RowFault.Of("", "parameter_not_used", ("Parameter", "fiscalYear")));
        if (Province is not null && !needsProvince)
            warnings.Add(RowFault.Of("", "parameter_not_used", ("Parameter", "province")));
        return warnings;
    }
}
