using System.Text.RegularExpressions;
using ItaApi.Authentication;
using ItaApi.Http.Problems;
using ItaApi.Provinces;

namespace ItaApi.Agencies;

/// <summary>
/// Which codes a key may take. A code that begins with a province's two digits and a hyphen, or has the form of an official code, is kept
/// for that province: whoever takes it first would keep it from the agency it is meant for.
/// </summary>
internal static partial class AgencyCodeRights
{
    /// <summary>Whether it depends on what is stored if a caller may write an agency so; an agency that has a code keeps it.</summary>
    public static bool NeedStored(string code, AgencyBody body, Caller caller) =>
        !caller.MayWriteIn(body.ProvinceCode!) || ForeignProvinceOf(code, caller) is not null || ForeignProvinceOf(body.OfficialCode, caller) is not null;

    /// <summary>Why a caller may not write an agency so; null if it may.</summary>
    public static WriteRefusal? FindRefusal(string code, AgencyBody body, AgencyRow? stored, Caller caller)
    {
        if (!caller.MayWriteIn(body.ProvinceCode!) && !(stored?.ProvinceCode == body.ProvinceCode && caller.MayWrite(body.ProvinceCode!, code)))
            return WriteRefusal.OtherProvince(body.ProvinceCode!);
        if (stored is null && ForeignProvinceOf(code, caller) is { } province)
            return WriteRefusal.CodeOfOtherProvince(code, province);
        if (body.OfficialCode is { } official && official != stored?.OfficialCode && ForeignProvinceOf(official, caller) is { } other)
            return WriteRefusal.CodeOfOtherProvince(official, other);
        return null;
    }

    /// <summary>The province that a code is kept for, if the caller may not write there.</summary>
    public static string? ForeignProvinceOf(string? code, Caller caller) =>
        caller.Provinces is not null && code is not null && Kept().Match(code) is { Success: true } match
            && ProvinceDirectory.Find(match.Groups["province"].Value) is { } province && !caller.MayWriteIn(province.Code)
                ? province.Code
                : null;

    [GeneratedRegex("^(?<province>[0-9]{2})-|^[2-6](?<province>[0-9]{2})[0-9]{4}$", RegexOptions.ExplicitCapture)]
    private static partial Regex Kept();
}
