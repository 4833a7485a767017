using System.Diagnostics;
using System.Net.Mime;
using ItaApi.Faults;
using ItaApi.Http.Serialization;
using ItaApi.Values;

namespace ItaApi.Http.Problems;

/// <summary>
/// The only writer of <c>application/problem+json</c> (RFC 9457). The framework's writer honours <c>Accept</c> and answers plain text to a
/// caller that requests CSV; here an error is always a problem.
/// </summary>
internal sealed class ProblemWriter : IProblemDetailsWriter
{
    [Limit("errors listed in an answer")]
    private const int MaxErrors = 100;

    public const string MediaType = MediaTypeNames.Application.ProblemJson;

    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var status = context.HttpContext.Response.StatusCode;
        var problem = status switch
        {
            StatusCodes.Status413PayloadTooLarge => BodyChecks.TooLarge(context.HttpContext),
            StatusCodes.Status415UnsupportedMediaType => BodyChecks.UnsupportedType(context.HttpContext),
            _ => new Problem(CodeOf(status)),
        };
        await WriteAsync(context.HttpContext, problem, status);
    }

    public static Task WriteAsync(HttpContext http, Problem problem) => WriteAsync(http, problem, problem.Status);

    private static async Task WriteAsync(HttpContext http, Problem problem, int status)
    {
        var thai = Messages.PrefersThai(http.Request);
        var texts = Messages.Problems[problem.Code];
        var body = new ProblemBody
        {
            Type = $"urn:ita-api:problem:{problem.Code}",
            Title = Messages.Fill(texts, thai, problem.Arguments),
            Status = status,
            Detail = texts.Detail is { } detail ? Messages.Fill(detail, thai, problem.Arguments) : null,
            Instance = http.Request.Path,
            Code = problem.Code,
            TraceId = Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier,
            Errors = problem.Faults.Count == 0 ? null :
            [
                .. problem.Faults.Take(MaxErrors).Select(fault => new ProblemError
                {
                    Pointer = fault.Pointer,
                    Code = fault.Code,
                    Message = Messages.Fill(Messages.Faults[fault.Code], thai, fault.Arguments),
                }),
            ],
            ErrorsTruncated = problem.Faults.Count > MaxErrors ? true : null,
            Extensions = problem.Extensions.Count == 0 ? null : problem.Extensions.ToDictionary(),
        };

        http.Response.StatusCode = status;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentLanguage = thai ? "th" : "en";
        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable
            && http.Response.Headers.RetryAfter.Count == 0)
        {
            http.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        await http.Response.WriteAsJsonAsync(body, Json.Options, MediaType, http.RequestAborted);
    }

    /// <summary>Seconds to wait, unless the answer has others.</summary>
    private const string RetryAfterSeconds = "5";

    /// <summary>The code of a status without a body, from routing, binding or a typed result.</summary>
    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => "not_found",
        StatusCodes.Status405MethodNotAllowed => "method_not_allowed",
        StatusCodes.Status408RequestTimeout => "body_too_slow",
        StatusCodes.Status409Conflict => "conflict",
        StatusCodes.Status503ServiceUnavailable => "database_unavailable",
        >= 500 => "internal_error",
        _ => "bad_request",
    };
}
