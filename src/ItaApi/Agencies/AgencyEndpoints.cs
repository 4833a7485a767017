using ItaApi.Authentication;
using ItaApi.Http.Answers;
using ItaApi.Http.Problems;
using ItaApi.Http.Requests;
using ItaApi.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.Agencies;

internal static class AgencyEndpoints
{
    public static IServiceCollection AddAgencies(this IServiceCollection services) => services
        .AddSingleton<AgencyRepository>()
        .AddSingleton<AgencyKeyRepository>()
        .AddSingleton<AgencyIndex>()
        .AddSingleton<AgencyCodeRepository>()
        .AddSingleton<FormerCodes>()
        .AddSingleton<FluentValidation.IValidator<AgencyCodeBody>, AgencyCodeBodyValidator>()
        .AddSingleton<FluentValidation.IValidator<AgencyBody>, AgencyBodyValidator>();

    public static RouteGroupBuilder MapAgencies(this IEndpointRouteBuilder routes)
    {
        var agencies = routes.MapGroup("/agencies").WithTags("Agencies");

        agencies.MapGet("", ListAgencies);
        agencies.MapGet("/{agencyCode}", GetAgency);
        agencies.MapPut("/{agencyCode}", PutAgency).RequireScope(Scope.Write);
        agencies.MapPost("/{agencyCode}/code", ChangeAgencyCode).RequireScope(Scope.Admin);
        agencies.MapDelete("/{agencyCode}", DeleteAgency).RequireScope(Scope.Write);

        return agencies;
    }

    /// <summary>List agencies in the order of their codes.</summary>
    /// <remarks>
    /// Each filter narrows the list. A page has the cursor of the next page in <c>page.nextCursor</c> and in the <c>Link</c> header.
    /// </remarks>
    private static async Task<Snapshot<Page<Agency>>> ListAgencies(
        [AsParameters] AgencyListQuery query, [AsParameters] PageQuery paging,
        AgencyRepository agencies, Caller caller, HttpContext http, CancellationToken ct)
    {
        var page = PageRequest.From(http, paging);
        var found = (await agencies.ListAsync(query, page.After?[0], page.Fetch, ct)).Select(agency => agency.ToAgency(caller)).ToList();
        var count = page.Count ? await agencies.CountAsync(query, ct) : (long?)null;
        return new Snapshot<Page<Agency>>(page.ToPage(found, agency => [agency.Code], count)) { DependsOnKey = true };
    }

    /// <summary>Get one agency by its code.</summary>
    /// <remarks>The current state of the agency. An assessment keeps the name and kind that the agency had when it was assessed.</remarks>
    /// <param name="agencyCode">The code of the agency, for example <c>57-mae-ngoen</c>.</param>
    private static async Task<Results<Current<Agency>, NotFoundProblem>> GetAgency(
        [AgencyCode] string agencyCode, AgencyRepository agencies, Caller caller, CancellationToken ct) =>
        (await agencies.FindAsync(agencyCode, ct))?.ToAgency(caller) is { } agency
            ? new Current<Agency>(agency, agency.State) { DependsOnKey = true }
            : NotFoundProblem.Agency(agencyCode);

    /// <summary>Create or change an agency.</summary>
    /// <remarks>
    /// Replaces the whole agency: a field that is omitted is deleted. A body equal to the stored agency makes no new version. To move an
    /// agency to another province, the key must cover both provinces. A key of some provinces cannot create an agency whose code begins
    /// with the two digits of another province and a hyphen. No two codes may differ only in upper and lower case.
    /// </remarks>
    /// <param name="agencyCode">The code of the agency, chosen by the client.</param>
    private static async Task<Results<Written<Agency>, WriteRefusal>> PutAgency(
        [AgencyCode] string agencyCode, AgencyBody body, AgencyRepository agencies,
        Caller caller, Preconditions given, CancellationToken ct)
    {
        if (AgencyCodeRights.NeedStored(agencyCode, body, caller)
            && AgencyCodeRights.FindRefusal(agencyCode, body, await agencies.FindAsync(agencyCode, ct), caller) is { } refusal)
        {
            return refusal;
        }

        if (await agencies.PutAsync(agencyCode, body, caller, given, ct) is not var (row, created))
            return Refuse(await agencies.FindAsync(agencyCode, ct), caller, given);
        var agency = row.ToAgency(caller);
        return new Written<Agency>(agency, agency.State, created ? $"/v1/agencies/{agencyCode}" : null);
    }

    /// <summary>Give an agency another code.</summary>
    /// <remarks>
    /// Assessments, measures and their history go along. The old code, and every address below it, is answered 308 with the address of the
    /// new code in `Location`, whatever the method. In the feed, what had the old code is deleted, and what has the new code is updated.
    /// </remarks>
    /// <param name="agencyCode">The present code of the agency.</param>
    private static async Task<Results<ChangedVersion<Agency>, WriteRefusal>> ChangeAgencyCode(
        [AgencyCode] string agencyCode, AgencyCodeBody body, AgencyCodeRepository codes, AgencyRepository agencies,
        FormerCodes former, Caller caller, Preconditions given, CancellationToken ct)
    {
        if (await codes.ChangeCodeAsync(agencyCode, body.Code!, caller, given, ct) is not { } changed)
        {
            return await agencies.FindAsync(agencyCode, ct) is { } stored
                ? Refuse(stored, caller, given)
                : WriteRefusal.NotFound(NotFoundProblem.Agency(agencyCode));
        }

        await former.LoadAsync(ct);
        var agency = changed.ToAgency(caller);
        return new ChangedVersion<Agency>(agency, agency.State);
    }

    /// <summary>Delete an agency that has no assessments and no measures.</summary>
    /// <remarks>An agency that has assessments or measures cannot be deleted.</remarks>
    /// <param name="agencyCode">The code of the agency.</param>
    private static async Task<Results<NoContent, WriteRefusal>> DeleteAgency(
        [AgencyCode] string agencyCode, AgencyRepository agencies, Caller caller, Preconditions given, CancellationToken ct)
    {
        if (await agencies.DeleteAsync(agencyCode, caller, given, ct))
            return TypedResults.NoContent();

        return await agencies.FindAsync(agencyCode, ct) is { } agency
            ? Refuse(agency, caller, given)
            : WriteRefusal.NotFound(NotFoundProblem.Agency(agencyCode));
    }

    private static WriteRefusal Refuse(AgencyRow? stored, Caller caller, Preconditions given) =>
        stored is not null && !caller.MayWrite(stored.ProvinceCode, stored.Code)
            ? WriteRefusal.OtherProvince(stored.ProvinceCode)
            : WriteRefusal.Condition(given, stored?.ToAgency(caller).State);
}
