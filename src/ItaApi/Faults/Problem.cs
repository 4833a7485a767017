namespace ItaApi.Faults;

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
