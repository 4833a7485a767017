namespace ItaApi.Agencies.Districts;

/// <summary>The districts of a province that have agencies.</summary>
/// <param name="Items">In the order of a Thai dictionary.</param>
internal sealed record DistrictList(IReadOnlyList<District> Items);

/// <summary>A district (อำเภอ, เขต) of a province.</summary>
internal sealed record District
{
    /// <summary>The four digits of TIS 1099. Omitted when no agency of the district has them.</summary>
    public string? Code { get; init; }

    /// <summary>The name in the spelling of most of its agencies, without the word for a district.</summary>
    public required string NameTh { get; init; }

    /// <summary>The number of agencies in the district.</summary>
    public required int Agencies { get; init; }
}
