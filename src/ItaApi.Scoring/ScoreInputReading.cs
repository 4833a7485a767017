using System.Diagnostics.CodeAnalysis;

namespace ItaApi.Scoring;

/// <summary>Reads one input: finds its faults and calculates the indicators whose questions or items are complete.</summary>
internal sealed class ScoreInputReading(Framework framework, ScoreInput input)
{
    private readonly List<Fault> faults = [];
    private readonly Score?[] given = new Score?[framework.Indicators.Length];
    private readonly Score?[] calculated = new Score?[framework.Indicators.Length];
    private readonly int[] entries = new int[framework.Indicators.Length];
    private readonly Parts[] questions = new Parts[framework.Indicators.Length];
    private readonly Parts[] items = new Parts[framework.Indicators.Length];

    /// <summary>The known questions or items of an indicator: their number, and their weighted sum in hundredths.</summary>
    private record struct Parts(int Count, long Sum);

    public bool TryComplete([NotNullWhen(true)] out Scorecard? scorecard, out IReadOnlyList<Fault> faults)
    {
        ReadIndicators();
        ReadQuestions();
        ReadItems();
        foreach (var indicator in framework.Indicators)
        {
            Calculate(indicator);
            if (given[indicator.Index] is null && calculated[indicator.Index] is null)
                AddMissing(indicator);
        }

        faults = this.faults;
        scorecard = this.faults.Count == 0 ? new Scorecard(framework, input, given, calculated) : null;
        return scorecard is not null;
    }

    private void ReadIndicators()
    {
        for (var i = 0; i < input.Indicators.Count; i++)
        {
            var (number, score) = input.Indicators[i];
            if (framework.FindIndicator(number) is not { } indicator)
            {
                Add($"/indicators/{i}/number", "indicator_unknown", ("Number", number));
            }
            else if (entries[indicator.Index] > 0)
            {
                Add($"/indicators/{i}/number", "indicator_duplicate", ("Number", number));
            }
            else
            {
                entries[indicator.Index] = i + 1;
                given[indicator.Index] = score;
            }
        }
    }

    private void ReadQuestions()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < input.Questions.Count; i++)
        {
            var (code, number, score) = input.Questions[i];
            if (framework.FindIndicator(number) is not { } indicator)
                Add($"/questions/{i}/indicator", "indicator_unknown", ("Number", number));
            else if (!seen.Add(code))
                Add($"/questions/{i}/code", "question_duplicate", ("Code", code));
            else if (CanAsk(i, code, indicator) && !framework.QuestionsAreProvisional)
                questions[indicator.Index] = new(questions[indicator.Index].Count + 1, questions[indicator.Index].Sum + score.Hundredths);
        }
    }

    private bool CanAsk(int position, string code, Indicator indicator)
    {
        var owner = framework.FindIndicatorOfQuestion(code);
        if (owner == indicator)
            return true;

        if (owner is null && indicator.Questions is not null && !(framework.QuestionsAreProvisional && FreeCode.IsQuestion(code)))
        {
            Add($"/questions/{position}/code", "question_unknown", ("Code", code));
            return false;
        }

        // An instrument has either checked items or survey questions, whether or not the questions of the year are established.
        if (owner is not null || indicator.Instrument.Indicators.Any(sibling => sibling.Groups is not null))
        {
            Add($"/questions/{position}/indicator", "question_wrong_indicator", ("Code", code), ("Number", indicator.Number));
            return false;
        }

        return true;
    }

    private void ReadItems()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < input.Items.Count; i++)
        {
            var (code, score) = input.Items[i];
            if (!framework.AcceptsItem(code))
            {
                faults.Add(framework.UnknownItem($"/items/{i}/code", code));
            }
            else if (!seen.Add(code))
            {
                Add($"/items/{i}/code", "item_duplicate", ("Code", code));
            }
            else if (!framework.ItemsAreProvisional)
            {
                var index = framework.FindIndicatorOfItem(code)!.Index;
                var counted = framework.FindGroupOfItem(code)!.ItemNumerator * score.Hundredths;
                this.items[index] = new(this.items[index].Count + 1, this.items[index].Sum + counted);
            }
        }
    }

    private void Calculate(Indicator indicator)
    {
        var (questions, questionSum) = this.questions[indicator.Index];
        var (items, itemSum) = this.items[indicator.Index];

        // If the questions of the year are not established, the given ones count as complete.
        if (questions > 0 && questions == (indicator.Questions?.Length ?? questions))
            calculated[indicator.Index] = new Score((int)Rounding.Divide(questionSum, questions));
        else if (items > 0 && items == indicator.ItemCount)
            calculated[indicator.Index] = new Score((int)Rounding.Divide(itemSum, indicator.ItemDenominator));
    }

    private void AddMissing(Indicator indicator)
    {
        if (this.items[indicator.Index].Count > 0)
        {
            var missing = indicator.Groups!.Value.SelectMany(itemGroup => itemGroup.Items).Except(input.Items.Select(item => item.Code));
            Add("/items", "items_incomplete", ("Number", indicator.Number), ("Missing", string.Join(", ", missing)));
        }
        else if (this.questions[indicator.Index].Count > 0)
        {
            var missing = indicator.Questions!.Value.Except(input.Questions.Select(question => question.Code));
            Add("/questions", "questions_incomplete", ("Number", indicator.Number), ("Missing", string.Join(", ", missing)));
        }
        else
        {
            var pointer = entries[indicator.Index] is var entry and > 0 ? $"/indicators/{entry - 1}/score" : "/indicators";
            Add(pointer, "indicator_missing", ("Number", indicator.Number));
        }
    }

    private void Add(string pointer, string code, params (string Name, object Value)[] arguments) =>
        faults.Add(new Fault(pointer, code, arguments));
}
