using System.Globalization;
using ItaApi.Agencies;
using ItaApi.Assessments;
using ItaApi.Assessments.Results;
using ItaApi.Frameworks;
using ItaApi.Http.Answers;
using ItaApi.Http.Problems;
using ItaApi.Http.Requests;
using ItaApi.Measures;
using ItaApi.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.History;

public static class HistoryEndpoints
{
    public static IServiceCollection AddHistory(this IServiceCollection services) => services.AddSingleton<HistoryRepository>();

    public static void MapHistory(this IEndpointRouteBuilder routes)
    {
        var history = routes.MapGroup("").WithTags("History");

        history.MapGet("/agencies/{agencyCode}/history", ListAgencyHistory);
        history.MapGet("/agencies/{agencyCode}/assessments/{fiscalYear}/history", ListAssessmentHistory);
        history.MapGet("/measures/{measureId}/history", ListMeasureHistory);
    }

    /// <summary>List the changes of an agency, newest first: by whom, when, and what.</summary>
    /// <remarks>
    /// The history outlasts the agency: a deletion is its newest version. With `version`, the answer has only that version, with the agency
    /// as it was in that version.
    /// </remarks>
    /// <param name="agencyCode">The code of the agency.</param>
    private static async Task<Results<Snapshot<Page<HistoryEntry<Agency>>>, NotFoundProblem>> ListAgencyHistory(
        [AgencyCode] string agencyCode, [AsParameters] HistoryQuery query, [AsParameters] PageQuery paging,
        HistoryRepository history, HttpContext http, CancellationToken ct)
    {
        var recorded = new Recorded<Agency>(
            "agency", agencyCode, RecordedRow.Read<Agency>, (row, _) => ValueTask.FromResult(RecordedRow.Read<Agency>(row.State)));
        return await PageAsync(history, recorded, query, paging, http, ct) is { } page
            ? new Snapshot<Page<HistoryEntry<Agency>>>(page)
            : NotFound(query, NotFoundProblem.Agency(agencyCode));
    }

    /// <summary>List the changes of an assessment, newest first: by whom, when, and what.</summary>
    /// <remarks>
    /// The history outlasts the assessment: a deletion is its newest version. With `version`, the answer has only that version, with the
    /// assessment and its result as they were in that version.
    /// </remarks>
    /// <param name="agencyCode">The code of the agency.</param>
    /// <param name="fiscalYear">The fiscal year assessed (B.E.).</param>
    private static async Task<Results<Snapshot<Page<HistoryEntry<Assessment>>>, NotFoundProblem>> ListAssessmentHistory(
        [AgencyCode] string agencyCode, [FiscalYear] int fiscalYear, [AsParameters] HistoryQuery query, [AsParameters] PageQuery paging,
        HistoryRepository history, FrameworkCatalogue frameworks, HttpContext http, CancellationToken ct)
    {
        var subject = string.Create(CultureInfo.InvariantCulture, $"{agencyCode}/{fiscalYear}");
        var recorded = new Recorded<Assessment>(
            "assessment", subject, state => RecordedRow.Read<AssessmentRow>(state).ToContent(), StateAsync);
        return await PageAsync(history, recorded, query, paging, http, ct) is { } page
            ? new Snapshot<Page<HistoryEntry<Assessment>>>(page)
            : NotFound(query, NotFoundProblem.Assessment(agencyCode, fiscalYear));

        async ValueTask<Assessment> StateAsync(HistoryRow version, CancellationToken token)
        {
            var row = RecordedRow.Read<AssessmentRow>(version.State) with { ProvinceCode = version.ProvinceCode! };
            var content = row.ToContent();
            var evaluation = new Evaluation(await frameworks.GetAsync(row.FiscalYear, row.FrameworkRevision, token), content);
            return row.ToAssessment(content, evaluation.ToResult(row.ToAgency()));
        }
    }

    /// <summary>List the changes of a measure and its reports, newest first: by whom, when, and what.</summary>
    /// <remarks>
    /// The history outlasts the measure: a deletion is its newest version. With `version`, the answer has only that version, with the
    /// measure as it was in that version.
    /// </remarks>
    /// <param name="measureId">The id of the measure.</param>
    private static async Task<Results<Snapshot<Page<HistoryEntry<Measure>>>, NotFoundProblem>> ListMeasureHistory(
        Guid measureId, [AsParameters] HistoryQuery query, [AsParameters] PageQuery paging,
        HistoryRepository history, HttpContext http, CancellationToken ct)
    {
        var recorded = new Recorded<Measure>(
            "measure", measureId.ToString(), MeasureOf, (row, _) => ValueTask.FromResult(MeasureOf(row.State)));
        return await PageAsync(history, recorded, query, paging, http, ct) is { } page
            ? new Snapshot<Page<HistoryEntry<Measure>>>(page)
            : NotFound(query, NotFoundProblem.Measure(measureId));

        static Measure MeasureOf(string state) => RecordedRow.Read<MeasureRow>(state).ToMeasure();
    }

    /// <summary>A page of the versions of a resource; null if none was ever recorded.</summary>
    private static async Task<Page<HistoryEntry<TState>>?> PageAsync<TState>(
        HistoryRepository history, Recorded<TState> recorded, HistoryQuery query, PageQuery paging, HttpContext http, CancellationToken ct)
    {
        var page = PageRequest.From(http, paging);
        var before = page.After is [var last] ? int.Parse(last, CultureInfo.InvariantCulture) : (int?)null;
        var rows = await history.ListAsync(recorded.Resource, recorded.Subject, query.Version, before, page.Fetch, ct);
        if (rows.Count == 0 && before is null)
            return null;

        var entries = new List<HistoryEntry<TState>>(rows.Count);
        foreach (var row in rows)
        {
            entries.Add(new HistoryEntry<TState>
            {
                Version = row.Version,
                Action = row.Action,
                OccurredAt = row.OccurredAt,
                Key = new HistoryKey { Id = row.KeyId, Name = row.KeyName },
                Changes = row.Action == HistoryAction.Deleted
                    ? Differences.Between(recorded.ReadContent(row.State), null)
                    : Differences.Between(
                        row.PreviousState is { } previous ? recorded.ReadContent(previous) : null, recorded.ReadContent(row.State)),
                State = query.Version is null ? default : await recorded.ReadState(row, ct),
            });
        }

        return page.ToPage(
            entries,
            entry => [entry.Version.ToString(CultureInfo.InvariantCulture)],
            page.Count ? await history.CountAsync(recorded.Resource, recorded.Subject, query.Version, ct) : null);
    }

    private static NotFoundProblem NotFound(HistoryQuery query, NotFoundProblem missing) =>
        query.Version is { } version ? NotFoundProblem.Version(version) : missing;

    /// <summary>How the versions of a resource are found and read.</summary>
    /// <param name="Resource">The table of the resource.</param>
    /// <param name="Subject">The resource within the table.</param>
    /// <param name="ReadContent">Reads what versions are compared by.</param>
    /// <param name="ReadState">Reads the resource in the form of the contract.</param>
    private sealed record Recorded<TState>(
        string Resource, string Subject, Func<string, object> ReadContent,
        Func<HistoryRow, CancellationToken, ValueTask<TState>> ReadState);
}
