using ItaApi.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.Frameworks;

public static class FrameworkEndpoints
{
    public static IServiceCollection AddFrameworks(this IServiceCollection services) => services
        .AddSingleton<FrameworkRepository>()
        .AddSingleton<FrameworkCatalogue>();

    public static RouteGroupBuilder MapFrameworks(this IEndpointRouteBuilder routes)
    {
        var frameworks = routes.MapGroup("/frameworks").WithTags("Frameworks");

        frameworks.MapGet("", ListFrameworks);
        frameworks.MapGet("/{fiscalYear}", GetFramework);

        return frameworks;
    }

    /// <summary>List the fiscal years that have a framework, earliest first; one page holds them all.</summary>
    /// <remarks>The newest revision of each year. Parts that are not established are named in <c>provisional</c>.</remarks>
    private static Ok<Page<FrameworkSummary>> ListFrameworks(FrameworkCatalogue frameworks) =>
        TypedResults.Ok(new Page<FrameworkSummary>(
            [.. frameworks.Newest.Select(framework => new FrameworkSummary
            {
                FiscalYear = framework.Document.FiscalYear,
                Revision = framework.Document.Revision,
                TitleTh = framework.Document.TitleTh,
                TitleEn = framework.Document.TitleEn,
                Provisional = framework.Document.Provisional,
            })],
            new PageInfo { Limit = PageQuery.MaxLimit }));

    /// <summary>Get a fiscal year's rules: instruments, indicators, questions, items, grades.</summary>
    /// <remarks>The newest revision, by which new assessments of the year are scored. A result names the revision that scored it.</remarks>
    /// <param name="fiscalYear">The fiscal year (B.E.), for example <c>2565</c>.</param>
    private static async Task<Results<Ok<FrameworkDocument>, NotFoundProblem>> GetFramework(
        [FiscalYear] int fiscalYear, FrameworkCatalogue frameworks, CancellationToken ct) =>
        await frameworks.FindAsync(fiscalYear, ct) is { } framework
            ? TypedResults.Ok(framework.Document)
            : NotFoundProblem.Framework(fiscalYear);
}
