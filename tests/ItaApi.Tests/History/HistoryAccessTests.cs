using System.Net;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.History;

/// <summary>Who is shown the history of what was deleted, and who wrote.</summary>
public sealed class HistoryAccessTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Theory]
    [InlineData("agency")]
    [InlineData("assessment")]
    [InlineData("measure")]
    public async Task The_history_of_something_deleted_is_only_for_keys_that_may_write_there(string resource)
    {
        var address = await CreateAsync(resource);
        Assert.Equal(HttpStatusCode.NoContent, (await ita.DeleteAsync(address)).Status);

        foreach (var key in new[] { null, await KeyAsync([], "57"), await KeyAsync(["write"], "50") })
        {
            (await GetAsync($"{address}/history", key)).IsProblem(404, $"{resource}_not_found");
            (await GetAsync($"{address}/history?version=1", key)).IsProblem(404, "version_not_found");
        }

        foreach (var key in new[] { await KeyAsync(["write"], "57"), ItaApplication.AdministratorKey })
            Assert.Equal(2, (await GetAsync($"{address}/history", key)).Json["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task What_was_before_a_deletion_stays_hidden_when_the_same_is_made_again()
    {
        var address = await CreateAsync("assessment");
        await ita.DeleteAsync(address);
        await ita.PutAsync(address, Some.Assessment(70));

        Assert.Equal("3", Versions(await GetAsync($"{address}/history?count=true", key: null)));
        Assert.Equal(1, (await GetAsync($"{address}/history?count=true", key: null)).Json["page"]!["totalCount"]!.GetValue<int>());
        (await GetAsync($"{address}/history?version=1", key: null)).IsProblem(404, "version_not_found");
        Assert.Equal("3 2 1", Versions(await GetAsync($"{address}/history", await KeyAsync(["write"], "57"))));
    }

    [Fact]
    public async Task Keys_are_named_only_to_keys_that_may_write_there()
    {
        var address = await CreateAsync("agency");

        foreach (var key in new[] { null, await KeyAsync([], "57"), await KeyAsync(["write"], "50") })
            Assert.Null((await GetAsync($"{address}/history", key)).Json["items"]![0]!["key"]);
        var shown = await GetAsync($"{address}/history", await KeyAsync(["write"], "57"));
        Assert.Equal("administrator", shown.Json["items"]![0]!["key"]!["name"]!.GetValue<string>());
        Assert.Contains("X-Api-Key", shown.Headers.Vary);
    }

    private static string Versions(Answer history) =>
        string.Join(' ', history.Json["items"]!.AsArray().Select(version => version!["version"]!.ToJsonString()));

    private async Task<string> CreateAsync(string resource)
    {
        if (resource == "assessment")
            return await ita.CreateAssessmentAsync();
        var agency = await ita.CreateAgencyAsync();
        return resource == "agency" ? $"/v1/agencies/{agency}" : $"/v1/measures/{await ita.CreateMeasureAsync(agency)}";
    }

    private async Task<string> KeyAsync(string[] scopes, string province) => (await ita.CreateKeyAsync(scopes, [province])).Key;

    private async Task<Answer> GetAsync(string path, string? key)
    {
        using var client = ita.CreateBareClient();
        if (key is not null)
            client.DefaultRequestHeaders.Add("X-Api-Key", key);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await ItaApplication.SendAsync(client, request);
    }
}
