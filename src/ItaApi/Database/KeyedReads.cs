using System.Collections.Concurrent;
using Dapper;
using Npgsql;

namespace ItaApi.Database;

/// <summary>
/// Reads of what a key names. Those that come while others are on their way are sent together when one of these is back: under load they
/// share a round trip, and with it the turns that two processes take for it, while a read that is alone waits for nobody.
/// </summary>
/// <remarks>
/// A statement that takes long would hold up those behind it, so it does not belong here. Each is sent after it was asked for, and sees
/// whatever was committed until then. What a caller who gave up has asked is answered all the same, and thrown away.
/// </remarks>
public sealed class KeyedReads(NpgsqlDataSource database) : IThreadPoolWorkItem, IDisposable
{
    private const int MostTogether = 32;

    /// <summary>What PostgreSQL calls an error that ends the statement and not the connection.</summary>
    private const string StatementRefused = "ERROR";

    private readonly ConcurrentQueue<Read> waiting = new();

    // One processor each is as much as the server could use, and the fewer trips there are, the more share one.
    private readonly SemaphoreSlim trips = new(Math.Max(2, Environment.ProcessorCount));

    /// <summary>The first row of a statement, its columns put into the members of their names; null where there is none.</summary>
    /// <param name="command">The statement, of one row or few, with its parameters.</param>
    public Task<T?> FindAsync<T>(NpgsqlBatchCommand command, CancellationToken ct) where T : class =>
        FindAsync(command, static row => row.GetRowParser<T>()(row), ct);

    /// <summary>The first row of a statement; null where there is none.</summary>
    /// <param name="command">The statement, of one row or few, with its parameters.</param>
    /// <param name="parse">Makes the answer of the row the reader stands on.</param>
    public Task<T?> FindAsync<T>(NpgsqlBatchCommand command, Func<NpgsqlDataReader, T> parse, CancellationToken ct)
    {
        var read = new Read<T>(command, parse);
        waiting.Enqueue(read);
        if (trips.Wait(0, CancellationToken.None))
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        return read.Answer.WaitAsync(ct);
    }

    /// <summary>Not on the caller's own context: what is ambient there, a transaction or a trace, is not that of the others.</summary>
    void IThreadPoolWorkItem.Execute() => _ = SendAllAsync();

    public void Dispose() => trips.Dispose();

    private async Task SendAllAsync()
    {
        do
        {
            while (TakeWaiting() is { Count: > 0 } reads)
                await SendAsync(reads);
            trips.Release();
            // Who asked between the last look and the release has found no trip free.
        }
        while (!waiting.IsEmpty && trips.Wait(0, CancellationToken.None));
    }

    private List<Read> TakeWaiting()
    {
        List<Read> reads = [];
        while (reads.Count < MostTogether && waiting.TryDequeue(out var read))
            reads.Add(read);
        return reads;
    }

    private async Task SendAsync(List<Read> reads)
    {
        if (reads.Count == 0)
            return;

        var answered = 0;
        try
        {
            await using var connection = await database.OpenConnectionAsync();
            await using var batch = new NpgsqlBatch(connection);
            foreach (var read in reads)
                batch.BatchCommands.Add(read.Command);
            await using var rows = await batch.ExecuteReaderAsync();
            foreach (var read in reads)
            {
                await read.TakeAsync(rows);
                answered++;
                await rows.NextResultAsync();
            }
        }
        catch (PostgresException refused) when (refused.InvariantSeverity == StatementRefused && answered < reads.Count)
        {
            // Those behind it were not looked at.
            reads[answered].Fail(refused);
            await SendAsync(reads[(answered + 1)..].ConvertAll(read => read.Renew()));
        }
        catch (Exception failure)
        {
            foreach (var read in reads)
                read.Fail(failure);
        }
    }

    private abstract class Read(NpgsqlBatchCommand command)
    {
        public NpgsqlBatchCommand Command { get; private set; } = command;

        /// <summary>To be sent again: a parameter goes with the batch it was sent in.</summary>
        public Read Renew()
        {
            var anew = new NpgsqlBatchCommand(Command.CommandText);
            foreach (NpgsqlParameter parameter in Command.Parameters)
                anew.Parameters.Add(parameter.Clone());
            Command = anew;
            return this;
        }

        /// <summary>Answers with what the reader has come to.</summary>
        public abstract Task TakeAsync(NpgsqlDataReader rows);

        /// <summary>Answers with a failure, unless it is answered.</summary>
        public abstract void Fail(Exception failure);
    }

    private sealed class Read<T>(NpgsqlBatchCommand command, Func<NpgsqlDataReader, T> parse) : Read(command)
    {
        private readonly TaskCompletionSource<T?> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T?> Answer => answer.Task;

        public override async Task TakeAsync(NpgsqlDataReader rows)
        {
            var isFound = await rows.ReadAsync();
            try
            {
                answer.SetResult(isFound ? parse(rows) : default);
            }
            catch (Exception failure)
            {
                // Nothing of the others'.
                Fail(failure);
            }
        }

        public override void Fail(Exception failure) => answer.TrySetException(failure);
    }
}
