using System.Collections.Frozen;
using System.Collections.Immutable;
using ItaApi.Faults;
using ItaApi.Scoring;

namespace ItaApi.Frameworks;

/// <summary>A revision of the rules of a year: the document that is shown, and the framework that the scorer uses.</summary>
internal sealed class YearFramework
{
    private readonly FrozenDictionary<string, FrameworkItem> items;

    /// <param name="document">The document of the revision.</param>
    /// <param name="textVersion">1, and one more for each erasure that changed its texts.</param>
    public YearFramework(FrameworkDocument document, int textVersion)
        : this(document, textVersion, Framework.Create(document.ToDefinition()), KnownGrades.None)
    {
    }

    private YearFramework(FrameworkDocument document, int textVersion, Framework rules, KnownGrades grades)
    {
        (Document, TextVersion, Rules, Grades) = (document, textVersion, rules, grades);
        items = document.Indicators
            .SelectMany(indicator => indicator.Groups ?? [])
            .SelectMany(group => group.Items)
            .ToFrozenDictionary(item => item.Code, StringComparer.Ordinal);
        GradeByIndex = [.. document.GradeRules];
    }

    public FrameworkDocument Document { get; }
    public Framework Rules { get; }
    public int TextVersion { get; }

    /// <summary>The grades of all years.</summary>
    public KnownGrades Grades { get; }

    /// <summary>The grade rules in the order of <see cref="GradeRule.Index"/>.</summary>
    public ImmutableArray<FrameworkGradeRule> GradeByIndex { get; }

    public FrameworkItem? FindItem(string code) => items.GetValueOrDefault(code);

    /// <summary>The codes of the items of an indicator; none where they are not established.</summary>
    public IReadOnlyList<string> ItemsOf(int indicator) =>
    [
        .. from named in Document.Indicators
           where named.Number == indicator
           from itemGroup in named.Groups ?? []
           from item in itemGroup.Items
           select item.Code,
    ];

    /// <summary>The fault of a grade that the year does not have.</summary>
    public RequestFault UnknownGrade(string place, string code) => new(place, "grade_unknown", new Dictionary<string, object?>
    {
        ["Code"] = code,
        ["Allowed"] = GradeByIndex.Select(grade => grade.Code),
        ["AllowedTh"] = GradeByIndex.Select(NameWithCode),
    });

    /// <summary>
    /// The code of a grade that is printed by its code or its Thai name, of this year's scale or another's; null when no year has it.
    /// </summary>
    public string? FindGradeCode(string printed) => FindOwnGrade(printed)?.Code ?? Grades.FindCode(printed);

    /// <summary>The grade of this year's scale with a code or Thai name; null when the scale does not have it.</summary>
    public FrameworkGradeRule? FindOwnGrade(string printed) =>
        GradeByIndex.FirstOrDefault(rule => KnownGrades.NamesOf(rule).Contains(printed, StringComparer.Ordinal));

    /// <summary>The same rules, with the grades of all years.</summary>
    public YearFramework With(KnownGrades grades) => new(Document, TextVersion, Rules, grades);

    /// <summary><c>ผ่านดีเยี่ยม (EXCELLENT)</c>; a name such as <c>ระดับ AA</c> contains its code already.</summary>
    private static string NameWithCode(FrameworkGradeRule grade) =>
        grade.NameTh.EndsWith(grade.Code, StringComparison.Ordinal) ? grade.NameTh : $"{grade.NameTh} ({grade.Code})";
}
