using FluentValidation;
using ItaApi.Authentication;
using ItaApi.Http.Requests;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.Erasures;

internal static class ErasureEndpoints
{
    public static IServiceCollection AddErasures(this IServiceCollection services) => services
        .AddSingleton<ErasureRepository>()
        .AddSingleton<IValidator<ErasureBody>, ErasureBodyValidator>();

    public static void MapErasures(this IEndpointRouteBuilder routes)
    {
        var erasures = routes.MapGroup("/erasures").WithTags("Erasures").RequireScope(Scope.Admin);

        erasures.MapGet("", ListErasures);
        erasures.MapPost("", EraseText);
    }

    /// <summary>List the erasures, newest first: by whom, when, why, and how much they changed.</summary>
    /// <remarks>What was found is stored nowhere.</remarks>
    private static async Task<Ok<Page<Erasure>>> ListErasures(
        [AsParameters] PageQuery paging, ErasureRepository erasures, HttpContext http, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        var page = PageRequest.From(http, paging);
        var found = await erasures.ListAsync(page.After is [var id] ? Guid.Parse(id) : null, page.Fetch, ct);
        return TypedResults.Ok(
            page.ToPage(found, erasure => [erasure.ErasureId.ToString()], page.Count ? await erasures.CountAsync(ct) : null));
    }

    /// <summary>Erase a text, for example the name of a person, wherever it is stored.</summary>
    /// <remarks>
    /// Replaces the text in agencies, assessments and measures, in all of their recorded versions, in imports with their errors, in the
    /// answers kept for requests with an `Idempotency-Key`, in frameworks and in names of keys. Codes, dates and numbers stay. Every
    /// agency, assessment and measure that held the text, in whichever version, gets a new version and a change of a type such as
    /// `assessmentRedacted` in the feed. With `dryRun=true`, it is only counted. A write that arrives during the erasure may store the
    /// text again: a dry run afterwards shows it.
    /// </remarks>
    private static async Task<Ok<ErasureOutcome>> EraseText(
        [AsParameters] ErasureQuery query, ErasureBody body, ErasureRepository erasures,
        Caller caller, HttpContext http, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Ok(await erasures.EraseAsync(body, query.DryRun ?? false, caller, ct));
    }
}
