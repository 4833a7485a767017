namespace ItaApi.Scoring;

/// <summary>All faults of a definition.</summary>
internal sealed class FrameworkFaults
{
    private readonly List<Fault> faults = [];

    public static IReadOnlyList<Fault> Of(FrameworkDefinition definition)
    {
        var faults = new FrameworkFaults();
        faults.CheckInstruments(definition);
        faults.CheckIndicators(definition);
        faults.CheckQuestionsAndItems(definition);
        faults.CheckGradeRules(definition.GradeRules);
        faults.CheckScore("/strengthThreshold", definition.StrengthThreshold);
        faults.CheckScore("/target/minTotal", definition.TargetMinTotal);
        return faults.faults;
    }

    private void CheckInstruments(FrameworkDefinition definition)
    {
        var instruments = definition.Instruments;
        if (instruments.Count == 0)
            Add("/instruments", "instruments_missing");

        var codes = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < instruments.Count; i++)
        {
            var (code, weight, _) = instruments[i];
            CheckCode($"/instruments/{i}/code", code, codes, "instrument_duplicate");

            if (weight is <= 0 or > 1)
                Add($"/instruments/{i}/weight", "weight_out_of_range", ("Weight", weight));
            else if (weight * Instrument.FullWeight % 1 != 0)
                Add($"/instruments/{i}/weight", "weight_too_precise", ("Weight", weight));

            if (!definition.Indicators.Any(indicator => indicator.Instrument == code))
                Add($"/instruments/{i}", "instrument_without_indicator", ("Code", code));
        }

        // A printed figure names an instrument or a part by its code alone, so parts come after all instruments.
        for (var i = 0; i < instruments.Count; i++)
            CheckParts($"/instruments/{i}/parts", instruments[i], codes);

        // The sum is only worth a word where every part of it is a weight.
        var sum = instruments.All(instrument => instrument.Weight is > 0 and <= 1) ? instruments.Sum(instrument => instrument.Weight) : 1;
        if (instruments.Count > 0 && sum != 1)
            Add("/instruments", "weights_do_not_add_up", ("Sum", sum));
    }

    private void CheckParts(string pointer, InstrumentDefinition instrument, HashSet<string> codes)
    {
        if (instrument.Parts is not { } parts)
            return;

        if (parts.Count == 0)
            Add(pointer, "parts_empty", ("Code", instrument.Code));
        for (var part = 0; part < parts.Count; part++)
            CheckCode($"{pointer}/{part}/code", parts[part], codes, "instrument_duplicate");
    }

    private void CheckIndicators(FrameworkDefinition definition)
    {
        var count = definition.Indicators.Count;
        if (count == 0)
            Add("/indicators", "indicators_missing");

        var instruments = definition.Instruments.Select(instrument => instrument.Code).ToList();
        var numbers = new HashSet<int>();
        for (var i = 0; i < count; i++)
        {
            var indicator = definition.Indicators[i];

            // Distinct numbers within 1..n have no gap, so these two faults cover the third.
            if (indicator.Number < 1 || indicator.Number > count)
                Add($"/indicators/{i}/number", "indicator_out_of_range", ("Number", indicator.Number), ("Count", count));
            else if (!numbers.Add(indicator.Number))
                Add($"/indicators/{i}/number", "indicator_duplicate", ("Number", indicator.Number));

            if (string.IsNullOrWhiteSpace(indicator.Instrument))
                Add($"/indicators/{i}/instrument", "instrument_missing", ("Number", indicator.Number));
            else if (!instruments.Contains(indicator.Instrument))
                Add($"/indicators/{i}/instrument", "instrument_unknown", ("Code", indicator.Instrument), ("Allowed", instruments));
        }
    }

    private void CheckQuestionsAndItems(FrameworkDefinition definition)
    {
        var questionCodes = new HashSet<string>(StringComparer.Ordinal);
        var groupCodes = new HashSet<string>(StringComparer.Ordinal);
        var itemCodes = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < definition.Indicators.Count; i++)
        {
            var (questions, groups) = (definition.Indicators[i].Questions, definition.Indicators[i].Groups);
            if (questions is not null && groups is not null)
                Add($"/indicators/{i}/groups", "questions_and_items", ("Number", definition.Indicators[i].Number));

            if (questions is { Count: 0 })
                Add($"/indicators/{i}/questions", "questions_empty", ("Number", definition.Indicators[i].Number));
            for (var q = 0; q < (questions?.Count ?? 0); q++)
                CheckCode($"/indicators/{i}/questions/{q}/code", questions![q], questionCodes, "question_duplicate");

            if (groups is not null)
                CheckGroups($"/indicators/{i}/groups", groups, groupCodes, itemCodes);
        }
    }

    private void CheckGroups(
        string pointer, IReadOnlyList<ItemGroupDefinition> groups, HashSet<string> groupCodes, HashSet<string> itemCodes)
    {
        if (groups.Count == 0)
            Add(pointer, "groups_empty");

        for (var g = 0; g < groups.Count; g++)
        {
            CheckCode($"{pointer}/{g}/code", groups[g].Code, groupCodes, "group_duplicate");
            if (groups[g].Items.Count == 0)
                Add($"{pointer}/{g}/items", "group_empty", ("Code", groups[g].Code));
            for (var item = 0; item < groups[g].Items.Count; item++)
                CheckCode($"{pointer}/{g}/items/{item}/code", groups[g].Items[item], itemCodes, "item_duplicate");
        }

        if (groups.All(itemGroup => itemGroup.Items.Count > 0) && Indicator.CommonMultiple(groups) is null)
            Add(pointer, "group_sizes_unusable");
    }

    private void CheckGradeRules(IReadOnlyList<GradeRuleDefinition> rules)
    {
        if (rules.Count == 0)
        {
            Add("/gradeRules", "grade_rules_missing");
            return;
        }

        var codes = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < rules.Count; i++)
        {
            CheckCode($"/gradeRules/{i}/code", rules[i].Code, codes, "grade_duplicate");
            CheckScore($"/gradeRules/{i}/minTotal", rules[i].MinTotal);
            if (rules[i].MinEachInstrument is { } least)
                CheckScore($"/gradeRules/{i}/minEachInstrument", least);

            // A better grade requires no less, of the total and of each instrument, so that a result that meets it meets every worse one.
            if (i > 0 && rules[i].MinTotal > rules[i - 1].MinTotal)
                Add($"/gradeRules/{i}/minTotal", "grade_rule_out_of_order", ("Code", rules[i].Code));
            else if (i > 0 && LeastInstrument(rules[i]) > LeastInstrument(rules[i - 1]))
                Add($"/gradeRules/{i}/minEachInstrument", "grade_rule_out_of_order", ("Code", rules[i].Code));
            else if (rules.Take(i).FirstOrDefault(better => Covers(better, rules[i])) is { } better)
                Add($"/gradeRules/{i}/minTotal", "grade_rule_unreachable", ("Code", rules[i].Code), ("By", better.Code));
        }

        var last = rules.Count - 1;
        if (rules[last].MinTotal != 0)
            Add($"/gradeRules/{last}/minTotal", "grade_scale_has_hole", ("MinTotal", rules[last].MinTotal));
        if (rules[last].MinEachInstrument is { } condition)
            Add($"/gradeRules/{last}/minEachInstrument", "grade_scale_has_hole", ("MinEachInstrument", condition));
    }

    /// <summary>Whether the better rule matches whenever the worse one does, so that the worse one never decides.</summary>
    private static bool Covers(GradeRuleDefinition better, GradeRuleDefinition worse) =>
        LeastTotal(better) <= LeastTotal(worse) && LeastInstrument(better) <= LeastInstrument(worse);

    /// <summary>Weights add up to 1, so that a minimum for every instrument is a minimum for the total.</summary>
    private static decimal LeastTotal(GradeRuleDefinition rule) => Math.Max(rule.MinTotal, LeastInstrument(rule));

    private static decimal LeastInstrument(GradeRuleDefinition rule) => rule.MinEachInstrument ?? 0;

    private void CheckScore(string pointer, decimal value)
    {
        if (value is < 0 or > 100)
            Add(pointer, "score_out_of_range", ("Value", value));
        else if (!Score.TryFrom(value, out _))
            Add(pointer, "score_too_precise", ("Value", value));
    }

    private void CheckCode(string pointer, string code, HashSet<string> seen, string duplicate)
    {
        if (string.IsNullOrWhiteSpace(code))
            Add(pointer, "code_missing");
        else if (!seen.Add(code))
            Add(pointer, duplicate, ("Code", code));
    }

    private void Add(string pointer, string code, params (string Name, object Value)[] arguments) =>
        faults.Add(new Fault(pointer, code, arguments));
}
