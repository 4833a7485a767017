using ItaApi.Agencies;

namespace ItaApi.Imports.AgencyRows;

/// <summary>The stored agencies that rows are about, by each of their codes.</summary>
internal sealed class KnownAgencies(IReadOnlyList<AgencyRow> agencies)
{
    private readonly Dictionary<string, AgencyRow> byCode = agencies.ToDictionary(agency => agency.Code, StringComparer.Ordinal);

    private readonly Dictionary<string, AgencyRow> bySimilarCode = agencies
        .DistinctBy(agency => agency.Code, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(agency => agency.Code, StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, AgencyRow> byOfficialCode = agencies
        .Where(agency => agency.OfficialCode is not null)
        .ToDictionary(agency => agency.OfficialCode!, StringComparer.Ordinal);

    public AgencyRow? OfCode(string code) => byCode.GetValueOrDefault(code);

    /// <summary>The agency with this code in upper or lower case.</summary>
    public AgencyRow? OfSimilarCode(string code) => bySimilarCode.GetValueOrDefault(code);

    public AgencyRow? OfOfficialCode(string officialCode) => byOfficialCode.GetValueOrDefault(officialCode);
}
