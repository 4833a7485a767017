using System.Globalization;
using ItaApi.Agencies;
using ItaApi.Agencies.Districts;
using ItaApi.ApiKeys;
using ItaApi.Assessments;
using ItaApi.Assessments.Simulations;
using ItaApi.Changes;
using ItaApi.Dashboards;
using ItaApi.Dashboards.Page;
using ItaApi.Database;
using ItaApi.Erasures;
using ItaApi.Frameworks;
using ItaApi.Health;
using ItaApi.History;
using ItaApi.Http.Problems;
using ItaApi.Http.Requests;
using ItaApi.Imports;
using ItaApi.Measures;
using ItaApi.Measures.Effectiveness;
using ItaApi.Measures.Recommendations;
using ItaApi.Measures.Reports;
using ItaApi.Measures.Summaries;
using ItaApi.OpenApi;
using ItaApi.Pipeline;
using ItaApi.Provinces;
using ItaApi.Startup;

// In the Thai culture the year 2023 is written 2566, and 2566 is read as 2023, so nothing here uses the machine's culture.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;

return await Commands.RunAsync(args, Build);

static WebApplication Build(string[] args)
{
    // The service reads its files from its own folder, whatever the working folder is; relative paths in arguments keep theirs.
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    SettingNames.RefuseOthers(builder.Configuration);

    builder.AddLogging();
    builder.AddPipeline();
    builder.Services.AddDatabase();
    builder.Services.AddHealth();
    builder.Services.AddApiKeys();
    builder.Services.AddAgencies();
    builder.Services.AddDistricts();
    builder.Services.AddFrameworks();
    builder.Services.AddAssessments();
    builder.Services.AddResults();
    builder.Services.AddSimulations();
    builder.Services.AddMeasures();
    builder.Services.AddReports();
    builder.Services.AddHistory();
    builder.Services.AddErasures();
    builder.Services.AddChanges();
    builder.Services.AddMeasureSummaries();
    builder.Services.AddRecommendations();
    builder.Services.AddEffectiveness();
    builder.Services.AddDashboards();
    builder.Services.AddImports();
    builder.Services.AddOpenApi();
    builder.Services.AddStartup();
    builder.Services.AddBackgroundWork(args);

    var app = builder.Build();

    app.UseRequestLog();
    app.UsePipeline();

    app.MapHealth();
    app.MapOpenApi();
    app.MapDashboardPage();

    var v1 = app.MapGroup("/v1")
        .RequireCors(CorsRules.Rules).WithConfirmedWrites().WithBodyChecks().WithAddressValidation().WithRequestValidation();
    v1.MapProvinces();
    v1.MapAgencies();
    v1.MapDistricts();
    v1.MapFrameworks();
    v1.MapAssessments();
    v1.MapResults();
    v1.MapAudits();
    v1.MapSimulations();
    v1.MapMeasures();
    v1.MapReports();
    v1.MapHistory();
    v1.MapErasures();
    v1.MapChanges();
    v1.MapMeasureSummaries();
    v1.MapRecommendations();
    v1.MapEffectiveness();
    v1.MapImports();
    v1.MapApiKeys();
    v1.MapDashboards();

    return app;
}
