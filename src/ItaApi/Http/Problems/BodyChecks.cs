using ItaApi.Faults;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace ItaApi.Http.Problems;

/// <summary>
/// Refuses a body by what is said about it, its type (415) and its length (413), once the caller may send one and before any of it is read.
/// </summary>
internal static class BodyChecks
{
    /// <summary>The largest refused body of which the rest is read.</summary>
    private const long ReadOnBytes = 32 * 1_048_576;

    /// <summary>
    /// The framework's metadata of a body makes routing answer 415 before the caller is known, so that a caller without a key could learn
    /// which types a route accepts. It is therefore replaced by <see cref="AcceptedBody"/>, which routing ignores.
    /// </summary>
    public static TBuilder WithBodyChecks<TBuilder>(this TBuilder group) where TBuilder : IEndpointConventionBuilder
    {
        group.Finally(static endpoint =>
        {
            var declared = endpoint.Metadata.OfType<IAcceptsMetadata>().ToList();
            if (declared is not [.., { } accepts])
                return;

            declared.ForEach(accepted => endpoint.Metadata.Remove(accepted));
            endpoint.Metadata.Add(new AcceptedBody(accepts.ContentTypes, accepts.RequestType));
        });
        return group;
    }

    public static IApplicationBuilder UseBodyChecks(this IApplicationBuilder app) => app.Use(static (http, next) =>
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<AcceptedBody>() is not { } accepted)
            return next(http);

        var limit = http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize;
        if (http.Request.ContentLength > limit)
            return RefuseTooLargeAsync(http);
        if (!HasBody(http))
            return next(http);
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var sent) || !accepted.Includes(sent.MediaType.Value))
            return ProblemWriter.WriteAsync(http, UnsupportedType(http));
        if (!BodyEncodings.IsReadable(sent))
            return ProblemWriter.WriteAsync(http, new Problem("unsupported_charset"));
        if (!BodyEncodings.IsReadable(http.Request.Headers))
            return RefuseCompressionAsync(http);

        // JSON is UTF-8, and the framework does not read the quotation marks that a charset may have.
        if (accepted.IsJsonAlone)
            http.Request.ContentType = AcceptedBody.Json;
        return next(http);
    });

    /// <summary>
    /// Buffers a JSON body in memory until the request ends, because a body that cannot be read is read again to find its fault. After the
    /// decompression, so that the limit counts what is unpacked.
    /// </summary>
    public static IApplicationBuilder UseBodyBuffering(this IApplicationBuilder app) => app.Use(static (http, next) =>
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<AcceptedBody>() is { IsJsonAlone: true } && HasBody(http))
        {
            var limit = http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize;
            http.Request.EnableBuffering((int)(http.Request.ContentLength ?? limit ?? int.MaxValue));
        }

        return next(http);
    });

    /// <summary>
    /// The server reads on for a few seconds after the answer, so that a client that is still sending can read it; else it would find the
    /// connection reset. A body that is longer still is not waited for.
    /// </summary>
    private static Task RefuseTooLargeAsync(HttpContext http)
    {
        var limit = http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>();
        var problem = TooLarge(http);
        if (!limit.IsReadOnly && http.Request.ContentLength <= ReadOnBytes)
            limit.MaxRequestBodySize = ReadOnBytes;
        return ProblemWriter.WriteAsync(http, problem);
    }

    private static Task RefuseCompressionAsync(HttpContext http)
    {
        http.Response.Headers.AcceptEncoding = BodyEncodings.Compressions;
        return ProblemWriter.WriteAsync(http, new Problem("unsupported_compression"));
    }

    /// <summary>Names how many bytes the route takes, which is configured.</summary>
    public static Problem TooLarge(HttpContext http) => new("body_too_large")
    {
        Arguments = new Dictionary<string, object?>
        {
            ["MaxBytes"] = http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize,
        },
    };

    /// <summary>Names the types the route takes.</summary>
    public static Problem UnsupportedType(HttpContext http) => new("unsupported_media_type")
    {
        Arguments = new Dictionary<string, object?>
        {
            ["Allowed"] = http.GetEndpoint()?.Metadata.GetMetadata<AcceptedBody>()?.MediaTypes ?? [AcceptedBody.Json],
        },
    };

    private static bool HasBody(HttpContext http) => http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };
}
