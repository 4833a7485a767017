using System.Globalization;
using FluentValidation;
using ItaApi.Authentication;
using ItaApi.Faults;
using ItaApi.Http.Answers;
using ItaApi.Http.Problems;
using ItaApi.Http.Requests;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.ApiKeys;

internal static class ApiKeyEndpoints
{
    public static IServiceCollection AddApiKeys(this IServiceCollection services)
    {
        services
            .AddSingleton<AdministratorKey>()
            .AddSingleton<ApiKeyRepository>()
            .AddSingleton<KnownKeys>()
            .AddSingleton<ApiKeyCache>()
            .AddSingleton<ApiKeyUses>()
            .AddSingleton<IValidator<ApiKeyBody>, ApiKeyBodyValidator>();

        // Without the framework's protection of cookies: it would read its keys from disk at each start, or write some, and nothing uses
        // them.
        new AuthenticationBuilder(
            services.AddAuthenticationCore(authentication => authentication.DefaultScheme = ApiKeyAuthentication.Scheme).AddWebEncoders())
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.Scheme, configureOptions: null);
        var authorization = services.AddAuthorizationBuilder().SetFallbackPolicy(new(
            [new Microsoft.AspNetCore.Authorization.Infrastructure.AssertionRequirement(ApiKeyAuthentication.IsNoInvalidKey)], []));
        foreach (var scope in Enum.GetValues<Scope>())
        {
            authorization.AddPolicy(scope.ToString(), policy => policy
                .RequireAuthenticatedUser()
                .RequireAssertion(context => context.User.Identity is CallerIdentity { Caller: var caller } && caller.Has(scope)));
        }

        return services;
    }

    public static void MapApiKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/api-keys").WithTags("Keys").RequireScope(Scope.Admin);

        keys.MapGet("", ListApiKeys);
        keys.MapPost("", CreateApiKey);
        keys.MapDelete("/{id}", RevokeApiKey);
    }

    /// <summary>List the keys, oldest first, including revoked and expired ones.</summary>
    /// <remarks>A key is shown by its first characters. Its secret is not stored.</remarks>
    private static async Task<Ok<Page<ApiKey>>> ListApiKeys(
        [AsParameters] PageQuery paging, ApiKeyRepository keys, HttpContext http, CancellationToken ct)
    {
        // No shared cache may keep the list of keys.
        http.Response.Headers.CacheControl = "private, no-store";
        var page = PageRequest.From(http, paging);
        var found = await keys.ListAsync(page.After is [var id] ? Guid.Parse(id) : null, page.Fetch, ct);
        return TypedResults.Ok(page.ToPage(found, key => [key.Id.ToString()], page.Count ? await keys.CountAsync(ct) : null));
    }

    /// <summary>Create a key. Its secret is shown only in this answer.</summary>
    /// <remarks>
    /// The scope `write` permits writing for the agencies in the key's provinces and for its single agencies, the scope `admin` permits
    /// everything. A key without a scope can only read.
    /// </remarks>
    private static async Task<Created<NewApiKey>> CreateApiKey(
        ApiKeyBody body, ApiKeyRepository keys, Caller caller, HttpContext http, CancellationToken ct)
    {
        if (body.Agencies is { Count: > 0 } agencies && await keys.FindUnknownAgencyAsync(agencies, ct) is { } place)
        {
            var pointer = string.Create(CultureInfo.InvariantCulture, $"/agencies/{place}");
            throw new ProblemException(Problem.Invalid(new RequestFault(pointer, "unknown_agency")));
        }

        var key = await keys.CreateAsync(body, ApiKeySecret.Create(), caller, ct);
        AnswerSecret.Mark(http, key.Key);
        return TypedResults.Created($"/v1/api-keys/{key.Id}", key);
    }

    /// <summary>Revoke a key permanently.</summary>
    /// <remarks>
    /// From now on no instance of the service accepts a write with this key. The key stays in the list, because the history refers to it.
    /// </remarks>
    /// <param name="id">The key's `id`.</param>
    private static async Task<Results<NoContent, NotFoundProblem>> RevokeApiKey(
        string id, ApiKeyRepository keys, ApiKeyCache directory, Caller caller, CancellationToken ct)
    {
        if (!Guid.TryParse(id, out var known) || await keys.RevokeAsync(known, caller, ct) is not { } prefix)
            return NotFoundProblem.ApiKey(id);

        directory.Forget(prefix);
        return TypedResults.NoContent();
    }
}
