using System.Globalization;
using ItaApi.Agencies;
using ItaApi.Assessments;
using ItaApi.Assessments.Content;
using ItaApi.Assessments.Results;
using ItaApi.Authentication;
using ItaApi.Frameworks;
using ItaApi.Http.Requests;
using ItaApi.Measures;

namespace ItaApi.History;

/// <summary>
/// Reads the versions of a resource, and what each of them changed. The answer is null if no version was ever recorded, or none that the
/// caller is shown: what was deleted is shown to those who may write it, and so are the keys.
/// </summary>
internal sealed class HistoryReader(HistoryRepository history, FrameworkCatalogue frameworks)
{
    public Task<Page<HistoryEntry<Agency>>?> FindAgencyAsync(
        string agencyCode, HistoryQuery query, PageRequest page, Caller caller, CancellationToken ct)
    {
        return FindAsync(new Recorded<Agency>("agency", agencyCode, AgencyOf, StateAsync), query, page, caller, ct);

        Agency AgencyOf(string state) => RecordedRow.Read<AgencyRow>(state).ToAgency(caller);

        ValueTask<Agency> StateAsync(HistoryRow version, CancellationToken token) => ValueTask.FromResult(AgencyOf(version.State));
    }

    public Task<Page<HistoryEntry<Assessment>>?> FindAssessmentAsync(
        string agencyCode, int fiscalYear, HistoryQuery query, PageRequest page, Caller caller, CancellationToken ct)
    {
        var subject = string.Create(CultureInfo.InvariantCulture, $"{agencyCode}/{fiscalYear}");
        return FindAsync(new Recorded<Assessment>("assessment", subject, ContentOf, StateAsync), query, page, caller, ct);

        static AssessmentBody ContentOf(string state) => RecordedRow.Read<AssessmentRow>(state).ToContent();

        async ValueTask<Assessment> StateAsync(HistoryRow version, CancellationToken token)
        {
            var row = RecordedRow.Read<AssessmentRow>(version.State) with { ProvinceCode = version.ProvinceCode! };
            var framework = await frameworks.GetAsync(row.FiscalYear, row.FrameworkRevision, token);
            var content = row.ToContent();
            return row.ToAssessment(content, new Evaluation(framework, content));
        }
    }

    public Task<Page<HistoryEntry<Measure>>?> FindMeasureAsync(
        Guid measureId, HistoryQuery query, PageRequest page, Caller caller, CancellationToken ct)
    {
        return FindAsync(new Recorded<Measure>("measure", measureId.ToString(), ContentOf, StateAsync), query, page, caller, ct);

        // Older versions have no ids of reports; to get them was no change.
        static Measure ContentOf(string state) => (RecordedRow.Read<MeasureRow>(state) with { ReportIds = [] }).ToMeasure();

        static ValueTask<Measure> StateAsync(HistoryRow version, CancellationToken token) =>
            ValueTask.FromResult(RecordedRow.Read<MeasureRow>(version.State).ToMeasure());
    }

    private async Task<Page<HistoryEntry<TState>>?> FindAsync<TState>(
        Recorded<TState> recorded, HistoryQuery query, PageRequest page, Caller caller, CancellationToken ct)
    {
        if (await history.FindSubjectAsync(recorded.Resource, recorded.Subject, ct) is not { } subject)
            return null;

        var isWriter = subject.ProvinceCode is { } province && caller.Writes(province, subject.AgencyCode);
        if (!isWriter && !subject.Exists)
            return null;

        var first = isWriter ? 1 : subject.CreatedVersion;
        var before = page.After is [var last] ? int.Parse(last, CultureInfo.InvariantCulture) : (int?)null;
        var rows = await history.ListAsync(recorded.Resource, recorded.Subject, query.Version, first, before, page.Fetch, ct);
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
                Key = isWriter ? new HistoryKey { Id = row.KeyId, Name = row.KeyName } : null,
                Changes = ChangesOf(row, recorded),
                State = query.Version is null ? default : await recorded.ReadState(row, ct),
            });
        }

        return page.ToPage(
            entries,
            entry => [entry.Version.ToString(CultureInfo.InvariantCulture)],
            page.Count ? await history.CountAsync(recorded.Resource, recorded.Subject, query.Version, first, ct) : null);
    }

    private static IReadOnlyList<HistoryChange> ChangesOf<TState>(HistoryRow row, Recorded<TState> recorded)
    {
        var state = recorded.ReadContent(row.State);
        return row.Action == HistoryAction.Deleted
            ? Differences.Between(state, null)
            : Differences.Between(row.PreviousState is { } previous ? recorded.ReadContent(previous) : null, state);
    }

    /// <summary>How the versions of a resource are found and read.</summary>
    /// <param name="Resource">The table of the resource.</param>
    /// <param name="Subject">The resource within the table.</param>
    /// <param name="ReadContent">Reads what versions are compared by.</param>
    /// <param name="ReadState">Reads the resource in the form of the contract.</param>
    private sealed record Recorded<TState>(
        string Resource,
        string Subject,
        Func<string, object> ReadContent,
        Func<HistoryRow, CancellationToken, ValueTask<TState>> ReadState);
}
