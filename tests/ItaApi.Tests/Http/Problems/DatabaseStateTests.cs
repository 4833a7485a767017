using System.Net;
using ItaApi.Tests.Support;
using Npgsql;

namespace ItaApi.Tests.Http.Problems;

/// <summary>
/// In whatever state the database is, a writer is told what became of the data: a trigger raises each error of PostgreSQL that is a state
/// and no defect.
/// </summary>
[Trait("Category", "CultureFree")]
public sealed class DatabaseStateTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Theory]
    [InlineData("database_busy", "25P03", "25P04", "0A000", "26000", "40000", "40001", "40002", "40P01", "53300", "55006", "55P03")]
    [InlineData("database_busy", "57014", "72000")]
    [InlineData("database_read_only", "25006")]
    [InlineData("database_unavailable", "08000", "08001", "08003", "08004", "08006", "08P01", "28000", "28P01", "3D000", "42501")]
    [InlineData("database_unavailable", "53000", "53100", "53200", "53400", "57000", "57P01", "57P02", "57P03", "57P04", "57P05")]
    [InlineData("database_unavailable", "58000", "58030", "58P01", "58P02", "F0000", "F0001", "XX000", "XX001", "XX002")]
    [InlineData("outcome_unknown", "08007", "40003")]
    public async Task A_state_of_the_database_has_its_code(string code, params string[] states)
    {
        foreach (var state in states)
        {
            var agency = Some.AgencyCode();

            var answer = await PutUnderAsync(agency, "before", $"raise exception 'a state' using errcode = '{state}'");

            Assert.True(code == answer.Code, $"{state} is answered {answer.Text}");
            answer.IsProblem(503, code);
            Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
            Assert.Equal(HttpStatusCode.NotFound, (await ita.GetAsync($"/v1/agencies/{agency}")).Status);
        }
    }

    [Fact]
    public async Task A_commit_that_was_not_confirmed_is_not_answered_as_done()
    {
        var agency = Some.AgencyCode();

        (await PutUnderAsync(agency, "after", "raise warning 'not confirmed'")).IsProblem(503, "outcome_unknown");

        // It is stored, if the server does not die; and sending it again is safe.
        Assert.Equal(HttpStatusCode.OK, (await ita.PutAsync($"/v1/agencies/{agency}", Some.Agency())).Status);
        Assert.Equal(1, (await ita.GetAsync($"/v1/agencies/{agency}")).Json["version"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_connection_lost_under_a_write_leaves_its_outcome_unknown()
    {
        var agency = Some.AgencyCode();

        (await PutUnderAsync(agency, "after", "perform pg_terminate_backend(pg_backend_pid())")).IsProblem(503, "outcome_unknown");

        Assert.Equal(HttpStatusCode.Created, (await ita.PutAsync($"/v1/agencies/{agency}", Some.Agency())).Status);
    }

    [Fact]
    public async Task An_import_whose_commit_was_not_confirmed_is_not_answered_as_done()
    {
        var agency = await ita.CreateAgencyAsync();
        var sheet = $"agency_code,fiscal_year,total\n{agency},2564,80\n";
        await TriggerAsync("assessment", "after", "insert", "raise warning 'not confirmed'");

        var answer = await Imports.Importing.ImportAsync(ita, sheet);

        await ExecuteAsync("drop trigger state_of_tests on assessment");
        answer.IsProblem(503, "outcome_unknown");
        var again = await Imports.Importing.ImportAsync(ita, sheet);
        Assert.Equal((HttpStatusCode.OK, 1), (again.Status, again.Json["counts"]!["unchanged"]!.GetValue<int>()));
    }

    private async Task<Answer> PutUnderAsync(string agency, string when, string statement)
    {
        await TriggerAsync("agency", when, "insert", statement, agency);
        var answer = await ita.PutAsync($"/v1/agencies/{agency}", Some.Agency());
        await ExecuteAsync("drop trigger state_of_tests on agency");
        return answer;
    }

    private Task TriggerAsync(string table, string when, string what, string statement, string? agency = null) => ExecuteAsync($"""
        create or replace function state_of_tests() returns trigger language plpgsql as $$
        begin
            {statement};
            return new;
        end
        $$;
        create trigger state_of_tests {when} {what} on {table} for each row
            {(agency is null ? "" : $"when (new.code = '{agency}')")} execute function state_of_tests()
        """);

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ita.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
