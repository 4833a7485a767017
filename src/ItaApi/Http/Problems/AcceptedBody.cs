namespace ItaApi.Http.Problems;

/// <summary>The body that an endpoint accepts; used by <see cref="BodyChecks"/> and for the contract.</summary>
/// <param name="MediaTypes">The media types it may have.</param>
/// <param name="Type">The type that JSON is read as.</param>
internal sealed record AcceptedBody(IReadOnlyList<string> MediaTypes, Type? Type)
{
    public const string Json = "application/json";

    /// <summary>Whether the framework reads it: JSON is the only media type.</summary>
    public bool IsJsonAlone => MediaTypes is [Json];

    public bool Includes(string? mediaType) => MediaTypes.Contains(mediaType, StringComparer.OrdinalIgnoreCase);
}
