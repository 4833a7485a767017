using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace ItaApi.Scoring;

/// <summary>A score assumed to be another.</summary>
public abstract record AssumedScore
{
    private AssumedScore()
    {
    }

    /// <summary>An indicator gets a score, whatever its questions or items.</summary>
    public sealed record OfIndicator(int Number, Score Score) : AssumedScore;

    /// <summary>An item gets a score, and moves its indicator by what it is worth.</summary>
    public sealed record OfItem(string Code, Score Score) : AssumedScore;
}

/// <summary>What if: changed scores, and the way to a grade. Unchecked; <see cref="Simulation.TryRun"/> checks it.</summary>
public sealed record SimulationRequest
{
    /// <summary>Each indicator or item at most once, and not an item together with its own indicator.</summary>
    public IReadOnlyList<AssumedScore> Changes { get; init; } = [];

    /// <summary>The numbers of indicators that the way to the target leaves as they are after the changes.</summary>
    public IReadOnlyList<int> Fixed { get; init; } = [];

    /// <summary>The grade to reach; null if no way is requested.</summary>
    public string? TargetGrade { get; init; }
}

/// <param name="Before">As scored.</param>
/// <param name="After">With the changes.</param>
/// <param name="Target">The way from <paramref name="After"/> to the target grade; null if none was requested.</param>
public sealed record SimulationResult(Outcome Before, Outcome After, TargetWay? Target);

/// <summary>The way to a target grade or a better one.</summary>
/// <param name="Reachable">False exactly where even 100 in every indicator that is not fixed would not do.</param>
/// <param name="PointsNeeded">Points of the total up to the grade's bound; 0 if only an instrument lacks.</param>
/// <param name="Steps">
/// In order, each on top of those before it, also where an indicator is raised beyond what its known items give; none can be left
/// out and no raise shortened. Empty if nothing is needed or nothing helps.
/// </param>
public sealed record TargetWay(GradeRule Grade, bool Reachable, Score PointsNeeded, ImmutableArray<SimulationStep> Steps);

/// <summary>One step: an item brought to 100, or an indicator raised.</summary>
/// <param name="Indicator">The number of the indicator raised, or of the item's indicator.</param>
/// <param name="Item">The item's code; null for the raise of an indicator.</param>
/// <param name="From">The score of the item, or of the indicator after the steps before this one.</param>
/// <param name="To">The score after this step.</param>
/// <param name="Gain">The change of the rounded total at this step.</param>
public sealed record SimulationStep(int Indicator, string? Item, Score From, Score To, Score Gain);

/// <summary>What would become of a result.</summary>
public static class Simulation
{
    /// <summary>Scores a scorecard as it is and as it would be, and finds the way to a target grade.</summary>
    /// <remarks>
    /// An item moves its indicator by exactly its share: the difference of its score over the items of its group and the groups
    /// of its indicator. It moves what the items really come to: the exact level that gives the indicator's score, the lowest
    /// where several sets of items give it. Where none gives it, the score itself is moved, kept within 0..100. What an item
    /// scores now has to be known: it was sent, or the indicator's score proves it (<see cref="ProvenItems"/>).
    /// <para>
    /// The way brings items that are known to be below 100 to 100 first, the largest gain first (equal gains in the framework's
    /// order), until the grade is reached; then it raises the fewest indicators by the smallest sum, the lowest numbers first;
    /// then it leaves out items that turned out needless. An indicator of items is raised only to scores that some of its other
    /// items, added to those that its score can come from, give. A score that its items cannot give is taken for the one
    /// below that they can; one beyond all of these is believed, and the items are not. Items of an indicator that is fixed, or whose
    /// score a change assumes, are not used, nor provisional ones: an indicator of such items is raised like one that is surveyed.
    /// </para>
    /// </remarks>
    /// <param name="threshold">For the two outcomes: points from which an indicator is a strength; null takes the framework's.</param>
    /// <param name="faults">Empty if there is a result; pointers point into the contract's simulation request.</param>
    public static bool TryRun(
        Scorecard scorecard,
        SimulationRequest request,
        [NotNullWhen(true)] out SimulationResult? result,
        out IReadOnlyList<Fault> faults,
        Score? threshold = null)
    {
        ArgumentNullException.ThrowIfNull(scorecard);
        ArgumentNullException.ThrowIfNull(request);
        var framework = scorecard.Framework;
        var changed = new ScoreDraft(scorecard);
        faults = SimulationFaults.Of(changed, request);
        if (faults.Count > 0)
        {
            result = null;
            return false;
        }

        foreach (var change in request.Changes)
            changed.Apply(change);

        result = new SimulationResult(
            new Outcome(framework, scorecard.Scores, threshold ?? framework.StrengthThreshold),
            new Outcome(framework, changed.Scores, threshold ?? framework.StrengthThreshold),
            request.TargetGrade is { } code ? WayToGrade.Find(framework.FindGrade(code)!, changed, request.Fixed.ToHashSet()) : null);
        return true;
    }
}
