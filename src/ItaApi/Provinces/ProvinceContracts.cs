namespace ItaApi.Provinces;

/// <summary>One of the 77 provinces of Thailand (จังหวัด), including Bangkok.</summary>
internal sealed record Province
{
    /// <summary>The two-digit code of TIS 1099, for example <c>57</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The ISO 3166-2 code, for example <c>TH-57</c>.</summary>
    public required string IsoCode { get; init; }

    public required string NameTh { get; init; }
    public required string NameEn { get; init; }

    /// <summary>The region, in the division into six regions.</summary>
    public required string RegionTh { get; init; }

    public required string RegionEn { get; init; }
}
