using ItaApi.Scoring.Tests.Support;
using static ItaApi.Scoring.Tests.Support.Audits;

namespace ItaApi.Scoring.Tests;

/// <summary>Every kind of misprint is found in a published document into which it is made.</summary>
public sealed class MisprintTests
{
    [Fact]
    public void A_swapped_pair_of_digits_in_the_total_is_found()
    {
        var report = Examine(Documents.MaeNgoen.Printing(reported => reported with { Total = 88.31m }));

        Assert.Equal(
            new Correction(MisprintKind.Transposition, "total", null, 88.31m, 88.13m) { InReported = true },
            Assert.Single(Singles(report)));
    }

    [Fact]
    public void A_wrong_first_digit_is_found_down_to_1_and_never_as_0()
    {
        var report = Examine(Documents.HuaNong.With(10, 78.75m));

        Assert.Contains(new Correction(MisprintKind.Digit, "indicator:10", 10, 78.75m, 18.75m), Singles(report));
        Assert.DoesNotContain(
            Singles(Examine(Documents.HuaNong.Printing(reported => reported with { Lowest = [new(10, 8.75m)] }))),
            misprint => misprint.Kind == MisprintKind.Digit && misprint.To >= 10);
    }

    [Fact]
    public void A_moved_decimal_point_is_found() => Assert.Contains(
        new Correction(MisprintKind.DecimalPoint, "indicator:7", 7, 6.39m, 63.9m), Singles(Examine(Documents.MaeNgoen.With(7, 6.39m))));

    [Fact]
    public void Two_exchanged_indicators_are_found() => Assert.Contains(
        new Correction(MisprintKind.Exchange, "indicator:5", 5, 76.01m, 98.27m) { ExchangedWith = 6 },
        Singles(Examine(Documents.MaeNgoen.With(5, 76.01m).With(6, 98.27m))));

    [Fact]
    public void Two_exchanged_lines_of_a_second_printing_are_found()
    {
        var report = Examine(
            Documents.MaeNgoen.Printing(
                reported => reported with { Indicators = [new(7, 66.22m), new(8, 63.90m)], Lowest = [new(7, 63.90m)] }));

        // Without the lowest, the two lines could as well be exchanged among the scores: both belong to EIT.
        Assert.Equal(
            new Correction(MisprintKind.Exchange, "indicator:7", 7, 66.22m, 63.90m) { ExchangedWith = 8, InReported = true },
            Assert.Single(Singles(report)));
    }

    [Fact]
    public void Reported_figures_alone_are_searched_too()
    {
        var report = Audit.Examine(Years.Of2565, null, null, Documents.MaeNgoen.Reported with { Total = 88.31m });

        Assert.Contains(new Correction(MisprintKind.Transposition, "total", null, 88.31m, 88.13m) { InReported = true }, Singles(report));
    }
}
