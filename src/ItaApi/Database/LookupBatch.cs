using System.Diagnostics;

namespace ItaApi.Database;

/// <summary>The lookups that one query answers. Its owner holds a lock while a caller joins or leaves.</summary>
/// <param name="abandoned">Cancelled when the last caller leaves; without a timer it need not be disposed.</param>
internal sealed class LookupBatch<TKey, TRow>(CancellationTokenSource abandoned) where TKey : notnull where TRow : class
{
    private readonly Dictionary<TKey, TaskCompletionSource<TRow?>> answers = [];
    private readonly List<ActivityLink> callers = [];
    private bool isStarted;

    public TKey[] Keys => [.. answers.Keys];

    /// <summary>In the order of the keys.</summary>
    public TaskCompletionSource<TRow?>[] Answers => [.. answers.Values];

    public int Callers { get; private set; }

    public CancellationToken Abandoned => abandoned.Token;

    public Task<TRow?> Join(TKey key)
    {
        Callers++;
        if (LookupTrace.Source.HasListeners() && Activity.Current is { } caller)
            callers.Add(new ActivityLink(caller.Context));
        if (!answers.TryGetValue(key, out var answer))
            answers.Add(key, answer = new(TaskCreationOptions.RunContinuationsAsynchronously));
        return answer.Task;
    }

    /// <summary>Counts a caller out. While the batch is queued, another may still join it.</summary>
    public void Leave()
    {
        if (--Callers == 0 && isStarted)
            _ = abandoned.CancelAsync();
    }

    /// <summary>Closes the batch; false when no caller waits for it.</summary>
    public bool TryStart() => isStarted = Callers > 0;

    /// <summary>A trace of its own, since it is of several requests, with a link to each.</summary>
    public Activity? StartActivity() => LookupTrace.Source.StartActivity(
        "batched read", ActivityKind.Internal, default(ActivityContext), [new("db.operation.batch.size", answers.Count)], callers);
}

/// <summary>The traces of lookups.</summary>
internal static class LookupTrace
{
    public static readonly ActivitySource Source = new("ItaApi.Database");
}
