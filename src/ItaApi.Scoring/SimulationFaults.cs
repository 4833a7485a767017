namespace ItaApi.Scoring;

/// <summary>What keeps a simulation request from being run.</summary>
internal static class SimulationFaults
{
    public static IReadOnlyList<Fault> Of(ScoreDraft draft, SimulationRequest request)
    {
        var framework = draft.Framework;
        var faults = new List<Fault>();
        var indicators = request.Changes.OfType<AssumedScore.OfIndicator>().Select(change => change.Number).ToHashSet();
        var seen = new HashSet<AssumedScore>();
        for (var i = 0; i < request.Changes.Count; i++)
        {
            var fault = request.Changes[i] switch
            {
                AssumedScore.OfIndicator change => OfIndicator(i, change, framework, seen),
                AssumedScore.OfItem change => OfItem(i, change, draft, indicators, seen),
                _ => null,
            };
            if (fault is not null)
                faults.Add(fault);
        }

        for (var i = 0; i < request.Fixed.Count; i++)
        {
            if (framework.FindIndicator(request.Fixed[i]) is null)
                faults.Add(new Fault($"/fixed/{i}", "indicator_unknown", ("Number", request.Fixed[i])));
        }

        if (request.TargetGrade is { } grade && framework.FindGrade(grade) is null)
        {
            var allowed = string.Join(", ", framework.GradeRules.Select(rule => rule.Code));
            faults.Add(new Fault("/targetGrade", "grade_unknown", ("Code", grade), ("Allowed", allowed)));
        }

        return faults;
    }

    private static Fault? OfIndicator(int position, AssumedScore.OfIndicator change, Framework framework, HashSet<AssumedScore> seen)
    {
        if (framework.FindIndicator(change.Number) is null)
            return new Fault($"/changes/{position}/indicator", "indicator_unknown", ("Number", change.Number));

        return seen.Add(change with { Score = default })
            ? null
            : new Fault($"/changes/{position}/indicator", "change_duplicate", ("Number", change.Number));
    }

    private static Fault? OfItem(
        int position, AssumedScore.OfItem change, ScoreDraft draft, HashSet<int> indicators, HashSet<AssumedScore> seen)
    {
        var pointer = $"/changes/{position}/item";
        if (draft.Framework.FindIndicatorOfItem(change.Code) is not { } indicator)
            return draft.Framework.UnknownItem(pointer, change.Code);
        if (!seen.Add(change with { Score = default }))
            return new Fault(pointer, "change_duplicate", ("Code", change.Code));
        if (indicators.Contains(indicator.Number))
            return new Fault(pointer, "change_contradictory", ("Code", change.Code), ("Number", indicator.Number));

        return draft.FindItem(change.Code) is null || draft.Framework.ItemsAreProvisional
            ? new Fault(pointer, "item_worth_unknown", ("Code", change.Code))
            : null;
    }
}
