using System.Collections.Frozen;
using System.Collections.Immutable;
using ItaApi.Faults;

namespace ItaApi.Frameworks;

/// <summary>
/// Every framework revision, in memory: a few, that never change once stored. What another instance added is looked for in the database
/// before a year or revision is said not to exist, and whenever the newest is asked for and the last look is some seconds old.
/// </summary>
public sealed class FrameworkCatalogue(FrameworkRepository repository, TimeProvider clock)
{
    /// <summary>How long a revision another instance added may go unnoticed here.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    private readonly Lock changing = new();
    private volatile State state = State.Empty;
    private Task looking = Task.CompletedTask;

    /// <summary>The time of the last look, as the clock counts it; 0 before the first.</summary>
    private long lookedAt;

    /// <summary>The years that have a framework, earliest first.</summary>
    public IEnumerable<int> FiscalYears => state.Newest.Keys.Order();

    /// <summary>The newest revision of every year, earliest year first.</summary>
    public async ValueTask<IReadOnlyList<YearFramework>> ListNewestAsync(CancellationToken ct)
    {
        await RefreshAsync(ct);
        return [.. state.Newest.Values.OrderBy(framework => framework.Rules.FiscalYear)];
    }

    /// <summary>Every grade some revision of some year knows: an older one may have scored what is looked for.</summary>
    public async ValueTask<IReadOnlyList<string>> GradeCodesAsync(CancellationToken ct)
    {
        await RefreshAsync(ct);
        return state.GradeCodes;
    }

    /// <summary>The newest revision of a year's framework, or null where the year has none.</summary>
    public async ValueTask<YearFramework?> FindAsync(int fiscalYear, CancellationToken ct)
    {
        if (state.Newest.ContainsKey(fiscalYear))
            await RefreshAsync(ct);
        else
            await LoadAsync(ct);
        return state.Newest.GetValueOrDefault(fiscalYear);
    }

    /// <summary>The revision that scored an assessment.</summary>
    public async ValueTask<YearFramework> GetAsync(int fiscalYear, int revision, CancellationToken ct)
    {
        if (!state.All.ContainsKey((fiscalYear, revision)))
            await LoadAsync(ct);
        return state.All[(fiscalYear, revision)];
    }

    /// <summary>The fault of a year that has no framework.</summary>
    public RequestFault UnknownYear(string place, int fiscalYear) => new(place, "unknown_fiscal_year", new Dictionary<string, object?>
    {
        ["PropertyValue"] = fiscalYear,
        ["Allowed"] = string.Join(", ", FiscalYears),
    });

    /// <summary>Takes up every revision that is stored by now.</summary>
    public async Task LoadAsync(CancellationToken ct)
    {
        var startedAt = clock.GetTimestamp();
        Add(await repository.ListOthersAsync(state.All.Keys, ct));
        Volatile.Write(ref lookedAt, startedAt);
    }

    /// <summary>Takes up a revision this process has just stored.</summary>
    public void Learn(FrameworkDocument document) => Add([document]);

    /// <summary>Looks for what other instances added, unless that was done just now; everybody who finds it due waits for the same look.</summary>
    private async ValueTask RefreshAsync(CancellationToken ct)
    {
        if (clock.GetElapsedTime(Volatile.Read(ref lookedAt)) <= MaxAge)
            return;

        Task look;
        lock (changing)
        {
            // No single caller's token: others wait for it too.
            if (looking.IsCompleted)
                looking = LoadAsync(CancellationToken.None);
            look = looking;
        }

        await look.WaitAsync(ct);
    }

    /// <summary>Adds to what is known and never takes away: a look that began before a revision was stored must not forget it.</summary>
    private void Add(IReadOnlyCollection<FrameworkDocument> documents)
    {
        lock (changing)
        {
            var added = documents
                .Where(document => !state.All.ContainsKey((document.FiscalYear, document.Revision)))
                .Select(document => new YearFramework(document))
                .ToList();
            if (added.Count > 0)
                state = State.Of([.. state.All.Values, .. added]);
        }
    }

    private sealed record State(
        FrozenDictionary<(int FiscalYear, int Revision), YearFramework> All, FrozenDictionary<int, YearFramework> Newest, IReadOnlyList<string> GradeCodes)
    {
        public static readonly State Empty = Of([]);

        public static State Of(IReadOnlyCollection<YearFramework> all) => new(
            all.ToFrozenDictionary(framework => (framework.Rules.FiscalYear, framework.Rules.Revision)),
            all.GroupBy(framework => framework.Rules.FiscalYear)
                .ToFrozenDictionary(year => year.Key, year => year.MaxBy(framework => framework.Rules.Revision)!),
            [.. all.OrderBy(framework => framework.Rules.FiscalYear).ThenBy(framework => framework.Rules.Revision)
                .SelectMany(framework => framework.Document.GradeRules).Select(rule => rule.Code).Distinct(StringComparer.Ordinal)]);
    }
}
