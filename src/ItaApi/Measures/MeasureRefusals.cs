using ItaApi.Authentication;
using ItaApi.Faults;
using ItaApi.Http.Answers;
using ItaApi.Http.Problems;
using ItaApi.Values;

namespace ItaApi.Measures;

/// <summary>Why a write of a measure changed nothing, checked in the order of every refusal: province, version, status.</summary>
internal static class MeasureRefusals
{
    public static WriteRefusal NotFound(Guid measureId) => WriteRefusal.NotFound(NotFoundProblem.Measure(measureId));

    public static Refusal OfPut(MeasureWrite write, MeasureBody body, Caller caller, Preconditions given)
    {
        var found = write.Found;
        if (!caller.MayWrite(found.ProvinceCode, found.AgencyCode))
            return WriteRefusal.OtherProvince(found.ProvinceCode);
        if (body.AgencyCode is { } named && named != found.AgencyCode)
        {
            throw new ProblemException(
                Problem.Invalid(new RequestFault("/agencyCode", "differs_from_stored", "StoredValue", found.AgencyCode)));
        }

        if (!given.AllowChangeOf(found.State!))
            return WriteRefusal.Condition(given, found.State);
        if (found.Reports + write.AddedReports > ProgressBodyValidator.MaxReports)
            return Full();

        var place = body.StatusMeant == write.AskedStatus ? PlaceOf(body.Status) : "/progress";
        return OfStatus(found, write.AskedStatus!.Value, place, placeOfReason: place);
    }

    public static Refusal OfReport(StoredMeasureVersion found, ProgressBody body, Caller caller) => found switch
    {
        _ when !caller.MayWrite(found.ProvinceCode, found.AgencyCode) => WriteRefusal.OtherProvince(found.ProvinceCode),
        { Reports: >= ProgressBodyValidator.MaxReports } => Full(),
        _ => OfStatus(found, body.StatusMeant!.Value, PlaceOf(body.Status), placeOfReason: "/reason"),
    };

    /// <summary>Why a measure was not deleted, or a report of it not corrected.</summary>
    public static WriteRefusal OfVersion(StoredMeasureVersion found, Caller caller, Preconditions given) =>
        caller.MayWrite(found.ProvinceCode, found.AgencyCode)
            ? WriteRefusal.Condition(given, found.State)
            : WriteRefusal.OtherProvince(found.ProvinceCode);

    /// <summary>The field that gave the status: its code or its wording.</summary>
    private static string PlaceOf(MeasureStatus? code) => code is null ? "/statusTh" : "/status";

    private static ConflictProblem Full() => new(
        new Problem("progress_full") { Arguments = new Dictionary<string, object?> { ["Max"] = ProgressBodyValidator.MaxReports } });

    private static ConflictProblem OfStatus(StoredMeasureVersion found, MeasureStatus to, string place, string placeOfReason)
    {
        var fault = OfStatusChange(found.MeasureId!.Value, found.Status!.Value, to, place, placeOfReason);
        return new ConflictProblem(new Problem("status_change_not_allowed") { Arguments = fault.Arguments, Faults = [fault] });
    }

    /// <summary>The fault of a change of status that is not allowed.</summary>
    /// <param name="placeOfReason">The field for the reason that would allow the change.</param>
    public static RequestFault OfStatusChange(Guid measureId, MeasureStatus from, MeasureStatus to, string place, string placeOfReason)
    {
        IReadOnlyList<MeasureStatus> next = [.. StatusChanges.FreeFrom(from), .. StatusChanges.ReasonedFrom(from)];
        var arguments = new Dictionary<string, object?>
        {
            ["From"] = from.ToCode(),
            ["FromTh"] = StatusWording.NameTh(from),
            ["To"] = to.ToCode(),
            ["ToTh"] = StatusWording.NameTh(to),
            ["Allowed"] = next.Select(status => status.ToCode()),
            ["AllowedTh"] = next.Select(StatusWording.NameTh),
            ["MeasureId"] = measureId,
        };
        return StatusChanges.ReasonedFrom(from).Contains(to)
            ? new RequestFault(placeOfReason, "reopening_needs_reason", arguments)
            : new RequestFault(place, "status_not_next", arguments);
    }
}
