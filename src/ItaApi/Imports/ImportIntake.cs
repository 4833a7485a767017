using System.Transactions;
using ItaApi.Authentication;
using ItaApi.Faults;
using ItaApi.Imports.Jobs;
using ItaApi.Imports.Rows;
using ItaApi.Values;

namespace ItaApi.Imports;

/// <summary>Receives an import, and carries it out at once when it is small enough to wait for.</summary>
internal sealed class ImportIntake(ImportReceiver receipts, ImportLeases claims, ImportWorker worker, IEnumerable<IImportSubject> subjects)
{
    [Limit("rows of an import that is answered when it is finished; a larger one is answered 202")]
    private const int MaxRowsAtOnce = 2_000;

    /// <summary>Receives the import in a request.</summary>
    /// <returns>The id of the import, and whether it has been carried out.</returns>
    /// <exception cref="ProblemException">It cannot be read, or its header has unknown columns; nothing of it is kept.</exception>
    public async Task<(Guid Id, bool IsDone)> TakeAsync(
        ImportOf subject, ImportQuery query, Caller caller, HttpRequest request, CancellationToken ct)
    {
        // The import commits its own progress batch by batch, which it could not do within the transaction that stores the answer for the
        // Idempotency-Key. Sent again after a crash, it finds its rows unchanged.
        using var apart = new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);

        var received = await ReceiveAsync(subject, query, caller, request, ct);

        // A dry run stores nothing; its answer is its purpose.
        var isDone = received.DryRun || (received.Received <= MaxRowsAtOnce && !PrefersNotToWait(request));
        var job = await claims.EnterAsync(received, isDone, ct);
        if (isDone)
            await worker.RunAsync(job, ct);
        else
            worker.Call();
        return (job.Id, isDone);
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
