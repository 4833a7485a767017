using Npgsql;

namespace ItaApi.Tests.Support;

/// <summary>A transaction of somebody else, left open to stand in the way until it is committed or given up.</summary>
internal sealed class HeldTransaction : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    private HeldTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (this.connection, this.transaction) = (connection, transaction);

    public static async Task<HeldTransaction> BeginAsync(string connectionString, string sql)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return new HeldTransaction(connection, transaction);
    }

    /// <summary>Until a statement waits for this transaction.</summary>
    public async Task UntilSomebodyWaitsAsync()
    {
        await using var command = new NpgsqlCommand(
            "select exists (select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid)))",
            connection,
            transaction);
        while (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) is not true)
            await Task.Delay(10, TestContext.Current.CancellationToken);
    }

    public Task CommitAsync() => transaction.CommitAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
