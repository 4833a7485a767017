using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Changes;
using ItaApi.Configuration;
using ItaApi.Database;
using ItaApi.Database.Migrations;
using ItaApi.Pipeline.Idempotency;
using ItaApi.Tests.Support;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ItaApi.Tests.Database;

/// <summary>A service whose role is not the owner of the schema: what it may, and what the database keeps from it.</summary>
[Trait("Category", "Slow")]
public sealed class ServiceRoleTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Password = "of-a-role-of-tests";

    private readonly string owner = "ita_owner_" + Guid.NewGuid().ToString("n")[..8];
    // A name that has to be quoted.
    private readonly string service = "Ita \"Service\" " + Guid.NewGuid().ToString("n")[..8];
    private TestDatabase database = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await postgres.CreateEmptyDatabaseAsync();
        await AsAdministratorAsync($"create role {owner} login password '{Password}'");
        await AsAdministratorAsync($"create role {Quoted(service)} login password '{Password}'");
        await AsAdministratorAsync($"alter database {database.Name} owner to {owner}");
        await AsAdministratorAsync($"alter schema public owner to {owner}");
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await postgres.ExecuteAsync($"drop role {owner}");
        await postgres.ExecuteAsync($"drop role {Quoted(service)}");
    }

    [Fact]
    public async Task It_serves_everything()
    {
        await using var ita = Start();
        using var client = ItaApplication.ClientOf(ita);
        var agency = $"/v1/agencies/{Some.AgencyCode()}";
        var assessment = $"{agency}/assessments/2565";

        var key = await SendAsync(
            client,
            HttpMethod.Post,
            "/v1/api-keys",
            new JsonObject { ["name"] = "57", ["scopes"] = new JsonArray("write"), ["provinces"] = new JsonArray("57") });
        Assert.Equal(HttpStatusCode.Created, key.Status);
        using var writer = ita.CreateClient();
        writer.DefaultRequestHeaders.Add("X-Api-Key", key.Json["key"]!.GetValue<string>());

        Assert.Equal(HttpStatusCode.Created, (await SendAsync(writer, HttpMethod.Put, agency, Some.Agency())).Status);
        var posted = Some.Assessment();
        (posted["agencyCode"], posted["fiscalYear"]) = (agency.Split('/')[^1], 2565);
        var idempotencyKey = IdempotencyKey();
        var first = await SendAsync(writer, HttpMethod.Post, "/v1/assessments", posted, idempotencyKey);
        Assert.Equal(
            (HttpStatusCode.Created, first.Text),
            (first.Status, (await SendAsync(writer, HttpMethod.Post, "/v1/assessments", posted, idempotencyKey)).Text));
        Assert.Equal(
            HttpStatusCode.OK, (await SendAsync(writer, HttpMethod.Put, assessment, Some.Assessment(80), ("If-Match", "*"))).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(writer, HttpMethod.Delete, assessment, null, ("If-Match", "*"))).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(writer, HttpMethod.Delete, agency, null, ("If-Match", "*"))).Status);

        Assert.Equal(3, (await SendAsync(client, HttpMethod.Get, $"{assessment}/history", null)).Json["items"]!.AsArray().Count);
        Assert.Equal(2, (await SendAsync(client, HttpMethod.Get, $"{agency}/history", null)).Json["items"]!.AsArray().Count);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(client, HttpMethod.Get, "/v1/changes?wait=1", null)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(client, HttpMethod.Delete, $"/v1/api-keys/{key.Json["id"]}", null)).Status);
        await ita.Services.GetRequiredService<ChangeRepository>().PruneAsync(TimeProvider.System.GetUtcNow().AddMinutes(1), Cancelled);
        await ita.Services.GetRequiredService<IdempotencyRepository>().SweepAsync(Cancelled);
    }

    [Theory]
    [InlineData("create table mine (id int)")]
    [InlineData("alter table agency add mine int")]
    [InlineData("drop table agency")]
    [InlineData("alter table agency disable trigger all")]
    [InlineData("create trigger mine before insert on agency for each row execute function count_version()")]
    [InlineData("create or replace function record_agencies() returns trigger language plpgsql as 'begin return null; end'")]
    [InlineData("create schema mine")]
    [InlineData("truncate agency cascade")]
    [InlineData("insert into recorded_version select * from recorded_version")]
    [InlineData("update recorded_version set key_name = ''")]
    [InlineData("delete from recorded_version")]
    [InlineData("truncate recorded_version")]
    [InlineData("insert into change (occurred_at, resource, action, agency_code, version) values (now(), 'agency', 'created', 'x', 1)")]
    [InlineData("update change set version = 0")]
    [InlineData("insert into schema_migration (version, name, checksum) values (9999, '', '')")]
    [InlineData("delete from schema_migration")]
    public async Task It_is_kept_from_the_schema_and_from_what_is_recorded(string sql)
    {
        await using (Start())
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => AsServiceAsync(sql));

            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    [Fact]
    public async Task It_cannot_lead_the_record_elsewhere_by_a_table_of_its_own()
    {
        await using var ita = Start();
        var code = Some.AgencyCode();

        await AsServiceAsync(
            $"""
            create temporary table recorded_version (like recorded_version);
            create temporary table change (like change);
            insert into agency (code, name_th, kind, province_code, created_at, updated_at)
            values ('{code}', 'เทศบาล', 'other', '57', now(), now())
            """);

        using var client = ItaApplication.ClientOf(ita);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(client, HttpMethod.Get, $"/v1/agencies/{code}/history", null)).Status);
    }

    [Fact]
    public async Task Once_the_owner_has_migrated_the_service_starts_without_knowing_the_owner()
    {
        await Start().DisposeAsync();

        await using var ita = ItaApplication.Start(WayAs(service));

        using var client = ItaApplication.ClientOf(ita);
        Assert.Equal(
            HttpStatusCode.Created, (await SendAsync(client, HttpMethod.Put, $"/v1/agencies/{Some.AgencyCode()}", Some.Agency())).Status);
    }

    [Fact]
    public async Task Tables_of_a_later_migration_are_its_too_and_other_rights_are_taken_back()
    {
        await Start().DisposeAsync();
        await AsAdministratorAsync($"grant all on recorded_version to {Quoted(service)}");
        await AsAdministratorAsync($"set role {owner}; create table later (id bigint generated always as identity, note text)");

        await Start().DisposeAsync();

        await AsServiceAsync("insert into later (note) values ('x'); update later set note = 'y'; delete from later");
        await Assert.ThrowsAsync<PostgresException>(() => AsServiceAsync("truncate recorded_version"));
    }

    [Fact]
    public async Task Services_that_start_at_once_grant_one_after_another()
    {
        await Start().DisposeAsync();

        var services = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(Start, Cancelled)));

        foreach (var ita in services)
            await ita.DisposeAsync();
    }

    [Fact]
    public async Task A_service_that_may_not_migrate_says_how_it_is_done()
    {
        await AsAdministratorAsync("revoke create on schema public from public");

        var fault = await Assert.ThrowsAsync<MigrationException>(() => StartDatabaseAsync(WayAs(service), owner: ""));

        Assert.Contains(
            "Run the command migrate with the owner of the schema in ConnectionStrings__ItaMigrations",
            fault.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_with_the_rights_of_the_owner_is_refused()
    {
        await AsAdministratorAsync($"grant {owner} to {Quoted(service)}");

        var fault = await Assert.ThrowsAsync<PostgresException>(() => StartDatabaseAsync(WayAs(service), WayAs(owner)));

        Assert.Contains($"has all rights of \"{owner}\"", fault.MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_owner_without_a_role_for_the_service_is_a_setting_that_cannot_be_right()
    {
        var fault = await Assert.ThrowsAsync<SettingException>(() => StartDatabaseAsync(way: "", WayAs(owner)));

        Assert.Contains("ConnectionStrings__Ita is not", fault.Message, StringComparison.Ordinal);
    }

    private static async Task StartDatabaseAsync(string way, string owner)
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection([new("ConnectionStrings:Ita", way), new("ConnectionStrings:ItaMigrations", owner)])
            .Build();
        await using var started = new ServiceDatabase(
            settings,
            new HostingEnvironment { EnvironmentName = Environments.Production },
            NullLogger<ServiceDatabase>.Instance,
            TimeProvider.System);
        await started.StartAsync(Cancelled);
    }

    private WebApplicationFactory<Program> Start() => ItaApplication.Start(WayAs(service), owner: WayAs(owner));

    private string WayAs(string role) =>
        new NpgsqlConnectionStringBuilder(database.ConnectionString)
        {
            Username = role,
            Password = Password,
            MaxPoolSize = 4,
        }.ConnectionString;

    private static string Quoted(string role) => $"\"{role.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static (string, string) IdempotencyKey() => (IdempotencyMiddleware.Header, Guid.NewGuid().ToString());

    private Task AsAdministratorAsync(string sql) => ExecuteAsync(database.ConnectionString, sql);

    private Task AsServiceAsync(string sql) => ExecuteAsync(WayAs(service), sql);

    private static async Task ExecuteAsync(string way, string sql)
    {
        await using var source = NpgsqlDataSource.Create(way);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancelled);
    }

    private static async Task<Answer> SendAsync(
        HttpClient client, HttpMethod method, string path, JsonNode? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await ItaApplication.SendAsync(client, request);
    }
}
