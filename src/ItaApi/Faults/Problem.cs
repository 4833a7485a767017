namespace ItaApi.Faults;

/// <summary>A refusal: its code, the values in its detail, and its faults.</summary>
internal sealed record Problem(string Code)
{
    public IReadOnlyDictionary<string, object?> Arguments { get; init; } = new Dictionary<string, object?>();
    public IReadOnlyList<RequestFault> Faults { get; init; } = [];

    /// <summary>Members besides those that every problem has, which a program needs to continue (RFC 9457, 3.2).</summary>
    public IReadOnlyDictionary<string, object> Extensions { get; init; } = new Dictionary<string, object>();

    public int Status => Messages.Problems[Code].Status;

    public static Problem Invalid(params IReadOnlyList<RequestFault> faults) => new("invalid_request") { Faults = faults };
}

/// <summary>Ends a request with a problem, from anywhere; a refused request has changed nothing.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Code)
{
    public Problem Problem { get; } = problem;
}
