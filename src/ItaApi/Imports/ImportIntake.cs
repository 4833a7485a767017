using ItaApi.Authentication;
using ItaApi.Database;
using ItaApi.Faults;
using ItaApi.Imports.Jobs;
using ItaApi.Imports.Rows;
using ItaApi.Values;

namespace ItaApi.Imports;

/// <summary>Receives an import, and carries it out at once when it is small enough to wait for.</summary>
internal sealed class ImportIntake(ImportReceiver receipts, ImportLeases claims, ImportWorker worker, IEnumerable<IImportSubject> subjects)
    : IDisposable
{
    /// <summary>The imports that are carried out in their requests at once; each uses up to three connections.</summary>
    private const int AtOnce = 4;

    [Limit("rows of an import that is answered when it is finished; a larger one is answered 202")]
    private const int MaxRowsAtOnce = 2_000;

    private readonly SemaphoreSlim turns = new(AtOnce);

    /// <summary>Receives the import in a request.</summary>
    /// <returns>The id of the import, and whether it was carried out here, as a small one and a dry run are.</returns>
    /// <exception cref="ProblemException">It cannot be read, or its header has unknown columns; nothing of it is kept.</exception>
    public async Task<(Guid Id, bool IsWaitedFor)> TakeAsync(
        ImportOf subject, ImportQuery query, Caller caller, HttpRequest request, CancellationToken ct)
    {
        var received = await ReceiveAsync(subject, query, caller, request, ct);

        // A dry run stores nothing; its answer is its purpose.
        if (received.DryRun || (received.Received <= MaxRowsAtOnce && !PrefersNotToWait(request)))
        {
            await RunAsync(received, ct);
            return (received.Id, IsWaitedFor: true);
        }

        await claims.EnterAsync(received, isTaken: false, ct);
        CommitWatch.Current?.NoteStored();
        worker.Call();
        return (received.Id, IsWaitedFor: false);
    }

    public void Dispose() => turns.Dispose();

    private async Task RunAsync(ImportJob received, CancellationToken ct)
    {
        await TakeTurnAsync(received, ct);
        try
        {
            var job = await claims.EnterAsync(received, isTaken: true, ct);
            // From now on a worker will finish it, whatever becomes of this request.
            CommitWatch.Current?.NoteStored();
            await worker.RunAsync(job, ct);
        }
        finally
        {
            turns.Release();
        }
    }

    /// <summary>Waits before the import belongs to this worker, because its lease would end meanwhile.</summary>
    private async Task TakeTurnAsync(ImportJob received, CancellationToken ct)
    {
        try
        {
            await turns.WaitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            await receipts.ForgetAsync(received.Id, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Receives the file to its end, and closes it before it is carried out.</summary>
    private async Task<ImportJob> ReceiveAsync(
        ImportOf subject, ImportQuery query, Caller caller, HttpRequest request, CancellationToken ct)
    {
        var rules = await subjects.Single(known => known.Of == subject).ReadRulesAsync(ct);
        var givens = new SheetGivens(query.FiscalYear, query.Province, caller.Provinces is [var only] ? only : null);
        await using var file = await SentFile.OpenAsync(request, ct);
        await using var source = await file.ReadAsync(rules, givens, ct);
        return await receipts.ReceiveAsync(
            new ImportJob
            {
                Subject = subject,
                Format = file.Format,
                Mode = query.Mode ?? ImportMode.Atomic,
                DryRun = query.DryRun ?? false,
                KeyId = caller.KeyId,
                KeyName = caller.KeyName,
                Provinces = caller.Provinces,
                Agencies = caller.Agencies,
            },
            source,
            ct);
    }

    private static bool PrefersNotToWait(HttpRequest request) =>
        request.Headers["Prefer"].Any(
            preference => preference?.Split(',', ';')
                .Any(token => token.Trim().Equals("respond-async", StringComparison.OrdinalIgnoreCase)) == true);
}
