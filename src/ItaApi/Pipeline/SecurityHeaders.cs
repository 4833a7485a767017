namespace ItaApi.Pipeline;

/// <summary>Sets what browsers may do with an answer, on every answer.</summary>
internal static class SecurityHeaders
{
    /// <summary>Data is not a page: nothing in it is run, shown inside another page, or fetched.</summary>
    private const string ForData = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>Swagger UI: only its own files, and no inline script. It sets inline styles of elements as it draws them.</summary>
    private const string ForSwagger =
        "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; object-src 'none'; "
        + "frame-ancestors 'none'; style-src 'self' 'unsafe-inline'";

    /// <summary>The dashboard: its files, the data of this service, and nothing that turns text into markup or script.</summary>
    private const string ForDashboard =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    /// <summary>A year; only for this host, because other hosts of its domain are not part of this service.</summary>
    private const string OnlyHttps = "max-age=31536000";

    /// <summary>Written when an answer starts, because an exception clears the headers written before.</summary>
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
