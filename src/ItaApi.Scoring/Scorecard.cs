using System.Diagnostics.CodeAnalysis;

namespace ItaApi.Scoring;

/// <summary>The scores of an agency in one year: one for every indicator of the framework.</summary>
/// <remarks>
/// An omitted score is calculated from all questions or items of its indicator and never counts as zero; if that is not possible, there is
/// no scorecard. If an indicator is both given and calculable, the given score counts, and <see cref="Audit.Compare"/> shows the
/// difference. Immutable and safe to share between threads.
/// </remarks>
public sealed class Scorecard
{
    private readonly Score[] scores;
    private readonly Score?[] given;
    private readonly Score?[] calculated;

    /// <param name="given">The score sent for each indicator; null where none was.</param>
    /// <param name="calculated">The score of each indicator by its questions or items; null where they are not all there.</param>
    internal Scorecard(Framework framework, ScoreInput input, Score?[] given, Score?[] calculated)
    {
        Framework = framework;
        scores = new Score[given.Length];
        for (var i = 0; i < given.Length; i++)
            scores[i] = (given[i] ?? calculated[i])!.Value;

        this.given = given;
        this.calculated = calculated;
        Items = [.. input.Items];
        Questions = [.. input.Questions];
    }

    public Framework Framework { get; }

    /// <summary>The effective score of every indicator, in the order of their numbers.</summary>
    public ReadOnlySpan<Score> Scores => scores;

    /// <summary>The scores of the items, as sent.</summary>
    public IReadOnlyList<ItemScore> Items { get; }

    /// <summary>The scores of the questions, as sent.</summary>
    public IReadOnlyList<QuestionScore> Questions { get; }

    /// <summary>Checks an input against the rules of the year, reports all faults at once, and calculates the omitted indicators.</summary>
    /// <param name="scorecard">The scorecard if the input has no fault, else null.</param>
    /// <param name="faults">Empty if the input has no fault. Pointers refer to the contract's assessment.</param>
    public static bool TryCreate(
        Framework framework, ScoreInput input, [NotNullWhen(true)] out Scorecard? scorecard, out IReadOnlyList<Fault> faults)
    {
        ArgumentNullException.ThrowIfNull(framework);
        ArgumentNullException.ThrowIfNull(input);
        return new ScoreInputReading(framework, input).TryComplete(out scorecard, out faults);
    }

    /// <summary>A scorecard from one score for every indicator, in the order of their numbers. The scores are trusted.</summary>
    /// <exception cref="ArgumentException">There is not exactly one score for every indicator.</exception>
    public static Scorecard FromIndicators(Framework framework, ReadOnlySpan<Score> scores)
    {
        ArgumentNullException.ThrowIfNull(framework);
        if (scores.Length != framework.Indicators.Length)
            throw new ArgumentException($"{framework.Indicators.Length} scores are required, one for every indicator.", nameof(scores));

        var given = new Score?[scores.Length];
        for (var i = 0; i < given.Length; i++)
            given[i] = scores[i];
        return new Scorecard(framework, new ScoreInput(), given, calculated: new Score?[scores.Length]);
    }

    /// <summary>The score sent for an indicator; null if it was omitted and calculated.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The year has no such indicator.</exception>
    public Score? Given(int number) => given[IndexOf(number)];

    /// <summary>The score of an indicator by its questions or items; null if they are not complete.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The year has no such indicator.</exception>
    public Score? Calculated(int number) => calculated[IndexOf(number)];

    /// <summary>The score sent for an item; null if none was sent.</summary>
    public Score? FindItem(string code)
    {
        foreach (var item in Items)
        {
            if (item.Code == code)
                return item.Score;
        }

        return null;
    }

    private int IndexOf(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, scores.Length);
        return number - 1;
    }
}
