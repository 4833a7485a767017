using ItaApi.Assessments.Content;
using ItaApi.Assessments.Results;
using ItaApi.Frameworks;

namespace ItaApi.Assessments;

/// <summary>Evaluates stored assessments by the revision of the rules that scored them.</summary>
internal sealed class EvaluationReader(AssessmentRepository assessments, FrameworkCatalogue frameworks)
{
    /// <summary>The evaluation of an assessment, with its agency and state; null if there is no such assessment.</summary>
    public async Task<(Evaluation Evaluation, ResultAgency Agency, string State)?> FindAsync(
        string agencyCode, int fiscalYear, CancellationToken ct, decimal? threshold = null) =>
        await assessments.FindFiguresAsync(agencyCode, fiscalYear, ct) is { } row
            ? (await EvaluateAsync(row, ct, threshold), row.ToAgency(), row.State)
            : null;

    /// <summary>The result of an assessment, made on request, and its state; null if there is no such assessment.</summary>
    public async Task<(Func<Result> Result, string State)?> FindResultAsync(
        string agencyCode, int fiscalYear, decimal? threshold, CancellationToken ct)
    {
        if (await assessments.FindFiguresAsync(agencyCode, fiscalYear, ct) is not { } row)
            return null;

        var framework = await frameworks.GetAsync(row.FiscalYear, row.FrameworkRevision, ct);
        return (() => EvaluationOf(row, ContentOf(row), framework, threshold).ToResult(row.ToAgency()), row.State);

        static AssessmentBody ContentOf(AssessmentRow row) => row.Agrees ? row.ToUncheckedContent() : row.ToContent();
    }

    /// <summary>
    /// The evaluation of a stored assessment for its result. If its stored verdict is that all figures agree, nothing is compared again.
    /// </summary>
    public static Evaluation EvaluationOf(
        AssessmentRow row, AssessmentContent content, YearFramework framework, decimal? threshold = null) =>
        row.Agrees
            ? Evaluation.OfStoredScores(framework, content, row.Scores!, threshold)
            : new Evaluation(framework, content, threshold);

    public async ValueTask<Evaluation> EvaluateAsync(AssessmentRow row, CancellationToken ct, decimal? threshold = null) =>
        new(await frameworks.GetAsync(row.FiscalYear, row.FrameworkRevision, ct), row.ToContent(), threshold);
}
