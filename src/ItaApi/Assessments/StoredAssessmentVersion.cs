using System.Globalization;

namespace ItaApi.Assessments;

/// <summary>What stands where an assessment would be written: the province it belongs to, and the version if there is one.</summary>
internal sealed record StoredAssessmentVersion
{
    public string ProvinceCode { get; init; } = "";
    public int? Version { get; init; }

    public string? State => Version is { } version ? StateOf(version, ProvinceCode) : null;

    public static string StateOf(int version, string provinceCode) =>
        string.Create(CultureInfo.InvariantCulture, $"{version}-{provinceCode}");
}
