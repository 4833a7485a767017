using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ItaApi.Values;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Http.Requests;

/// <summary>One page of a list.</summary>
/// <param name="Items">The items, in the list's order.</param>
/// <param name="PageInfo">Where the page stands in its list.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, [property: JsonPropertyName("page")] PageInfo PageInfo);

/// <summary>Where a page stands in its list.</summary>
public sealed record PageInfo
{
    /// <summary>The most items a page of this request holds.</summary>
    public required int Limit { get; init; }

    /// <summary>What to send as <c>cursor</c> for the next page; left out on the last.</summary>
    public string? NextCursor { get; init; }

    /// <summary>How many items the whole filtered list holds; only with <c>count=true</c>.</summary>
    public long? TotalCount { get; init; }
}

/// <summary>What every paged list takes.</summary>
public sealed class PageQuery
{
    [Limit("items of a page")]
    public const int MaxLimit = 200;
    public const int DefaultLimit = 50;

    /// <summary>The most items to return.</summary>
    [FromQuery(Name = "limit"), Range(1, MaxLimit), DefaultValue(DefaultLimit)]
    public int? Limit { get; init; }

    /// <summary>The <c>nextCursor</c> of the page before; opaque, and good only with the same filters.</summary>
    [FromQuery(Name = "cursor"), RegularExpression("^[A-Za-z0-9_-]+$"), StringLength(1_000)]
    public string? Cursor { get; init; }

    /// <summary>Whether to count the whole list as well.</summary>
    [FromQuery(Name = "count"), DefaultValue(false)]
    public bool? Count { get; init; }
}
