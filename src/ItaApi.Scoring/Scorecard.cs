using System.Diagnostics.CodeAnalysis;

namespace ItaApi.Scoring;

/// <summary>What an agency scored in one year: one score for every indicator of the framework, none of them invented.</summary>
/// <remarks>
/// A score left out is calculated from all of its indicator's questions or items, never taken for a zero; where that is not
/// possible there is no scorecard. Where an indicator is both given and calculable, the given score counts and
/// <see cref="Audit.Compare"/> shows the difference. Immutable and safe to share between threads.
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

    /// <summary>The score that counts for every indicator, in number order.</summary>
    public ReadOnlySpan<Score> Scores => scores;

    /// <summary>The items' scores, as sent.</summary>
    public IReadOnlyList<ItemScore> Items { get; }

    /// <summary>The questions' scores, as sent.</summary>
    public IReadOnlyList<QuestionScore> Questions { get; }

    /// <summary>
    /// Checks an input against the year's rules, reports every fault at once and calculates the indicators that were left out.
    /// </summary>
    /// <param name="scorecard">The scorecard where the input has no fault, else null.</param>
    /// <param name="faults">Empty where the input has no fault; pointers point into the contract's assessment.</param>
    public static bool TryCreate(
        Framework framework, ScoreInput input, [NotNullWhen(true)] out Scorecard? scorecard, out IReadOnlyList<Fault> faults)
    {
        ArgumentNullException.ThrowIfNull(framework);
        ArgumentNullException.ThrowIfNull(input);
        return new ScoreInputReading(framework, input).TryComplete(out scorecard, out faults);
    }

    /// <summary>A scorecard from one score for every indicator, in number order, trusted to be the agency's.</summary>
    /// <exception cref="ArgumentException">There is not exactly one score for every indicator.</exception>
    public static Scorecard FromIndicators(Framework framework, ReadOnlySpan<Score> scores)
    {
        ArgumentNullException.ThrowIfNull(framework);
        if (scores.Length != framework.Indicators.Length)
            throw new ArgumentException($"{framework.Indicators.Length} scores are needed, one for every indicator.", nameof(scores));

        var given = new Score?[scores.Length];
        for (var i = 0; i < given.Length; i++)
            given[i] = scores[i];
        return new Scorecard(framework, new ScoreInput(), given, calculated: new Score?[scores.Length]);
    }

    /// <summary>The score sent for an indicator; null where it was left out and calculated.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The year has no such indicator.</exception>
    public Score? Given(int number) => given[IndexOf(number)];

    /// <summary>The score an indicator has by its questions or items; null where they are not all there.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The year has no such indicator.</exception>
    public Score? Calculated(int number) => calculated[IndexOf(number)];

    /// <summary>The score sent for an item; null where none was.</summary>
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
