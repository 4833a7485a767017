using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.History;

/// <summary>What became of a measure, reports and all.</summary>
public sealed class MeasureHistoryTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task A_measure_is_followed_from_its_plan_through_its_reports_to_its_deletion()
    {
        var agency = await ita.CreateAgencyAsync();
        var measure = (await ita.PostAsync($"/v1/agencies/{agency}/measures", Planned("จัดอบรม"))).Json;
        var address = $"/v1/measures/{measure["id"]}";
        await ita.PutAsync(address, Planned("จัดอบรมทุกกอง"));
        await ita.PostAsync($"{address}/progress", new JsonObject { ["status"] = "completed", ["results"] = new JsonArray("อบรมแล้ว 1 ครั้ง") });
        await ita.DeleteAsync(address);

        var versions = (await ita.GetAsync($"{address}/history")).Json["items"]!.AsArray();

        Assert.Equal(["4 deleted", "3 updated", "2 updated", "1 created"], versions.Select(version => $"{version!["version"]} {version["action"]}"));
        Assert.All(versions, version => Assert.Equal("administrator", version!["key"]!["name"]!.GetValue<string>()));
        Assert.Equal("/titles/0: จัดอบรม -> จัดอบรมทุกกอง", Change(Assert.Single(versions[2]!["changes"]!.AsArray())!));
        Assert.Contains("/status: planned -> completed", versions[1]!["changes"]!.AsArray().Select(change => Change(change!)));
        Assert.Contains(versions[1]!["changes"]!.AsArray(), change => change!["pointer"]!.GetValue<string>() == "/progress/0");
    }

    [Fact]
    public async Task An_old_version_of_a_measure_is_read_as_it_stood()
    {
        var agency = await ita.CreateAgencyAsync();
        var planned = (await ita.PostAsync($"/v1/agencies/{agency}/measures", Planned("จัดอบรม"))).Json;
        var address = $"/v1/measures/{planned["id"]}";
        await ita.PutAsync(address, Planned("จัดอบรมทุกกอง"));

        var old = (await ita.GetAsync($"{address}/history?version=1")).Json["items"]![0]!["state"]!;

        Assert.Equal(planned.ToJsonString(), old.ToJsonString());
    }

    private static JsonObject Planned(string title) => new() { ["basedOnFiscalYear"] = 2565, ["titles"] = new JsonArray(title) };

    private static string Change(JsonNode change) => $"{change["pointer"]}: {change["old"]} -> {change["new"]}";
}
