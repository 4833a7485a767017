using ItaApi.Authentication;
using ItaApi.Configuration;
using ItaApi.Faults;
using ItaApi.Http.Answers;
using ItaApi.Http.Problems;
using ItaApi.Http.Requests;
using ItaApi.Imports.AgencyRows;
using ItaApi.Imports.AssessmentRows;
using ItaApi.Imports.Files;
using ItaApi.Imports.Jobs;
using ItaApi.Imports.MeasureRows;
using ItaApi.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;

namespace ItaApi.Imports;

public static class ImportEndpoints
{
    [Limit("rows listed in the answer of an import")]
    private const int MaxRowsShown = 1_000;

    public static IServiceCollection AddImports(this IServiceCollection services) => services
        .AddSingleton<IImportSubject, AssessmentImport>()
        .AddSingleton<IImportSubject, MeasureImport>()
        .AddSingleton<IImportSubject, AgencyImport>()
        .AddSingleton<ImportReceiver>()
        .AddSingleton<ImportLeases>()
        .AddSingleton<ImportRunner>()
        .AddSingleton<ImportWorker>()
        .AddSingleton<ImportIntake>()
        .AddSingleton<ImportRepository>()
        .AddSingleton<ImportTemplates>();

    public static void MapImports(this IEndpointRouteBuilder routes)
    {
        var imports = routes.MapGroup("/imports").WithTags("Imports");

        imports.MapPost("/assessments", ImportAssessments).RequireScope(Scope.Write).TakesRows<AssessmentItems>(routes);
        imports.MapPost("/measures", ImportMeasures).RequireScope(Scope.Write).TakesRows<MeasureItems>(routes);
        imports.MapPost("/agencies", ImportAgencies).RequireScope(Scope.Write).TakesRows<AgencyItems>(routes);
        imports.MapGet("", ListImports).RequireScope(Scope.Write);
        imports.MapGet("/{importId}", GetImport).RequireScope(Scope.Write);
        imports.MapDelete("/{importId}", CancelImport).RequireScope(Scope.Write);
        imports.MapGet("/{importId}/errors.csv", GetImportErrors).RequireScope(Scope.Write);
        imports.MapGet("/templates/assessments.csv", GetAssessmentTemplate);
    }

    /// <summary>Store many assessments at once.</summary>
    /// <remarks>
    /// Takes JSON (`{"items": […]}`), NDJSON, CSV or XLSX. Every row is checked as `PUT` of the assessment would check it; an item replaces the
    /// whole assessment, a row of a sheet the scores and figures it has columns for. No `If-Match` is asked for: what is stored is meant.
    /// `atomic` stores all rows or none, `partial` those that can be. More than 2,000 rows, or `Prefer: respond-async`, are answered 202 and
    /// carried out in the background; `Location` says where it stands. A dry run is always answered 200.
    /// </remarks>
    private static Task<Results<Ok<ImportOutcome>, Accepted<ImportOutcome>, ImportRefusedProblem>> ImportAssessments(
        [AsParameters] ImportQuery query, ImportIntake intake, ImportRepository imports, Caller caller, HttpContext http, CancellationToken ct) =>
        TakeAsync(ImportOf.Assessments, query, intake, imports, caller, http, ct);

    /// <summary>Store many measures at once.</summary>
    /// <remarks>
    /// As the import of assessments. A row with an `id` changes that measure; one without is the measure of the same agency, years, heading and
    /// titles, or else a new one, so that a plan sent twice stays one plan. Progress is neither taken nor touched. In a sheet several titles, steps
    /// or units stand in one cell, a line each or with `|` between them.
    /// </remarks>
    private static Task<Results<Ok<ImportOutcome>, Accepted<ImportOutcome>, ImportRefusedProblem>> ImportMeasures(
        [AsParameters] ImportQuery query, ImportIntake intake, ImportRepository imports, Caller caller, HttpContext http, CancellationToken ct) =>
        TakeAsync(ImportOf.Measures, query, intake, imports, caller, http, ct);

    /// <summary>Store many agencies at once.</summary>
    /// <remarks>
    /// As the import of assessments. An item or row replaces the whole agency; a sheet's columns are named like the members in snake_case, aliases
    /// separated by `|`.
    /// </remarks>
    private static Task<Results<Ok<ImportOutcome>, Accepted<ImportOutcome>, ImportRefusedProblem>> ImportAgencies(
        [AsParameters] ImportQuery query, ImportIntake intake, ImportRepository imports, Caller caller, HttpContext http, CancellationToken ct) =>
        TakeAsync(ImportOf.Agencies, query, intake, imports, caller, http, ct);

    /// <summary>List imports, newest first.</summary>
    /// <remarks>A key sees the imports it sent; one that may write in every province sees all.</remarks>
    private static async Task<Ok<Page<ImportSummary>>> ListImports(
        [AsParameters] ImportListQuery query, [AsParameters] PageQuery paging, ImportRepository imports, Caller caller, HttpContext http, CancellationToken ct)
    {
        var page = PageRequest.From(http, paging);
        var every = caller.Provinces is null;
        var found = await imports.ListAsync(query.State, caller.KeyId, every, page.After is [var id] ? Guid.Parse(id) : null, page.Fetch, ct);
        var thai = Messages.PrefersThai(http.Request);
        return TypedResults.Ok(page.ToPage(
            [.. found.Select(record => record.ToSummary(thai))],
            import => [import.ImportId.ToString()],
            page.Count ? await imports.CountAsync(query.State, caller.KeyId, every, ct) : null));
    }

    /// <summary>Get an import: how far it is, and what became of its rows.</summary>
    /// <remarks>Lists the rows that were rejected or taken another way than written, at most 1,000; `errors.csv` has all of them.</remarks>
    /// <param name="importId">The import's id.</param>
    private static async Task<Results<Ok<ImportOutcome>, NotFoundProblem>> GetImport(
        Guid importId, ImportRepository imports, Caller caller, HttpContext http, CancellationToken ct) =>
        await FindAsync(importId, imports, caller, ct) is { } record
            ? TypedResults.Ok(await DescribeAsync(record, imports, http, ct))
            : NotFoundProblem.Import(importId);

    /// <summary>Cancel an import that is not finished.</summary>
    /// <remarks>Nothing of it is stored: storing is one step at its end. One that is finished is answered 409 and stays as it is.</remarks>
    /// <param name="importId">The import's id.</param>
    private static async Task<Results<NoContent, NotFoundProblem, ConflictProblem>> CancelImport(
        Guid importId, ImportRepository imports, ImportLeases claims, Caller caller, CancellationToken ct)
    {
        if (await FindAsync(importId, imports, caller, ct) is not { } record || await claims.CancelAsync(record.Id, ct) is not { } state)
            return NotFoundProblem.Import(importId);
        if (state != ImportState.Cancelled)
            return ConflictProblem.ImportFinished();

        await claims.SweepAsync(ct);
        return TypedResults.NoContent();
    }

    /// <summary>Get everything there is to say about an import's rows, as CSV.</summary>
    /// <remarks>A line for each error and each warning, by row, in Thai for `Accept-Language: th`.</remarks>
    /// <param name="importId">The import's id.</param>
    /// <param name="bom">Whether it begins with a byte order mark, by which spreadsheets know UTF-8; it does where left out.</param>
    private static async Task<Results<CsvFile, NotFoundProblem>> GetImportErrors(
        Guid importId, bool? bom, ImportRepository imports, Caller caller, HttpContext http, CancellationToken ct) =>
        await FindAsync(importId, imports, caller, ct) is { } record
            ? ImportErrorFile.Of(record.Id, imports, Messages.PrefersThai(http.Request), bom)
            : NotFoundProblem.Import(importId);

    /// <summary>Get a sheet of assessments to fill in, with the agencies of a province.</summary>
    /// <remarks>A row for each agency that exists in the fiscal year, in the form the import takes.</remarks>
    private static async Task<CsvFile> GetAssessmentTemplate([AsParameters] TemplateQuery query, ImportTemplates templates, CancellationToken ct) =>
        await templates.AssessmentsAsync(query, ct);

    private static async Task<Results<Ok<ImportOutcome>, Accepted<ImportOutcome>, ImportRefusedProblem>> TakeAsync(
        ImportOf subject, ImportQuery query, ImportIntake intake, ImportRepository imports, Caller caller, HttpContext http, CancellationToken ct)
    {
        var (id, isDone) = await intake.TakeAsync(subject, query, caller, http.Request, ct);
        var record = (await imports.FindAsync(id, ct))!;
        var outcome = await DescribeAsync(record, imports, http, ct);
        if (record is { State: ImportState.Refused, DryRun: false } && isDone)
            return new ImportRefusedProblem(outcome);
        if (isDone)
            return TypedResults.Ok(outcome);

        http.Response.Headers["Preference-Applied"] = "respond-async";
        return TypedResults.Accepted($"/v1/imports/{id}", outcome);
    }

    /// <summary>An import the caller may see.</summary>
    private static async Task<ImportRecord?> FindAsync(Guid importId, ImportRepository imports, Caller caller, CancellationToken ct) =>
        await imports.FindAsync(importId, ct) is { } record && (caller.Provinces is null || record.KeyId == caller.KeyId) ? record : null;

    private static async Task<ImportOutcome> DescribeAsync(ImportRecord record, ImportRepository imports, HttpContext http, CancellationToken ct)
    {
        var thai = Messages.PrefersThai(http.Request);
        var rows = await imports.ListRowsAsync(record.Id, after: -1, MaxRowsShown + 1, ct);
        return record.ToOutcome([.. rows.Take(MaxRowsShown).Select(row => row.ToRow(thai))], rows.Count > MaxRowsShown, thai);
    }

    /// <summary>The forms of an import, and how much of it may come: a file, not a single resource.</summary>
    private static void TakesRows<TItems>(this RouteHandlerBuilder endpoint, IEndpointRouteBuilder routes) where TItems : notnull => endpoint
        .Accepts<TItems>(ImportFormats.Json, ImportFormats.Ndjson, ImportFormats.Csv, ImportFormats.Xlsx)
        .WithMetadata(new BodyLimit(routes.ServiceProvider.GetRequiredService<IConfiguration>().PositiveNumber("Imports:MaxBytes", Limits.ImportBytes)));

    private sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
