using ItaApi.Authentication;
using ItaApi.Http.Answers;
using ItaApi.Http.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.Measures.Reports;

internal static class ReportEndpoints
{
    public static IServiceCollection AddReports(this IServiceCollection services) => services.AddSingleton<ReportRepository>();

    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        var reports = routes.MapGroup("/measures/{measureId}/progress").WithTags("Measures");

        reports.MapPost("", AppendProgress).RequireScope(Scope.Write);
        reports.MapPut("/{reportId}", PutProgress).RequireScope(Scope.Write);
        reports.MapDelete("/{reportId}", DeleteProgress).RequireScope(Scope.Write);
    }

    /// <summary>Add a report to a measure.</summary>
    /// <remarks>
    /// The report is added to <c>progress</c> and gets an id. If it has a status, the measure gets that status. A measure that has ended is
    /// reopened only with a <c>reason</c>.
    /// </remarks>
    /// <param name="measureId">The id of the measure.</param>
    private static async Task<Results<CreatedVersion<Measure>, WriteRefusal, ConflictProblem>> AppendProgress(
        Guid measureId, ProgressBody body, ReportRepository reports, Caller caller, CancellationToken ct) =>
        await reports.AppendAsync(measureId, body, caller, ct) switch
        {
            null => MeasureRefusals.NotFound(measureId),
            { Measure: { } measure } => new CreatedVersion<Measure>(measure, measure.State, $"/v1/measures/{measure.Id}"),
            { Found: var found } => MeasureEndpoints.Refused<CreatedVersion<Measure>>(MeasureRefusals.OfReport(found, body, caller)),
        };

    /// <summary>Correct a report of a measure. A body equal to the stored report makes no new version.</summary>
    /// <remarks>
    /// Replaces the whole report except its id and the moment when it was received. <c>If-Match</c> has the version of the measure, and the
    /// answer is the measure. The history has the former text. If the report gave the measure its status, the measure gets the corrected
    /// one.
    /// </remarks>
    /// <param name="measureId">The id of the measure.</param>
    /// <param name="reportId">The id of the report.</param>
    private static async Task<Results<ChangedVersion<Measure>, WriteRefusal>> PutProgress(
        Guid measureId, Guid reportId, ProgressBody body, ReportRepository reports, Caller caller, Preconditions given,
        CancellationToken ct) =>
        Answer(measureId, reportId, await reports.CorrectAsync(measureId, reportId, body, caller, given, ct), caller, given);

    /// <summary>Delete a report of a measure.</summary>
    /// <remarks>
    /// <c>If-Match</c> has the version of the measure, and the answer is the measure without the report. The history has its text. If the
    /// report gave the measure its status, the measure gets the status of the newest report that is left and has one; else <c>planned</c>
    /// without any report, <c>notStated</c> with one.
    /// </remarks>
    /// <param name="measureId">The id of the measure.</param>
    /// <param name="reportId">The id of the report.</param>
    private static async Task<Results<ChangedVersion<Measure>, WriteRefusal>> DeleteProgress(
        Guid measureId, Guid reportId, ReportRepository reports, Caller caller, Preconditions given, CancellationToken ct) =>
        Answer(measureId, reportId, await reports.CorrectAsync(measureId, reportId, corrected: null, caller, given, ct), caller, given);

    private static Results<ChangedVersion<Measure>, WriteRefusal> Answer(
        Guid measureId, Guid reportId, (bool IsKnown, MeasureWrite? Write) outcome, Caller caller, Preconditions given) => outcome switch
        {
            (true, null) => MeasureRefusals.NotFound(measureId),
            (false, _) => WriteRefusal.NotFound(NotFoundProblem.Report(measureId, reportId)),
            (_, { Measure: { } measure }) => new ChangedVersion<Measure>(measure, measure.State),
            (_, { Found: var found }) => MeasureRefusals.OfVersion(found, caller, given),
        };
}
