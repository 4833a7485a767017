using ItaApi.Faults;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace ItaApi.Http.Problems;

/// <summary>
/// Refuses a body by what is said about it, its type (415) and its length (413), once the caller may send one and before any of it is read.
/// </summary>
internal static class BodyChecks
{
    /// <summary>
    /// Routing itself would answer 415, before anybody has asked who is calling; then a caller without a key could learn what a route
    /// takes. It has no switch for that, so its policy is taken out.
    /// </summary>
    public static IServiceCollection AddBodyChecks(this IServiceCollection services)
    {
        var early = services.Single(service => service.ServiceType == typeof(MatcherPolicy) && service.ImplementationType?.Name == "AcceptsMatcherPolicy");
        services.Remove(early);
        return services;
    }

    public static IApplicationBuilder UseBodyChecks(this IApplicationBuilder app) => app.Use(static (http, next) =>
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>() is not { } accepted)
            return next(http);
        if (http.Request.ContentLength > http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize)
            return ProblemWriter.WriteAsync(http, TooLarge(http));
        return HasBody(http) && !IsAccepted(http.Request, accepted)
            ? ProblemWriter.WriteAsync(http, UnsupportedType(http))
            : next(http);
    });

    /// <summary>Names how many bytes the route takes, which is configured.</summary>
    public static Problem TooLarge(HttpContext http) => new("body_too_large")
    {
        Arguments = new Dictionary<string, object?> { ["MaxBytes"] = http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize },
    };

    /// <summary>Names the types the route takes.</summary>
    public static Problem UnsupportedType(HttpContext http) => new("unsupported_media_type")
    {
        Arguments = new Dictionary<string, object?> { ["Allowed"] = http.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes ?? ["application/json"] },
    };

    private static bool HasBody(HttpContext http) => http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };

    private static bool IsAccepted(HttpRequest request, IAcceptsMetadata accepted) =>
        Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(request.ContentType, out var sent)
        && accepted.ContentTypes.Any(type => string.Equals(type, sent.MediaType.Value, StringComparison.OrdinalIgnoreCase));
}
