using ItaApi.Scoring.Tests.Support;

namespace ItaApi.Scoring.Tests;

[Trait("Category", "Slow")]
public sealed class SimulationProperties
{
    /// <summary>Of surveys: an indicator of items cannot be raised by a little less.</summary>
    [Fact]
    public void A_way_reaches_its_grade_and_no_step_is_too_much() => Law.Holds(2_000, Law.Seeds, seed =>
    {
        var random = new Random(seed);
        var (scorecard, locked, goal) = AnyWish(random);
        var way = Way(scorecard, goal, locked);
        var steps = way.Steps.ToArray();

        Score[] best = [.. scorecard.Scores.ToArray().Select((score, i) => locked.Contains(i + 1) ? score : Score.Full)];
        if (way.Reachable != (Grade(scorecard.Framework, best) <= goal.Index) || (!way.Reachable && steps.Length > 0))
            return false;

        return !way.Reachable
            || (Reaches(scorecard, goal, steps)
                && steps.All(step => !locked.Contains(step.Indicator))
                && Enumerable.Range(0, steps.Length).All(i => !Reaches(scorecard, goal, [.. steps[..i], .. steps[(i + 1)..]]))
                && Enumerable.Range(0, steps.Length).All(i => steps[i].Indicator > 8 || !Reaches(scorecard, goal, Shortened(steps, i))));
    });

    [Fact]
    public void Gains_add_up_to_the_change_of_the_total() => Law.Holds(1_000, Law.Seeds, seed =>
    {
        var (scorecard, locked, goal) = AnyWish(new Random(seed));
        var steps = Way(scorecard, goal, locked).Steps.ToArray();

        return Scorer.Total(scorecard.Framework, scorecard.Scores).Hundredths + steps.Sum(step => step.Gain.Hundredths)
            == Scorer.Total(scorecard.Framework, Apply(scorecard, steps)).Hundredths;
    });

    /// <summary>Close under 100 every set of raises can be tried.</summary>
    [Fact]
    public void Raises_are_the_fewest_by_the_smallest_sum_with_the_lowest_numbers()
    {
        Framework[] frameworks =
        [
            Of([0.3m, 0.7m], "AABB"), Of([0.5m, 0.5m], "AABB"), Of([0.45m, 0.55m], "AABB"),
            Of([0.3m, 0.3m, 0.4m], "AABBC"), Of([0.2m, 0.4m, 0.4m], "ABBCC"), Of([0.25m, 0.35m, 0.4m], "ABCBC"),
        ];

        Law.Holds(2_000, Law.Seeds, seed =>
        {
            var random = new Random(seed);
            var framework = frameworks[random.Next(frameworks.Length)];
            var goal = framework.GradeRules[random.Next(2)];
            Score[] scores =
            [
                .. framework.Indicators.Select(_ => Score.FromHundredths(10000 - random.Next(60 / framework.Indicators.Length - 4))),
            ];

            var steps = Way(Scorecard.FromIndicators(framework, scores), goal, []).Steps;
            int[] raises = [.. framework.Indicators.Select(one =>
                steps.Where(step => step.Indicator == one.Number).Sum(step => step.To.Hundredths - step.From.Hundredths))];
            return Key(raises) == Fewest(framework, goal, scores);
        });

    }

    /// <summary>Two instruments cost the same: raised by 0.05 each, indicators 1 and 4 would do for as little.</summary>
    [Fact]
    public void Of_ways_that_cost_the_same_the_one_with_the_lowest_numbers_is_found_however_far_off_it_lies()
    {
        var framework = Of([0.5m, 0.5m], "AABB");
        Score[] scores = [.. new[] { 9990, 9990, 9996, 9990 }.Select(Score.FromHundredths)];

        var steps = Way(Scorecard.FromIndicators(framework, scores), framework.GradeRules[1], []).Steps;

        Assert.Equal([(1, 9999), (3, 9997)], steps.Select(step => (step.Indicator, step.To.Hundredths)));
    }

    [Fact]
    public void Three_instruments_of_awkward_weights_still_reach_and_waste_nothing() => Law.Holds(200, Law.Seeds, seed =>
    {
        var random = new Random(seed);
        var first = random.Next(1, 40);
        var second = random.Next(1, 99 - first);
        var framework = Framework.Create(Years.Levels with
        {
            Instruments = [new("IIT", first / 100m), new("EIT", second / 100m), new("OIT", (100 - first - second) / 100m)],
        });
        var scorecard = Scorecard.FromIndicators(
            framework, [.. Enumerable.Range(0, 10).Select(_ => Score.FromHundredths(random.Next(10001)))]);
        var goal = framework.GradeRules[random.Next(4)];
        var steps = Way(scorecard, goal, []).Steps.ToArray();

        return Reaches(scorecard, goal, steps)
            && Enumerable.Range(0, steps.Length).All(i => !Reaches(scorecard, goal, Shortened(steps, i)));
    });

    /// <summary>Tries every raise of every indicator.</summary>
    private static (int Count, int Sum, string Numbers) Fewest(Framework framework, GradeRule goal, Score[] scores)
    {
        var best = (Count: int.MaxValue, Sum: 0, Numbers: "");
        int[] raises = new int[scores.Length];
        do
        {
            var key = Key(raises);
            Score[] raised = [.. scores.Zip(raises, (score, raise) => Score.FromHundredths(score.Hundredths + raise))];
            if (Before(key, best) && Grade(framework, raised) <= goal.Index)
                best = key;
        }
        while (Next(raises, scores));

        return best;
    }

    private static (int Count, int Sum, string Numbers) Key(int[] raises) =>
        (raises.Count(raise => raise > 0), raises.Sum(), string.Concat(raises.Select((raise, i) => raise > 0 ? $"{i + 1}" : "")));

    private static bool Before((int Count, int Sum, string Numbers) key, (int Count, int Sum, string Numbers) other) =>
        key.Count != other.Count ? key.Count < other.Count
        : key.Sum != other.Sum ? key.Sum < other.Sum
        : string.CompareOrdinal(key.Numbers, other.Numbers) < 0;

    /// <summary>Counts up through all raises that stay within 100.</summary>
    private static bool Next(int[] raises, Score[] scores)
    {
        for (var i = 0; i < raises.Length; i++)
        {
            if (scores[i].Hundredths + ++raises[i] <= 10000)
                return true;
            raises[i] = 0;
        }

        return false;
    }

    private static (Scorecard Scorecard, int[] Locked, GradeRule Goal) AnyWish(Random random)
    {
        var truth = ConsistentSheet.From(random.Next());
        var framework = random.Next(2) == 0 ? Years.Of2565 : Framework.Create(Years.Levels with { Provisional = [] });
        var sheet = new ScoreInput
        {
            Indicators = [.. truth.Scores.Select((score, i) => new IndicatorScore(i + 1, score))],
            Items = truth.Items,
        };
        if (!Scorecard.TryCreate(framework, sheet, out var scorecard, out _))
            throw new InvalidOperationException("Ten scores are a sheet.");

        int[] locked = random.Next(2) == 0 ? [] : [.. Enumerable.Range(1, 10).Where(_ => random.Next(4) == 0)];
        return (scorecard, locked, framework.GradeRules[random.Next(framework.GradeRules.Length)]);
    }

    private static Framework Of(decimal[] weights, string indicators) => Framework.Create(new FrameworkDefinition
    {
        FiscalYear = 2565,
        Instruments = [.. weights.Select((weight, i) => new InstrumentDefinition($"{(char)('A' + i)}", weight))],
        Indicators = [.. indicators.Select((instrument, i) => new IndicatorDefinition(i + 1, $"{instrument}"))],
        GradeRules = [new("EVEN", 99.95m, 99.94m), new("HIGH", 99.95m), new("LOW", 0)],
        StrengthThreshold = 85,
        TargetMinTotal = 85,
    });

    private static TargetWay Way(Scorecard scorecard, GradeRule goal, int[] locked) =>
        Simulation.TryRun(scorecard, new SimulationRequest { TargetGrade = goal.Code, Fixed = locked }, out var result, out _)
            ? result.Target!
            : throw new InvalidOperationException("The wish is in order.");

    private static bool Reaches(Scorecard scorecard, GradeRule goal, SimulationStep[] steps) =>
        Grade(scorecard.Framework, Apply(scorecard, steps)) <= goal.Index;

    /// <summary>The steps with one raise a hundredth shorter.</summary>
    private static SimulationStep[] Shortened(SimulationStep[] steps, int position) =>
        [.. steps.Select((step, i) => i == position ? step with { To = Score.FromHundredths(step.To.Hundredths - 1) } : step)];

    /// <summary>Items first, as changes; then every indicator by as much as its step raises it.</summary>
    private static Score[] Apply(Scorecard scorecard, SimulationStep[] steps)
    {
        var changes = steps.Where(step => step.Item is not null).Select(step => new AssumedScore.OfItem(step.Item!, step.To));
        if (!Simulation.TryRun(scorecard, new SimulationRequest { Changes = [.. changes] }, out var result, out _))
            throw new InvalidOperationException("Steps are changes.");

        Score[] scores = [.. result.After.Indicators.Select(indicator => indicator.Score)];
        foreach (var step in steps.Where(step => step.Item is null))
        {
            scores[step.Indicator - 1] = Score.FromHundredths(
                scores[step.Indicator - 1].Hundredths + step.To.Hundredths - step.From.Hundredths);
        }

        return scores;
    }

    private static int Grade(Framework framework, Score[] scores) =>
        Scorer.Score(framework, Scorecard.FromIndicators(framework, scores)).Grade.Index;
}
