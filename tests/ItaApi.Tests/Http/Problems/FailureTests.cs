using ItaApi.Tests.Support;
using Npgsql;

namespace ItaApi.Tests.Http.Problems;

/// <summary>A defect, provoked: the table that a read needs is taken away.</summary>
public sealed class FailureTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task A_failure_tells_the_caller_nothing_of_the_service(string environment)
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var service = ItaApplication.Start(database.ConnectionString, environment);
        using var client = service.CreateClient();
        await using (var command = database.DataSource.CreateCommand("alter table assessment rename column scores to scores_elsewhere"))
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        foreach (var address in new[] { "/v1/assessments", "/v1/agencies/x1/assessments/2565/result" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            var answer = await ItaApplication.SendAsync(client, request);

            answer.IsProblem(500, "internal_error");
            Assert.Equal(
                ["code", "detail", "instance", "status", "title", "traceId", "type"],
                answer.Json.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
            var databaseName = new NpgsqlConnectionStringBuilder(database.ConnectionString).Database!;
            foreach (var word in new[] { "scores", "Postgres", "Npgsql", "Exception", " at ", ".cs", databaseName })
                Assert.DoesNotContain(word, answer.Text, StringComparison.OrdinalIgnoreCase);
        }
    }
}
