using System.Text.Json.Nodes;
using ItaApi.Dashboards.Figures;
using ItaApi.Tests.Support;
using static ItaApi.Tests.History.HistoryReader;

namespace ItaApi.Tests.History;

/// <summary>What became of a measure, reports and all.</summary>
public sealed class MeasureHistoryTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task A_measure_is_followed_from_its_plan_through_its_reports_to_its_deletion()
    {
        var agency = await ita.CreateAgencyAsync();
        var measure = (await ita.PostAsync($"/v1/agencies/{agency}/measures", Some.Measure("จัดอบรม"))).Json;
        var address = $"/v1/measures/{measure["id"]}";
        await ita.PutAsync(address, Some.Measure("จัดอบรมทุกกอง"));
        await ita.PostAsync(
            $"{address}/progress", new JsonObject { ["status"] = "completed", ["results"] = new JsonArray("อบรมแล้ว 1 ครั้ง") });
        await ita.DeleteAsync(address);

        var versions = await ita.VersionsAsync(address);

        Assert.Equal(["4 deleted", "3 updated", "2 updated", "1 created"], versions.Select(Summary));
        Assert.All(versions, version => Assert.Equal("administrator", version["key"]!["name"]!.GetValue<string>()));
        Assert.Equal(["/titles/0: จัดอบรม -> จัดอบรมทุกกอง"], ChangesOf(versions[2]));
        Assert.Contains("/status: planned -> completed", ChangesOf(versions[1]));
        Assert.Contains(versions[1]["changes"]!.AsArray(), change => change!["pointer"]!.GetValue<string>() == "/progress/0");
    }

    [Fact]
    public async Task An_old_version_of_a_measure_is_read_as_it_stood()
    {
        var agency = await ita.CreateAgencyAsync();
        var planned = (await ita.PostAsync($"/v1/agencies/{agency}/measures", Some.Measure("จัดอบรม"))).Json;
        var address = $"/v1/measures/{planned["id"]}";
        await ita.PutAsync(address, Some.Measure("จัดอบรมทุกกอง"));

        var old = Assert.Single(await ita.VersionsAsync(address, "?version=1"))["state"]!;

        Assert.Equal(planned.ToJsonString(), old.ToJsonString());
    }
}
