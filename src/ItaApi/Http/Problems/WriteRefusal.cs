using System.Reflection;
using ItaApi.Faults;
using ItaApi.Http.Answers;
using Microsoft.AspNetCore.Http.Metadata;

namespace ItaApi.Http.Problems;

/// <summary>
/// Why a write changed nothing: what it names is not there (404), it belongs to another province (403), the condition it was sent under
/// does not hold (412) or it was sent under none (428).
/// </summary>
public sealed class WriteRefusal : Refusal, IEndpointMetadataProvider
{
    private readonly string? currentState;

    private WriteRefusal(Problem problem, string? currentState = null) : base(problem) => this.currentState = currentState;

    public static WriteRefusal NotFound(NotFoundProblem missing) => new(missing.Problem);

    public static WriteRefusal OtherProvince(string provinceCode) =>
        new(new Problem("province_forbidden") { Arguments = new Dictionary<string, object?> { ["ProvinceCode"] = provinceCode } });

    /// <summary>What stands in the way of a write that would otherwise have been made.</summary>
    /// <param name="given">The condition it was sent under.</param>
    /// <param name="currentState">Names the stored state; null where there is nothing.</param>
    public static WriteRefusal Condition(Preconditions given, string? currentState) => (given, currentState) switch
    {
        ({ MustExist: false, MustNotExist: false }, not null) => new(new Problem("precondition_required"), currentState),
        (_, null) when !given.MustExist => new(new Problem("conflict")),
        _ => new(new Problem("precondition_failed"), currentState),
    };

    public override Task ExecuteAsync(HttpContext httpContext)
    {
        if (currentState is not null)
            httpContext.Response.Headers.ETag = EntityTags.Quote(EntityTags.OfState(currentState));
        return base.ExecuteAsync(httpContext);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        foreach (var status in new[] { 403, 404, 409, 412, 428 })
            Document(builder, status);
    }
}
