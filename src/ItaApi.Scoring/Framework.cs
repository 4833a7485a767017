using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace ItaApi.Scoring;

/// <summary>The complete rules of a year: weights add up to 1, indicators are 1..n, and every total has a grade.</summary>
/// <remarks>Immutable and safe to share between threads. Codes are compared ordinally.</remarks>
public sealed class Framework
{
    private readonly Dictionary<string, (Indicator Indicator, ItemGroup Group)> itemsByCode;
    private readonly Dictionary<string, Indicator> questions;

    private Framework(FrameworkDefinition definition)
    {
        FiscalYear = definition.FiscalYear;
        Revision = definition.Revision;
        StrengthThreshold = Score.From(definition.StrengthThreshold);
        TargetMinTotal = Score.From(definition.TargetMinTotal);
        Provisional = [.. definition.Provisional];
        ItemsAreProvisional = Provisional.Contains(ProvisionalPart.Items);
        QuestionsAreProvisional = Provisional.Contains(ProvisionalPart.Questions);

        Instruments = [.. definition.Instruments.Select((instrument, index) => new Instrument(instrument, index))];
        Indicators = [.. definition.Indicators.OrderBy(indicator => indicator.Number)
            .Select((indicator, index) => new Indicator(indicator, index, FindInstrument(indicator.Instrument)!))];
        foreach (var instrument in Instruments)
            instrument.Indicators = [.. Indicators.Where(indicator => indicator.Instrument == instrument)];

        Scale = new GradeScale([.. definition.GradeRules.Select((rule, index) => new GradeRule(
            rule.Code, index, Score.From(rule.MinTotal), rule.MinEachInstrument is { } least ? Score.From(least) : null))]);

        itemsByCode = (
            from indicator in Indicators
            from itemGroup in indicator.Groups ?? []
            from item in itemGroup.Items
            select (item, indicator, itemGroup))
            .ToDictionary(entry => entry.item, entry => (entry.indicator, entry.itemGroup), StringComparer.Ordinal);
        questions = (
            from indicator in Indicators
            from question in indicator.Questions ?? []
            select (question, indicator))
            .ToDictionary(entry => entry.question, entry => entry.indicator, StringComparer.Ordinal);
    }

    /// <summary>Thai fiscal year, Buddhist Era.</summary>
    public int FiscalYear { get; }

    public int Revision { get; }

    /// <summary>In the order of the definition.</summary>
    public ImmutableArray<Instrument> Instruments { get; }

    /// <summary>By number: indicator 1 first.</summary>
    public ImmutableArray<Indicator> Indicators { get; }

    /// <summary>The year's grades.</summary>
    public GradeScale Scale { get; }

    /// <summary>The rules of <see cref="Scale"/>, best first.</summary>
    public ImmutableArray<GradeRule> GradeRules => Scale.Rules;

    /// <summary>The score from which an indicator is a strength (inclusive), unless another threshold is given.</summary>
    public Score StrengthThreshold { get; }

    /// <summary>The total an agency must reach to pass (inclusive).</summary>
    public Score TargetMinTotal { get; }

    /// <summary>
    /// Whether some grade has a condition on each instrument (the levels from 2566); otherwise grades are letters that follow from the
    /// total alone.
    /// </summary>
    public bool HasLevels => Scale.HasLevels;

    /// <summary>What is likely without being established, in the words of <see cref="ProvisionalPart"/>.</summary>
    public ImmutableArray<string> Provisional { get; }

    /// <summary>
    /// Whether the year's items are uncertain: nothing is calculated from them, and nothing they would exclude is called impossible.
    /// </summary>
    public bool ItemsAreProvisional { get; }

    /// <summary>Whether the year's questions are uncertain: nothing is calculated from them.</summary>
    public bool QuestionsAreProvisional { get; }

    /// <summary>Checks a definition and reports every fault at once.</summary>
    /// <param name="framework">The framework if the definition has no fault, else null.</param>
    /// <param name="faults">Empty if the definition has no fault. Pointers refer to the contract's framework document.</param>
    public static bool TryCreate(
        FrameworkDefinition definition, [NotNullWhen(true)] out Framework? framework, out IReadOnlyList<Fault> faults)
    {
        ArgumentNullException.ThrowIfNull(definition);
        faults = FrameworkFaults.Of(definition);
        framework = faults.Count == 0 ? new Framework(definition) : null;
        return framework is not null;
    }

    /// <summary>A framework from a definition that is expected to be valid.</summary>
    /// <exception cref="ArgumentException">The definition has faults; the message lists them.</exception>
    public static Framework Create(FrameworkDefinition definition) =>
        TryCreate(definition, out var framework, out var faults)
            ? framework
            : throw new ArgumentException(string.Join("; ", faults.Select(fault => $"{fault.Pointer}: {fault.Code}")), nameof(definition));

    /// <summary>The indicator with an official number; null if the year has none.</summary>
    public Indicator? FindIndicator(int number) =>
        number >= 1 && number <= Indicators.Length ? Indicators[number - 1] : null;

    public Instrument? FindInstrument(string code)
    {
        foreach (var instrument in Instruments)
        {
            if (instrument.Code == code)
                return instrument;
        }

        return null;
    }

    /// <summary>The part of an instrument with a code of its own (EIT1), null if the year has none.</summary>
    public InstrumentPart? FindPart(string code)
    {
        foreach (var instrument in Instruments)
        {
            foreach (var part in instrument.Parts)
            {
                if (part.Code == code)
                    return part;
            }
        }

        return null;
    }

    /// <summary>The year's grade with a code, null if the year has none.</summary>
    public GradeRule? FindGrade(string code) => Scale.Find(code);

    /// <summary>The indicator an item belongs to, null if the year's items are not established or do not have it.</summary>
    public Indicator? FindIndicatorOfItem(string itemCode) =>
        itemsByCode.TryGetValue(itemCode, out var found) ? found.Indicator : null;

    /// <summary>The indicator of a question; null if the questions of the year are not established or do not include it.</summary>
    public Indicator? FindIndicatorOfQuestion(string code) => questions.GetValueOrDefault(code);

    /// <summary>The group of an item; null if the year does not have the item.</summary>
    public ItemGroup? FindGroupOfItem(string itemCode) =>
        itemsByCode.TryGetValue(itemCode, out var found) ? found.Group : null;

    /// <summary>The fault of an item that the framework does not have. It distinguishes a year whose items are not established.</summary>
    public Fault UnknownItem(string pointer, string code) => ItemsAreProvisional
        ? new Fault(pointer, "items_not_known", ("Code", code), ("FiscalYear", FiscalYear))
        : new Fault(pointer, "item_unknown", ("Code", code));

    /// <summary>
    /// Whether an item may be named in the year: it is listed, or the list is provisional and the code has the form of an item's.
    /// </summary>
    public bool AcceptsItem(string code) => itemsByCode.ContainsKey(code) || (ItemsAreProvisional && FreeCode.IsItem(code));

    /// <summary>The grade of a total, by the first rule that matches.</summary>
    /// <param name="total">Rounded to two decimals.</param>
    /// <param name="lowestInstrument">The lowest of the instruments' rounded scores; only levels (from 2566) ask for it.</param>
    public GradeRule GradeOf(Score total, Score lowestInstrument) => Scale.GradeOf(total, lowestInstrument);
}
