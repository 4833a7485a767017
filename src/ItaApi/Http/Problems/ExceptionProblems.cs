using System.Globalization;
using System.Text.Json;
using ItaApi.Faults;
using ItaApi.Http.Serialization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace ItaApi.Http.Problems;

/// <summary>Turns what was thrown into the problem it stands for; what stands for none is a <see cref="Defect"/>, answered 500.</summary>
public sealed class ExceptionProblems(ILogger<ExceptionProblems> logger) : IExceptionHandler
{
    /// <summary>The status nginx made customary for a caller who went away; it is only ever seen in the log.</summary>
    private const int ClientClosedRequest = 499;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = ClientClosedRequest;
            return true;
        }

        var problem = exception switch
        {
            ProblemException refused => refused.Problem,
            BadHttpRequestException bad => FromBadRequest(bad, httpContext),
            _ => DatabaseProblems.From(exception),
        };

        if (problem is null)
            httpContext.Features.Set(new Defect(exception));
        else if (problem.Status == StatusCodes.Status503ServiceUnavailable)
            logger.LogWarning("The database is away: {Reason}", exception.Message);

        await ProblemWriter.WriteAsync(httpContext, problem ?? new Problem("internal_error"));
        return true;
    }

    private static Problem FromBadRequest(BadHttpRequestException exception, HttpContext http) => exception.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => BodyChecks.TooLarge(http),
        StatusCodes.Status408RequestTimeout => new Problem("body_too_slow"),
        StatusCodes.Status415UnsupportedMediaType => BodyChecks.UnsupportedType(http),
        _ when exception.InnerException is JsonException json => new Problem("unreadable_body") { Faults = [FromJson(json)] },
        // The server's own kind: the body breaks off, or its pieces are not what they say.
        _ when exception.GetType() != typeof(BadHttpRequestException) => new Problem("bad_request"),
        // Binding names an absent body only in words, and takes a null for one; every other parameter has been looked at before binding.
        _ when exception.InnerException is null => new Problem("unreadable_body") { Faults = [new RequestFault("", HasBody(http) ? "null_value" : "empty_body")] },
        _ => new Problem("bad_request"),
    };

    /// <summary>
    /// The reader names the place; which fault it was stands in the type for those found here, and for the serializer's own only in its
    /// words. A test holds each of them, so that a new version that words it otherwise is seen at once.
    /// </summary>
    internal static RequestFault FromJson(JsonException exception)
    {
        var pointer = JsonPointer.FromJsonPath(exception.Path);
        return exception switch
        {
            JsonFaultException { Index: { } index } fault => new RequestFault(string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index}"), fault.Code),
            JsonFaultException fault => new RequestFault(pointer, fault.Code),
            { Message: var words } when words.Contains("could not be mapped to any .NET member", StringComparison.Ordinal) => new RequestFault(pointer, "unknown_member"),
            { Message: var words } when words.Contains("Duplicate property", StringComparison.Ordinal) => new RequestFault(pointer, "duplicate_member"),
            { Message: var words } when words.Contains("does not contain any JSON tokens", StringComparison.Ordinal) => new RequestFault("", "empty_body"),
            { InnerException: JsonException } => Malformed(pointer, exception),
            _ => new RequestFault(pointer, "wrong_type"),
        };
    }

    private static bool HasBody(HttpContext http) => http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };

    private static RequestFault Malformed(string pointer, JsonException exception) => new(pointer, "malformed_json", new Dictionary<string, object?>
    {
        ["Line"] = (exception.LineNumber ?? 0) + 1,
        ["Byte"] = (exception.BytePositionInLine ?? 0) + 1,
    });
}
