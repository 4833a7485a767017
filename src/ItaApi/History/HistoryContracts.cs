using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.History;

/// <summary>The action that made a version.</summary>
internal enum HistoryAction
{
    Created,
    Updated,
    Deleted,

    /// <summary>A text was erased, from this version and from all others.</summary>
    Redacted,
}

/// <summary>One version of a resource: when and by whom it was made, and what changed.</summary>
internal sealed record HistoryEntry<TState>
{
    /// <summary>The version that the change made. A deletion makes a version too.</summary>
    public required int Version { get; init; }

    public required HistoryAction Action { get; init; }
    public required DateTime OccurredAt { get; init; }

    /// <summary>The key that the change was sent with. Omitted for a caller that may not write the resource.</summary>
    public HistoryKey? Key { get; init; }

    /// <summary>The differences from the version before. A creation lists what was created, a deletion what was deleted.</summary>
    public required IReadOnlyList<HistoryChange> Changes { get; init; }

    /// <summary>The resource in this version; for a deletion, before it. Only present when one version is requested.</summary>
    public TState? State { get; init; }
}

/// <summary>A key in the history.</summary>
internal sealed record HistoryKey
{
    /// <summary>Omitted for the administrator's configured key and for changes by the service itself.</summary>
    public Guid? Id { get; init; }

    public required string Name { get; init; }
}

/// <summary>One changed value.</summary>
internal sealed record HistoryChange
{
    /// <summary>A JSON Pointer into the resource in the form in which it is sent.</summary>
    public required string Pointer { get; init; }

    /// <summary>The value before. Omitted when there was none.</summary>
    public JsonNode? Old { get; init; }

    /// <summary>The value after. Omitted when there is none.</summary>
    public JsonNode? New { get; init; }
}

/// <summary>The versions to list.</summary>
internal sealed class HistoryQuery
{
    /// <summary>Only this version, with the resource as it was in that version.</summary>
    [FromQuery(Name = "version"), Range(1, int.MaxValue)] public int? Version { get; init; }
}
