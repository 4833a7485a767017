using System.Runtime.Versioning;
using ItaApi.TestData;
using Npgsql;

namespace ItaApi.LocalPostgres.Tests;

/// <summary>What the service's own PostgreSQL is like while it runs. One cluster serves all these tests.</summary>
[Trait("Category", "Slow")]
public sealed class SettingsTests(SettingsTests.Running running)
    : IClassFixture<SettingsTests.Running>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("select current_database()::text", "ita")]
    [InlineData("show server_encoding", "UTF8")]
    [InlineData("show timezone", "UTC")]
    [InlineData("show cluster_name", "itaapi")]
    public async Task It_is_the_same_on_every_machine(string question, string answer)
    {
        var postgres = await running.StartAsync();

        Assert.Equal(answer, await LocalServerTrial.ScalarAsync(postgres, question, Cancelled));
    }

    [Fact]
    public async Task It_asks_for_its_password()
    {
        var postgres = await running.StartAsync();
        var wrong = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Password = "guess", Pooling = false };

        await using var connection = new NpgsqlConnection(wrong.ConnectionString);
        var fault = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync(Cancelled));

        Assert.Equal(PostgresErrorCodes.InvalidPassword, fault.SqlState);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Other_users_can_read_none_of_its_files()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows closes a user's data folder to others by itself.");
        await running.StartAsync();

        const UnixFileMode others = (UnixFileMode)0b000_111_111;
        // Started by root, the account that PostgreSQL runs as has to come through to the cluster.
        const UnixFileMode through = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        Assert.Equal(Environment.IsPrivilegedProcess ? through : UnixFileMode.None, File.GetUnixFileMode(running.Folder) & others);
        Assert.All(
            Directory.GetFileSystemEntries(running.Folder),
            entry => Assert.Equal((UnixFileMode)0, File.GetUnixFileMode(entry) & others));
    }

    [Fact]
    public async Task Started_by_root_it_runs_as_another_user()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root has to change the user.");
        var postgres = await running.StartAsync();

        var status = await LocalServerTrial.ScalarAsync(postgres, "select pg_read_file('/proc/self/status')", Cancelled);

        var ids = ((string)status!).Split('\n').Single(line => line.StartsWith("Uid:", StringComparison.Ordinal));
        Assert.DoesNotContain("0", ids.Split('\t'));
    }

    /// <summary>Started by the first test that asks, so that a test can skip where there is nothing to start.</summary>
    public sealed class Running : IAsyncDisposable
    {
        private readonly ThrowawayFolder folder = new();
        private LocalServer? postgres;

        public string Folder => folder.Path;

        public async Task<LocalServer> StartAsync() =>
            postgres ??= await LocalServerTrial.StartAsync(LocalServerTrial.OptionsFor(folder.Path), Cancelled);

        public async ValueTask DisposeAsync()
        {
            if (postgres is not null)
            {
                await postgres.DisposeAsync();
            }

            await folder.DisposeAsync();
        }
    }
}
