namespace ItaApi.Values;

/// <summary>
/// States in plain words what a constant limits, for the table in <c>docs/limits.md</c>: <c>[Limit("titles of a measure")]</c>. Every limit
/// that a client can reach has one.
/// </summary>
/// <param name="subject">What is counted, with its unit; the table continues it with the number.</param>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class LimitAttribute(string subject) : Attribute
{
    public string Subject => subject;

    /// <summary>The setting that changes the limit, as an environment variable; null if it is fixed.</summary>
    public string? Setting { get; init; }
}
