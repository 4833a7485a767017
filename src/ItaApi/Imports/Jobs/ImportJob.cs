using ItaApi.Authentication;
using ItaApi.Imports.Files;
using ItaApi.Imports.Rows;

namespace ItaApi.Imports.Jobs;

/// <summary>What an import brings.</summary>
public enum ImportOf
{
    Assessments,
    Measures,
    Agencies,
}

public enum ImportMode
{
    /// <summary>All rows or none.</summary>
    Atomic,

    /// <summary>The rows that can be stored; the others are named.</summary>
    Partial,
}

/// <summary>Where an import stands.</summary>
public enum ImportState
{
    /// <summary>Received as a whole, and waiting.</summary>
    Queued,

    /// <summary>Rows are being checked or stored.</summary>
    Running,

    /// <summary>Done; of a dry run, everything was checked.</summary>
    Completed,

    /// <summary>Nothing was stored, because a row of an atomic import is wrong or the key is no longer valid.</summary>
    Refused,

    /// <summary>Nothing was stored, because somebody cancelled it.</summary>
    Cancelled,
}

/// <summary>An import as whoever carries it out sees it.</summary>
public sealed record ImportJob
{
    public Guid Id { get; init; }
    public ImportOf Subject { get; init; }
    public ImportFormat Format { get; init; }
    public ImportMode Mode { get; init; }
    public bool DryRun { get; init; }
    public Guid? KeyId { get; init; }
    public string KeyName { get; init; } = "";
    public string[]? Provinces { get; init; }
    public string[]? Header { get; init; }
    public int Received { get; init; }
    public int BatchesDone { get; init; }

    /// <summary>Proves that it is still this worker's; one that was thought dead finds another in its place.</summary>
    public Guid Claim { get; init; }

    /// <summary>Whether the key that sent it may write in a province, as when the single routes ask.</summary>
    public bool MayWriteIn(string provinceCode) => new Caller(KeyId, KeyName, [], Provinces).MayWriteIn(provinceCode);

    /// <summary>Why rows of an agency cannot be stored by this import, or null.</summary>
    /// <param name="provinces">The provinces of the agencies that are known, by code.</param>
    public RowFault? FindFault(string agencyCode, IReadOnlyDictionary<string, string> provinces) =>
        !provinces.TryGetValue(agencyCode, out var province) ? RowFault.Of("/agencyCode", "unknown_agency")
        : !MayWriteIn(province) ? RowFault.Of("/agencyCode", "agency_of_other_province", ("ProvinceCode", province))
        : null;
}
