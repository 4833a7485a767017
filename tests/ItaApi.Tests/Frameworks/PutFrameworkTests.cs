using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Frameworks;
using ItaApi.Tests.Support;
using Npgsql;

namespace ItaApi.Tests.Frameworks;

/// <summary>A year's rules are added and revised; what they scored before stays as it was. Every test has fiscal years of its own.</summary>
public sealed class PutFrameworkTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task A_framework_of_a_new_year_is_created_listed_and_served()
    {
        var framework = SomeFramework();

        var put = await ita.PutAsync("/v1/frameworks/2570", framework);

        Assert.Equal(HttpStatusCode.Created, put.Status);
        Assert.Equal("/v1/frameworks/2570", put.Headers.Location!.ToString());
        framework["fiscalYear"] = 2570;
        framework["revision"] = 1;
        Assert.True(JsonNode.DeepEquals(framework, put.Json), put.Text);
        Assert.Equal(put.Text, (await ita.GetAsync("/v1/frameworks/2570")).Text);
        var listed = (await ita.GetAsync("/v1/frameworks")).Json["items"]!.AsArray().Single(entry => entry!["fiscalYear"]!.GetValue<int>() == 2570);
        Assert.Equal(1, listed!["revision"]!.GetValue<int>());
    }

    [Fact]
    public async Task The_contracts_example_is_accepted()
    {
        var put = await ita.PutAsync("/v1/frameworks/2569", Some.Example("frameworks/2569.json"));

        Assert.Equal(HttpStatusCode.Created, put.Status);
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
        var framework = SomeFramework();
        await ita.PutAsync("/v1/frameworks/2571", framework);

        framework["revision"] = 99;
        framework["strengthThreshold"] = JsonNode.Parse("85.00");
        framework["instruments"]![0]!["weight"] = JsonNode.Parse("0.3");
        framework["indicators"] = Reversed(framework["indicators"]!);
        var again = await ita.PutAsync("/v1/frameworks/2571", framework);

        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal(1, again.Json["revision"]!.GetValue<int>());
        Assert.Equal("85", again.Json["strengthThreshold"]!.ToJsonString());
    }

    [Fact]
    public async Task Indicators_are_kept_by_number_in_whatever_order_they_are_sent()
    {
        var framework = SomeFramework();
        var names = framework["indicators"]!.AsArray().Select(indicator => indicator!["nameTh"]!.GetValue<string>()).ToList();
        framework["indicators"] = Reversed(framework["indicators"]!);

        var put = await ita.PutAsync("/v1/frameworks/2572", framework);

        Assert.Equal(names, put.Json["indicators"]!.AsArray().Select(indicator => indicator!["nameTh"]!.GetValue<string>()));
        var scored = await ita.PostAsync("/v1/scorings", Scoring(2572));
        Assert.Equal(names, scored.Json["indicators"]!.AsArray().Select(indicator => indicator!["nameTh"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_revision_scores_from_then_on_and_leaves_what_was_scored_before()
    {
        await ita.PutAsync("/v1/frameworks/2573", SomeFramework());
        var (before, after) = (await ita.CreateAgencyAsync(), await ita.CreateAgencyAsync());
        await ita.PutAsync($"/v1/agencies/{before}/assessments/2573", Some.Assessment(90m));
        var result = (await ita.GetAsync($"/v1/agencies/{before}/assessments/2573/result")).Text;

        var stricter = SomeFramework();
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
        var other = SomeFramework();
        other["titleEn"] = "Another title";
        await ita.PutAsync("/v1/frameworks/2574", SomeFramework());
        await ita.PutAsync("/v1/frameworks/2574", other);

        var back = await ita.PutAsync("/v1/frameworks/2574", SomeFramework());

        Assert.Equal(3, back.Json["revision"]!.GetValue<int>());
    }

    [Fact]
    public async Task Twelve_revisions_at_once_each_get_a_number_of_their_own_or_are_told_to_come_again()
    {
        var answers = await Task.WhenAll(Enumerable.Range(1, 12).Select(number =>
        {
            var framework = SomeFramework();
            framework["titleEn"] = $"Title {number}";
            return ita.PutAsync("/v1/frameworks/2575", framework);
        }));

        Assert.All(answers, answer => Assert.True(
            answer.Status is HttpStatusCode.OK or HttpStatusCode.Created || (answer.Status == HttpStatusCode.Conflict && answer.Code == "conflict"), answer.Text));
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

        await ita.PutAsync("/v1/frameworks/2576", SomeFramework());
        Assert.Equal(1, await RevisionAsync());

        var revised = SomeFramework();
        revised["strengthThreshold"] = 90;
        await ita.PutAsync("/v1/frameworks/2576", revised);
        clock.Seconds += 6;
        Assert.Equal(2, await RevisionAsync());

        async Task<int> RevisionAsync() => (await other.FindAsync(2576, TestContext.Current.CancellationToken))!.Rules.Revision;
    }

    public static TheoryData<string, string, string[]> Refusals => new()
    {
        { "weights that do not add up to 1", """{ "/instruments/1/weight": 0.25 }""", ["/instruments weights_do_not_add_up"] },
        { "a weight above 1", """{ "/instruments/1/weight": 1.5 }""", ["/instruments/1/weight weight_out_of_range"] },
        { "a weight of five decimals", """{ "/instruments/0/weight": 0.30001, "/instruments/1/weight": 0.29999 }""", ["/instruments/0/weight weight_too_precise", "/instruments/1/weight weight_too_precise"] },
        { "an instrument twice", """{ "/instruments/1/code": "IIT" }""", ["/instruments/1/code instrument_duplicate", "/indicators/5/instrument instrument_unknown", "/indicators/6/instrument instrument_unknown", "/indicators/7/instrument instrument_unknown"] },
        { "an indicator without an instrument", """{ "/indicators/3/instrument": null }""", ["/indicators/3/instrument required"] },
        { "an indicator of an unknown instrument", """{ "/indicators/3/instrument": "XIT" }""", ["/indicators/3/instrument instrument_unknown"] },
        { "an indicator twice", """{ "/indicators/3/number": 3 }""", ["/indicators/3/number indicator_duplicate"] },
        { "an indicator 11 of ten", """{ "/indicators/3/number": 11 }""", ["/indicators/3/number indicator_out_of_range"] },
        { "an item twice", """{ "/indicators/8/groups": [{ "code": "9.1", "titleTh": "ก", "items": [{ "code": "O1", "titleTh": "ก" }, { "code": "O1", "titleTh": "ข" }] }] }""", ["/indicators/8/groups/0/items/1/code item_duplicate"] },
        { "a question twice", """{ "/indicators/0/questions": [{ "code": "I1" }], "/indicators/1/questions": [{ "code": "I1" }] }""", ["/indicators/1/questions/0/code question_duplicate"] },
        { "a group without items", """{ "/indicators/8/groups": [{ "code": "9.1", "titleTh": "ก", "items": [] }] }""", ["/indicators/8/groups/0/items group_empty"] },
        { "a grade scale with a hole", """{ "/gradeRules/4/minTotal": 10 }""", ["/gradeRules/4/minTotal grade_scale_has_hole"] },
        { "a last grade that asks for each instrument", """{ "/gradeRules/4/minEachInstrument": 0 }""", ["/gradeRules/4/minEachInstrument grade_scale_has_hole"] },
        { "grades out of order", """{ "/gradeRules/3/minTotal": 90 }""", ["/gradeRules/3/minTotal grade_rule_out_of_order"] },
        { "a grade nobody can get", """{ "/gradeRules/3/minTotal": 85 }""", ["/gradeRules/3/minTotal grade_rule_unreachable"] },
        { "a grade twice", """{ "/gradeRules/3/code": "GOOD" }""", ["/gradeRules/3/code grade_duplicate"] },
        { "a threshold above 100", """{ "/strengthThreshold": 100.5 }""", ["/strengthThreshold score_out_of_range"] },
        { "a threshold of three decimals", """{ "/strengthThreshold": 85.125 }""", ["/strengthThreshold score_too_precise"] },
        { "a target by a year of the Common Era", """{ "/target/byFiscalYear": 2027 }""", ["/target/byFiscalYear gregorian_year"] },
        { "a share above 100 percent", """{ "/target/sharePercent": 100.01 }""", ["/target/sharePercent out_of_range"] },
        { "a provisional part nobody knows", """{ "/provisional": ["grades"] }""", ["/provisional/0 unknown_value"] },
        { "another year than the address", """{ "/fiscalYear": 2571 }""", ["/fiscalYear differs_from_path"] },
        { "a code too long for an assessment to name", """{ "/gradeRules/0/code": "EXCELLENT-EXCELLENT-EXCELLENT-EXCELLENT" }""", ["/gradeRules/0/code too_long"] },
        { "a blank title", """{ "/titleTh": " " }""", ["/titleTh blank_text"] },
        { "lists that are empty", """{ "/instruments": [], "/indicators": [], "/gradeRules": [] }""", ["/instruments instruments_missing", "/indicators indicators_missing", "/gradeRules grade_rules_missing"] },
        {
            "missing members", """{ "/titleEn": null, "/instruments/0/weight": null, "/indicators/0/nameTh": null, "/gradeRules/0/minTotal": null, "/target": null, "/strengthThreshold": null }""",
            ["/titleEn required", "/instruments/0/weight required", "/indicators/0/nameTh required", "/gradeRules/0/minTotal required", "/strengthThreshold required", "/target required"]
        },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_framework_is_refused_for(string what, string changes, string[] faults)
    {
        var framework = SomeFramework();
        foreach (var (pointer, value) in JsonNode.Parse(changes)!.AsObject())
            Set(framework, pointer, value);

        var answer = await ita.PutAsync("/v1/frameworks/2590", framework);

        Assert.True(answer.Status == HttpStatusCode.BadRequest, $"{what}: {answer.Text}");
        Assert.Equal(faults.Order(StringComparer.Ordinal), answer.Faults.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("{", string.Concat(answer.Json["errors"]!.AsArray().Select(error => error!["message"]!.GetValue<string>())), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await ita.GetAsync("/v1/frameworks/2590")).Status);
    }

    [Fact]
    public async Task A_year_of_the_Common_Era_is_refused_with_the_year_meant()
    {
        var answer = await ita.PutAsync("/v1/frameworks/2027", SomeFramework());

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(["fiscalYear gregorian_year"], answer.Faults);
        Assert.Contains("2570", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_told_in_Thai_to_who_asks_for_it()
    {
        var framework = SomeFramework();
        framework["instruments"]![1]!["weight"] = 0.25m;

        var answer = await ita.PutAsync("/v1/frameworks/2591", framework, language: "th");

        Assert.Equal("น้ำหนักรวมกันได้ 0.95 ต้องรวมกันได้ 1 พอดี", answer.Json["errors"]![0]!["message"]!.GetValue<string>());
    }

    /// <summary>The contract's example without its year.</summary>
    private static JsonObject SomeFramework()
    {
        var framework = Some.Example("frameworks/2569.json");
        framework.Remove("fiscalYear");
        return framework;
    }

    private static JsonObject Scoring(int fiscalYear)
    {
        var scoring = Some.Assessment();
        scoring["fiscalYear"] = fiscalYear;
        return scoring;
    }

    private static JsonArray Reversed(JsonNode list) => [.. list.AsArray().Reverse().Select(entry => entry!.DeepClone())];

    /// <summary>Sets the member a JSON Pointer names; null takes it away.</summary>
    private static void Set(JsonObject document, string pointer, JsonNode? value)
    {
        var path = pointer.Split('/')[1..];
        var parent = path[..^1].Aggregate((JsonNode)document, (node, segment) => node is JsonArray list ? list[int.Parse(segment, CultureInfo.InvariantCulture)]! : node[segment]!);
        if (value is null)
            parent.AsObject().Remove(path[^1]);
        else
            parent[path[^1]] = value.DeepClone();
    }

    /// <summary>A clock that stands still until it is set.</summary>
    private sealed class SetClock : TimeProvider
    {
        public long Seconds { get; set; } = 1_000;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
