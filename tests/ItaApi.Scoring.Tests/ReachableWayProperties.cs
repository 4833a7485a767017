using ItaApi.Scoring.Tests.Support;

namespace ItaApi.Scoring.Tests;

/// <summary>The way to a grade where indicators are made of items: it asks for scores that items can really give.</summary>
public sealed class ReachableWayProperties
{
    [Fact]
    public void A_way_reaches_its_grade_by_scores_that_items_can_give_and_no_step_is_too_much() => Law.Holds(600, Law.Seeds, seed =>
    {
        var random = new Random(seed);
        var framework = ItemFrameworks.From(random);
        var known = KnownOf(framework, random);
        int[] scores = [.. framework.Indicators.Select(indicator => AnyScore(indicator, known, random))];
        var scorecard = ItemFrameworks.Card(framework, scores, known);
        int[] locked = random.Next(3) == 0 ? [random.Next(1, 4)] : [];
        var goal = framework.GradeRules[0];
        var way = Way(scorecard, locked);

        int[] best = [.. scores.Select((score, i) => locked.Contains(i + 1) ? score : 10_000)];
        if (way.Reachable != Meets(framework, best) || (!way.Reachable && way.Steps.Length > 0))
            return false;
        if (!way.Reachable || Meets(framework, scores))
            return way.Steps.IsEmpty;

        // A score that its items cannot give is taken for a lower one, so that less than its way may do.
        var canBe = framework.Indicators.All(indicator =>
            indicator.Groups is null || new ItemWorld(indicator, known).Proven(scores[indicator.Index], known) is not null);
        return Meets(framework, After(scorecard, way.Steps))
            && way.Steps.All(step => !locked.Contains(step.Indicator))
            && (!canBe || way.Steps.Select((_, left) => way.Steps.RemoveAt(left)).All(fewer => !Meets(framework, After(scorecard, fewer))))
            && way.Steps.All(step =>
                step.Item is not null || IsPossible(framework.Indicators[step.Indicator - 1], step.To.Hundredths, known, way));
    });

    [Fact]
    public void Raises_are_the_fewest_by_the_smallest_sum_of_those_that_items_can_give() => Law.Holds(250, Law.Seeds, seed =>
    {
        // Nothing is known of the items, and the survey is close to 100, so that every way can be tried.
        var random = new Random(seed);
        var framework = ItemFrameworks.From(random);
        Dictionary<string, Score> known = [];
        int[] scores =
        [
            .. framework.Indicators.Select(indicator =>
                indicator.Groups is null ? random.Next(9_970, 10_001) : ItemFrameworks.AnyReachable(indicator, known, random)),
        ];
        var scorecard = ItemFrameworks.Card(framework, scores, known);
        var way = Way(scorecard, []);
        if (framework.Indicators.Any(indicator => ProvenItems.Of(scorecard, indicator.Number) is { Zero.IsEmpty: false }))
            return true;

        int[][] options = [.. framework.Indicators.Select(indicator => indicator.Groups is null
            ? Enumerable.Range(0, 10_001 - scores[indicator.Index]).ToArray()
            : [0, .. new ItemWorld(indicator, known).Above(scores[indicator.Index]).Select(score => score - scores[indicator.Index])])];
        var fewest = (
            from first in options[0]
            from second in options[1]
            from third in options[2]
            where Meets(framework, [scores[0] + first, scores[1] + second, scores[2] + third])
            select Key([first, second, third])).Order().FirstOrDefault();
        int[] found =
        [
            .. framework.Indicators.Select(indicator => way.Steps.Where(step => step.Indicator == indicator.Number).Sum(RaiseOf)),
        ];
        return Key(found) == fewest;
    });

    private static int RaiseOf(SimulationStep step) => step.To.Hundredths - step.From.Hundredths;

    /// <summary>Ordered as ways are: by how many are raised, by the sum, by the numbers.</summary>
    private static (int Count, int Sum, string Numbers) Key(int[] raises) =>
        (raises.Count(raise => raise > 0), raises.Sum(), string.Concat(raises.Select((raise, i) => raise > 0 ? $"{i + 1}" : "")));

    /// <summary>Whether some items give an indicator a score after the steps.</summary>
    private static bool IsPossible(Indicator indicator, int score, Dictionary<string, Score> known, TargetWay way)
    {
        if (indicator.Groups is null)
            return true;

        // Sent items stay as they are but for those that the way brings to 100; one that proved to be at zero is brought there too.
        var after = known.Where(item => way.Steps.All(step => step.Item != item.Key)).ToDictionary();
        foreach (var step in way.Steps.Where(step => step.Item is not null && step.Indicator == indicator.Number))
            after[step.Item!] = Score.Full;

        // A score beyond all that the sent items allow is believed, and they are not.
        var isBelieved = way.Steps.All(step => step.Item is null || step.Indicator != indicator.Number);
        return new ItemWorld(indicator, after).CanBe(score)
            || (isBelieved && new ItemWorld(indicator, new Dictionary<string, Score>()).CanBe(score));
    }

    private static int AnyScore(Indicator indicator, Dictionary<string, Score> known, Random random) =>
        indicator.Groups is null || random.Next(5) == 0
            ? random.Next(3_000, 10_001)
            : ItemFrameworks.AnyReachable(indicator, known, random);

    private static Dictionary<string, Score> KnownOf(Framework framework, Random random) => framework.Indicators
        .Where(indicator => indicator.Groups is not null)
        .SelectMany(indicator => ItemFrameworks.AnyKnown(indicator, random))
        .ToDictionary();

    private static TargetWay Way(Scorecard scorecard, int[] locked) =>
        Simulation.TryRun(scorecard, new SimulationRequest { TargetGrade = "GOAL", Fixed = locked }, out var result, out _)
            ? result.Target!
            : throw new InvalidOperationException("The wish is in order.");

    /// <summary>The scores after the steps: an item moves its indicator by its exact share of the items that give it.</summary>
    private static int[] After(Scorecard scorecard, IReadOnlyList<SimulationStep> steps)
    {
        int[] scores = [.. scorecard.Scores.ToArray().Select(score => score.Hundredths)];
        var changes = steps.Where(step => step.Item is not null).Select(step => new AssumedScore.OfItem(step.Item!, step.To)).ToList();
        if (changes.Count > 0)
        {
            if (!Simulation.TryRun(scorecard, new SimulationRequest { Changes = changes }, out var result, out _))
                throw new InvalidOperationException("Steps are changes.");
            scores = [.. result.After.Indicators.Select(indicator => indicator.Score.Hundredths)];
        }

        foreach (var step in steps.Where(step => step.Item is null))
            scores[step.Indicator - 1] += RaiseOf(step);
        return scores;
    }

    private static bool Meets(Framework framework, int[] scores)
    {
        Score[] valid = [.. scores.Select(score => Score.FromHundredths(Math.Min(score, 10_000)))];
        return Scorer.Score(framework, Scorecard.FromIndicators(framework, valid)).Grade.Index == 0;
    }
}
