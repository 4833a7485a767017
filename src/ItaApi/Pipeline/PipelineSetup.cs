using ItaApi.Agencies;
using ItaApi.Configuration;
using ItaApi.Http.Admission;
using ItaApi.Http.Problems;
using ItaApi.Http.Requests;
using ItaApi.Http.Serialization;
using ItaApi.Pipeline.Idempotency;
using ItaApi.Values;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Net.Http.Headers;

namespace ItaApi.Pipeline;

/// <summary>How requests are read and refused, the same for every resource.</summary>
internal static class PipelineSetup
{
    /// <summary>The default address of the service.</summary>
    public const string DefaultAddress = "http://localhost:5080";

    private static readonly string[] AddressSettings = ["urls", "http_ports", "https_ports"];

    public static void AddPipeline(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var addressIsSet = AddressSettings.Any(key => configuration.Text(key) is not null)
            || configuration.GetSection("Kestrel:Endpoints").Exists();
        if (!addressIsSet)
            builder.WebHost.UseUrls(DefaultAddress);

        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = configuration.PositiveNumber("Limits:BodyBytes", Limits.BodyBytes);
            kestrel.Limits.MaxRequestLineSize = Limits.RequestLineBytes;
            kestrel.Limits.MaxRequestHeaderCount = Limits.Headers;
            kestrel.Limits.MaxRequestHeadersTotalSize = Limits.HeaderBytes;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(Limits.HeaderSeconds);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(Limits.IdleSeconds);
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(
                Limits.BodyBytesPerSecond, TimeSpan.FromSeconds(Limits.BodyGraceSeconds));
        });
        builder.AddProxies();
        builder.Services.AddSingleton<RateLimits>();
        builder.Services.AddSingleton<OpenRequests>();
        builder.Services.AddSingleton<WholeExports>();
        builder.Services.AddCors();
        builder.Services.AddSingleton<ICorsPolicyProvider, CorsRules>();
        builder.Services.ConfigureHttpJsonOptions(json => Json.Configure(json.SerializerOptions));
        // A body that cannot be read is an exception in every environment, so that one place answers it.
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddRequestDecompression(compressed => compressed.DecompressionProviders.Remove("deflate"));
        builder.Services.AddProblems();
        builder.Services.AddSingleton<IdempotencyRepository>();
        builder.Services.AddSingleton<IdempotencyClaims>();
    }

    /// <summary>HEAD is answered like GET; the server omits the body by the original method, which the log reports too.</summary>
    private static void UseHead(this IApplicationBuilder app) => app.Use(static (http, next) =>
        HttpMethods.IsHead(http.Request.Method) ? AnswerAsGetAsync(http, next) : next(http));

    private static async Task AnswerAsGetAsync(HttpContext http, RequestDelegate next)
    {
        http.Request.Method = HttpMethods.Get;
        try
        {
            await next(http);
        }
        finally
        {
            http.Request.Method = HttpMethods.Head;
        }
    }

    /// <summary>
    /// Adds the framework's rules, and marks every answer as dependent on the origin. Otherwise a cache could return an answer for a page
    /// of this service to a page of another origin.
    /// </summary>
    private static void UseCrossOrigin(this IApplicationBuilder app)
    {
        app.Use(static (http, next) =>
        {
            http.Response.OnStarting(
                static state =>
                {
                    var headers = ((HttpResponse)state).Headers;
                    if (headers.Vary.Count == 0)
                        headers.Vary = HeaderNames.Origin;
                    else if (!headers.Vary.Contains(HeaderNames.Origin, StringComparer.OrdinalIgnoreCase))
                        headers.AppendCommaSeparatedValues(HeaderNames.Vary, HeaderNames.Origin);
                    return Task.CompletedTask;
                },
                http.Response);
            return next(http);
        });
        app.UseCors();
    }

    public static void UsePipeline(this WebApplication app)
    {
        app.UseProxies();
        app.UseSecurityHeaders();
        app.UseHead();
        app.UseProblems();
        app.UseCommitWatch();
        app.UseRouting();
        // A preflight request has no key, so this comes before authentication.
        app.UseCrossOrigin();
        // The order of refusals: rate limit (429), of the address before a key is looked up, and then of the caller; authentication (401)
        // and scope (403); type and length of the body (413, 415); idempotency; address (400).
        app.Use(static (http, next) => http.RequestServices.GetRequiredService<RateLimits>().AdmitKeyAsync(http, next));
        app.UseAuthentication();
        app.Use(static (http, next) => http.RequestServices.GetRequiredService<RateLimits>().InvokeAsync(http, next));
        app.Use(static (http, next) => http.RequestServices.GetRequiredService<OpenRequests>().InvokeAsync(http, next));
        app.UseFormerCodes();
        app.UseAuthorization();
        app.UseBodyChecks();
        app.UseRequestDecompression();
        app.UseBodyBuffering();
        app.UseMiddleware<IdempotencyMiddleware>();
        app.UseAddressValidation();
    }
}
