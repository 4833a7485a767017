using ItaApi.Assessments.Content;
using ItaApi.Assessments.Results;
using ItaApi.Frameworks;

namespace ItaApi.Assessments;

/// <summary>Stored assessments, held against the revision of the rules that scored them.</summary>
public sealed class EvaluationReader(AssessmentRepository assessments, FrameworkCatalogue frameworks)
{
    /// <summary>An assessment's evaluation, its agency and the state that was read; null where there is no such assessment.</summary>
    public async Task<(Evaluation Evaluation, ResultAgency Agency, string State)?> FindAsync(
        string agencyCode, int fiscalYear, CancellationToken ct, decimal? threshold = null) =>
        await assessments.FindFiguresAsync(agencyCode, fiscalYear, ct) is { } row
            ? (await EvaluateAsync(row, ct, threshold), row.ToAgency(), row.State)
            : null;

    /// <summary>An assessment's result, made when it is asked for, and the state that was read; null where there is no such assessment.</summary>
    public async Task<(Func<Result> Result, string State)?> FindResultAsync(string agencyCode, int fiscalYear, decimal? threshold, CancellationToken ct)
    {
        if (await assessments.FindFiguresAsync(agencyCode, fiscalYear, ct) is not { } row)
            return null;

        var framework = await frameworks.GetAsync(row.FiscalYear, row.FrameworkRevision, ct);
        return (() => ResultOf(row, row.Agrees ? row.ToUncheckedContent() : row.ToContent(), framework, threshold), row.State);
    }

    /// <summary>The result of a stored assessment; where its stored verdict says that it agrees, nothing is compared again.</summary>
    public static Result ResultOf(AssessmentRow row, AssessmentContent content, YearFramework framework, decimal? threshold = null) =>
        (row.Agrees ? Evaluation.OfStoredScores(framework, content, row.Scores!, threshold) : new Evaluation(framework, content, threshold)).ToResult(row.ToAgency());

    public async ValueTask<Evaluation> EvaluateAsync(AssessmentRow row, CancellationToken ct, decimal? threshold = null) =>
        new(await frameworks.GetAsync(row.FiscalYear, row.FrameworkRevision, ct), row.ToContent(), threshold);
}
