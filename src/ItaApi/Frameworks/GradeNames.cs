using ItaApi.Faults;

namespace ItaApi.Frameworks;

/// <summary>What grades are called.</summary>
public static class GradeNames
{
    /// <summary>The names of a year's grade in both languages; null where none of these is the year's or has the grade.</summary>
    public static Words? GradeName(this IEnumerable<YearFramework> frameworks, int fiscalYear, string? grade) =>
        frameworks.FirstOrDefault(framework => framework.Rules.FiscalYear == fiscalYear)?.GradeByIndex.FirstOrDefault(rule => rule.Code == grade) is { } rule
            ? new Words(rule.NameEn, rule.NameTh)
            : null;
}
