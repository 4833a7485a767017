using System.Text.Json;
using ItaApi.Database;
using ItaApi.Faults;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace ItaApi.Http.Problems;

/// <summary>
/// Turns an exception into its problem; an exception that has none is a <see cref="Defect"/>, which is answered with 500.
/// </summary>
internal sealed class ExceptionProblems(ILogger<ExceptionProblems> logger) : IExceptionHandler
{
    /// <summary>The status that nginx uses for a client that closed the connection; it is only seen in the log.</summary>
    private const int ClientClosedRequest = 499;

    /// <summary>The library that throws a general exception for damaged bytes, where that of gzip has one of its own.</summary>
    private const string Brotli = "System.IO.Compression.Brotli";

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
            BadHttpRequestException { InnerException: JsonException json, StatusCode: StatusCodes.Status400BadRequest } =>
                Unreadable(UnreadableJson.FaultOf(
                    json, await ReadAgainAsync(httpContext.Request, cancellationToken), BodyTypeOf(httpContext))),
            // The compressed bytes of a body are damaged; the middleware has already taken off the header.
            InvalidDataException or InvalidOperationException { Source: Brotli } =>
                Unreadable(new RequestFault("", "damaged_compression")),
            BadHttpRequestException bad => FromBadRequest(bad, httpContext),
            _ => DatabaseProblems.From(exception, httpContext.Features.Get<CommitWatch>()),
        };

        if (problem is null)
            httpContext.Features.Set(new Defect(exception));
        else if (problem.Status == StatusCodes.Status503ServiceUnavailable)
            logger.LogWarning("Answered {Code}: {Reason}", problem.Code, exception.Message);

        await ProblemWriter.WriteAsync(httpContext, problem ?? new Problem("internal_error"));
        return true;
    }

    private static Problem FromBadRequest(BadHttpRequestException exception, HttpContext http) => exception.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => BodyChecks.TooLarge(http),
        StatusCodes.Status408RequestTimeout => new Problem("body_too_slow"),
        StatusCodes.Status415UnsupportedMediaType => BodyChecks.UnsupportedType(http),
        // The server's own type of exception: the body ends too early, or its chunks are malformed.
        _ when exception.GetType() != typeof(BadHttpRequestException) => new Problem("bad_request"),
        // Binding has no code for a missing body and treats null as one. All other parameters were checked before binding.
        _ when exception.InnerException is null => Unreadable(new RequestFault("", HasBody(http) ? "null_value" : "empty_body")),
        _ => new Problem("bad_request"),
    };

    private static Problem Unreadable(RequestFault fault) => new("unreadable_body") { Faults = [fault] };

    private static bool HasBody(HttpContext http) => http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };

    /// <summary>The exception handler clears the endpoint; its feature still has it.</summary>
    private static Type BodyTypeOf(HttpContext http) =>
        (http.GetEndpoint() ?? http.Features.Get<IExceptionHandlerFeature>()?.Endpoint)
            ?.Metadata.GetMetadata<AcceptedBody>()?.Type ?? typeof(object);

    /// <summary>The part of the body that was read; empty if it was not buffered.</summary>
    private static async Task<byte[]> ReadAgainAsync(HttpRequest request, CancellationToken ct)
    {
        if (!request.Body.CanSeek)
            return [];

        var read = new byte[request.Body.Length];
        request.Body.Position = 0;
        await request.Body.ReadExactlyAsync(read, ct);
        return read;
    }
}
