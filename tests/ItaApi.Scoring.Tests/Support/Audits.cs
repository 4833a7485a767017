namespace ItaApi.Scoring.Tests.Support;

/// <summary>Audits of documents, and what tests look at in them.</summary>
internal static class Audits
{
    public static AuditReport Examine(Document document, params ItemScore[] items)
    {
        Assert.True(Scorecard.TryCreate(document.Framework, document.Input with { Items = items }, out var scorecard, out _));
        var threshold = document.Threshold is { } value ? Score.From(value) : (Score?)null;
        return Audit.Examine(document.Framework, scorecard, Scorer.Score(document.Framework, scorecard, threshold), document.Reported);
    }

    /// <summary>The misprints of explanations that each consist of one.</summary>
    public static IReadOnlyList<Correction> Singles(AuditReport report) =>
        [.. report.Explanations.Select(explanation => Assert.Single(explanation.Corrections))];

    public static IEnumerable<Check> Disagreements(AuditReport report) =>
        report.Checks.Where(check => check.Verdict is not (Verdict.Agrees or Verdict.Rounding));
}
