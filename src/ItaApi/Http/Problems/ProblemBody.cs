using System.Text.Json.Serialization;

namespace ItaApi.Http.Problems;

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
