using ItaApi.Scoring.Tests.Support;

namespace ItaApi.Scoring.Tests;

/// <summary>Figures in the forms in which they are really published: in parts, already weighted, with grades of their own.</summary>
public sealed class FiguresAsPrintedTests
{
    /// <summary>Bangkok 2566, whose EIT is printed in two parts and not as one.</summary>
    private static readonly Reported Bangkok = new()
    {
        Total = 88.98m,
        Instruments = [new("IIT", 82.44m), new("EIT1", 79.40m), new("EIT2", 82.24m), new("OIT", 100m)],
    };

    /// <summary>A university of 2566, whose instruments are printed already weighted.</summary>
    private static readonly Reported Phayao = new()
    {
        Total = 74.30m,
        Instruments = [Contribution("IIT", 25.04m), Contribution("EIT", 26.41m), Contribution("OIT", 22.85m)],
    };

    [Fact]
    public void An_instrument_is_the_mean_of_its_parts_where_it_is_not_printed_itself()
    {
        Assert.Equal([("total", 88.98m, 88.98m, Verdict.Agrees)], Checks(Years.WithParts, Bangkok));
        Assert.Equal(
            [("IIT", 82.44m), ("EIT", 80.82m), ("OIT", 100m)],
            ReportedResult.From(Years.WithParts, Bangkok).Instruments.Select(one => (one.Instrument.Code, one.Score.ToDecimal())));
    }

    [Fact]
    public void An_instrument_that_is_printed_itself_is_checked_against_its_parts()
    {
        var reported = Bangkok with { Instruments = [.. Bangkok.Instruments, new("EIT", 80.28m)] };
        var report = Audit.Examine(Years.WithParts, null, null, reported);

        // 80.82 with two digits swapped: the total does not agree with it either.
        Assert.Equal(
            [("total", 88.98m, 88.82m, Verdict.Mismatch), ("instrument:EIT", 80.28m, 80.82m, Verdict.Mismatch)],
            Checks(Years.WithParts, reported));
        Assert.Equal(
            [new Correction(MisprintKind.Transposition, "instrument:EIT", null, 80.28m, 80.82m) { InReported = true }],
            Assert.Single(report.Explanations).Corrections);
    }

    [Fact]
    public void One_part_alone_says_nothing_of_its_instrument()
    {
        var reported = Bangkok with { Instruments = [.. Bangkok.Instruments.Where(one => one.Code != "EIT2")] };

        Assert.Empty(Checks(Years.WithParts, reported));
        Assert.Equal(["IIT", "OIT"], ReportedResult.From(Years.WithParts, reported).Instruments.Select(one => one.Instrument.Code));
    }

    [Fact]
    public void Where_there_are_scores_the_mean_of_the_parts_is_checked_against_them()
    {
        var document = Documents.MaeNgoen with
        {
            Framework = Years.WithParts,
            Reported = new Reported { Instruments = [new("EIT1", 68m), new("EIT2", 69.42m)] },
        };

        // EIT is 68.71.
        Assert.Equal([("instrument:EIT", 68.71m, 68.71m, Verdict.Agrees)], Numbers(document));
        Assert.Equal(
            [("instrument:EIT", 69.71m, 68.71m, Verdict.Mismatch)],
            Numbers(document.Printing(_ => new Reported { Instruments = [new("EIT1", 70m), new("EIT2", 69.42m)] })));
        Assert.Equal(
            [("instrument:EIT", 68.71m, 68.71m, Verdict.Agrees), ("instrument:EIT", 68.71m, 69.71m, Verdict.Mismatch)],
            Numbers(document.Printing(_ => new Reported { Instruments = [new("EIT1", 70m), new("EIT2", 69.42m), new("EIT", 68.71m)] })));
    }

    [Fact]
    public void Contributions_add_up_to_the_total()
    {
        Assert.Equal([("total", 74.30m, 74.30m, Verdict.Agrees)], Checks(Years.Of2566, Phayao));
        Assert.Equal(
            [("IIT", 83.47m, 25.04m), ("EIT", 88.03m, 26.41m), ("OIT", 57.13m, 22.85m)],
            ReportedResult.From(Years.Of2566, Phayao).Instruments
                .Select(one => (one.Instrument.Code, one.Score.ToDecimal(), one.Contribution)));
    }

    [Fact]
    public void Contributions_say_as_much_of_the_level_as_scores_do()
    {
        // 0.40 of OIT is at most 33.99 for a score below 85, and the total is 85 at least: the level is open without, PASSED with it.
        var reported = new Reported { Total = 90m, Instruments = [Contribution("OIT", 33.90m)] };

        Assert.Equal("PASSED", ReportedResult.From(Years.Of2566, reported).Grade?.Code);
        Assert.Equal(
            ["GOOD", "PASSED"],
            ReportedResult.From(Years.Of2566, new Reported { Total = 90m }).PossibleGrades.Select(rule => rule.Code));
        Assert.Equal("GOOD", ReportedResult.From(Years.Of2566, new Reported
        {
            Total = 90m,
            Instruments = [Contribution("IIT", 27m), Contribution("EIT", 27m), Contribution("OIT", 36m)],
        }).Grade?.Code);
    }

    [Fact]
    public void A_contribution_is_checked_against_its_score()
    {
        var reported = new Reported
        {
            Instruments = [Contribution("IIT", 29.52m, 98.40m), Contribution("EIT", 20.61m, 68.71m), Contribution("OIT", 28m, 95m)],
        };

        // Of reported figures alone, and where the scores are known: 0.30 x 68.71 is 20.613.
        Assert.Equal(
            [
                ("contribution:IIT", 29.52m, 29.52m, Verdict.Agrees),
                ("contribution:EIT", 20.61m, 20.61m, Verdict.Agrees),
                ("contribution:OIT", 28m, 38.00m, Verdict.Mismatch),
            ],
            Checks(Years.Of2565, reported));
        Assert.Equal(
            [("contribution:IIT", Verdict.Agrees), ("contribution:EIT", Verdict.Agrees), ("contribution:OIT", Verdict.Mismatch)],
            from check in Numbers(Documents.MaeNgoen.Printing(_ => reported))
            where check.Subject.StartsWith("contribution", StringComparison.Ordinal)
            select (check.Subject, check.Verdict));
    }

    [Fact]
    public void A_part_contributes_its_share_of_the_weight()
    {
        var reported = new Reported
        {
            Total = 88.98m,
            Instruments = [new("IIT", 82.44m), Contribution("EIT1", 11.91m, 79.40m), Contribution("EIT2", 12.34m), new("OIT", 100m)],
        };

        // 0.15 x 79.40 is 11.91; the two contributions stand for EIT: 24.732 + 24.25 + 40 is 88.982.
        Assert.Equal(
            [("total", 88.98m, 88.98m, Verdict.Agrees), ("contribution:EIT1", 11.91m, 11.91m, Verdict.Agrees)],
            Checks(Years.WithParts, reported));
    }

    [Fact]
    public void Scores_that_add_up_to_the_total_by_themselves_are_explained_as_printed_already_weighted()
    {
        var reported = Phayao with { Instruments = [new("IIT", 25.04m), new("EIT", 26.41m), new("OIT", 22.85m)] };
        var report = Audit.Examine(Years.Of2566, null, null, reported);

        Assert.Equal(("total", Verdict.Mismatch), (report.Checks[0].Subject, report.Checks[0].Verdict));
        Assert.Equal(
            [Weighted("IIT", 25.04m, 83.47m), Weighted("EIT", 26.41m, 88.03m), Weighted("OIT", 22.85m, 57.13m)],
            report.Explanations[0].Corrections);
        Assert.All(report.Explanations.Skip(1), explanation => Assert.Single(explanation.Corrections));
    }

    [Fact]
    public void One_weighted_instrument_is_recognized_by_the_scores_behind_it()
    {
        var report = Examine(Documents.MaeNgoen.Printing(reported => reported with
        {
            Instruments = [new("IIT", 98.4m), new("EIT", 68.71m), new("OIT", 38m)],
        }));

        Assert.Equal([Weighted("OIT", 38m, 95m)], Assert.Single(report.Explanations).Corrections);
        Assert.True(report.Unique);
    }

    [Fact]
    public void Weighted_instruments_count_as_one_misprint_beside_others()
    {
        var report = Examine(Documents.MaeNgoen.Printing(reported => reported with
        {
            Instruments = [new("IIT", 29.52m), new("EIT", 20.61m), new("OIT", 38m)],
            WeaknessCount = 4,
        }));

        var only = Assert.Single(report.Explanations);
        Assert.Equal(
            [
                Weighted("IIT", 29.52m, 98.40m), Weighted("EIT", 20.61m, 68.70m), Weighted("OIT", 38m, 95m),
                new(MisprintKind.Digit, "weaknessCount", null, 4, 3) { InReported = true },
            ],
            only.Corrections);
    }

    [Fact]
    public void Scores_that_give_the_total_are_not_called_weighted()
    {
        var reported = new Reported { Total = 0m, Grade = "GOOD", Instruments = [new("IIT", 0m), new("EIT", 0m), new("OIT", 0m)] };

        Assert.DoesNotContain(
            Audit.Examine(Years.Of2566, null, null, reported).Explanations,
            explanation => explanation.Corrections[0].Kind == MisprintKind.Weighted);
    }

    [Fact]
    public void Scores_that_cannot_give_the_total_say_nothing_of_the_level()
    {
        // Taken as they are, 29.00 would be an instrument below 85.
        var outcome = ReportedResult.From(Years.Of2566, new Reported
        {
            Total = 96m,
            Grade = "EXCELLENT",
            Instruments = [new("IIT", 29m), new("EIT", 28.80m), new("OIT", 38.20m)],
        });

        Assert.Equal("EXCELLENT", outcome.Grade?.Code);
    }

    private static ReportedInstrument Contribution(string code, decimal contribution, decimal? score = null) =>
        new(code, score) { Contribution = contribution };

    private static Correction Weighted(string code, decimal from, decimal to) =>
        new(MisprintKind.Weighted, $"instrument:{code}", null, from, to) { InReported = true };

    private static AuditReport Examine(Document document) =>
        Audit.Examine(document.Framework, document.Scorecard, document.Outcome, document.Reported);

    private static IEnumerable<(string Subject, decimal Reported, decimal Calculated, Verdict Verdict)> Checks(
        Framework framework, Reported reported) =>
        Audit.Compare(framework, null, null, reported).Select(Shown);

    private static IEnumerable<(string Subject, decimal Reported, decimal Calculated, Verdict Verdict)> Numbers(Document document) =>
        document.Compare().Select(Shown);

    private static (string, decimal, decimal, Verdict) Shown(Check check) =>
        (check.Subject, ((Figure.Number)check.Reported).Value, ((Figure.Number)check.Calculated).Value, check.Verdict);
}
