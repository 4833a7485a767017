namespace ItaApi.Scoring;

/// <summary>The rules of a year before they are checked by <see cref="Framework.TryCreate"/>.</summary>
public sealed record FrameworkDefinition
{
    /// <summary>Thai fiscal year, Buddhist Era: 2565.</summary>
    public required int FiscalYear { get; init; }

    /// <summary>1 for the first rules of the year, one more for each correction.</summary>
    public int Revision { get; init; } = 1;

    public required IReadOnlyList<InstrumentDefinition> Instruments { get; init; }

    /// <summary>In any order; their numbers must be exactly 1..n.</summary>
    public required IReadOnlyList<IndicatorDefinition> Indicators { get; init; }

    /// <summary>Best grade first; the first rule that matches decides.</summary>
    public required IReadOnlyList<GradeRuleDefinition> GradeRules { get; init; }

    /// <summary>The score from which an indicator is a strength (inclusive), 0..100.</summary>
    public required decimal StrengthThreshold { get; init; }

    /// <summary>The total an agency must reach to pass, 0..100; the contract's <c>target.minTotal</c>.</summary>
    public required decimal TargetMinTotal { get; init; }

    /// <summary>What is not certain for the year, in the words of <see cref="ProvisionalPart"/>.</summary>
    public IReadOnlyCollection<string> Provisional { get; init; } = [];
}

/// <summary>What of a year's rules may be likely without being established.</summary>
public static class ProvisionalPart
{
    public const string Weights = "weights";

    public const string Indicators = "indicators";

    /// <summary>Other questions than those listed are accepted, and no score is calculated from questions.</summary>
    public const string Questions = "questions";

    /// <summary>Other items than those listed are accepted, no score is calculated from items, and none is called unreachable.</summary>
    public const string Items = "items";

    public const string GradeRules = "gradeRules";

    /// <summary>Every one, in the order of a framework's members.</summary>
    public static IReadOnlyList<string> All { get; } = [Weights, Indicators, Questions, Items, GradeRules];
}

/// <summary>An instrument and its share of the total.</summary>
/// <param name="Weight">Above 0, at most 1, at most four decimals; the weights of a year add up to exactly 1.</param>
/// <param name="Parts">Codes of the parts it is printed in (EIT1, EIT2), which weigh the same; null where it has none.</param>
public sealed record InstrumentDefinition(string Code, decimal Weight, IReadOnlyList<string>? Parts = null);

/// <summary>An indicator and its parts.</summary>
/// <param name="Number">The official number, 1..n.</param>
/// <param name="Instrument">The code of its instrument.</param>
/// <param name="Questions">The codes of its survey questions; null if the questions of the year are not established.</param>
/// <param name="Groups">The groups of its checked items; null if it has none or the items of the year are not established.</param>
public sealed record IndicatorDefinition(
    int Number,
    string Instrument,
    IReadOnlyList<string>? Questions = null,
    IReadOnlyList<ItemGroupDefinition>? Groups = null);

/// <summary>
/// A group of items (a sub-indicator such as 9.1). The items of a group have equal weight, and so do the groups of an indicator.
/// </summary>
public sealed record ItemGroupDefinition(string Code, IReadOnlyList<string> Items);

/// <summary>The conditions of a grade; both bounds are inclusive.</summary>
/// <param name="MinTotal">Least total, 0..100.</param>
/// <param name="MinEachInstrument">Least score of each instrument, 0..100; null if the grade has a condition on the total alone.</param>
public sealed record GradeRuleDefinition(string Code, decimal MinTotal, decimal? MinEachInstrument = null);
