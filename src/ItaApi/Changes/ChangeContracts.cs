using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ItaApi.Values;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Changes;

/// <summary>What was changed, and how.</summary>
public enum ChangeType
{
    AgencyCreated,
    AgencyUpdated,
    AgencyDeleted,
    AssessmentCreated,
    AssessmentUpdated,
    AssessmentDeleted,
    MeasureCreated,
    MeasureUpdated,
    MeasureDeleted,
}

/// <summary>One change, without what was changed: who keeps a copy reads the resource.</summary>
public sealed record Change
{
    /// <summary>Unique, and not the order: the order is that of the list.</summary>
    public required long Sequence { get; init; }

    public required DateTime OccurredAt { get; init; }
    public required ChangeType Type { get; init; }
    public required string AgencyCode { get; init; }

    /// <summary>The fiscal year (B.E.) of an assessment; the one a measure is carried out in.</summary>
    public int? FiscalYear { get; init; }

    public Guid? MeasureId { get; init; }

    /// <summary>The version the change made; a deletion makes one too.</summary>
    public required int Version { get; init; }
}

/// <summary>Changes in order, and where to go on.</summary>
public sealed record ChangePage
{
    public required IReadOnlyList<Change> Items { get; init; }

    /// <summary>What to send as <c>after</c> the next time; to be stored with what was made of these changes.</summary>
    public required string Next { get; init; }
}

/// <summary>Which changes to tell.</summary>
public sealed class ChangeQuery
{
    [Limit("changes in one answer of the feed")]
    public const int MaxLimit = 1_000;
    public const int DefaultLimit = 200;

    [Limit("seconds a request may wait for a change")]
    public const int MaxWait = 30;

    /// <summary>The <c>next</c> of the answer before; <c>0</c> is the start.</summary>
    [FromQuery(Name = "after"), DefaultValue("0"), RegularExpression(ChangePosition.Pattern)]
    public string? After { get; init; }

    /// <summary>The most changes to tell.</summary>
    [FromQuery(Name = "limit"), Range(1, MaxLimit), DefaultValue(DefaultLimit)]
    public int? Limit { get; init; }

    /// <summary>Seconds to wait for a change where there is none yet.</summary>
    [FromQuery(Name = "wait"), Range(0, MaxWait), DefaultValue(0)]
    public int? Wait { get; init; }
}
