using System.Net;
using ItaApi.Frameworks;
using ItaApi.Tests.Support;
using ItaApi.Values;

namespace ItaApi.Tests.Frameworks;

/// <summary>The running year and the one after it have rules, though nobody published them yet.</summary>
public sealed class DerivedFrameworkTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase database = null!;
    private FrameworkRepository repository = null!;

    public async ValueTask InitializeAsync()
    {
        database = await postgres.CreateDatabaseAsync();
        repository = new FrameworkRepository(database.DataSource, TimeProvider.System);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Every_year_up_to_the_one_after_the_current_has_rules_from_the_start()
    {
        await ShipAsync();

        await CatalogueAt(2026, 11, 28).DeriveAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["2570 r1 shipped", "2571 r1 derived"], (await StoredAsync())[^2..]);
    }

    [Fact]
    public async Task A_year_that_turns_while_the_service_runs_is_not_refused()
    {
        await ShipAsync();
        var clock = new SetClock { Now = new DateTimeOffset(2027, 9, 30, 16, 59, 59, TimeSpan.Zero) };
        var frameworks = new FrameworkCatalogue(repository, clock);
        await frameworks.DeriveAsync(TestContext.Current.CancellationToken);
        Assert.Null(await frameworks.FindAsync(2572, TestContext.Current.CancellationToken));

        // Midnight in Bangkok, where the year turns.
        clock.Now = clock.Now.AddSeconds(1);
        var derived = await frameworks.FindAsync(2572, TestContext.Current.CancellationToken);

        Assert.NotNull(derived);
        Assert.Equal((2572, 1, (int?)2570), (derived.Document.FiscalYear, derived.Document.Revision, derived.Document.DerivedFrom));
        Assert.Equal(["weights", "indicators", "questions", "items", "gradeRules"], derived.Document.Provisional);
        Assert.Contains("2572", derived.Document.TitleTh, StringComparison.Ordinal);
        Assert.Null(await frameworks.FindAsync(2573, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Starting_again_adds_nothing()
    {
        await ShipAsync();
        var frameworks = CatalogueAt(2026, 11, 28);
        await frameworks.DeriveAsync(TestContext.Current.CancellationToken);
        var before = await StoredAsync();

        await ShipAsync();
        await frameworks.DeriveAsync(TestContext.Current.CancellationToken);

        Assert.Equal(before, await StoredAsync());
    }

    [Fact]
    public async Task A_correction_reaches_a_database_that_has_the_earlier_rules_as_a_new_revision()
    {
        await ShipAsync();

        await repository.AddShippedAsync([Corrected(2566)], TestContext.Current.CancellationToken);
        // A service of the release before that starts once more has nothing to add.
        await ShipAsync();

        Assert.Equal(
            ["2566 r1 shipped", "2566 r2 shipped"], (await StoredAsync()).Where(row => row.StartsWith("2566", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Rules_that_come_with_a_later_release_take_the_place_of_derived_ones_and_later_years_follow()
    {
        await ShipAsync();
        var frameworks = CatalogueAt(2027, 11, 28);
        await frameworks.DeriveAsync(TestContext.Current.CancellationToken);

        await repository.AddShippedAsync(
            [Corrected(2570).Replace("2570", "2571", StringComparison.Ordinal)], TestContext.Current.CancellationToken);
        await frameworks.DeriveAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            ["2570 r1 shipped", "2571 r1 derived", "2571 r2 shipped", "2572 r1 derived", "2572 r2 derived"],
            (await StoredAsync())[^5..]);
        Assert.Equal(2571, (await frameworks.FindAsync(2572, TestContext.Current.CancellationToken))!.Document.DerivedFrom);
    }

    [Fact]
    public async Task What_an_administrator_revised_stays()
    {
        await ShipAsync();
        var shipped = (await CatalogueAt(2026, 11, 28).FindAsync(2566, TestContext.Current.CancellationToken))!.Document;
        var own = shipped with { TitleEn = "Our own" };
        await repository.PutAsync(
            own, ItaApi.Authentication.Caller.Service, ItaApi.Http.Answers.Preconditions.None, TestContext.Current.CancellationToken);

        await repository.AddShippedAsync([Corrected(2566)], TestContext.Current.CancellationToken);

        Assert.Equal(
            ["2566 r1 shipped", "2566 r2 administrator"],
            (await StoredAsync()).Where(row => row.StartsWith("2566", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_running_year_takes_an_assessment()
    {
        await using var service = ItaApplication.Start(database.ServiceConnectionString, owner: database.ConnectionString);
        using var client = ItaApplication.ClientOf(service);
        var running = FiscalYearAttribute.YearOf(TimeProvider.System.GetUtcNow());

        foreach (var year in new[] { running, running + 1 })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/scorings")
            {
                Content = JsonContent(Some.Assessment().With("fiscalYear", year)),
            };
            Assert.Equal(HttpStatusCode.OK, (await ItaApplication.SendAsync(client, request)).Status);
        }
    }

    private static StringContent JsonContent(System.Text.Json.Nodes.JsonNode body) =>
        new(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Frameworks", "Shipped");

    private Task ShipAsync() => repository.AddShippedAsync(
        Directory.EnumerateFiles(Folder, "*.json").Select(File.ReadAllText), TestContext.Current.CancellationToken);

    /// <summary>A year's rules with one title mended.</summary>
    private static string Corrected(int fiscalYear) =>
        File.ReadAllText(Path.Combine(Folder, $"{fiscalYear}.json"))
            .Replace("\"titleEn\": \"", "\"titleEn\": \"The ", StringComparison.Ordinal);

    private FrameworkCatalogue CatalogueAt(int year, int month, int day) =>
        new(repository, new SetClock { Now = new DateTimeOffset(year, month, day, 12, 0, 0, TimeSpan.Zero) });

    private async Task<List<string>> StoredAsync()
    {
        await using var command = database.DataSource.CreateCommand(
            "select fiscal_year || ' r' || revision || ' ' || origin from framework order by fiscal_year, revision");
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        List<string> stored = [];
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
            stored.Add(rows.GetString(0));
        return stored;
    }

    /// <summary>A clock that shows what it is set to.</summary>
    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
