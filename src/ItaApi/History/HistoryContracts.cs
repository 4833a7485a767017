using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.History;

/// <summary>What was done to a resource.</summary>
public enum HistoryAction
{
    Created,
    Updated,
    Deleted,
}

/// <summary>One version of a resource: when it came about, through whom, and what was changed.</summary>
public sealed record HistoryEntry<TState>
{
    /// <summary>The version the change made; a deletion makes one too.</summary>
    public required int Version { get; init; }

    public required HistoryAction Action { get; init; }
    public required DateTime OccurredAt { get; init; }

    /// <summary>The key the change was sent with.</summary>
    public required HistoryKey Key { get; init; }

    /// <summary>What differs from the version before; what a resource was created with, and what was deleted with it.</summary>
    public required IReadOnlyList<HistoryChange> Changes { get; init; }

    /// <summary>The resource as it stood; only where one version is asked for, and of a deletion as it stood before.</summary>
    public TState? State { get; init; }
}

/// <summary>A key as the history names it.</summary>
public sealed record HistoryKey
{
    /// <summary>Left out of the administrator's configured key, and of what the service itself did.</summary>
    public Guid? Id { get; init; }

    public required string Name { get; init; }
}

/// <summary>One value that was changed.</summary>
public sealed record HistoryChange
{
    /// <summary>A JSON Pointer into the resource as it is sent.</summary>
    public required string Pointer { get; init; }

    /// <summary>The value before; left out where there was none.</summary>
    public JsonNode? Old { get; init; }

    /// <summary>The value since; left out where there is none.</summary>
    public JsonNode? New { get; init; }
}

/// <summary>Which versions to list.</summary>
public sealed class HistoryQuery
{
    /// <summary>Only this version, with the resource as it stood then.</summary>
    [FromQuery(Name = "version"), Range(1, int.MaxValue)] public int? Version { get; init; }
}
