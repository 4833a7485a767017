using System.Collections.Frozen;
using System.Collections.Immutable;
using ItaApi.Http;
using ItaApi.Scoring;

namespace ItaApi.Frameworks;

/// <summary>A revision of a year's rules: the document as it is shown, and as the scorer reads it.</summary>
public sealed class YearFramework
{
    private readonly FrozenDictionary<string, FrameworkItem> items;

    public YearFramework(FrameworkDocument document)
    {
        Document = document;
        Rules = Framework.Create(document.ToDefinition());
        items = document.Indicators
            .SelectMany(indicator => indicator.Groups ?? [])
            .SelectMany(group => group.Items)
            .ToFrozenDictionary(item => item.Code, StringComparer.Ordinal);
        GradeByIndex = [.. document.GradeRules];
    }

    public FrameworkDocument Document { get; }
    public Framework Rules { get; }

    /// <summary>The grade rules in the order of <see cref="GradeRule.Index"/>.</summary>
    public ImmutableArray<FrameworkGradeRule> GradeByIndex { get; }

    public FrameworkItem? FindItem(string code) => items.GetValueOrDefault(code);
}

/// <summary>
/// Every framework revision, in memory: a few, that never change once stored. A year or revision this process has not seen, because
/// another instance added it, is looked for in the database once before it is said not to exist.
/// </summary>
public sealed class FrameworkCatalogue(FrameworkRepository repository)
{
    private volatile State state = State.Empty;

    /// <summary>The years that have a framework, earliest first.</summary>
    public IEnumerable<int> FiscalYears => state.Newest.Keys.Order();

    /// <summary>The newest revision of every year, earliest year first.</summary>
    public IEnumerable<YearFramework> Newest => state.Newest.Values.OrderBy(framework => framework.Rules.FiscalYear);

    /// <summary>Whether some year knows this grade.</summary>
    public bool KnowsGrade(string code) => state.Newest.Values.Any(framework => framework.Rules.FindGrade(code) is not null);

    /// <summary>The newest revision of a year's framework, or null where the year has none.</summary>
    public async ValueTask<YearFramework?> FindAsync(int fiscalYear, CancellationToken ct)
    {
        if (!state.Newest.ContainsKey(fiscalYear))
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

    public async Task LoadAsync(CancellationToken ct)
    {
        var known = state;
        var documents = await repository.ListAsync(ct);
        var all = documents
            .Select(document => known.All.GetValueOrDefault((document.FiscalYear, document.Revision)) ?? new YearFramework(document))
            .ToFrozenDictionary(framework => (framework.Rules.FiscalYear, framework.Rules.Revision));
        state = new State(all, all.Values
            .GroupBy(framework => framework.Rules.FiscalYear)
            .ToFrozenDictionary(year => year.Key, year => year.MaxBy(framework => framework.Rules.Revision)!));
    }

    private sealed record State(FrozenDictionary<(int FiscalYear, int Revision), YearFramework> All, FrozenDictionary<int, YearFramework> Newest)
    {
        public static readonly State Empty = new(FrozenDictionary<(int, int), YearFramework>.Empty, FrozenDictionary<int, YearFramework>.Empty);
    }
}
