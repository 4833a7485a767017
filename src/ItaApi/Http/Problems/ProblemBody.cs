using System.Text.Json.Serialization;

namespace ItaApi.Http.Problems;

/// <summary>An error in the requested language (RFC 9457).</summary>
internal sealed record ProblemBody
{
    /// <summary>Identifies the kind of problem; a name, not an address.</summary>
    public required string Type { get; init; }

    public required string Title { get; init; }
    public required int Status { get; init; }
    public string? Detail { get; init; }

    /// <summary>The path of the request.</summary>
    public required string Instance { get; init; }

    /// <summary>A stable code for programs.</summary>
    public required string Code { get; init; }

    /// <summary>Identifies the request in the log of the service.</summary>
    public required string TraceId { get; init; }

    /// <summary>The errors of the input, at most 100; for a body that cannot be read, only the first.</summary>
    public IReadOnlyList<ProblemError>? Errors { get; init; }

    /// <summary>True when there are more errors than are listed.</summary>
    public bool? ErrorsTruncated { get; init; }

    /// <summary>Data that a program needs to continue, for codes that have more to report.</summary>
    [JsonExtensionData]
    public IDictionary<string, object>? Extensions { get; init; }
}

/// <summary>One error of the input.</summary>
internal sealed record ProblemError
{
    /// <summary>A JSON Pointer into the body (<c>/indicators/3/score</c>), or the name of the parameter.</summary>
    public required string Pointer { get; init; }

    /// <summary>A stable code for programs.</summary>
    public required string Code { get; init; }

    public required string Message { get; init; }
}
