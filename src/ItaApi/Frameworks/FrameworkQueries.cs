using ItaApi.Faults;

namespace ItaApi.Frameworks;

internal static class FrameworkQueries
{
    /// <summary>The newest rules of the year in a query.</summary>
    /// <exception cref="ProblemException">The year has no framework.</exception>
    public static async ValueTask<YearFramework> GetForQueryAsync(
        this FrameworkCatalogue frameworks, int fiscalYear, CancellationToken ct) =>
        await frameworks.FindAsync(fiscalYear, ct)
        ?? throw new ProblemException(Problem.Invalid(frameworks.UnknownYear("fiscalYear", fiscalYear)));
}
