using System.Collections.Frozen;
using System.Collections.Immutable;
using ItaApi.Authentication;
using ItaApi.Faults;
using ItaApi.Http.Answers;
using ItaApi.Values;

namespace ItaApi.Frameworks;

/// <summary>
/// Every framework revision, in memory: there are few, and only an erasure changes the texts of a stored revision. A year without
/// rules, up to the year after the current fiscal year, is given the rules of the year before it. Revisions that another instance added are
/// looked up in the database
/// before a year or revision is reported as missing, and when the newest revision is requested and the last lookup is some seconds old.
/// </summary>
internal sealed class FrameworkCatalogue(FrameworkRepository repository, TimeProvider clock)
{
    /// <summary>How long a revision that another instance added may remain unknown to this instance.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    private readonly Lock changing = new();
    private volatile State state = State.Empty;
    private Task looking = Task.CompletedTask;

    /// <summary>The time of the last lookup by the clock; 0 before the first.</summary>
    private long lookedAt;

    /// <summary>The years that have a framework, earliest first.</summary>
    public IEnumerable<int> FiscalYears => state.Newest.Keys.Order();

    /// <summary>The newest revision of every year, earliest year first.</summary>
    public async ValueTask<IReadOnlyList<YearFramework>> ListNewestAsync(CancellationToken ct)
    {
        await RefreshAsync(ct);
        return [.. state.Newest.Values.OrderBy(framework => framework.Rules.FiscalYear)];
    }

    /// <summary>The grades of every revision of every year: an older revision may have scored an assessment of the list.</summary>
    public async ValueTask<IReadOnlyList<string>> GradeCodesAsync(CancellationToken ct)
    {
        await RefreshAsync(ct);
        return state.Grades.Codes;
    }

    /// <summary>The code of a grade that is given by its code or its Thai name; null when no year has it.</summary>
    public async ValueTask<string?> FindGradeCodeAsync(string grade, CancellationToken ct)
    {
        await RefreshAsync(ct);
        return state.Grades.FindCode(grade);
    }

    /// <summary>The newest revision of a year's framework, or null if the year has none.</summary>
    public async ValueTask<YearFramework?> FindAsync(int fiscalYear, CancellationToken ct)
    {
        if (state.Newest.ContainsKey(fiscalYear))
            await RefreshAsync(ct);
        else
            await LoadAsync(ct);
        // A new fiscal year can have begun since the last derivation.
        if (!state.Newest.ContainsKey(fiscalYear) && fiscalYear <= LastDerivedYear)
            await DeriveAsync(ct);
        return state.Newest.GetValueOrDefault(fiscalYear);
    }

    /// <summary>Adds a copy of the rules of the year before to every year without rules, up to the year after the current one.</summary>
    public async Task DeriveAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        var known = state.Newest.Values.Select(framework => framework.Document).Where(document => document.DerivedFrom is null).ToList();
        if (known.Count == 0)
            return;

        var first = known.Min(document => document.FiscalYear);
        await repository.AddDerivedAsync(
            from year in Enumerable.Range(first, Math.Max(0, LastDerivedYear - first + 1))
            where known.TrueForAll(document => document.FiscalYear != year)
            select known.Where(document => document.FiscalYear < year).MaxBy(document => document.FiscalYear)!.DeriveFor(year),
            ct);
        await LoadAsync(ct);
    }

    private int LastDerivedYear => FiscalYearAttribute.YearOf(clock.GetUtcNow()) + 1;

    /// <summary>The revision that scored an assessment.</summary>
    public async ValueTask<YearFramework> GetAsync(int fiscalYear, int revision, CancellationToken ct)
    {
        if (!state.All.ContainsKey((fiscalYear, revision)))
            await LoadAsync(ct);
        return state.All[(fiscalYear, revision)];
    }

    /// <summary>The fault of a year without a framework.</summary>
    public RequestFault UnknownYear(string place, int fiscalYear) => new(place, "unknown_fiscal_year", new Dictionary<string, object?>
    {
        ["PropertyValue"] = fiscalYear,
        ["Allowed"] = string.Join(", ", FiscalYears),
    });

    /// <summary>Adds every stored revision that is not known yet, or not with its present texts.</summary>
    public async Task LoadAsync(CancellationToken ct)
    {
        var startedAt = clock.GetTimestamp();
        Add(await repository.ListOthersAsync(
            [.. state.All.Values.Select(known => (known.Rules.FiscalYear, known.Rules.Revision, known.TextVersion))], ct));
        Volatile.Write(ref lookedAt, startedAt);
    }

    /// <inheritdoc cref="FrameworkRepository.PutAsync"/>
    public async Task<FrameworkWrite> PutAsync(FrameworkDocument framework, Caller caller, Preconditions given, CancellationToken ct)
    {
        var write = await repository.PutAsync(framework, caller, given, ct);
        if (write.Newest is { } newest)
            Add([(newest, 0)]);
        return write;
    }

    /// <summary>Looks up what other instances added, unless that was done just now. Concurrent callers wait for the same lookup.</summary>
    private async ValueTask RefreshAsync(CancellationToken ct)
    {
        if (clock.GetElapsedTime(Volatile.Read(ref lookedAt)) <= MaxAge)
            return;

        Task look;
        lock (changing)
        {
            // Not the token of one caller: others wait for the lookup too.
            if (looking.IsCompleted)
                looking = LoadAsync(CancellationToken.None);
            look = looking;
        }

        await look.WaitAsync(ct);
    }

    /// <summary>Only adds and never removes: a lookup that began before a revision was stored must not remove it.</summary>
    private void Add(IReadOnlyCollection<(FrameworkDocument Document, int TextVersion)> found)
    {
        lock (changing)
        {
            var added = found
                .Where(other => !state.All.TryGetValue((other.Document.FiscalYear, other.Document.Revision), out var known)
                    || known.TextVersion < other.TextVersion)
                .Select(other => new YearFramework(other.Document, other.TextVersion))
                .ToList();
            if (added.Count == 0)
                return;

            var replaced = added.Select(framework => (framework.Rules.FiscalYear, framework.Rules.Revision)).ToHashSet();
            state = State.Of([.. state.All.Where(known => !replaced.Contains(known.Key)).Select(known => known.Value), .. added]);
        }
    }

    private sealed record State(
        FrozenDictionary<(int FiscalYear, int Revision), YearFramework> All,
        FrozenDictionary<int, YearFramework> Newest, KnownGrades Grades)
    {
        public static readonly State Empty = Of([]);

        /// <summary>Each framework is given the grades of all: a document of one year may print a grade of another.</summary>
        public static State Of(IReadOnlyCollection<YearFramework> frameworks)
        {
            var grades = KnownGrades.Of(
                [.. frameworks.OrderBy(framework => framework.Rules.FiscalYear).ThenBy(framework => framework.Rules.Revision)]);
            YearFramework[] all = [.. frameworks.Select(framework => framework.With(grades))];
            return new State(
                all.ToFrozenDictionary(framework => (framework.Rules.FiscalYear, framework.Rules.Revision)),
                all.GroupBy(framework => framework.Rules.FiscalYear)
                    .ToFrozenDictionary(year => year.Key, year => year.MaxBy(framework => framework.Rules.Revision)!),
                grades);
        }
    }
}
