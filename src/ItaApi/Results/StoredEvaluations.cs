using ItaApi.Assessments;
using ItaApi.Frameworks;

namespace ItaApi.Results;

/// <summary>Stored assessments, held against the revision of the rules that scored them.</summary>
public sealed class StoredEvaluations(AssessmentRepository assessments, FrameworkCatalogue frameworks)
{
    /// <summary>An assessment's evaluation, its agency and its entity tag; null where there is no such assessment.</summary>
    public async Task<(Evaluation Evaluation, ResultAgency Agency, string Tag)?> FindAsync(
        string agencyCode, int fiscalYear, CancellationToken ct, decimal? threshold = null) =>
        await assessments.FindScoresAsync(agencyCode, fiscalYear, ct) is { } row
            ? (await EvaluateAsync(row, ct, threshold), row.ToAgency(), row.Tag)
            : null;

    public async ValueTask<Evaluation> EvaluateAsync(AssessmentRow row, CancellationToken ct, decimal? threshold = null) =>
        new(await frameworks.GetAsync(row.FiscalYear, row.FrameworkRevision, ct), row.ToContent(), threshold);
}
