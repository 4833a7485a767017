using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ItaApi.Values;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Http.Requests;

/// <summary>One page of a list.</summary>
/// <param name="Items">The items, in the order of the list.</param>
/// <param name="PageInfo">The position of the page in its list.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, [property: JsonPropertyName("page")] PageInfo PageInfo);

/// <summary>The position of a page in its list.</summary>
internal sealed record PageInfo
{
    /// <summary>The most items on a page of this request.</summary>
    public required int Limit { get; init; }

    /// <summary>The value of <c>cursor</c> for the next page. Omitted on the last page.</summary>
    public string? NextCursor { get; init; }

    /// <summary>The number of items in the whole filtered list. Only present with <c>count=true</c>.</summary>
    public long? TotalCount { get; init; }
}

/// <summary>The parameters of every paged list.</summary>
internal sealed class PageQuery
{
    [Limit("items of a page")]
    public const int MaxLimit = 200;
    public const int DefaultLimit = 50;

    /// <summary>The most items to return.</summary>
    [FromQuery(Name = "limit"), Range(1, MaxLimit), DefaultValue(DefaultLimit)]
    public int? Limit { get; init; }

    /// <summary>The <c>nextCursor</c> of the previous page. It is opaque and valid only with the same filters.</summary>
    [FromQuery(Name = "cursor"), RegularExpression("^[A-Za-z0-9_-]+$"), StringLength(1_000)]
    public string? Cursor { get; init; }

    /// <summary>Whether to count the whole list too.</summary>
    [FromQuery(Name = "count"), DefaultValue(false)]
    public bool? Count { get; init; }
}
