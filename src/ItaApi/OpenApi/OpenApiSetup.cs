using System.Text.Json.Nodes;
using ItaApi.ApiKeys;
using ItaApi.Authentication;
using ItaApi.Http.Problems;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ItaApi.OpenApi;

/// <summary>
/// The contract, read from the handlers: operation ids from their names, descriptions from their documentation, answers from their
/// return types. Only this folder knows Swashbuckle.
/// </summary>
internal static class OpenApiSetup
{
    private const string Document = "v1";

    private const string Description = """
        Stores the assessments of Thai public bodies under the Integrity and Transparency Assessment
        (การประเมินคุณธรรมและความโปร่งใส, ITA) and calculates their grades, strengths and weaknesses.
        Scores have at most two decimals. Fiscal years are of the Buddhist Era. A field without a value is omitted and never null.
        Errors are `application/problem+json` with a stable `code`, and in Thai for `Accept-Language: th`.
        Public data can be read without a key; writing requires one in `X-Api-Key`.
        """;

    private static readonly (string Name, string Description)[] Tags =
    [
        ("Provinces", "The 77 provinces (จังหวัด)."),
        ("Agencies", "The public bodies that are assessed (หน่วยงาน)."),
        ("Frameworks", "Each fiscal year's instruments, indicators, items and grades (กรอบการประเมิน)."),
        ("Assessments", "The scores of agencies, and the figures their documents report (ผลการประเมิน)."),
        ("History", "Who changed what, and when (ประวัติการเปลี่ยนแปลง)."),
        ("Erasures", "Erasing what is personal (การลบข้อมูลส่วนบุคคล)."),
        ("Changes", "The feed of changes for clients that keep a copy (รายการเปลี่ยนแปลง)."),
        ("Imports", "Importing many assessments, measures, reports or agencies at once (การนำเข้าข้อมูล)."),
        ("Keys", "The API keys of the systems that write (กุญแจ API)."),
        ("Results", "Grades, strengths and weaknesses (ระดับผลการประเมิน จุดแข็ง จุดอ่อน)."),
        ("Measures", "Measures that agencies plan after a result, and reports on their progress (มาตรการ)."),
        ("Dashboards", "Figures over many agencies: summaries, rankings, trends, submissions (ภาพรวม อันดับ แนวโน้ม)."),
    ];

    public static IServiceCollection AddOpenApi(this IServiceCollection services) => services
        .AddEndpointsApiExplorer()
        .AddSingleton<IApiDescriptionProvider, AcceptedBodies>()
        .AddSwaggerGen(options =>
        {
            options.SwaggerDoc(Document, new OpenApiInfo { Title = "ItaApi", Version = Document, Description = Description });
            options.IncludeXmlComments(Path.Combine(AppContext.BaseDirectory, "ItaApi.xml"));
            options.IncludeXmlComments(Path.Combine(AppContext.BaseDirectory, "ItaApi.Scoring.xml"));
            options.SupportNonNullableReferenceTypes();
            options.NonNullableReferenceTypesAsRequired();
            options.UseAllOfToExtendReferenceSchemas();
            options.CustomOperationIds(operation => Camel(HandlerOf(operation.ActionDescriptor)));
            options.CustomSchemaIds(SchemaName);
            options.AddSecurityDefinition(ApiKeyAuthentication.Scheme, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = Caller.KeyHeader,
                Description = "A key that an administrator created with `POST /v1/api-keys`.",
            });
            // Any JSON: a text, a number, a list, an object.
            options.MapType<JsonNode>(() => new OpenApiSchema());
            options.SchemaFilter<OmittedIsNotNull>();
            options.SchemaFilter<ComputedMembers>();
            options.ParameterFilter<RequiredParameters>();
            options.OperationFilter<OpenApiKeys>();
            options.OperationFilter<CsvAnswers>();
            options.OperationFilter<OpenApiEntityTags>();
            options.OperationFilter<OpenApiIdempotency>();
            options.OperationFilter<RateLimitHeaders>();
            options.OperationFilter<ImportBodies>();
            options.OperationFilter<ErrorAnswers>();
            options.OperationFilter<Examples>();
            options.DocumentFilter<TagDescriptions>();
            options.DocumentFilter<RateLimitHeaders>();
        });

    public static void MapOpenApi(this WebApplication app)
    {
        app.MapSwagger("/openapi/{documentName}.{extension:regex(^(json|yaml)$)}", options =>
            // Behind a proxy that publishes the service below a path, Swagger UI sends requests there.
            options.PreSerializeFilters.Add(static (document, request) =>
            {
                if (request.PathBase.HasValue)
                    document.Servers = [new OpenApiServer { Url = request.PathBase.Value }];
            }));
        // Its middleware matches every path against regular expressions, so it gets only its own paths.
        app.UseWhen(
            static http => http.Request.Path.StartsWithSegments("/swagger", StringComparison.OrdinalIgnoreCase),
            static swagger => swagger.UseSwaggerUI(ui =>
            {
                ui.RoutePrefix = "swagger";
                ui.DocumentTitle = "ItaApi";
                ui.SwaggerEndpoint($"../openapi/{Document}.json", "ItaApi v1");
                ui.EnableTryItOutByDefault();
                ui.DisplayRequestDuration();
            }));
    }

    /// <summary>The contract as <c>openapi/ita-api.v1.yaml</c> keeps it.</summary>
    public static async Task<string> WriteYamlAsync(IServiceProvider services)
    {
        var document = services.GetRequiredService<ISwaggerProvider>().GetSwagger(Document);
        return (await document.SerializeAsYamlAsync(OpenApiSpecVersion.OpenApi3_0)).ReplaceLineEndings("\n");
    }

    private static string HandlerOf(Microsoft.AspNetCore.Mvc.Abstractions.ActionDescriptor action) =>
        action.EndpointMetadata.OfType<System.Reflection.MethodInfo>().First().Name;

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    /// <summary>A page is named after its items; the problem has its plain name.</summary>
    private static string SchemaName(Type type) =>
        type == typeof(ProblemBody) ? "Problem"
        : type.IsGenericType
            ? string.Concat(type.GetGenericArguments().Select(SchemaName)) + type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]
        : type.Name;

    /// <summary>A field without a value is omitted, so none is ever null; a score is a decimal number, not a double.</summary>
    private sealed class OmittedIsNotNull : ISchemaFilter
    {
        public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
        {
            if (schema is not OpenApiSchema concrete)
                return;

            concrete.Type &= ~JsonSchemaType.Null;
            // No multipleOf 0.01: to a validator that calculates with doubles, 68.71 is not a multiple of it.
            if (concrete.Format == "double")
                concrete.Format = null;
        }
    }

    private sealed class TagDescriptions : IDocumentFilter
    {
        public void Apply(OpenApiDocument document, DocumentFilterContext context) =>
            document.Tags = new HashSet<OpenApiTag>(Tags.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }));
    }
}
