using ItaApi.Authentication;
using ItaApi.Imports.Files;
using ItaApi.Imports.Rows;

namespace ItaApi.Imports.Jobs;

/// <summary>What an import contains.</summary>
internal enum ImportOf
{
    Assessments,
    Measures,
    Agencies,

    /// <summary>Reports on measures.</summary>
    Progress,
}

internal enum ImportMode
{
    /// <summary>All rows or none.</summary>
    Atomic,

    /// <summary>The rows that can be stored. The others are reported.</summary>
    Partial,
}

/// <summary>The state of an import.</summary>
internal enum ImportState
{
    /// <summary>Completely received, and waiting.</summary>
    Queued,

    /// <summary>Rows are being checked or stored.</summary>
    Running,

    /// <summary>Finished; for a dry run, everything was checked.</summary>
    Completed,

    /// <summary>Nothing was stored, because a row of an atomic import has errors or the key is no longer valid.</summary>
    Refused,

    /// <summary>Nothing was stored, because the import was cancelled.</summary>
    Cancelled,
}

/// <summary>An import for the worker that carries it out.</summary>
internal sealed record ImportJob
{
    public Guid Id { get; init; }
    public ImportOf Subject { get; init; }
    public ImportFormat Format { get; init; }
    public ImportMode Mode { get; init; }
    public bool DryRun { get; init; }
    public Guid? KeyId { get; init; }
    public string KeyName { get; init; } = "";
    public string[]? Provinces { get; init; }
    public string[] Agencies { get; init; } = [];
    public string[]? Header { get; init; }

    /// <summary>The sheets of a workbook, as they are stored.</summary>
    public string? Sheets { get; init; }
    public int Received { get; init; }
    public int BatchesDone { get; init; }

    /// <summary>Proves that the import still belongs to this worker; a worker that was believed dead finds another claim.</summary>
    public Guid Claim { get; init; }

    /// <summary>The caller that sent the import, for the checks that single requests make.</summary>
    public Caller Sender => new(KeyId, KeyName, [], Provinces) { Agencies = Agencies };

    /// <summary>Why rows of an agency cannot be stored by this import, or null.</summary>
    /// <param name="provinces">The provinces of the known agencies, by code.</param>
    public RowFault? FindFault(string agencyCode, IReadOnlyDictionary<string, string> provinces) =>
        !provinces.TryGetValue(agencyCode, out var province) ? RowFault.Of("/agencyCode", "unknown_agency")
        : !Sender.MayWrite(province, agencyCode) ? RowFault.Of("/agencyCode", "agency_of_other_province", ("ProvinceCode", province))
        : null;
}
