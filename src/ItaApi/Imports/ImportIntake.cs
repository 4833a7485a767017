using System.Transactions;
using ItaApi.Authentication;
using ItaApi.Faults;
using ItaApi.Imports.Files;
using ItaApi.Imports.Jobs;
using ItaApi.Values;

namespace ItaApi.Imports;

/// <summary>Takes an import in, and carries it out at once where it is small enough to wait for.</summary>
public sealed class ImportIntake(ImportReceiver receipts, ImportLeases claims, ImportWorker worker, IEnumerable<IImportSubject> subjects)
{
    [Limit("rows of an import that is answered when it is finished; a larger one is answered 202")]
    private const int MaxRowsAtOnce = 2_000;

    /// <summary>Receives what the request sends.</summary>
    /// <returns>The import's id, and whether it was carried out.</returns>
    /// <exception cref="ProblemException">It cannot be read, or its header says nothing known; nothing is kept of it.</exception>
    public async Task<(Guid Id, bool IsDone)> TakeAsync(ImportOf subject, ImportQuery query, Caller caller, HttpRequest request, CancellationToken ct)
    {
        // The import remembers itself, batch by batch. Within the transaction that remembers the answer (Idempotency-Key) it could not; sent
        // again after a crash it would find everything unchanged.
        using var apart = new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);

        var format = ImportFormats.Find(request.ContentType) ?? throw RowSource.Unreadable("", "empty_file");
        await using var source = await RowSource.OpenAsync(format, request.Body, ct);
        if (source.Header is { } header)
            await subjects.Single(known => known.Of == subject).CheckHeaderAsync(header, ct);

        var received = await receipts.ReceiveAsync(
            new ImportJob
            {
                Subject = subject,
                Format = format,
                Mode = query.Mode ?? ImportMode.Atomic,
                DryRun = query.DryRun ?? false,
                KeyId = caller.KeyId,
                KeyName = caller.KeyName,
                Provinces = caller.Provinces,
            },
            source,
            ct);

        // A dry run stores nothing, so its answer is what it is for.
        var isDone = received.DryRun || (received.Received <= MaxRowsAtOnce && !PrefersNotToWait(request));
        var job = await claims.EnterAsync(received, isDone, ct);
        if (isDone)
            await worker.RunAsync(job, ct);
        else
            worker.Call();
        return (job.Id, isDone);
    }

    private static bool PrefersNotToWait(HttpRequest request) =>
        request.Headers["Prefer"].Any(preference => preference?.Split(',', ';').Any(token => token.Trim().Equals("respond-async", StringComparison.OrdinalIgnoreCase)) == true);
}
