namespace ItaApi.Pipeline;

/// <summary>What a browser may do with an answer, on every answer there is.</summary>
public static class SecurityHeaders
{
    /// <summary>Data is no page: nothing in it is run, shown inside another page, or fetched for it.</summary>
    private const string ForData = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>Swagger UI: its own files alone, and no script written into the page. It sets the style of single elements as it draws them.</summary>
    private const string ForSwagger = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; object-src 'none'; frame-ancestors 'none'; style-src 'self' 'unsafe-inline'";

    /// <summary>The page of our own: its files, this service's data, and nothing that makes markup or script of text.</summary>
    private const string ForDashboard = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    /// <summary>A year; only of this host, because others of its domain are not this service's to bind.</summary>
    private const string OnlyHttps = "max-age=31536000";

    /// <summary>Written when an answer starts, because what was thrown takes off what was written before.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use(static (http, next) =>
    {
        http.Response.OnStarting(
            static state =>
            {
                Write((HttpContext)state);
                return Task.CompletedTask;
            },
            http);
        return next(http);
    });

    private static void Write(HttpContext http)
    {
        var (policy, isPage) = PolicyOf(http.Request.Path);
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = isPage ? "same-origin" : "cross-origin";
        if (http.Request.IsHttps)
            headers.StrictTransportSecurity = OnlyHttps;
    }

    private static (string Policy, bool IsPage) PolicyOf(PathString path) =>
        path.StartsWithSegments("/swagger", StringComparison.OrdinalIgnoreCase) ? (ForSwagger, true)
        : path.StartsWithSegments("/dashboard", StringComparison.OrdinalIgnoreCase) ? (ForDashboard, true)
        : (ForData, false);
}
