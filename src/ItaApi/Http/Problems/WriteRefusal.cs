using System.Reflection;
using ItaApi.Faults;
using ItaApi.Http.Answers;
using Microsoft.AspNetCore.Http.Metadata;

namespace ItaApi.Http.Problems;

/// <summary>
/// Why a write changed nothing: the resource does not exist (404), belongs to another province (403), the condition of the request is not
/// met (412), or the request needs a condition and has none (428).
/// </summary>
internal sealed class WriteRefusal : Refusal, IEndpointMetadataProvider
{
    private readonly string? currentState;

    private WriteRefusal(Problem problem, string? currentState = null) : base(problem) => this.currentState = currentState;

    public static WriteRefusal NotFound(NotFoundProblem missing) => new(missing.Problem);

    public static WriteRefusal OtherProvince(string provinceCode) =>
        new(new Problem("province_forbidden") { Arguments = new Dictionary<string, object?> { ["ProvinceCode"] = provinceCode } });

    /// <summary>The code is reserved for the agencies of another province.</summary>
    public static WriteRefusal CodeOfOtherProvince(string code, string provinceCode) => new(new Problem("code_of_other_province")
    {
        Arguments = new Dictionary<string, object?> { ["Code"] = code, ["ProvinceCode"] = provinceCode },
    });

    /// <summary>The reason for which a condition prevented a write.</summary>
    /// <param name="given">The condition of the request.</param>
    /// <param name="currentState">Identifies the stored version; null if nothing is stored.</param>
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
