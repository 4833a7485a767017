using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ItaApi.Values;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Changes;

/// <summary>The type of a change.</summary>
internal enum ChangeType
{
    AgencyCreated,
    AgencyUpdated,
    AgencyDeleted,

    /// <summary>A text was erased from the agency, or from one of its versions.</summary>
    AgencyRedacted,
    AssessmentCreated,
    AssessmentUpdated,
    AssessmentDeleted,

    /// <summary>A text was erased from the assessment, or from one of its versions.</summary>
    AssessmentRedacted,
    MeasureCreated,
    MeasureUpdated,
    MeasureDeleted,

    /// <summary>A text was erased from the measure, or from one of its versions.</summary>
    MeasureRedacted,
}

/// <summary>One change, without the changed data: a client that keeps a copy reads the resource.</summary>
internal sealed record Change
{
    /// <summary>A unique number. It does not give the order; the order is that of the list.</summary>
    public required long Sequence { get; init; }

    public required DateTime OccurredAt { get; init; }
    public required ChangeType Type { get; init; }
    public required string AgencyCode { get; init; }

    /// <summary>The fiscal year (B.E.) of an assessment, or the year in which a measure is carried out.</summary>
    public int? FiscalYear { get; init; }

    public Guid? MeasureId { get; init; }

    /// <summary>The version that the change made. A deletion makes a version too.</summary>
    public required int Version { get; init; }
}

/// <summary>Changes in order, and the position to continue from.</summary>
internal sealed record ChangePage
{
    public required IReadOnlyList<Change> Items { get; init; }

    /// <summary>The value of <c>after</c> for the next request. Store it together with the data made from these changes.</summary>
    public required string Next { get; init; }
}

/// <summary>The range of changes to list.</summary>
internal sealed class ChangeQuery
{
    [Limit("changes in one answer of the feed")]
    public const int MaxLimit = 1_000;
    public const int DefaultLimit = 200;

    [Limit("seconds a request may wait for a change")]
    public const int MaxWait = 30;

    /// <summary>The <c>next</c> of the previous answer; <c>0</c> is the start.</summary>
    [FromQuery(Name = "after"), DefaultValue("0"), RegularExpression(ChangePosition.Pattern)]
    public string? After { get; init; }

    /// <summary>The most changes to return.</summary>
    [FromQuery(Name = "limit"), Range(1, MaxLimit), DefaultValue(DefaultLimit)]
    public int? Limit { get; init; }

    /// <summary>The seconds to wait for a change when there is none yet.</summary>
    [FromQuery(Name = "wait"), Range(0, MaxWait), DefaultValue(0)]
    public int? Wait { get; init; }
}
