using System.Buffers.Text;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace ItaApi.Http.Answers;

/// <summary>
/// A single resource as it stands now: 200 with its entity tag, or 304 to a caller who has it, for whom nothing is made of it.
/// </summary>
/// <param name="value">Makes the answer.</param>
/// <param name="tag">Names this state of the resource, without quotes.</param>
public sealed class Current<T>(Func<T> value, string tag) : IResult, IEndpointMetadataProvider
{
    public Current(T value, string tag) : this(() => value, tag)
    {
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        EntityTags.Write(httpContext, tag);
        if (!EntityTags.CallerHas(httpContext.Request, tag))
            return JsonAnswers.WriteAsync(httpContext, value());

        httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified));
        builder.Metadata.Add(new AnswersWithTag());
    }
}

/// <summary>
/// What many rows come to, a page of them or figures over them, tagged by what it says: no version counts for all of them.
/// </summary>
public sealed class Snapshot<T>(T value) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext) => JsonAnswers.WriteAsync(httpContext, value, body =>
    {
        var tag = EntityTags.Of(body.Span);
        EntityTags.Write(httpContext, tag);
        if (!EntityTags.CallerHas(httpContext.Request, tag))
            return true;

        httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
        return false;
    });

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified));
        builder.Metadata.Add(new AnswersWithTag());
    }
}

/// <summary>A single resource as a write left it: 201 with its address where it was created, else 200; with its entity tag.</summary>
public sealed class Stored<T>(T value, string tag, string? createdAt) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.ETag = EntityTags.Quote(tag);
        if (createdAt is not null)
        {
            httpContext.Response.StatusCode = StatusCodes.Status201Created;
            httpContext.Response.Headers.Location = createdAt;
        }

        return JsonAnswers.WriteAsync(httpContext, value);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(T), ["application/json"]));
        builder.Metadata.Add(new AnswersWithTag());
    }
}

/// <summary>A single resource that was created: 201 with its address and its entity tag.</summary>
public sealed class CreatedVersion<T>(T value, string tag, string address) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext) => new Stored<T>(value, tag, address).ExecuteAsync(httpContext);

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(T), ["application/json"]));
        builder.Metadata.Add(new AnswersWithTag());
    }
}

/// <summary>A single resource that was changed and cannot be created where it stands: 200 with its entity tag.</summary>
public sealed class ChangedVersion<T>(T value, string tag) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext) => new Stored<T>(value, tag, createdAt: null).ExecuteAsync(httpContext);

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
        builder.Metadata.Add(new AnswersWithTag());
    }
}

/// <summary>Marks an operation whose answers carry an entity tag, for the contract.</summary>
public sealed record AnswersWithTag;

/// <summary>How entity tags are written and compared; strong ones throughout (RFC 9110, 8.8.3).</summary>
public static class EntityTags
{
    /// <summary>What may be kept by whoever reads it, and asked for again each time: a 304 costs little.</summary>
    internal const string Revalidated = "public, no-cache";

    /// <summary>Names the build in tags of what is computed: another may compute or write it otherwise.</summary>
    public static readonly string Build = typeof(EntityTags).Assembly.ManifestModule.ModuleVersionId.ToString("n")[..8];

    private const int Bytes = 15;

    /// <summary>The tag of what is made of these bytes.</summary>
    public static string Of(ReadOnlySpan<byte> made) => Base64Url.EncodeToString(SHA256.HashData(made).AsSpan(0, Bytes));

    public static string Quote(string tag) => $"\"{tag}\"";

    public static void Write(HttpContext http, string tag)
    {
        http.Response.Headers.ETag = Quote(tag);
        http.Response.Headers.CacheControl = Revalidated;
    }

    /// <summary>Whether the caller says to have this state. A list of tags that cannot be read names none.</summary>
    public static bool CallerHas(HttpRequest request, string tag) => CallersOwn(request) is var known && (known.Contains("*") || known.Contains(tag));

    /// <summary>The tags of If-None-Match without quotes; <c>*</c> is every one.</summary>
    public static IReadOnlyList<string> CallersOwn(HttpRequest request) =>
        request.Headers.IfNoneMatch is { Count: > 0 } sent && EntityTagHeaderValue.TryParseList([.. sent.OfType<string>()], out var tags)
            ? [.. tags.Select(tag => tag.Tag.ToString().Trim('"'))]
            : [];
}
