using ItaApi.Assessments.Results;

namespace ItaApi.Measures.Recommendations;

/// <summary>Finds recommendations for an assessment, from its own result first.</summary>
internal sealed class RecommendationFinder(RecommendationRepository measures)
{
    public async Task<RecommendationList> ForAsync(Evaluation evaluation, ResultAgency agency, CancellationToken ct)
    {
        var result = evaluation.ToResult(agency);
        var subjects = evaluation.Outcome is null ? [] : WeakIndicator.ListOf(evaluation, result);
        var needs = subjects.SelectMany(subject => subject.Needs).ToList();
        var rises = (await ListRisesAsync(needs, agency, result.FiscalYear, ct)).ToLookup(rise => needs[rise.Need]);

        var others = evaluation.Outcome is null ? null : ItemAdvice.GroupWithoutIndicator(evaluation, result, agency);

        return new RecommendationList
        {
            AgencyCode = agency.Code,
            FiscalYear = result.FiscalYear,
            StrengthThreshold = result.StrengthThreshold,
            Groups =
            [
                .. from subject in subjects
                   let worth = subject.Worth()
                   orderby worth ?? -1 descending, subject.Number
                   select new GroupWriter(subject, evaluation, agency).Write(worth, rises),
                .. others is null ? [] : new[] { others },
            ],
        };
    }

    /// <summary>The rises of the province; those of the country for needs without one in the province.</summary>
    private async Task<IReadOnlyList<RisenMeasureRow>> ListRisesAsync(
        List<Need> needs, ResultAgency agency, int fiscalYear, CancellationToken ct)
    {
        if (needs.Count == 0)
            return [];

        var near = await measures.ListOfProvinceAsync(agency.ProvinceCode, agency.Code, fiscalYear, needs, ct);
        var open = Enumerable.Range(0, needs.Count).Except(near.Select(rise => rise.Need)).ToList();
        if (open.Count == 0)
            return near;

        var far = await measures.ListOfNationAsync(agency.Code, fiscalYear, [.. open.Select(position => needs[position])], ct);
        return [.. near, .. far.Select(rise => rise with { Need = open[rise.Need] })];
    }
}
