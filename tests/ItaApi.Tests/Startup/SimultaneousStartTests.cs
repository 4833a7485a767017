using ItaApi.Tests.Support;

namespace ItaApi.Tests.Startup;

/// <summary>Two instances that start at the same moment on a database that is still empty.</summary>
public sealed class SimultaneousStartTests(PostgresFixture postgres)
{
    private static readonly string[] Lists =
        ["/v1/agencies?count=true", "/v1/assessments?count=true", "/v1/measures?count=true", "/v1/frameworks"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Both_come_up_and_what_is_done_at_a_start_is_done_once(int round)
    {
        await using var database = await postgres.CreateEmptyDatabaseAsync();
        (string, string)[] settings = [("ConnectionStrings__Ita", database.ConnectionString), ("ASPNETCORE_ENVIRONMENT", "Development")];
        await using var one = ServiceProgram.Launch(settings);
        await using var other = ServiceProgram.Launch(settings);

        await Task.WhenAll(one.ListenAsync(), other.ListenAsync());

        var seen = new HashSet<string>();
        foreach (var service in new[] { one, other })
        {
            using var client = new HttpClient { BaseAddress = service.Address };
            foreach (var list in Lists)
            {
                using var answer = await client.GetAsync(new Uri(list, UriKind.Relative), TestContext.Current.CancellationToken);
                Assert.Equal(200, (int)answer.StatusCode);
                seen.Add(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            }
        }

        Assert.True(seen.Count == Lists.Length, $"In round {round} the two differ.");
        await using var command = database.DataSource.CreateCommand("select count(*) from agency where version <> 1");
        Assert.Equal(0L, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}
