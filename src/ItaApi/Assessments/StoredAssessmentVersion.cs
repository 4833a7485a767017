using System.Globalization;
using ItaApi.Http.Answers;

namespace ItaApi.Assessments;

/// <summary>What stands where an assessment would be written: the province it belongs to, and the version if there is one.</summary>
internal sealed record StoredAssessmentVersion
{
    public string ProvinceCode { get; init; } = "";
    public int? Version { get; init; }
    public bool? IsOutside { get; init; }

    public string? State => Version is { } version ? StateOf(version, ProvinceCode, IsOutside ?? false) : null;

    /// <summary>Identifies an answer about a stored assessment; its warning depends on the years of the agency.</summary>
    public static string StateOf(int version, string provinceCode, bool isOutside) =>
        string.Create(CultureInfo.InvariantCulture, $"{version}-{provinceCode}{(isOutside ? OutsideMark : "")}");

    /// <summary>The states in the tags of a condition, without the part that does not concern the stored row.</summary>
    public static string[] StatesOf(Preconditions given) =>
        [.. given.States.Select(state => state.EndsWith(OutsideMark, StringComparison.Ordinal) ? state[..^OutsideMark.Length] : state)];

    private const string OutsideMark = "-outside";
}
