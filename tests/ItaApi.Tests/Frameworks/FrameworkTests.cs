using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Frameworks;

public sealed class FrameworkTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task The_years_2563_to_2568_have_a_framework()
    {
        var list = (await ita.GetAsync("/v1/frameworks")).Json;

        Assert.Equal([2563, 2564, 2565, 2566, 2567, 2568], list["items"]!.AsArray().Select(year => year!["fiscalYear"]!.GetValue<int>()));
        Assert.Equal(["fiscalYear", "revision", "titleTh", "titleEn", "provisional"], list["items"]![0]!.AsObject().Select(member => member.Key));
    }

    [Theory]
    [InlineData(2563, "AA,A,B,C,D,E,F", 43)]
    [InlineData(2564, "AA,A,B,C,D,E,F", 43)]
    [InlineData(2565, "AA,A,B,C,D,E,F", 43)]
    [InlineData(2566, "EXCELLENT,GOOD,PASSED,IMPROVE,URGENT", 43)]
    [InlineData(2567, "EXCELLENT,GOOD,PASSED,IMPROVE,URGENT", 0)]
    [InlineData(2568, "EXCELLENT,GOOD,PASSED,IMPROVE,URGENT", 0)]
    public async Task A_framework_is_the_years_rules_as_data(int year, string grades, int items)
    {
        var framework = (await ita.GetAsync($"/v1/frameworks/{year}")).Json;

        Assert.Equal(
            ["fiscalYear", "revision", "titleTh", "titleEn", "instruments", "indicators", "gradeRules", "strengthThreshold", "target", "provisional"],
            framework.AsObject().Select(member => member.Key));
        Assert.Equal((year, 1), (framework["fiscalYear"]!.GetValue<int>(), framework["revision"]!.GetValue<int>()));
        Assert.Equal(["IIT", "EIT", "OIT"], Each(framework["instruments"], "code"));
        Assert.Equal(1m, framework["instruments"]!.AsArray().Sum(instrument => instrument!["weight"]!.GetValue<decimal>()));
        Assert.Equal(Enumerable.Range(1, 10), framework["indicators"]!.AsArray().Select(indicator => indicator!["number"]!.GetValue<int>()));
        Assert.Equal(grades, string.Join(',', Each(framework["gradeRules"], "code")));
        Assert.Equal(items, framework["indicators"]!.AsArray()
            .SelectMany(indicator => indicator!["groups"]?.AsArray() ?? [])
            .SelectMany(group => group!["items"]!.AsArray()).Count());
    }

    [Theory]
    [InlineData(2562)]
    [InlineData(2569)]
    public async Task A_year_without_a_framework_is_not_found(int year) => (await ita.GetAsync($"/v1/frameworks/{year}")).IsProblem(404, "framework_not_found");

    private static IEnumerable<string> Each(JsonNode? list, string member) => list!.AsArray().Select(entry => entry![member]!.GetValue<string>());
}
