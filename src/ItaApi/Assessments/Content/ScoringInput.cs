using ItaApi.Frameworks;
using ItaApi.Scoring;

namespace ItaApi.Assessments.Content;

/// <summary>Converts the figures of an assessment for the scorer.</summary>
internal static class ScoringInput
{
    /// <summary>
    /// Whether there are scores that give a result; otherwise there are only reported figures. Questions and items do not count in a year
    /// for which they are not established, because no score is calculated from them there.
    /// </summary>
    public static bool HoldsScores(this IHoldsScores content, Framework framework) =>
        content.Indicators is { Count: > 0 }
        || (content.Questions is { Count: > 0 } && !framework.QuestionsAreProvisional)
        || (content.Items is { Count: > 0 } && !framework.ItemsAreProvisional);

    /// <summary>Whether there are scores of any sort; otherwise there are only reported figures.</summary>
    public static bool HoldsScores(this IHoldsScores content) =>
        content.Indicators is { Count: > 0 } || content.Questions is { Count: > 0 } || content.Items is { Count: > 0 };

    /// <summary>Whether every score names what it belongs to.</summary>
    public static bool NamesEveryEntry(this IHoldsScores content) =>
        (content.Indicators ?? []).All(entry => entry.Number is not null)
        && (content.Questions ?? []).All(entry => entry is { Code: not null, Indicator: not null })
        && (content.Items ?? []).All(entry => entry.Code is not null);

    /// <summary>
    /// The scores as the scorer takes them. An invalid score is refused by its own rule; here it counts as 0, so that the other faults can
    /// be reported at the same time.
    /// </summary>
    public static ScoreInput ToScoreInput(this IHoldsScores content) => new()
    {
        Indicators =
        [
            .. (content.Indicators ?? []).Select(
                entry => new IndicatorScore(entry.Number!.Value, entry.Score is { } score ? OrZero(score) : null)),
        ],
        Questions =
        [
            .. (content.Questions ?? []).Select(entry => new QuestionScore(entry.Code!, entry.Indicator!.Value, OrZero(entry.Score))),
        ],
        Items = [.. (content.Items ?? []).Select(entry => new ItemScore(entry.Code!, OrZero(entry.Score)))],
    };

    /// <summary>Reported figures as the scorer takes them: grades by their codes.</summary>
    public static Reported ToFigures(this ReportedFigures figures, YearFramework framework) => new()
    {
        Total = figures.Total,
        Grade = CodeOf(figures.Grade, framework),
        Instruments =
        [
            .. (figures.Instruments ?? []).Select(entry => new ReportedInstrument(entry.Code!, entry.Score)
            {
                Contribution = entry.Contribution,
                Grade = CodeOf(entry.Grade, framework),
            }),
        ],
        Indicators = Numbered(figures.Indicators),
        Highest = Numbered(figures.Highest),
        Lowest = Numbered(figures.Lowest),
        LowestInInstrument =
        [
            .. (figures.LowestInInstrument ?? []).Select(entry => new ReportedLowest(entry.Instrument!, entry.Number!.Value, entry.Score)),
        ],
        StrengthCount = figures.StrengthCount,
        WeaknessCount = figures.WeaknessCount,
    };

    private static string? CodeOf(string? grade, YearFramework framework) => grade is null ? null : framework.FindGradeCode(grade) ?? grade;

    private static IReadOnlyList<ReportedIndicator> Numbered(IReadOnlyList<ReportedIndicatorEntry>? entries) =>
        [.. (entries ?? []).Select(entry => new ReportedIndicator(entry.Number!.Value, entry.Score))];

    private static Score OrZero(decimal? score) => score is { } value && Score.TryFrom(value, out var valid) ? valid : Score.Zero;
}
