namespace ItaApi.Http.Problems;

/// <summary>
/// What the service itself did wrong in a request. It is kept with the request, so that the request's line in the log contains it.
/// </summary>
internal sealed record Defect(Exception Exception);
