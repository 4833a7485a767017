namespace ItaApi.Scoring.Tests.Support;

/// <summary>The rules of real years, as far as they are established.</summary>
internal static class Years
{
    private static readonly InstrumentDefinition[] Instruments = [new("IIT", 0.30m), new("EIT", 0.30m), new("OIT", 0.40m)];

    private static readonly GradeRuleDefinition[] LetterRules =
    [
        new("AA", 95), new("A", 85), new("B", 75), new("C", 65), new("D", 55), new("E", 50), new("F", 0),
    ];

    private static readonly GradeRuleDefinition[] LevelRules =
    [
        new("EXCELLENT", 95, 95), new("GOOD", 85, 85), new("PASSED", 85), new("IMPROVE", 70), new("URGENT", 0),
    ];

    /// <summary>O1-O43 in the groups of 2563-2565.</summary>
    public static readonly ItemGroupDefinition[] Groups9 =
    [
        Items("9.1", 1, 9), Items("9.2", 10, 17), Items("9.3", 18, 24), Items("9.4", 25, 28), Items("9.5", 29, 33),
    ];

    public static readonly ItemGroupDefinition[] Groups10 = [Items("10.1", 34, 41), Items("10.2", 42, 43)];

    /// <summary>A definition of 2565, for tests that bend it.</summary>
    public static FrameworkDefinition Letters { get; } = new()
    {
        FiscalYear = 2565,
        Instruments = Instruments,
        Indicators = Indicators(Groups9, Groups10),
        GradeRules = LetterRules,
        StrengthThreshold = 85,
        TargetMinTotal = 85,
    };

    public static FrameworkDefinition Levels { get; } = Letters with
    {
        FiscalYear = 2566,
        GradeRules = LevelRules,
        Provisional = ["items"],
    };

    public static Framework Of2563 { get; } = Framework.Create(Letters with { FiscalYear = 2563 });

    public static Framework Of2564 { get; } = Framework.Create(Letters with { FiscalYear = 2564 });

    public static Framework Of2565 { get; } = Framework.Create(Letters);

    /// <summary>Levels; the item groups are provisional.</summary>
    public static Framework Of2566 { get; } = Framework.Create(Levels);

    /// <summary>Levels; items are not established.</summary>
    public static Framework Of2567 { get; } = Framework.Create(
        Levels with { FiscalYear = 2567, Indicators = Indicators(null, null), Provisional = ["items", "questions"] });

    /// <summary>The scales of all years.</summary>
    public static IReadOnlyList<GradeScale> Scales { get; } = [Of2565.Scale, Of2566.Scale];

    /// <summary>Levels, with EIT printed in two parts.</summary>
    public static Framework WithParts { get; } = Framework.Create(Levels with
    {
        Instruments = [Instruments[0], new("EIT", 0.30m, ["EIT1", "EIT2"]), Instruments[2]],
    });

    /// <summary>2564 with its established survey questions.</summary>
    public static Framework WithQuestions { get; } = Framework.Create(Letters with
    {
        FiscalYear = 2564,
        Indicators = [.. Letters.Indicators.Select(indicator => indicator.Number switch
        {
            <= 5 => indicator with { Questions = Codes("I", 6 * indicator.Number - 5, 6 * indicator.Number) },
            <= 8 => indicator with { Questions = Codes("E", 5 * indicator.Number - 29, 5 * indicator.Number - 25) },
            _ => indicator,
        })],
    });

    /// <summary>Item scores for O<paramref name="from"/>..O<paramref name="to"/>: 0 for those named, 100 for the others.</summary>
    public static IEnumerable<ItemScore> Items(int from, int to, params string[] zero) =>
        Codes("O", from, to).Select(code => new ItemScore(code, zero.Contains(code) ? Score.Zero : Score.Full));

    private static IndicatorDefinition[] Indicators(ItemGroupDefinition[]? groups9, ItemGroupDefinition[]? groups10) =>
    [
        new(1, "IIT"), new(2, "IIT"), new(3, "IIT"), new(4, "IIT"), new(5, "IIT"),
        new(6, "EIT"), new(7, "EIT"), new(8, "EIT"),
        new(9, "OIT", Groups: groups9), new(10, "OIT", Groups: groups10),
    ];

    private static ItemGroupDefinition Items(string group, int from, int to) => new(group, Codes("O", from, to));

    private static string[] Codes(string letter, int from, int to) =>
        [.. Enumerable.Range(from, to - from + 1).Select(number => $"{letter}{number}")];
}
