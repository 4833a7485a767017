using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Serialization;
using FluentValidation.Results;
using ItaApi.Faults;
using ItaApi.Http.Serialization;
using ItaApi.Scoring;
using Microsoft.AspNetCore.Http.Metadata;

namespace ItaApi.Http.Problems;

/// <summary>One thing wrong with a request: where, which, and the values its message speaks of.</summary>
/// <param name="Pointer">A JSON Pointer into the body (<c>/indicators/3/score</c>), or the parameter's name.</param>
/// <param name="Code">A key of <see cref="Messages.Faults"/>.</param>
public sealed record RequestFault(string Pointer, string Code, IReadOnlyDictionary<string, object?> Arguments)
{
    private static readonly Dictionary<string, object?> None = [];

    /// <summary>A fault the scorer found, in the terms of the request.</summary>
    public static RequestFault From(Fault fault) =>
        new(fault.Pointer, fault.Code, fault.Arguments.ToDictionary(argument => argument.Name, argument => (object?)argument.Value));

    /// <summary>A fault a validator found, in the terms of the request.</summary>
    public static RequestFault From(ValidationFailure error) =>
        new(JsonPointer.FromPropertyPath(error.PropertyName), error.ErrorCode, error.FormattedMessagePlaceholderValues ?? None);

    public RequestFault(string pointer, string code) : this(pointer, code, None)
    {
    }

    public RequestFault(string pointer, string code, string argument, object? value)
        : this(pointer, code, new Dictionary<string, object?> { [argument] = value })
    {
    }
}

/// <summary>A refusal on its way out: its code, the values its detail speaks of, and its faults.</summary>
public sealed record Problem(string Code)
{
    public IReadOnlyDictionary<string, object?> Arguments { get; init; } = new Dictionary<string, object?>();
    public IReadOnlyList<RequestFault> Faults { get; init; } = [];

    /// <summary>Members beside those every problem has, for what a program needs to go on (RFC 9457, 3.2).</summary>
    public IReadOnlyDictionary<string, object> Extensions { get; init; } = new Dictionary<string, object>();

    public int Status => Messages.Problems[Code].Status;

    public static Problem Invalid(params IReadOnlyList<RequestFault> faults) => new("invalid_request") { Faults = faults };
}

/// <summary>Ends a request from anywhere with a problem; what is refused has changed nothing.</summary>
public sealed class ProblemException(Problem problem) : Exception(problem.Code)
{
    public Problem Problem { get; } = problem;
}

/// <summary>An error as it is answered (RFC 9457), in the language asked for.</summary>
public sealed record ProblemBody
{
    /// <summary>Identifies the kind of problem; a name, not an address.</summary>
    public required string Type { get; init; }

    public required string Title { get; init; }
    public required int Status { get; init; }
    public string? Detail { get; init; }

    /// <summary>The path that was asked.</summary>
    public required string Instance { get; init; }

    /// <summary>Stable; what a program goes by.</summary>
    public required string Code { get; init; }

    /// <summary>Finds the request in the service's log.</summary>
    public required string TraceId { get; init; }

    /// <summary>Everything wrong with the input; a body that cannot be read names its first fault.</summary>
    public IReadOnlyList<ProblemError>? Errors { get; init; }

    /// <summary>What a program needs to go on, where a code has more to say.</summary>
    [JsonExtensionData]
    public IDictionary<string, object>? Extensions { get; init; }
}

/// <summary>One thing wrong with the input.</summary>
public sealed record ProblemError
{
    /// <summary>A JSON Pointer into the body (<c>/indicators/3/score</c>), or the parameter's name.</summary>
    public required string Pointer { get; init; }

    /// <summary>Stable; what a program goes by.</summary>
    public required string Code { get; init; }

    public required string Message { get; init; }
}

/// <summary>
/// The one writer of <c>application/problem+json</c> (RFC 9457). The framework's own honours <c>Accept</c> and answers plain text to a
/// caller who asked for CSV; an error is a problem whatever was asked for.
/// </summary>
public sealed class ProblemWriter : IProblemDetailsWriter
{
    public const string MediaType = "application/problem+json";

    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var status = context.HttpContext.Response.StatusCode;
        var problem = status switch
        {
            StatusCodes.Status413PayloadTooLarge => BodyRules.TooLarge(context.HttpContext),
            StatusCodes.Status415UnsupportedMediaType => BodyRules.UnsupportedType(context.HttpContext),
            _ => new Problem(CodeOf(status)),
        };
        await WriteAsync(context.HttpContext, problem, status);
    }

    public static Task WriteAsync(HttpContext http, Problem problem) => WriteAsync(http, problem, problem.Status);

    private static async Task WriteAsync(HttpContext http, Problem problem, int status)
    {
        var thai = Messages.PrefersThai(http.Request);
        var words = Messages.Problems[problem.Code];
        var body = new ProblemBody
        {
            Type = $"urn:ita-api:problem:{problem.Code}",
            Title = Messages.Fill(words, thai, problem.Arguments),
            Status = status,
            Detail = words.Detail is { } detail ? Messages.Fill(detail, thai, problem.Arguments) : null,
            Instance = http.Request.Path,
            Code = problem.Code,
            TraceId = Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier,
            Errors = problem.Faults.Count == 0 ? null :
            [
                .. problem.Faults.Select(fault => new ProblemError
                {
                    Pointer = fault.Pointer,
                    Code = fault.Code,
                    Message = Messages.Fill(Messages.Faults[fault.Code], thai, fault.Arguments),
                }),
            ],
            Extensions = problem.Extensions.Count == 0 ? null : problem.Extensions.ToDictionary(),
        };

        http.Response.StatusCode = status;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentLanguage = thai ? "th" : "en";
        if (status == StatusCodes.Status503ServiceUnavailable)
            http.Response.Headers.RetryAfter = RetryAfterSeconds;
        await http.Response.WriteAsJsonAsync(body, Json.Options, MediaType, http.RequestAborted);
    }

    /// <summary>Seconds after which a caller may ask again while the database is away.</summary>
    private const string RetryAfterSeconds = "5";

    /// <summary>The code of a bare status, as routing, binding or a handler's typed result left it.</summary>
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

/// <summary>A typed result that refuses: the status stands in the handler's return type, the code in the body.</summary>
public abstract class Refusal(Problem problem) : IResult, IStatusCodeHttpResult
{
    public Problem Problem { get; } = problem;
    int? IStatusCodeHttpResult.StatusCode => Problem.Status;
    public virtual Task ExecuteAsync(HttpContext httpContext) => ProblemWriter.WriteAsync(httpContext, Problem);

    protected static void Document(EndpointBuilder builder, int status) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(ProblemBody), [ProblemWriter.MediaType]));
}

/// <summary>404: what the address names is not there.</summary>
public sealed class NotFoundProblem(Problem problem) : Refusal(problem), IEndpointMetadataProvider
{
    public static NotFoundProblem Province(string provinceCode) => new(new Problem("province_not_found") { Arguments = With("ProvinceCode", provinceCode) });

    public static NotFoundProblem Agency(string agencyCode) => new(new Problem("agency_not_found") { Arguments = With("AgencyCode", agencyCode) });

    public static NotFoundProblem Framework(int fiscalYear) => new(new Problem("framework_not_found") { Arguments = With("FiscalYear", fiscalYear) });

    public static NotFoundProblem Assessment(string agencyCode, int fiscalYear) =>
        new(new Problem("assessment_not_found") { Arguments = With("AgencyCode", agencyCode, "FiscalYear", fiscalYear) });

    public static NotFoundProblem Version(int version) => new(new Problem("version_not_found") { Arguments = With("Version", version) });

    public static NotFoundProblem Import(Guid id) => new(new Problem("import_not_found") { Arguments = With("Id", id) });

    public static NotFoundProblem ApiKey(string id) => new(new Problem("api_key_not_found") { Arguments = With("Id", id) });

    public static NotFoundProblem Measure(Guid measureId) => new(new Problem("measure_not_found") { Arguments = With("MeasureId", measureId) });

    public static NotFoundProblem Indicator(int number, int fiscalYear) =>
        new(new Problem("indicator_not_found") { Arguments = With("Number", number, "FiscalYear", fiscalYear) });

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Document(builder, StatusCodes.Status404NotFound);

    private static Dictionary<string, object?> With(string name, object value) => new() { [name] = value };

    private static Dictionary<string, object?> With(string name, object value, string other, object otherValue) => new() { [name] = value, [other] = otherValue };
}

/// <summary>410: it was there, and is not kept any longer.</summary>
public sealed class GoneProblem(Problem problem) : Refusal(problem), IEndpointMetadataProvider
{
    public static GoneProblem Changes(string next) => new(new Problem("changes_pruned") { Extensions = new Dictionary<string, object> { ["next"] = next } });

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Document(builder, StatusCodes.Status410Gone);
}

/// <summary>409: it would contradict what is stored.</summary>
public sealed class ConflictProblem(Problem problem) : Refusal(problem), IEndpointMetadataProvider
{
    public static ConflictProblem AgencyInUse() => new(new Problem("agency_in_use"));

    public static ConflictProblem ImportFinished() => new(new Problem("import_finished"));

    public static ConflictProblem AssessmentExists(string agencyCode, int fiscalYear) =>
        new(new Problem("assessment_exists") { Arguments = new Dictionary<string, object?> { ["AgencyCode"] = agencyCode, ["FiscalYear"] = fiscalYear } });

    public static ConflictProblem RankingChanged() => new(new Problem("ranking_changed"));

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Document(builder, StatusCodes.Status409Conflict);
}
