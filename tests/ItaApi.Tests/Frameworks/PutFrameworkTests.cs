using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Frameworks;
using ItaApi.Tests.Support;
using Npgsql;

namespace ItaApi.Tests.Frameworks;

/// <summary>
/// A year's rules are added and revised; what they scored before stays as it was. Every test has fiscal years of its own.
/// </summary>
public sealed class PutFrameworkTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task A_framework_of_a_new_year_is_created_listed_and_served()
    {
        var framework = Some.Framework();

        var put = await ita.PutAsync("/v1/frameworks/2581", framework);

        Assert.Equal(HttpStatusCode.Created, put.Status);
        Assert.Equal("/v1/frameworks/2581", put.Headers.Location!.ToString());
        framework["fiscalYear"] = 2581;
        framework["revision"] = 1;
        Assert.True(JsonNode.DeepEquals(framework, put.Json), put.Text);
        Assert.Equal(put.Text, (await ita.GetAsync("/v1/frameworks/2581")).Text);
        var listed = (await ita.GetAsync("/v1/frameworks")).Json["items"]!.AsArray()
            .Single(entry => entry!["fiscalYear"]!.GetValue<int>() == 2581);
        Assert.Equal(1, listed!["revision"]!.GetValue<int>());
    }

    [Fact]
    public async Task The_contracts_example_is_accepted()
    {
        var put = await ita.PutAsync("/v1/frameworks/2580", Some.Example("frameworks/2580.json"));

        Assert.Equal(HttpStatusCode.Created, put.Status);
    }

    [Fact]
    public async Task An_instrument_may_have_parts_and_every_kind_of_rule_may_be_provisional()
    {
        var framework = Some.Framework();
        framework["instruments"]![1]!["parts"] = JsonNode.Parse(
            """[{"code":"EIT1","nameTh":"ส่วนที่ 1","nameEn":"Part 1"},{"code":"EIT2","nameTh":"ส่วนที่ 2","nameEn":"Part 2"}]""");
        framework["provisional"] = new JsonArray("weights", "indicators", "questions", "items", "gradeRules");

        var put = await ita.PutAsync("/v1/frameworks/2584", framework);
        var again = await ita.PutAsync("/v1/frameworks/2584", put.Json);

        Assert.Equal(HttpStatusCode.Created, put.Status);
        Assert.Equal(framework["instruments"]!.ToJsonString(), put.Json["instruments"]!.ToJsonString());
        Assert.Equal(framework["provisional"]!.ToJsonString(), put.Json["provisional"]!.ToJsonString());
        Assert.Equal((HttpStatusCode.OK, put.Text), (again.Status, again.Text));
    }

    [Theory]
    [InlineData(2564)]
    [InlineData(2565)]
    [InlineData(2566)]
    [InlineData(2568)]
    public async Task What_GET_answered_can_be_put_back_and_makes_no_revision(int fiscalYear)
    {
        var stored = await ita.GetAsync($"/v1/frameworks/{fiscalYear}");

        var put = await ita.PutAsync($"/v1/frameworks/{fiscalYear}", stored.Text);

        Assert.Equal(HttpStatusCode.OK, put.Status);
        Assert.Equal(stored.Text, put.Text);
    }

    [Fact]
    public async Task An_equal_framework_makes_no_revision_however_its_numbers_are_written_and_its_indicators_ordered()
    {
        var framework = Some.Framework();
        await ita.PutAsync("/v1/frameworks/2582", framework);

        framework["revision"] = 99;
        framework["strengthThreshold"] = JsonNode.Parse("85.00");
        framework["instruments"]![0]!["weight"] = JsonNode.Parse("0.3");
        framework["indicators"] = Reversed(framework["indicators"]!);
        var again = await ita.PutAsync("/v1/frameworks/2582", framework);

        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal(1, again.Json["revision"]!.GetValue<int>());
        Assert.Equal("85", again.Json["strengthThreshold"]!.ToJsonString());
    }

    [Fact]
    public async Task Indicators_are_kept_by_number_in_whatever_order_they_are_sent()
    {
        var framework = Some.Framework();
        var names = framework["indicators"]!.AsArray().Select(indicator => indicator!["nameTh"]!.GetValue<string>()).ToList();
        framework["indicators"] = Reversed(framework["indicators"]!);

        var put = await ita.PutAsync("/v1/frameworks/2572", framework);

        Assert.Equal(names, put.Json["indicators"]!.AsArray().Select(indicator => indicator!["nameTh"]!.GetValue<string>()));
        var scored = await ita.PostAsync("/v1/scorings", Some.Assessment().With("fiscalYear", 2572));
        Assert.Equal(names, scored.Json["indicators"]!.AsArray().Select(indicator => indicator!["nameTh"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_revision_scores_from_then_on_and_leaves_what_was_scored_before()
    {
        await ita.PutAsync("/v1/frameworks/2573", Some.Framework());
        var (before, after) = (await ita.CreateAgencyAsync(), await ita.CreateAgencyAsync());
        await ita.PutAsync($"/v1/agencies/{before}/assessments/2573", Some.Assessment(90m));
        var result = (await ita.GetAsync($"/v1/agencies/{before}/assessments/2573/result")).Text;

        var stricter = Some.Framework();
        stricter["gradeRules"]![1]!["code"] = "VERY_GOOD";
        stricter["strengthThreshold"] = 95;
        var revised = await ita.PutAsync("/v1/frameworks/2573", stricter);
        await ita.PutAsync($"/v1/agencies/{after}/assessments/2573", Some.Assessment(90m));

        Assert.Equal((HttpStatusCode.OK, 2), (revised.Status, revised.Json["revision"]!.GetValue<int>()));
        Assert.Equal(result, (await ita.GetAsync($"/v1/agencies/{before}/assessments/2573/result")).Text);
        var newer = (await ita.GetAsync($"/v1/agencies/{after}/assessments/2573/result")).Json;
        Assert.Equal(2, newer["framework"]!["revision"]!.GetValue<int>());
        Assert.Equal("VERY_GOOD", newer["grade"]!["code"]!.GetValue<string>());
        Assert.Equal(10, newer["weaknesses"]!.AsArray().Count);

        // The old grade is still one to look for.
        var found = await ita.GetAsync("/v1/assessments?fiscalYear=2573&grade=GOOD");
        Assert.Equal([before], found.Json["items"]!.AsArray().Select(item => item!["agencyCode"]!.GetValue<string>()));

        // Sent anew, it is scored anew.
        var again = await ita.PutAsync($"/v1/agencies/{before}/assessments/2573", Some.Assessment(90m));
        Assert.Equal(2, again.Json["result"]!["framework"]!["revision"]!.GetValue<int>());
    }

    [Fact]
    public async Task Going_back_to_an_older_revision_adds_one_that_is_equal_to_it()
    {
        await ita.PutAsync("/v1/frameworks/2574", Some.Framework());
        await ita.PutAsync("/v1/frameworks/2574", Some.Framework().With("titleEn", "Another title"));

        var back = await ita.PutAsync("/v1/frameworks/2574", Some.Framework());

        Assert.Equal(3, back.Json["revision"]!.GetValue<int>());
    }

    [Fact]
    public async Task Twelve_revisions_at_once_each_get_a_number_of_their_own_or_are_told_to_come_again()
    {
        var answers = await Task.WhenAll(Enumerable.Range(1, 12).Select(
            number => ita.PutAsync("/v1/frameworks/2575", Some.Framework().With("titleEn", $"Title {number}"))));

        Assert.All(answers, answer => Assert.True(
            answer.Status is HttpStatusCode.OK or HttpStatusCode.Created
                || (answer.Status == HttpStatusCode.Conflict && answer.Code == "conflict"),
            answer.Text));
        var stored = answers.Where(answer => answer.Code is null).ToList();
        Assert.Single(stored, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(Enumerable.Range(1, stored.Count), stored.Select(answer => answer.Json["revision"]!.GetValue<int>()).Order());
        var newest = stored.MaxBy(answer => answer.Json["revision"]!.GetValue<int>())!;
        Assert.Equal(newest.Text, (await ita.GetAsync("/v1/frameworks/2575")).Text);
    }

    [Fact]
    public async Task Another_instance_knows_a_new_year_at_once_and_a_revision_within_seconds()
    {
        await using var database = NpgsqlDataSource.Create(ita.ConnectionString);
        var clock = new SetClock();
        var other = new FrameworkCatalogue(new FrameworkRepository(database, TimeProvider.System), clock);
        await other.LoadAsync(TestContext.Current.CancellationToken);

        await ita.PutAsync("/v1/frameworks/2576", Some.Framework());
        Assert.Equal(1, await RevisionAsync());

        await ita.PutAsync("/v1/frameworks/2576", Some.Framework().With("strengthThreshold", 90));
        clock.Seconds += 6;
        Assert.Equal(2, await RevisionAsync());

        async Task<int> RevisionAsync() => (await other.FindAsync(2576, TestContext.Current.CancellationToken))!.Rules.Revision;
    }

    private static JsonArray Reversed(JsonNode list) => [.. list.AsArray().Reverse().Select(entry => entry!.DeepClone())];

    /// <summary>A clock that stands still until it is set.</summary>
    private sealed class SetClock : TimeProvider
    {
        public long Seconds { get; set; } = 1_000;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
