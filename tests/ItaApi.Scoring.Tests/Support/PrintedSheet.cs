namespace ItaApi.Scoring.Tests.Support;

/// <summary>A document: scores, where it has any, and what it prints about them.</summary>
internal sealed record PrintedSheet(Framework Framework, ScoreInput? Input, Reported Reported)
{
    public AuditReport Examine()
    {
        var (scorecard, outcome) = Score();
        return Audit.Examine(Framework, scorecard, outcome, Reported, Years.Scales);
    }

    public bool Agrees => Verdicts().All(verdict => verdict < Verdict.Mismatch);

    public int Roundings => Verdicts().Count(verdict => verdict == Verdict.Rounding);

    /// <summary>Every number the document prints.</summary>
    public IEnumerable<PrintedField> Fields()
    {
        for (var i = 0; i < (Input?.Indicators.Count ?? 0); i++)
        {
            var (position, (number, score)) = (i, Input!.Indicators[i]);
            yield return new PrintedField($"indicator:{number}", number, InReported: false, score!.Value.ToDecimal(), (sheet, to) =>
            {
                var changed = Put(sheet.Input!.Indicators, position, one => one with { Score = Scoring.Score.From(to) });
                return sheet with { Input = sheet.Input with { Indicators = changed } };
            });
        }

        foreach (var field in Ranked("indicator", Reported.Indicators, (reported, list) => reported with { Indicators = list })
            .Concat(Ranked("highest", Reported.Highest, (reported, list) => reported with { Highest = list }))
            .Concat(Ranked("lowest", Reported.Lowest, (reported, list) => reported with { Lowest = list }))
            .Concat(Figures()))
        {
            yield return field;
        }
    }

    /// <summary>Every single misprint: a slip of a number, another count, two scores in each other's place.</summary>
    public IReadOnlyList<Misprint> Misprints()
    {
        PrintedField[] fields = [.. Fields()];
        var slips =
            from field in fields
            from to in field.Most is { } most ? Enumerable.Range(0, most + 1).Select(count => (decimal)count) : Slip.AllOf(field.Value)
            where to != field.Value
            select new Misprint([(field, to)]);
        var exchanges =
            from one in fields
            from other in fields
            where one.IsOfIndicator && other.IsOfIndicator
            where one.InReported == other.InReported && one.Indicator < other.Indicator && one.Value != other.Value
            select new Misprint([(one, other.Value), (other, one.Value)]);
        return [.. slips, .. exchanges];
    }

    private IEnumerable<PrintedField> Figures()
    {
        if (Reported.StrengthCount is { } strengths)
            yield return Count("strengthCount", strengths, (reported, to) => reported with { StrengthCount = (int)to });
        if (Reported.WeaknessCount is { } weaknesses)
            yield return Count("weaknessCount", weaknesses, (reported, to) => reported with { WeaknessCount = (int)to });
        if (Reported.Total is { } total)
            yield return Figure("total", total, (reported, to) => reported with { Total = to });

        for (var i = 0; i < Reported.Instruments.Count; i++)
        {
            var (position, printed) = (i, Reported.Instruments[i]);
            if (printed.Score is { } score)
            {
                yield return Figure(
                    $"instrument:{printed.Code}", score, (reported, to) => Change(reported, one => one with { Score = to }));
            }

            if (printed.Contribution is { } contribution)
            {
                yield return Figure(
                    $"contribution:{printed.Code}",
                    contribution,
                    (reported, to) => Change(reported, one => one with { Contribution = to }));
            }

            Reported Change(Reported reported, Func<ReportedInstrument, ReportedInstrument> change) =>
                reported with { Instruments = Put(reported.Instruments, position, change) };
        }
    }

    private PrintedField Count(string subject, int printed, Func<Reported, decimal, Reported> put) =>
        Figure(subject, printed, put) with { Most = Framework.Indicators.Length };

    private static PrintedField Figure(string subject, decimal printed, Func<Reported, decimal, Reported> put) =>
        new(subject, Indicator: null, InReported: true, printed, (sheet, to) => sheet with { Reported = put(sheet.Reported, to) });

    private static IEnumerable<PrintedField> Ranked(
        string subject, IReadOnlyList<ReportedIndicator> named, Func<Reported, IReadOnlyList<ReportedIndicator>, Reported> put)
    {
        for (var i = 0; i < named.Count; i++)
        {
            var (position, (number, score)) = (i, named[i]);
            var numbered = i == 0 ? subject : FormattableString.Invariant($"{subject}:{i + 1}");
            var name = subject == "indicator" ? $"indicator:{number}" : numbered;
            if (score is { } printed)
            {
                yield return new PrintedField(name, number, true, printed, (sheet, to) =>
                    sheet with { Reported = put(sheet.Reported, Put(ListOf(sheet), position, one => one with { Score = to })) });
            }
        }

        IReadOnlyList<ReportedIndicator> ListOf(PrintedSheet sheet) =>
            subject switch { "indicator" => sheet.Reported.Indicators, "highest" => sheet.Reported.Highest, _ => sheet.Reported.Lowest };
    }

    private static T[] Put<T>(IReadOnlyList<T> list, int position, Func<T, T> change) =>
        [.. list.Select((one, i) => i == position ? change(one) : one)];

    private IEnumerable<Verdict> Verdicts()
    {
        var (scorecard, outcome) = Score();
        return Audit.CompareAll(Framework, scorecard, outcome, Reported, Years.Scales).Select(check => check.Verdict);
    }

    private (Scorecard?, Outcome?) Score()
    {
        if (Input is null)
            return (null, null);

        return Scorecard.TryCreate(Framework, Input, out var scorecard, out _)
            ? (scorecard, Scorer.Score(Framework, scorecard))
            : throw new InvalidOperationException("The scores are complete.");
    }
}

/// <summary>A number that a document prints.</summary>
internal sealed record PrintedField(
    string Subject, int? Indicator, bool InReported, decimal Value, Func<PrintedSheet, decimal, PrintedSheet> Put)
{
    public bool IsOfIndicator => Subject.StartsWith("indicator:", StringComparison.Ordinal);

    /// <summary>Of a count, the highest there can be.</summary>
    public int? Most { get; init; }

    public string Key => $"{(InReported ? "reported " : "")}{Subject} {Indicator}";
}

/// <summary>A misprint: of one field, or of two that changed places.</summary>
internal sealed record Misprint(IReadOnlyList<(PrintedField Field, decimal To)> Fields)
{
    public string Key => string.Join(" & ", Fields.Select(one => FormattableString.Invariant($"{one.Field.Key}: {one.To / 1.0000m}")));

    /// <summary>The same for all misprints between which the audit chooses by how little they leave to rounding.</summary>
    public string Choice => Fields is [{ Field: { InReported: true } only }] ? only.Key : Key;

    public PrintedSheet Mend(PrintedSheet sheet) => Fields.Aggregate(sheet, (mended, one) => one.Field.Put(mended, one.To));

    public bool Overlaps(Misprint other) => Fields.Any(one => other.Fields.Any(two => two.Field.Key == one.Field.Key));
}
