using System.Reflection;
using ItaApi.Faults;
using Microsoft.AspNetCore.Http.Metadata;

namespace ItaApi.Http.Problems;

/// <summary>A typed result that refuses: the handler's return type has the status, the body has the code.</summary>
internal abstract class Refusal(Problem problem) : IResult, IStatusCodeHttpResult
{
    public Problem Problem { get; } = problem;
    int? IStatusCodeHttpResult.StatusCode => Problem.Status;
    public virtual Task ExecuteAsync(HttpContext httpContext) => ProblemWriter.WriteAsync(httpContext, Problem);

    protected static void Document(EndpointBuilder builder, int status) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(ProblemBody), [ProblemWriter.MediaType]));
}

/// <summary>404: the resource does not exist.</summary>
internal sealed class NotFoundProblem(Problem problem) : Refusal(problem), IEndpointMetadataProvider
{
    public static NotFoundProblem Province(string provinceCode) =>
        new(new Problem("province_not_found") { Arguments = With("ProvinceCode", provinceCode) });

    public static NotFoundProblem Agency(string agencyCode) =>
        new(new Problem("agency_not_found") { Arguments = With("AgencyCode", agencyCode) });

    public static NotFoundProblem Framework(int fiscalYear) =>
        new(new Problem("framework_not_found") { Arguments = With("FiscalYear", fiscalYear) });

    public static NotFoundProblem Assessment(string agencyCode, int fiscalYear) =>
        new(new Problem("assessment_not_found") { Arguments = With("AgencyCode", agencyCode, "FiscalYear", fiscalYear) });

    public static NotFoundProblem Version(int version) => new(new Problem("version_not_found") { Arguments = With("Version", version) });

    public static NotFoundProblem Import(Guid id) => new(new Problem("import_not_found") { Arguments = With("Id", id) });

    public static NotFoundProblem ApiKey(string id) => new(new Problem("api_key_not_found") { Arguments = With("Id", id) });

    public static NotFoundProblem Measure(Guid measureId) =>
        new(new Problem("measure_not_found") { Arguments = With("MeasureId", measureId) });

    public static NotFoundProblem Report(Guid measureId, Guid reportId) =>
        new(new Problem("progress_not_found") { Arguments = With("MeasureId", measureId, "ReportId", reportId) });

    public static NotFoundProblem Indicator(int number, int fiscalYear) =>
        new(new Problem("indicator_not_found") { Arguments = With("Number", number, "FiscalYear", fiscalYear) });

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        Document(builder, StatusCodes.Status404NotFound);

    private static Dictionary<string, object?> With(string name, object value) => new() { [name] = value };

    private static Dictionary<string, object?> With(string name, object value, string other, object otherValue) =>
        new() { [name] = value, [other] = otherValue };
}

/// <summary>410: the data existed and is no longer kept.</summary>
internal sealed class GoneProblem(Problem problem) : Refusal(problem), IEndpointMetadataProvider
{
    public static GoneProblem Changes(string next) =>
        new(new Problem("changes_pruned") { Extensions = new Dictionary<string, object> { ["next"] = next } });

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        Document(builder, StatusCodes.Status410Gone);
}

/// <summary>409: the request conflicts with the stored data.</summary>
internal sealed class ConflictProblem(Problem problem) : Refusal(problem), IEndpointMetadataProvider
{
    public static ConflictProblem AgencyInUse() => new(new Problem("agency_in_use"));

    public static ConflictProblem ImportFinished() => new(new Problem("import_finished"));

    public static ConflictProblem AssessmentExists(string agencyCode, int fiscalYear) =>
        new(new Problem("assessment_exists")
        {
            Arguments = new Dictionary<string, object?> { ["AgencyCode"] = agencyCode, ["FiscalYear"] = fiscalYear },
        });

    public static ConflictProblem RankingChanged() => new(new Problem("ranking_changed"));

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        Document(builder, StatusCodes.Status409Conflict);
}
