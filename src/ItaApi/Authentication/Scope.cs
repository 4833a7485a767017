using Microsoft.AspNetCore.Authorization;

namespace ItaApi.Authentication;

/// <summary>What a key permits beyond reading.</summary>
internal enum Scope
{
    /// <summary>Writing for the agencies of the key's provinces.</summary>
    Write,

    /// <summary>Writing everywhere, including frameworks and keys.</summary>
    Admin,
}

internal static class ScopeRequirement
{
    /// <summary>Admits only callers whose key has the scope. Others are answered 401 or 403 before their body is read.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoint, Scope scope) where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(scope.ToString());

    /// <summary>The scope that an endpoint requires; null when it requires none.</summary>
    public static Scope? ScopeOf(EndpointMetadataCollection metadata) =>
        metadata.GetMetadata<IAuthorizeData>()?.Policy is { } policy ? Enum.Parse<Scope>(policy) : null;
}
