using ItaApi.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.Agencies;

public static class AgencyEndpoints
{
    public static IServiceCollection AddAgencies(this IServiceCollection services) => services
        .AddSingleton<AgencyRepository>()
        .AddSingleton<FluentValidation.IValidator<AgencyBody>, AgencyBodyValidator>();

    public static RouteGroupBuilder MapAgencies(this IEndpointRouteBuilder routes)
    {
        var agencies = routes.MapGroup("/agencies").WithTags("Agencies");

        agencies.MapGet("", ListAgencies);
        agencies.MapGet("/{agencyCode}", GetAgency);
        agencies.MapPut("/{agencyCode}", PutAgency);
        agencies.MapDelete("/{agencyCode}", DeleteAgency);

        return agencies;
    }

    /// <summary>List agencies by code.</summary>
    /// <remarks>Every filter narrows the list. A page names the cursor of the next in <c>page.nextCursor</c> and in the <c>Link</c> header.</remarks>
    private static async Task<Ok<Page<Agency>>> ListAgencies(
        [AsParameters] AgencyListQuery query, AgencyRepository agencies, HttpContext http, CancellationToken ct)
    {
        var page = PageRequest.From(http, query);
        var found = await agencies.ListAsync(query, page.After?[0], page.Fetch, ct);
        return TypedResults.Ok(page.ToPage(found, agency => [agency.Code], page.Count ? await agencies.CountAsync(query, ct) : null));
    }

    /// <summary>Get one agency by its code.</summary>
    /// <remarks>The agency as it stands now; an assessment keeps the name and kind the agency had at its time.</remarks>
    /// <param name="agencyCode">The caller's own code, for example <c>57-mae-ngoen</c>.</param>
    private static async Task<Results<Ok<Agency>, NotFoundProblem>> GetAgency(
        [AgencyCode] string agencyCode, AgencyRepository agencies, CancellationToken ct) =>
        await agencies.FindAsync(agencyCode, ct) is { } agency
            ? TypedResults.Ok(agency)
            : NotFoundProblem.Agency(agencyCode);

    /// <summary>Create an agency, or change it.</summary>
    /// <remarks>The whole agency is replaced: a member that is left out is taken away. One equal to what is stored makes no new version.</remarks>
    /// <param name="agencyCode">The code the agency is to have, chosen by the caller.</param>
    private static async Task<Results<Ok<Agency>, Created<Agency>>> PutAgency(
        [AgencyCode] string agencyCode, AgencyBody body, AgencyRepository agencies, CancellationToken ct)
    {
        var (agency, created) = await agencies.PutAsync(agencyCode, body, ct);
        return created ? TypedResults.Created($"/v1/agencies/{agencyCode}", agency) : TypedResults.Ok(agency);
    }

    /// <summary>Delete an agency that has no assessments.</summary>
    /// <remarks>An agency with assessments is in use and stays.</remarks>
    /// <param name="agencyCode">The code of the agency.</param>
    private static async Task<Results<NoContent, NotFoundProblem, ConflictProblem>> DeleteAgency(
        [AgencyCode] string agencyCode, AgencyRepository agencies, CancellationToken ct) =>
        await agencies.DeleteAsync(agencyCode, ct) switch
        {
            AgencyDeletion.Deleted => TypedResults.NoContent(),
            AgencyDeletion.InUse => ConflictProblem.AgencyInUse(),
            _ => NotFoundProblem.Agency(agencyCode),
        };
}
