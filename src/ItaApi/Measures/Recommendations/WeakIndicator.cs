using ItaApi.Assessments.Content;
using ItaApi.Assessments.Results;
using ItaApi.Frameworks;
using ItaApi.Scoring;

namespace ItaApi.Measures.Recommendations;

/// <summary>An indicator for which there is something to do, with what the agency's own result says about it.</summary>
internal sealed class WeakIndicator
{
    private readonly Evaluation evaluation;
    private readonly decimal threshold;

    private WeakIndicator(Evaluation evaluation, Result result, FrameworkIndicator indicator, decimal score)
    {
        this.evaluation = evaluation;
        (Indicator, Score, threshold) = (indicator, score, result.StrengthThreshold!.Value);
        ZeroItems = [.. (result.ZeroItems ?? []).Where(item => item.Indicator == indicator.Number)];
        ProvenZero = evaluation.ProvenZeroItems().FirstOrDefault(proven => proven.Indicator == indicator.Number)?.Zero ?? [];
        Questions =
        [
            .. (evaluation.Content.Questions ?? []).Where(question => question.Indicator == Number && question.Score < threshold)
                .OrderBy(question => question.Score),
        ];
        Notes = [.. (evaluation.Content.Notes ?? []).Where(IsAbout)];
    }

    public FrameworkIndicator Indicator { get; }
    public int Number => Indicator.Number;
    public decimal Score { get; }

    /// <summary>The points below the threshold; 0 when the indicator is not weak.</summary>
    public decimal Gap => Math.Max(0, threshold - Score);

    public IReadOnlyList<ZeroItem> ZeroItems { get; }

    /// <summary>The items without a known score that the score of the indicator proves to be zero, by code.</summary>
    public IReadOnlyList<string> ProvenZero { get; }

    /// <summary>The items with score zero, known or proven.</summary>
    public IReadOnlyList<NamedItem> NamedItems =>
    [
        .. ZeroItems.Select(NamedItem.Of),
        .. ProvenZero.Select(code => new NamedItem(code, evaluation.Framework.FindItem(code)?.TitleTh)),
    ];

    /// <summary>The questions below the threshold, lowest first.</summary>
    public IReadOnlyList<QuestionEntry> Questions { get; }

    /// <summary>The notes that name the indicator or one of its items.</summary>
    public IReadOnlyList<Note> Notes { get; }

    /// <summary>What measures of other agencies may be for: the indicator when it is weak, and each of its zero items.</summary>
    public IEnumerable<Need> Needs =>
    [
        .. Gap > 0 ? new[] { new Need(Number, Item: null) } : [],
        .. NamedItems.Select(item => new Need(Number, item.Code)),
    ];

    /// <summary>The indicators of an assessment with scores for which there is something to do, by number.</summary>
    public static IReadOnlyList<WeakIndicator> ListOf(Evaluation evaluation, Result result)
    {
        var scores = evaluation.Scores()!;
        return
        [
            .. evaluation.Framework.Document.Indicators
                .Select(indicator => new WeakIndicator(evaluation, result, indicator, scores[indicator.Number - 1]))
                .Where(subject => subject.HasSomethingToDo),
        ];
    }

    /// <summary>The points of the total that the indicator is worth; null when they are unknown.</summary>
    public decimal? Worth()
    {
        var raised = Gap > 0 ? evaluation.WorthOf(new AssumedScore.OfIndicator(Number, Scoring.Score.From(threshold))) : null;
        var published = NamedItems is { Count: > 0 } items
            ? evaluation.WorthOf([.. items.Select(item => new AssumedScore.OfItem(item.Code, Scoring.Score.Full))])
            : null;
        return raised is null || published > raised ? published : raised;
    }

    private bool HasSomethingToDo =>
        Gap > 0 || ZeroItems.Count > 0 || ProvenZero.Count > 0
        || Notes.Any(note => note.Kind is NoteKind.Improvement or NoteKind.Suggestion);

    private bool IsAbout(Note note) =>
        note.Indicators?.Contains(Number) == true
        || (note.Items ?? []).Any(item => evaluation.Framework.Rules.FindIndicatorOfItem(item)?.Number == Number);
}
