using System.Globalization;
using FluentValidation;
using ItaApi.Authentication;
using ItaApi.Http.Answers;
using ItaApi.Http.Problems;
using ItaApi.Http.Requests;
using ItaApi.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.Frameworks;

internal static class FrameworkEndpoints
{
    public static IServiceCollection AddFrameworks(this IServiceCollection services) => services
        .AddSingleton<FrameworkRepository>()
        .AddSingleton<FrameworkCatalogue>()
        .AddSingleton<IValidator<FrameworkBody>, FrameworkBodyValidator>();

    public static RouteGroupBuilder MapFrameworks(this IEndpointRouteBuilder routes)
    {
        var frameworks = routes.MapGroup("/frameworks").WithTags("Frameworks");

        frameworks.MapGet("", ListFrameworks);
        frameworks.MapGet("/{fiscalYear}", GetFramework);
        frameworks.MapPut("/{fiscalYear}", PutFramework).RequireScope(Scope.Admin);

        return frameworks;
    }

    /// <summary>List the fiscal years that have a framework, earliest first, on one page.</summary>
    /// <remarks>Lists the newest revision of each year. <c>provisional</c> names the parts that are not established.</remarks>
    private static async Task<Snapshot<Page<FrameworkSummary>>> ListFrameworks(FrameworkCatalogue frameworks, CancellationToken ct) =>
        new(new Page<FrameworkSummary>(
            [.. (await frameworks.ListNewestAsync(ct)).Select(framework => new FrameworkSummary
            {
                FiscalYear = framework.Document.FiscalYear,
                Revision = framework.Document.Revision,
                TitleTh = framework.Document.TitleTh,
                TitleEn = framework.Document.TitleEn,
                Provisional = framework.Document.Provisional,
                DerivedFrom = framework.Document.DerivedFrom,
            })],
            new PageInfo { Limit = PageQuery.MaxLimit }));

    /// <summary>Get the rules of a fiscal year: instruments, indicators, questions, items, grades.</summary>
    /// <remarks>
    /// Returns the newest revision, which scores new assessments of the year. A result names the revision that scored it.
    /// </remarks>
    /// <param name="fiscalYear">The fiscal year (B.E.), for example <c>2565</c>.</param>
    private static async Task<Results<Current<FrameworkDocument>, NotFoundProblem>> GetFramework(
        [FiscalYear] int fiscalYear, FrameworkCatalogue frameworks, CancellationToken ct) =>
        await frameworks.FindAsync(fiscalYear, ct) is { } framework
            ? new Current<FrameworkDocument>(framework.Document, StateOf(framework.Document))
            : NotFoundProblem.Framework(fiscalYear);

    /// <summary>Add or revise the rules of a fiscal year. Rules equal to the newest revision add none.</summary>
    /// <remarks>
    /// A stored revision never changes. An assessment keeps the revision that scored it; new scores use the newest revision. Numbers are
    /// compared by value. When two revisions are sent at once, one of them may be refused with 409; send it again.
    /// </remarks>
    /// <param name="fiscalYear">The fiscal year (B.E.) of the rules.</param>
    private static async Task<Results<Written<FrameworkDocument>, WriteRefusal>> PutFramework(
        [FiscalYear] int fiscalYear, FrameworkBody body,
        FrameworkCatalogue frameworks, Caller caller, Preconditions given, CancellationToken ct)
    {
        // The 409 comes from the primary key, through DatabaseProblems.
        var (newest, isFirst, isStored) = await frameworks.PutAsync(body.ToDocument(fiscalYear).ByNumber(), caller, given, ct);
        return newest is not null && isStored
            ? new Written<FrameworkDocument>(newest, StateOf(newest), isFirst ? $"/v1/frameworks/{fiscalYear}" : null)
            : WriteRefusal.Condition(given, newest is null ? null : StateOf(newest));
    }

    private static string StateOf(FrameworkDocument framework) => framework.Revision.ToString(CultureInfo.InvariantCulture);
}
