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
using ItaApi.Imports.ProgressRows;
using ItaApi.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;

namespace ItaApi.Imports;

internal static class ImportEndpoints
{
    /// <summary>After a second most imports are finished.</summary>
    private const string SecondsToWait = "1";

    public static IServiceCollection AddImports(this IServiceCollection services) => services
        .AddSingleton<IImportSubject, AssessmentImport>()
        .AddSingleton<IImportSubject, MeasureImport>()
        .AddSingleton<IImportSubject, AgencyImport>()
        .AddSingleton<IImportSubject, ProgressImport>()
        .AddSingleton<ImportReceiver>()
        .AddSingleton<ImportLeases>()
        .AddSingleton<ImportRunner>()
        .AddSingleton<ImportWorker>()
        .AddSingleton<ImportIntake>()
        .AddSingleton<ImportRepository>()
        .AddSingleton<ImportTemplates>()
        .AddSingleton<ProgressTemplate>();

    public static void MapImports(this IEndpointRouteBuilder routes)
    {
        var imports = routes.MapGroup("/imports").WithTags("Imports");

        imports.MapPost("/assessments", ImportAssessments).RequireScope(Scope.Write).TakesRows<AssessmentItems>(routes);
        imports.MapPost("/measures", ImportMeasures).RequireScope(Scope.Write).TakesRows<MeasureItems>(routes);
        imports.MapPost("/agencies", ImportAgencies).RequireScope(Scope.Write).TakesRows<AgencyItems>(routes);
        imports.MapPost("/progress", ImportProgress).RequireScope(Scope.Write).TakesRows<ProgressItems>(routes);
        imports.MapGet("", ListImports).RequireScope(Scope.Write);
        imports.MapGet("/{importId}", GetImport).RequireScope(Scope.Write);
        imports.MapDelete("/{importId}", CancelImport).RequireScope(Scope.Write);
        imports.MapGet("/{importId}/errors.csv", GetImportErrors).RequireScope(Scope.Write);
        imports.MapGet("/templates/assessments.csv", GetAssessmentTemplate);
        imports.MapGet("/templates/assessments.xlsx", GetAssessmentTemplateWorkbook);
        imports.MapGet("/templates/progress.csv", GetProgressTemplate);
    }

    /// <summary>Import many assessments at once.</summary>
    /// <remarks>
    /// Accepts JSON (`{"items": […]}`), NDJSON, CSV, XLSX or XLS, or a form with one such file; `application/octet-stream` and
    /// `application/vnd.ms-excel` are recognized by their bytes. Each row is checked as `PUT` of the assessment would check it. An item
    /// replaces the whole assessment; a row of a sheet replaces the scores and figures that have columns. `If-Match` is not required: a row
    /// changes any stored version. `atomic` stores all rows or none, `partial` the rows that can be stored. Imports of more than 2,000
    /// rows, and those with `Prefer: respond-async`, get the answer 202 and run in the background; `Location` is the address of their
    /// state. A dry run always gets the answer 200. Every visible sheet of a workbook whose header fits is read, as the sheet shows its
    /// cells; what is read in another way than written, or not read, is in the warnings.
    /// </remarks>
    private static Task<Results<Ok<ImportOutcome>, Accepted<ImportOutcome>, ImportRefusedProblem>> ImportAssessments(
        [AsParameters] ImportQuery query, ImportIntake intake, ImportRepository imports,
        Caller caller, HttpContext http, CancellationToken ct) =>
        TakeAsync(ImportOf.Assessments, query, intake, imports, caller, http, ct);

    /// <summary>Import many measures at once.</summary>
    /// <remarks>
    /// Works like the import of assessments. A row with an `id` changes that measure. A row without one changes the measure with the same
    /// `externalId`, else the one with the same agency, years, heading and titles, or adds a new one, so that a plan that is sent twice is
    /// stored once. Reports in `progress` are stored as by `PUT` of the measure: one that is stored already is left alone, none is deleted.
    /// In a sheet, several titles, steps or units are in one cell, each on its own line or separated by `|`.
    /// </remarks>
    private static Task<Results<Ok<ImportOutcome>, Accepted<ImportOutcome>, ImportRefusedProblem>> ImportMeasures(
        [AsParameters] ImportQuery query, ImportIntake intake, ImportRepository imports,
        Caller caller, HttpContext http, CancellationToken ct) =>
        TakeAsync(ImportOf.Measures, query, intake, imports, caller, http, ct);

    /// <summary>Import many agencies at once.</summary>
    /// <remarks>
    /// Works like the import of assessments. An item or row replaces the whole agency. The columns of a sheet have the names of the fields
    /// in snake_case; aliases are separated by `|`.
    /// </remarks>
    private static Task<Results<Ok<ImportOutcome>, Accepted<ImportOutcome>, ImportRefusedProblem>> ImportAgencies(
        [AsParameters] ImportQuery query, ImportIntake intake, ImportRepository imports,
        Caller caller, HttpContext http, CancellationToken ct) =>
        TakeAsync(ImportOf.Agencies, query, intake, imports, caller, http, ct);

    /// <summary>Import many reports on measures at once.</summary>
    /// <remarks>
    /// Works like the import of assessments. A row has a report and its measure: by `measureId`; by `agencyCode` and `externalId`; or by
    /// `agencyCode`, years and `title`. A report that its measure has already is unchanged, so that a sheet that is sent twice is stored
    /// once. A row that reports nothing is unchanged too, with a warning. In a sheet, several results or suggestions are in one cell, each
    /// on its own line; `GET /v1/imports/templates/progress.csv` has the sheet to fill in.
    /// </remarks>
    private static Task<Results<Ok<ImportOutcome>, Accepted<ImportOutcome>, ImportRefusedProblem>> ImportProgress(
        [AsParameters] ImportQuery query, ImportIntake intake, ImportRepository imports,
        Caller caller, HttpContext http, CancellationToken ct) =>
        TakeAsync(ImportOf.Progress, query, intake, imports, caller, http, ct);

    /// <summary>List imports, newest first.</summary>
    /// <remarks>A key lists the imports it has sent. A key that can write in every province lists all imports.</remarks>
    private static async Task<Ok<Page<ImportSummary>>> ListImports(
        [AsParameters] ImportListQuery query, [AsParameters] PageQuery paging,
        ImportRepository imports, Caller caller, HttpContext http, CancellationToken ct)
    {
        var page = PageRequest.From(http, paging);
        var every = caller.Provinces is null;
        var found = await imports.ListAsync(
            query.State, caller.KeyId, every, page.After is [var id] ? Guid.Parse(id) : null, page.Fetch, ct);
        var thai = Messages.PrefersThai(http.Request);
        return TypedResults.Ok(page.ToPage(
            [.. found.Select(record => record.ToSummary(thai))],
            import => [import.ImportId.ToString()],
            page.Count ? await imports.CountAsync(query.State, caller.KeyId, every, ct) : null));
    }

    /// <summary>Get an import with its state, its progress and the outcome of its rows.</summary>
    /// <remarks>Lists the rows that were rejected or converted, at most 1,000. `errors.csv` has all of them.</remarks>
    /// <param name="importId">The id of the import.</param>
    private static async Task<Results<Ok<ImportOutcome>, NotFoundProblem>> GetImport(
        Guid importId, ImportRepository imports, Caller caller, HttpContext http, CancellationToken ct) =>
        await FindAsync(importId, imports, caller, ct) is { } record
            ? TypedResults.Ok(await DescribeAsync(record, imports, http, ct))
            : NotFoundProblem.Import(importId);

    /// <summary>Cancel an import that is not finished.</summary>
    /// <remarks>
    /// Nothing of it is stored, because storing is one step at its end. If the import is finished, the answer is 409 and nothing changes.
    /// </remarks>
    /// <param name="importId">The id of the import.</param>
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

    /// <summary>Get all errors and warnings of an import as CSV.</summary>
    /// <remarks>
    /// A line for each error and each warning, first those of the whole file, then in the order of the rows, in Thai for
    /// `Accept-Language: th`.
    /// </remarks>
    /// <param name="importId">The id of the import.</param>
    /// <param name="bom">Whether the file begins with a byte order mark, by which spreadsheets recognize UTF-8; default: true.</param>
    private static async Task<Results<CsvFile, NotFoundProblem>> GetImportErrors(
        Guid importId, bool? bom, ImportRepository imports, Caller caller, HttpContext http, CancellationToken ct) =>
        await FindAsync(importId, imports, caller, ct) is { } record
            ? ImportErrorFile.Of(record, imports, Messages.PrefersThai(http.Request), bom)
            : NotFoundProblem.Import(importId);

    /// <summary>Get a sheet of assessments to fill in, with the agencies of a province.</summary>
    /// <remarks>A row for each agency that exists in the fiscal year, in the form that the import accepts.</remarks>
    private static async Task<CsvFile> GetAssessmentTemplate(
        [AsParameters] TemplateQuery query, ImportTemplates templates, CancellationToken ct) =>
        await templates.AssessmentsAsync(query, ct);

    /// <summary>Get a workbook of assessments to fill in, with the agencies of a province.</summary>
    /// <remarks>
    /// Like the CSV, with the names of the year's indicators, a check that scores are from 0 to 100, and a sheet of instructions in Thai.
    /// Filled in, it can be imported as it is. `bom` does not matter.
    /// </remarks>
    private static async Task<WorkbookFile> GetAssessmentTemplateWorkbook(
        [AsParameters] TemplateQuery query, ImportTemplates templates, CancellationToken ct) =>
        await templates.WorkbookAsync(query, ct);

    /// <summary>Get a sheet of reports to fill in, with the measures of a year.</summary>
    /// <remarks>A row for each measure of the agencies of the province, in the form that the import accepts.</remarks>
    private static CsvFile GetProgressTemplate([AsParameters] ProgressTemplateQuery query, ProgressTemplate template) => template.Of(query);

    private static async Task<Results<Ok<ImportOutcome>, Accepted<ImportOutcome>, ImportRefusedProblem>> TakeAsync(
        ImportOf subject, ImportQuery query, ImportIntake intake,
        ImportRepository imports, Caller caller, HttpContext http, CancellationToken ct)
    {
        var (id, isWaitedFor) = await intake.TakeAsync(subject, query, caller, http.Request, ct);
        var record = (await imports.FindAsync(id, ct))!;
        var outcome = await DescribeAsync(record, imports, http, ct);
        if (record is { State: ImportState.Refused, DryRun: false } && isWaitedFor)
            return new ImportRefusedProblem(outcome);
        // One that another worker has taken over is not finished yet.
        if (isWaitedFor && record.IsFinished)
            return TypedResults.Ok(outcome);

        http.Response.Headers["Preference-Applied"] = "respond-async";
        http.Response.Headers.RetryAfter = SecondsToWait;
        return TypedResults.Accepted($"/v1/imports/{id}", outcome);
    }

    /// <summary>An import that the caller can read.</summary>
    private static async Task<ImportRecord?> FindAsync(Guid importId, ImportRepository imports, Caller caller, CancellationToken ct) =>
        await imports.FindAsync(importId, ct) is { } record && (caller.Provinces is null || record.KeyId == caller.KeyId) ? record : null;

    private static async Task<ImportOutcome> DescribeAsync(
        ImportRecord record, ImportRepository imports, HttpContext http, CancellationToken ct)
    {
        var thai = Messages.PrefersThai(http.Request);
        var rows = await imports.ListRowsAsync(record.Id, after: -1, ShownRows.MaxRows + 1, ct);
        var shown = ShownRows.Of(rows, record.Places, thai);
        return record.ToOutcome(shown.Rows, shown.IsTruncated, thai);
    }

    /// <summary>The formats of an import and its size limit, which is that of a file and not of a single resource.</summary>
    private static void TakesRows<TItems>(
        this RouteHandlerBuilder endpoint, IEndpointRouteBuilder routes) where TItems : notnull => endpoint
        .Accepts<TItems>(ImportFormats.Json, [.. ImportFormats.MediaTypes.Skip(1)])
        .WithMetadata(
            new StoresInSteps(),
            new BodyLimit(
                routes.ServiceProvider.GetRequiredService<IConfiguration>().PositiveNumber("Imports:MaxBytes", Limits.ImportBytes)));

    private sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
