using ItaApi.ApiKeys;
using ItaApi.TestData;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Startup;

/// <summary>Outside Development a missing or misspelt setting is not replaced by a default: the service does not start.</summary>
public sealed class ProductionTests(PostgresFixture postgres)
{
    public static TheoryData<string, string, string> WithoutDatabase => new()
    {
        { "", "", "Production" },
        { "ConnectionStrings__Ita", "", "Production" },
        { "ConnectionStrings__Ita", "  ", "Production" },
        { "ConnectionString__Ita", "Host=127.0.0.1;Database=ita", "Production" },
        { "ASPNETCORE_ENVIRONMENT", "Staging", "Staging" },
        { "ASPNETCORE_ENVIRONMENT", "Developement", "Developement" },
        { "LocalPostgres__Enabled", "false", "Production" },
    };

    [Theory]
    [MemberData(nameof(WithoutDatabase))]
    public async Task Without_a_database_the_service_ends_with_one_sentence_and_makes_nothing(
        string setting, string value, string environment)
    {
        await using var folder = new ThrowawayFolder();

        var (exitCode, errors) = await RunAsync(("LocalPostgres__DataFolder", folder.Path), (setting, value));

        Assert.Equal(1, exitCode);
        Assert.StartsWith(
            $"ConnectionStrings__Ita is not set, and the environment {environment}", Assert.Single(errors), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Path));
    }

    [Fact]
    public async Task A_developer_may_turn_the_private_cluster_off()
    {
        var (exitCode, errors) = await RunAsync(("ASPNETCORE_ENVIRONMENT", "Development"), ("LocalPostgres__Enabled", "false"));

        Assert.Equal(1, exitCode);
        Assert.Contains("ConnectionStrings__Ita", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_cluster_serves_in_production_when_it_is_asked_for()
    {
        await using var folder = new ThrowawayFolder();
        await using var service = ServiceProgram.Launch(
            ("LocalPostgres__Enabled", "true"), ("LocalPostgres__DataFolder", folder.Path),
            ("LocalPostgres__Durable", "false"), ("LocalPostgres__FetchWithNpm", "false"));
        try
        {
            await service.ListenAsync();
        }
        catch (Xunit.Sdk.XunitException)
            when (service.Errors.Any(line => line.Contains("none was found on this machine", StringComparison.Ordinal)))
        {
            Assert.Skip("PostgreSQL's programs are not installed here.");
        }

        using var client = new HttpClient { BaseAddress = service.Address };
        using var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)ready.StatusCode);
        await service.StopAsync();
        Assert.Contains(service.Errors, line => line.StartsWith("ITA_ADMIN_KEY is not set", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("Hots=127.0.0.1;Database=ita")]
    [InlineData("Database=ita")]
    public async Task A_connection_string_that_is_none_ends_the_start_with_one_sentence(string text)
    {
        var (exitCode, errors) = await RunAsync(("ConnectionStrings__Ita", text));

        Assert.Equal(1, exitCode);
        Assert.StartsWith("ConnectionStrings__Ita is not a connection string", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ITA_ADMIN_KEY", AdministratorKey.Sample, "ITA_ADMIN_KEY is the key of the examples")]
    [InlineData("ITA_ADMIN_KEY", "short", "ITA_ADMIN_KEY has 5 characters")]
    [InlineData("ConnectionStrings__ItaMigrations", "nonsense", "ConnectionStrings__ItaMigrations is not a connection string")]
    [InlineData("Cors__Origin__0", "https://example.go.th", "Cors__Origin__0 is not a setting")]
    [InlineData("Cors__Origins__0", "example.go.th", "Cors__Origins__0 is 'example.go.th'")]
    [InlineData("RateLimit__Enabled", "off", "RateLimit__Enabled is 'off'")]
    [InlineData("Examples__Load", "no", "Examples__Load is 'no'")]
    [InlineData("Imports__MaxBytes", "1GB", "Imports__MaxBytes is '1GB'")]
    [InlineData("Limits__BodyBytes", "-1", "Limits__BodyBytes is '-1'")]
    [InlineData("Changes__KeepDays", "-1", "Changes__KeepDays is '-1'")]
    [InlineData("ForwardedHeaders__KnownProxies__0", "proxy", "ForwardedHeaders__KnownProxies__0 is 'proxy'")]
    public async Task A_setting_that_cannot_be_right_ends_the_start_with_one_sentence(string setting, string value, string expected)
    {
        await using var database = await postgres.CreateDatabaseAsync();

        var (exitCode, errors) = await RunAsync(("ConnectionStrings__Ita", database.ConnectionString), (setting, value));

        Assert.Equal(1, exitCode);
        Assert.StartsWith(expected, Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_of_the_examples_opens_a_service_in_development()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var service = await ServiceProgram.StartAsync(
            database.ConnectionString, ("ASPNETCORE_ENVIRONMENT", "Development"), ("ITA_ADMIN_KEY", AdministratorKey.Sample));
        using var client = new HttpClient { BaseAddress = service.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/api-keys");
        request.Headers.Add("X-Api-Key", AdministratorKey.Sample);

        Assert.Equal(200, (int)(await ItaApplication.SendAsync(client, request)).Status);
    }

    private static Task<(int ExitCode, IReadOnlyList<string> Errors)> RunAsync(params (string Name, string Value)[] settings) =>
        ServiceProgram.RunAsync(["--urls", "http://127.0.0.1:0"], [.. settings.Where(setting => setting.Name.Length > 0)]);
}
