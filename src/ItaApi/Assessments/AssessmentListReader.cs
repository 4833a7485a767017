using System.Runtime.CompilerServices;
using ItaApi.Agencies;
using ItaApi.Assessments.Content;
using ItaApi.Faults;
using ItaApi.Frameworks;
using ItaApi.Http.Admission;
using ItaApi.Http.Answers;
using ItaApi.Http.Requests;

namespace ItaApi.Assessments;

/// <summary>Reads lists of assessments: a page, or the whole list as CSV or with its documents.</summary>
internal sealed class AssessmentListReader(
    AssessmentListRepository lists, AgencyRepository agencies, FrameworkCatalogue frameworks, WholeExports exports)
{
    /// <summary>The query with the code of the grade that it names by its code or its Thai name.</summary>
    /// <exception cref="ProblemException">No framework has the grade.</exception>
    public async ValueTask<AssessmentListQuery> ResolveGradeAsync(AssessmentListQuery query, CancellationToken ct)
    {
        if (query.Grade is not { } grade)
            return query;
        if (await frameworks.FindGradeCodeAsync(grade, ct) is { } code)
            return query with { Grade = code };

        var arguments = new Dictionary<string, object?>
        {
            ["PropertyValue"] = grade,
            ["Allowed"] = await frameworks.GradeCodesAsync(ct),
        };
        throw new ProblemException(Problem.Invalid(new RequestFault("grade", "unknown_value", arguments)));
    }

    /// <summary>The assessments of an agency; null when there is no such agency.</summary>
    public async Task<Page<AssessmentListItem>?> FindAsync(string agencyCode, PageRequest page, CancellationToken ct)
    {
        var found = await ListAsync(new AssessmentListQuery(), agencyCode, page, ct);
        return found.Items.Count > 0 || await agencies.ExistsAsync(agencyCode, ct) ? found : null;
    }

    /// <summary>The documents of the list, to be sent again; all of them when there is no limit.</summary>
    public IAsyncEnumerable<AssessmentBody> StreamDocuments(
        AssessmentListQuery query, PageRequest page, int? limit, HttpContext http, CancellationToken ct)
    {
        if (limit is null)
            exports.Enter(http);
        return lists.StreamDocumentsAsync(query, AssessmentKey.From(page.After), limit, ct).Select(row => row.ToBody());
    }

    /// <summary>The whole list, as CSV.</summary>
    public CurrentTable<Page<AssessmentListItem>> ReadWhole(AssessmentListQuery query, PageRequest page, CsvQuery csv, HttpContext http)
    {
        exports.Enter(http);
        return new CurrentTable<Page<AssessmentListItem>>
        {
            Value = () => throw new InvalidOperationException("The whole list is sent as CSV only."),
            State = () => throw new InvalidOperationException("The whole list has no tag."),
            Csv = (body, token) => WriteAsync(body, csv, StreamAsync(query, AssessmentKey.From(page.After), token), token),
        };
    }

    public async Task<CurrentTable<Page<AssessmentListItem>>> ReadPageAsync(
        AssessmentListQuery query, PageRequest page, CsvQuery csv, CancellationToken ct)
    {
        var found = await ListAsync(query, agencyCode: null, page, ct);
        return new CurrentTable<Page<AssessmentListItem>>
        {
            Value = () => found,
            State = () => AssessmentListState.Of(found),
            Csv = (body, token) => WriteAsync(body, csv, found.Items.ToAsyncEnumerable(), token),
        };
    }

    private async Task<Page<AssessmentListItem>> ListAsync(
        AssessmentListQuery query, string? agencyCode, PageRequest page, CancellationToken ct)
    {
        var rows = await lists.ListAsync(query, agencyCode, AssessmentKey.From(page.After), page.Fetch, ct);
        var items = new List<AssessmentListItem>(rows.Count);
        foreach (var row in rows)
            items.Add(row.ToListItem(await frameworks.GetAsync(row.FiscalYear, row.FrameworkRevision, ct)));

        return page.ToPage(
            items,
            item => new AssessmentKey(item.AgencyCode, item.FiscalYear, item.Total, item.UpdatedAt).ToParts(),
            page.Count ? await lists.CountAsync(query, agencyCode, ct) : null);
    }

    private async IAsyncEnumerable<AssessmentListItem> StreamAsync(
        AssessmentListQuery query, AssessmentKey? after, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in lists.StreamAsync(query, agencyCode: null, after, ct))
            yield return row.ToListItem(await frameworks.GetAsync(row.FiscalYear, row.FrameworkRevision, ct));
    }

    private async Task WriteAsync(Stream body, CsvQuery csv, IAsyncEnumerable<AssessmentListItem> rows, CancellationToken ct) =>
        await AssessmentCsv.For(csv, await frameworks.ListNewestAsync(ct)).WriteAsync(body, csv, rows, ct);
}
