using System.Text.Json.Nodes;
using ItaApi.Tests.Support;
using Npgsql;

namespace ItaApi.Tests.Changes;

/// <summary>What a reader is told while others write: transactions are committed in another order than they began in.</summary>
[Trait("Category", "CultureFree")]
public sealed class ConcurrentChangesTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private const string InsertAgency = """
        insert into agency (code, name_th, kind, province_code, created_at, updated_at)
        values ($1, 'เทศบาล', 'other', '57', now(), now())
        """;

    private const string RenameAgency = "update agency set name_th = 'เทศบาลของรายการที่เริ่มก่อน', updated_at = now() where code = $1";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Eight_writers_and_a_reader_at_full_speed_agree_with_the_history_on_every_change()
    {
        var reader = new ChangeReader(ita, limit: 7);
        string[] codes = [Some.AgencyCode(), Some.AgencyCode(), Some.AgencyCode()];

        var writing = Task.WhenAll(Enumerable.Range(0, 8).Select(writer => WriteAsync(writer, codes)));
        List<JsonNode> told = [];
        while (!writing.IsCompleted)
            told.AddRange(await reader.ReadAsync());
        await writing;
        var recorded = await RecordedAsync();
        told.AddRange(await reader.ReadUntilAsync(late => told.Count + late.Count >= recorded.Count));

        Assert.Empty(await reader.ReadAsync());
        Assert.NotEmpty(recorded);
        Assert.Equal(recorded.Order(StringComparer.Ordinal), told.Select(ChangeReader.Summary).Order(StringComparer.Ordinal));
        Assert.All(
            told.GroupBy(change => $"{change["agencyCode"]} {change["fiscalYear"]}"),
            changes => Assert.Equal(Enumerable.Range(1, changes.Count()), changes.Select(change => change["version"]!.GetValue<int>())));
    }

    [Fact]
    public async Task What_is_not_committed_holds_back_what_came_later_and_is_then_told_too()
    {
        var feed = await ChangeReader.FromNowAsync(ita);
        var open = Some.AgencyCode();
        await using var connection = await ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync(Cancelled);
        await ExecuteAsync(connection, InsertAgency, open);

        var later = await ita.CreateAgencyAsync();

        for (var i = 0; i < 5; i++)
            Assert.Empty(await feed.ReadAsync());
        Assert.Empty(await feed.ReadAsync(wait: 1));
        await transaction.CommitAsync(Cancelled);
        Assert.Equal([open, later], (await feed.TakeAsync(2)).Select(ChangeReader.CodeOf));
    }

    [Fact]
    public async Task What_is_rolled_back_is_never_told()
    {
        var feed = await ChangeReader.FromNowAsync(ita);
        await using var connection = await ConnectAsync();
        await using (await connection.BeginTransactionAsync(Cancelled))
            await ExecuteAsync(connection, InsertAgency, Some.AgencyCode());

        var later = await ita.CreateAgencyAsync();

        Assert.Equal(later, ChangeReader.CodeOf(Assert.Single(await feed.TakeAsync(1))));
    }

    [Fact]
    public async Task A_transaction_that_began_before_a_change_and_changes_after_it_is_not_missed()
    {
        var feed = await ChangeReader.FromNowAsync(ita);
        var code = Some.AgencyCode();
        await using var connection = await ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync(Cancelled);
        await ExecuteAsync(connection, "select pg_current_xact_id()");
        var between = await ita.CreateAgencyAsync();
        await ExecuteAsync(connection, InsertAgency, code);

        Assert.Empty(await feed.ReadAsync());

        await transaction.CommitAsync(Cancelled);
        Assert.Equal(
            new[] { code, between }.Order(StringComparer.Ordinal),
            (await feed.TakeAsync(2)).Select(ChangeReader.CodeOf).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_versions_of_a_resource_are_told_in_their_order_whichever_transaction_began_first()
    {
        var code = await ita.CreateAgencyAsync();
        var feed = await ChangeReader.FromNowAsync(ita);
        await using var connection = await ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync(Cancelled);
        await ExecuteAsync(connection, "select pg_current_xact_id()");
        var renamed = Some.Agency();
        renamed["nameTh"] = "เทศบาลของรายการที่เริ่มทีหลัง";
        await ita.PutAsync($"/v1/agencies/{code}", renamed);
        await ExecuteAsync(connection, RenameAgency, code);

        await transaction.CommitAsync(Cancelled);

        Assert.Equal([$"agencyUpdated {code} v2", $"agencyUpdated {code} v3"], (await feed.TakeAsync(2)).Select(ChangeReader.Summary));
    }

    /// <summary>Creates, changes and deletes what the other writers do too; some of it is refused.</summary>
    private async Task WriteAsync(int writer, string[] codes)
    {
        for (var i = 0; i < 20; i++)
        {
            var agency = $"/v1/agencies/{codes[(writer + i) % codes.Length]}";
            var body = Some.Agency();
            body["nameEn"] = $"{writer}.{i}";
            Answer[] answers =
            [
                await ita.PutAsync(agency, body),
                await ita.PutAsync($"{agency}/assessments/2565", Some.Assessment(10 * writer + i)),
                i % 4 == 0 ? await ita.DeleteAsync($"{agency}/assessments/2565") : await ita.GetAsync(agency),
                i % 8 == 0 ? await ita.DeleteAsync(agency) : await ita.GetAsync(agency),
            ];
            Assert.All(answers, answer => Assert.InRange((int)answer.Status, 200, 499));
        }
    }

    /// <summary>The whole history of this database in the words of <see cref="ChangeReader.Summary"/>.</summary>
    private async Task<IReadOnlyList<string>> RecordedAsync()
    {
        const string sql = "select resource || initcap(action) || ' ' || replace(subject, '/', ' ') || ' v' || version from history";

        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(Cancelled);
        List<string> recorded = [];
        while (await reader.ReadAsync(Cancelled))
            recorded.Add(reader.GetString(0));
        return recorded;
    }

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(ita.ConnectionString);
        await connection.OpenAsync(Cancelled);
        return connection;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, params string[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
            command.Parameters.Add(new() { Value = parameter });
        await command.ExecuteNonQueryAsync(Cancelled);
    }
}
