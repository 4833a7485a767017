namespace ItaApi.Http.Requests;

/// <summary>
/// Marks an endpoint that commits its work in several steps, so that no transaction may be open around it. Sent again after a crash, it
/// must find what is stored and do the rest.
/// </summary>
internal sealed record StoresInSteps;
