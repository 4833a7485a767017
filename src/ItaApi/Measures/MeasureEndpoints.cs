using FluentValidation;
using ItaApi.Authentication;
using ItaApi.Http.Answers;
using ItaApi.Http.Problems;
using ItaApi.Http.Requests;
using ItaApi.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.Measures;

internal static class MeasureEndpoints
{
    public static IServiceCollection AddMeasures(this IServiceCollection services) => services
        .AddSingleton<MeasureRepository>()
        .AddSingleton<MeasureListRepository>()
        .AddSingleton<MeasureListReader>()
        .AddSingleton<IValidator<MeasureBody>, MeasureBodyValidator>()
        .AddSingleton<IValidator<ProgressBody>, ProgressBodyValidator>();

    public static void MapMeasures(this IEndpointRouteBuilder routes)
    {
        var measures = routes.MapGroup("").WithTags("Measures");

        measures.MapGet("/measures", ListMeasures);
        measures.MapGet("/agencies/{agencyCode}/measures", ListMeasuresOfAgency);
        measures.MapPost("/agencies/{agencyCode}/measures", CreateMeasure).RequireScope(Scope.Write);
        measures.MapGet("/measures/{measureId}", GetMeasure);
        measures.MapPut("/measures/{measureId}", PutMeasure).RequireScope(Scope.Write);
        measures.MapDelete("/measures/{measureId}", DeleteMeasure).RequireScope(Scope.Write);
    }

    /// <summary>List measures in the order of agency, year and position in the plan.</summary>
    /// <remarks>
    /// Each filter narrows the list. A page has the cursor of the next page in <c>page.nextCursor</c> and in the <c>Link</c> header.
    /// </remarks>
    private static async Task<Snapshot<Page<Measure>>> ListMeasures(
        [AsParameters] MeasureListQuery query, [AsParameters] MeasurePlaceQuery place, [AsParameters] PageQuery paging,
        MeasureListReader lists, HttpContext http, CancellationToken ct) =>
        new(await lists.ListAsync(query, place, PageRequest.From(http, paging), ct));

    /// <summary>List the measures of an agency in the order of year and position in the plan.</summary>
    /// <remarks>Each filter narrows the list. Measures without a position come after those with one.</remarks>
    /// <param name="agencyCode">The code of the agency.</param>
    private static async Task<Results<Snapshot<Page<Measure>>, NotFoundProblem>> ListMeasuresOfAgency(
        [AgencyCode] string agencyCode, [AsParameters] MeasureListQuery query, [AsParameters] PageQuery paging,
        MeasureListReader lists, HttpContext http, CancellationToken ct) =>
        await lists.FindAsync(agencyCode, query, PageRequest.From(http, paging), ct) is { } page
            ? new Snapshot<Page<Measure>>(page)
            : NotFoundProblem.Agency(agencyCode);

    /// <summary>Add a measure to the plan of an agency.</summary>
    /// <remarks>
    /// A measure is one printed row: titles that share steps, units, period and status. The service assigns its id. Reports that are sent
    /// in
    /// <c>progress</c> are stored with it, each with an id. If the agency has a measure with the same <c>externalId</c>, that measure is
    /// changed as by <c>PUT</c>, whatever its version, and the answer is 200.
    /// </remarks>
    /// <param name="agencyCode">The code of an existing agency.</param>
    private static async Task<Results<Written<Measure>, WriteRefusal, ConflictProblem>> CreateMeasure(
        [AgencyCode] string agencyCode, MeasureBody body, MeasureRepository measures, Caller caller, CancellationToken ct) =>
        await measures.CreateAsync(agencyCode, body, caller, ct) switch
        {
            null => WriteRefusal.NotFound(NotFoundProblem.Agency(agencyCode)),
            { Measure: { } measure, Found.MeasureId: null } => new Written<Measure>(measure, measure.State, $"/v1/measures/{measure.Id}"),
            { Measure: { } measure } => new Written<Measure>(measure, measure.State, createdAt: null),
            { Found: { MeasureId: null } found } => WriteRefusal.OtherProvince(found.ProvinceCode),
            var refused => Refused<Written<Measure>>(MeasureRefusals.OfPut(refused, body, caller, Preconditions.None)),
        };

    /// <summary>Get a measure with all its reports.</summary>
    /// <remarks><c>warnings</c> lists unusual but accepted values, such as a period outside the fiscal year.</remarks>
    /// <param name="measureId">The id of the measure.</param>
    private static async Task<Results<Current<Measure>, NotFoundProblem>> GetMeasure(
        Guid measureId, MeasureRepository measures, CancellationToken ct) =>
        await measures.FindAsync(measureId, ct) is { } measure
            ? new Current<Measure>(measure, measure.State)
            : NotFoundProblem.Measure(measureId);

    /// <summary>Change a measure. A body equal to the stored one makes no new version.</summary>
    /// <remarks>
    /// Replaces the whole measure except its agency and its reports; an omitted status or <c>externalId</c> does not change. A report in
    /// <c>progress</c> that equals a stored one is left alone, another is added; stored reports that are not sent stay. A report with the
    /// id of a stored one and another content is refused: <c>PUT /v1/measures/{measureId}/progress/{reportId}</c> corrects it. A measure
    /// that has ended is reopened only by a report with a reason.
    /// </remarks>
    /// <param name="measureId">The id of the measure.</param>
    private static async Task<Results<ChangedVersion<Measure>, WriteRefusal, ConflictProblem>> PutMeasure(
        Guid measureId, MeasureBody body, MeasureRepository measures, Caller caller, Preconditions given, CancellationToken ct) =>
        await measures.PutAsync(measureId, body, caller, given, ct) switch
        {
            null => MeasureRefusals.NotFound(measureId),
            { Measure: { } measure } => new ChangedVersion<Measure>(measure, measure.State),
            var refused => Refused<ChangedVersion<Measure>>(MeasureRefusals.OfPut(refused, body, caller, given)),
        };

    /// <summary>Delete a measure with all its reports.</summary>
    /// <remarks>Its history is kept.</remarks>
    /// <param name="measureId">The id of the measure.</param>
    private static async Task<Results<NoContent, WriteRefusal>> DeleteMeasure(
        Guid measureId, MeasureRepository measures, Caller caller, Preconditions given, CancellationToken ct) =>
        await measures.DeleteAsync(measureId, caller, given, ct) switch
        {
            null => MeasureRefusals.NotFound(measureId),
            { Measure: not null } => TypedResults.NoContent(),
            { Found: var found } => MeasureRefusals.OfVersion(found, caller, given),
        };

    /// <summary>A refusal among the answers of a handler.</summary>
    internal static Results<TAnswer, WriteRefusal, ConflictProblem> Refused<TAnswer>(Refusal refusal) where TAnswer : IResult =>
        refusal is ConflictProblem conflict ? conflict : (WriteRefusal)refusal;
}
