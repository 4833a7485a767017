using ItaApi.Tests.Support;
using Npgsql;
using static ItaApi.Tests.History.HistoryReader;

namespace ItaApi.Tests.History;

/// <summary>A version is answered as it was read when it was the newest.</summary>
public sealed class OldVersionTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_old_version_of_an_agency_is_answered_as_it_was_read_then()
    {
        var address = $"/v1/agencies/{await ita.CreateAgencyAsync()}";
        var before = await ita.GetAsync(address);
        await ita.PutAsync(address, Some.Agency("เทศบาลตำบลใหม่"));

        var version = Assert.Single(await ita.VersionsAsync(address, "?version=1"));

        Assert.Equal((before.Text, "1 created"), (version["state"]!.ToJsonString(Some.Readable), Summary(version)));
    }

    [Fact]
    public async Task An_old_version_of_an_assessment_is_answered_with_the_result_it_had()
    {
        var address = await ita.CreateAssessmentAsync(95.5m);
        var before = await ita.GetAsync(address);
        await ita.PutAsync(address, Some.Assessment(40));
        var now = await ita.GetAsync(address);

        var first = Assert.Single(await ita.VersionsAsync(address, "?version=1"));
        var second = Assert.Single(await ita.VersionsAsync(address, "?version=2"));

        Assert.Equal(before.Text, first["state"]!.ToJsonString(Some.Readable));
        Assert.Equal(now.Text, second["state"]!.ToJsonString(Some.Readable));
        Assert.NotEqual(
            first["state"]!["result"]!["grade"]!["code"]!.GetValue<string>(),
            second["state"]!["result"]!["grade"]!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_version_from_before_its_agency_was_recorded_is_answered_too()
    {
        var code = Some.AgencyCode();
        await using (var connection = new NpgsqlConnection(ita.ConnectionString))
        {
            await connection.OpenAsync(Cancelled);
            await using var command = new NpgsqlCommand(
                """
                insert into agency (code, name_th, kind, province_code, created_at, updated_at)
                select $1, 'เทศบาล', 'other', '57', now(), now() from acting_as(null, 'later', now() + interval '1 hour')
                """,
                connection) { Parameters = { new() { Value = code } } };
            await command.ExecuteNonQueryAsync(Cancelled);
        }

        var address = $"/v1/agencies/{code}/assessments/2565";
        var stored = await ita.PutAsync(address, Some.Assessment());

        Assert.Equal(stored.Text, Assert.Single(await ita.VersionsAsync(address, "?version=1"))["state"]!.ToJsonString(Some.Readable));
    }

    [Fact]
    public async Task A_deletion_is_answered_with_what_was_deleted()
    {
        var address = await ita.CreateAssessmentAsync();
        var before = await ita.GetAsync(address);
        await ita.DeleteAsync(address);

        var version = Assert.Single(await ita.VersionsAsync(address, "?version=2"));

        Assert.Equal((before.Text, "2 deleted"), (version["state"]!.ToJsonString(Some.Readable), Summary(version)));
    }
}
