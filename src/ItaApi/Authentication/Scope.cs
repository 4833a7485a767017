using Microsoft.AspNetCore.Authorization;

namespace ItaApi.Authentication;

/// <summary>What a key may do beside reading.</summary>
public enum Scope
{
    /// <summary>Write what belongs to the agencies of the key's provinces.</summary>
    Write,

    /// <summary>Write everywhere, frameworks and keys too.</summary>
    Admin,
}

public static class ScopeRequirement
{
    /// <summary>Only callers whose key has the scope pass; the rest are answered 401 or 403 before their body is read.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoint, Scope scope) where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(scope.ToString());

    /// <summary>The scope an endpoint asks for; null where anybody may call it.</summary>
    public static Scope? ScopeOf(EndpointMetadataCollection metadata) =>
        metadata.GetMetadata<IAuthorizeData>()?.Policy is { } policy ? Enum.Parse<Scope>(policy) : null;
}
