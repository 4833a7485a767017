using System.Globalization;
using System.Text.Json;
using ItaApi.Faults;
using ItaApi.Http.Serialization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace ItaApi.Http.Problems;

/// <summary>Turns an exception into its problem; an exception that has none is a <see cref="Defect"/>, which is answered with 500.</summary>
internal sealed class ExceptionProblems(ILogger<ExceptionProblems> logger) : IExceptionHandler
{
    /// <summary>The status that nginx uses for a client that closed the connection; it is only seen in the log.</summary>
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
            logger.LogWarning("The database is unavailable: {Reason}", exception.Message);

        await ProblemWriter.WriteAsync(httpContext, problem ?? new Problem("internal_error"));
        return true;
    }

    private static Problem FromBadRequest(BadHttpRequestException exception, HttpContext http) => exception.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => BodyChecks.TooLarge(http),
        StatusCodes.Status408RequestTimeout => new Problem("body_too_slow"),
        StatusCodes.Status415UnsupportedMediaType => BodyChecks.UnsupportedType(http),
        _ when exception.InnerException is JsonException json => Unreadable(FromJson(json, BodyOf(http))),
        // The server's own type of exception: the body ends too early, or its chunks are malformed.
        _ when exception.GetType() != typeof(BadHttpRequestException) => new Problem("bad_request"),
        // Binding has no code for a missing body and treats null as one. All other parameters were checked before binding.
        _ when exception.InnerException is null => Unreadable(new RequestFault("", HasBody(http) ? "null_value" : "empty_body")),
        _ => new Problem("bad_request"),
    };

    private static Problem Unreadable(RequestFault fault) => new("unreadable_body") { Faults = [fault] };

    /// <summary>
    /// The reader names the location. The type of the exception names the fault if it was found here; the serializer's own faults differ
    /// only in their messages. A test covers each of them, so that a version with other messages is noticed at once.
    /// </summary>
    /// <param name="exception">What the reader threw.</param>
    /// <param name="body">The type that was read.</param>
    internal static RequestFault FromJson(JsonException exception, Type body)
    {
        var pointer = JsonPointer.FromJsonPath(exception.Path);
        return exception switch
        {
            JsonFaultException { Index: { } index } fault =>
                new RequestFault(string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index}"), fault.Code),
            JsonFaultException fault => new RequestFault(pointer, fault.Code),
            _ when Says("could not be mapped to any .NET member") => new RequestFault(pointer, "unknown_member"),
            _ when Says("Duplicate property") => new RequestFault(pointer, "duplicate_member"),
            _ when Says("does not contain any JSON tokens") => new RequestFault("", "empty_body"),
            { InnerException: JsonException } => Malformed(pointer, exception),
            _ => WrongType(pointer, ExpectedValue.At(body, pointer)),
        };

        bool Says(string text) => exception.Message.Contains(text, StringComparison.Ordinal);
    }

    private static bool HasBody(HttpContext http) => http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };

    /// <summary>The exception handler clears the endpoint; its feature still has it.</summary>
    private static Type BodyOf(HttpContext http) =>
        (http.GetEndpoint() ?? http.Features.Get<IExceptionHandlerFeature>()?.Endpoint)
            ?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType ?? typeof(object);

    private static RequestFault WrongType(string pointer, Words expected) => new(
        pointer,
        "wrong_type",
        new Dictionary<string, object?> { ["Expected"] = expected.En, ["ExpectedTh"] = expected.Th });

    private static RequestFault Malformed(string pointer, JsonException exception) => new(
        pointer,
        "malformed_json",
        new Dictionary<string, object?>
        {
            ["Line"] = (exception.LineNumber ?? 0) + 1,
            ["Byte"] = (exception.BytePositionInLine ?? 0) + 1,
        });
}
