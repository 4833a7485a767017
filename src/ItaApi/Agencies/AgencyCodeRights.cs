using System.Text.RegularExpressions;
using ItaApi.Authentication;
using ItaApi.Http.Problems;
using ItaApi.Provinces;

namespace ItaApi.Agencies;

/// <summary>
/// The codes that a key can assign. A code that begins with the two digits of a province and a hyphen, or that has the form of an official
/// code, is reserved for that province. Otherwise a key of another province could take it from the agency that needs it.
/// </summary>
internal static partial class AgencyCodeRights
{
    /// <summary>Whether the stored agency decides about the permission; an agency keeps a code that it has.</summary>
    public static bool NeedStored(string code, AgencyBody body, Caller caller) =>
        !caller.MayWriteIn(body.ProvinceCode!)
        || ForeignProvinceOf(code, caller) is not null
        || ForeignProvinceOf(body.OfficialCode, caller) is not null;

    /// <summary>The reason for which the caller cannot write the agency; null if it can.</summary>
    public static WriteRefusal? FindRefusal(string code, AgencyBody body, AgencyRow? stored, Caller caller)
    {
        // A key for single agencies writes those that exist, and does not move them.
        var isOwn = stored?.ProvinceCode == body.ProvinceCode && caller.MayWrite(body.ProvinceCode!, code);
        if (!isOwn && !caller.MayWriteIn(body.ProvinceCode!))
            return WriteRefusal.OtherProvince(body.ProvinceCode!);
        if (stored is null && ForeignProvinceOf(code, caller) is { } province)
            return WriteRefusal.CodeOfOtherProvince(code, province);
        if (body.OfficialCode is { } official && official != stored?.OfficialCode && ForeignProvinceOf(official, caller) is { } other)
            return WriteRefusal.CodeOfOtherProvince(official, other);
        return null;
    }

    /// <summary>The province for which a code is reserved, if the caller cannot write there; otherwise null.</summary>
    public static string? ForeignProvinceOf(string? code, Caller caller) =>
        caller.Provinces is not null && code is not null && Reserved().Match(code) is { Success: true } match
            && ProvinceDirectory.Find(match.Groups["province"].Value) is { } province && !caller.MayWriteIn(province.Code)
                ? province.Code
                : null;

    [GeneratedRegex("^(?<province>[0-9]{2})-|^[2-6](?<province>[0-9]{2})[0-9]{4}$", RegexOptions.ExplicitCapture)]
    private static partial Regex Reserved();
}
