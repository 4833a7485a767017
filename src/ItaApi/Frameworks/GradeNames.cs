using ItaApi.Faults;

namespace ItaApi.Frameworks;

/// <summary>The names of grades.</summary>
internal static class GradeNames
{
    /// <summary>The names of a year's grade in both languages; null when none of the frameworks is of the year or has the grade.</summary>
    public static Words? GradeName(this IEnumerable<YearFramework> frameworks, int fiscalYear, string? grade) =>
        frameworks.FirstOrDefault(framework => framework.Rules.FiscalYear == fiscalYear) is { } year
        && year.GradeByIndex.FirstOrDefault(rule => rule.Code == grade) is { } rule
            ? new Words(rule.NameEn, rule.NameTh)
            : null;
}
