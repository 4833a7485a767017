using System.Globalization;
using System.Text.Json;
using ItaApi.Faults;
using ItaApi.Http.Serialization;

namespace ItaApi.Measures;

/// <summary>
/// The reports sent with a measure, compared with those that it has: a report equal to a stored one is left alone, every other one is
/// added. Of two equal reports that are sent, the second needs a second stored one.
/// </summary>
internal sealed record SentReports(IReadOnlyList<ProgressBody> Added, IReadOnlyList<RequestFault> Faults)
{
    public static readonly SentReports None = new([], []);

    /// <param name="measureId">The stored measure; not used when it has no reports.</param>
    /// <param name="stored">Its reports.</param>
    /// <param name="sent">The reports of a body, valid in themselves.</param>
    public static SentReports Of(Guid measureId, IReadOnlyList<Progress> stored, IReadOnlyList<ProgressBody> sent)
    {
        List<RequestFault> faults = [];
        var unmatched = stored.ToList();
        var unknown = sent.Select((report, position) => (Report: report, Position: position))
            .Where(each => !IsTheOneItNames(each.Report, each.Position))
            .Select(each => each.Report)
            .ToList();
        return new SentReports([.. unknown.Where(report => !IsStored(report))], faults);

        bool IsTheOneItNames(ProgressBody report, int position)
        {
            if (report.Id is not { } id || stored.FirstOrDefault(known => known.Id == id) is not { } named)
                return false;
            if (Content(named) != Content(report))
            {
                faults.Add(new RequestFault(
                    string.Create(CultureInfo.InvariantCulture, $"/progress/{position}"),
                    "report_differs",
                    new Dictionary<string, object?> { ["MeasureId"] = measureId, ["ReportId"] = id }));
            }

            unmatched.Remove(named);
            return true;
        }

        bool IsStored(ProgressBody report)
        {
            var content = Content(report);
            return unmatched.FirstOrDefault(known => Content(known) == content) is { } same && unmatched.Remove(same);
        }
    }

    /// <summary>What a report says, apart from its id and the moment when it was received.</summary>
    public static string Content(Progress report) =>
        JsonSerializer.Serialize(report with { Id = null, RecordedAt = default }, Json.Options);

    /// <inheritdoc cref="Content(Progress)"/>
    public static string Content(ProgressBody report) => Content(report.ToProgress(recordedAt: default));

    /// <summary>
    /// The body with the status that its reports give: that of the newest one with a status, unless the body names another than is stored.
    /// </summary>
    public MeasureBody Complete(MeasureBody body, MeasureStatus? stored) =>
        body.StatusMeant is { } named && named != stored
            ? body
            : body with { Status = Added.LastOrDefault(report => report.StatusMeant is not null)?.StatusMeant ?? body.StatusMeant };

    /// <summary>Whether a report that is added gives this status with a reason.</summary>
    public bool GiveReasonFor(MeasureStatus? status) => Added.Any(report => report.StatusMeant == status && report.Reason is not null);

    /// <summary>The added reports as they are stored.</summary>
    public string ToJson(DateTime recordedAt) =>
        JsonSerializer.Serialize(Added.Select(report => report.ToProgress(recordedAt)), Json.Options);

    /// <summary>An id for each added report.</summary>
    public Guid[] NewIds(DateTimeOffset now) => [.. Added.Select(_ => Guid.CreateVersion7(now))];
}
