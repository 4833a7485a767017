using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Changes;

/// <summary>
/// Reads the feed as a keeper of a copy does: it stores <c>next</c> and asks again with it. Patient, because a transaction in any database
/// of the server holds the feed back, and other tests have some.
/// </summary>
internal sealed class ChangeReader(ItaApplication ita, int limit = 200)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public string Next { get; private set; } = "0";

    /// <summary>A reader behind everything this database was told so far.</summary>
    public static async Task<ChangeReader> FromNowAsync(ItaApplication ita)
    {
        var reader = new ChangeReader(ita);
        var start = await ita.GetAsync("/v1/changes?limit=1");
        if (start.Code == "changes_pruned")
            reader.Next = start.Json["next"]!.GetValue<string>();
        var mark = await ita.CreateAgencyAsync();
        await reader.ReadUntilAsync(told => told.Any(change => CodeOf(change) == mark));
        return reader;
    }

    /// <summary>One request, and a step on.</summary>
    public async Task<IReadOnlyList<JsonNode>> ReadAsync(int wait = 0)
    {
        var answer = await ita.GetAsync($"/v1/changes?after={Next}&limit={limit}&wait={wait}");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Next = answer.Json["next"]!.GetValue<string>();
        return [.. answer.Json["items"]!.AsArray().Select(change => change!)];
    }

    /// <summary>The next changes, so many as are expected, and no more.</summary>
    public async Task<IReadOnlyList<JsonNode>> TakeAsync(int count)
    {
        var told = await ReadUntilAsync(told => told.Count >= count);
        Assert.Equal(count, told.Count);
        Assert.Empty(await ReadAsync());
        return told;
    }

    public async Task<IReadOnlyList<JsonNode>> ReadUntilAsync(Func<IReadOnlyList<JsonNode>, bool> isEnough)
    {
        List<JsonNode> told = [];
        var started = Stopwatch.GetTimestamp();
        while (!isEnough(told))
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, $"Only {told.Count} changes were told.");
            told.AddRange(await ReadAsync(wait: 1));
        }

        return told;
    }

    public static string CodeOf(JsonNode change) => change["agencyCode"]!.GetValue<string>();

    /// <summary>What was done to what, as <c>assessmentCreated t-1 2565 v1</c>.</summary>
    public static string Summary(JsonNode change) =>
        string.Join(
            ' ',
            new[]
            {
                change["type"],
                change["agencyCode"],
                change["fiscalYear"],
            }.Where(part => part is not null)) + $" v{change["version"]}";
}
