using System.Globalization;
using System.Text.Json.Nodes;
using ItaApi.ApiKeys;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ItaApi.Http;

/// <summary>
/// The contract, read from the handlers: operation ids from their names, words from their documentation, answers from their return
/// types. With <see cref="OpenApiLimits"/> and <see cref="OpenApiForms"/> the only file that knows Swashbuckle.
/// </summary>
public static class OpenApi
{
    private const string Document = "v1";

    private const string Description = """
        Assessments of Thai public bodies under the Integrity and Transparency Assessment (การประเมินคุณธรรมและความโปร่งใส, ITA):
        scores go in, grades, strengths and weaknesses come out. Every score has at most two decimals; every fiscal year is of the
        Buddhist Era; what does not apply is left out and never null. Errors are `application/problem+json` with a stable `code`,
        in Thai for `Accept-Language: th`. Reading needs no key; writing needs one in `X-Api-Key`.
        """;

    private static readonly (string Name, string Description)[] Tags =
    [
        ("Provinces", "The 77 provinces (จังหวัด)."),
        ("Agencies", "The public bodies that are assessed (หน่วยงาน)."),
        ("Frameworks", "Each fiscal year's instruments, indicators, items and grades (กรอบการประเมิน)."),
        ("Assessments", "What agencies scored, and what was printed about it (ผลการประเมิน)."),
        ("History", "Who changed what, and when (ประวัติการเปลี่ยนแปลง)."),
        ("Changes", "The feed for whoever keeps a copy (รายการเปลี่ยนแปลง)."),
        ("Imports", "Many assessments, measures or agencies at once (การนำเข้าข้อมูล)."),
        ("Keys", "The keys of the systems that write (คีย์)."),
        ("Results", "Grades, strengths and weaknesses (ระดับผลการประเมิน จุดแข็ง จุดอ่อน)."),
        ("Measures", "What agencies plan to do about a result, and what came of it (มาตรการ)."),
        ("Dashboards", "Figures over many agencies: summaries, rankings, trends, submissions (ภาพรวม อันดับ แนวโน้ม)."),
    ];

    public static IServiceCollection AddOpenApi(this IServiceCollection services) => services
        .AddEndpointsApiExplorer()
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
                Name = ApiKeyAuthentication.Header,
                Description = "A key that an administrator made with `POST /v1/api-keys`.",
            });
            options.SchemaFilter<LeftOutIsNotNull>();
            options.ParameterFilter<OpenApiRequired>();
            options.OperationFilter<Keys>();
            options.OperationFilter<OpenApiTables>();
            options.OperationFilter<EntityTagHeaders>();
            options.OperationFilter<IdempotencyHeader>();
            options.OperationFilter<OpenApiLimits>();
            options.OperationFilter<OpenApiForms>();
            options.OperationFilter<ErrorAnswers>();
            options.OperationFilter<RealExamples>();
            options.DocumentFilter<TagWords>();
            options.DocumentFilter<OpenApiLimits>();
        });

    public static void MapOpenApi(this WebApplication app)
    {
        app.MapSwagger("/openapi/{documentName}.{extension:regex(^(json|yaml)$)}");
        // Its middleware looks at every path with regular expressions; it is shown its own only.
        app.UseWhen(static http => http.Request.Path.StartsWithSegments("/swagger"), static swagger => swagger.UseSwaggerUI(ui =>
        {
            ui.RoutePrefix = "swagger";
            ui.DocumentTitle = "ItaApi";
            ui.SwaggerEndpoint($"/openapi/{Document}.json", "ItaApi v1");
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

    /// <summary>A page is named after what it holds; the problem by its plain name.</summary>
    private static string SchemaName(Type type) =>
        type == typeof(ProblemBody) ? "Problem"
        : type.IsGenericType ? string.Concat(type.GetGenericArguments().Select(SchemaName)) + type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]
        : type.Name;

    /// <summary>What does not apply is left out, so no member is ever null; a score is a decimal number, whatever a double would make of it.</summary>
    private sealed class LeftOutIsNotNull : ISchemaFilter
    {
        public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
        {
            if (schema is not OpenApiSchema concrete)
                return;

            concrete.Type &= ~JsonSchemaType.Null;
            // No multipleOf 0.01 either: validators that count in doubles find 68.71 to be no multiple of it.
            if (concrete.Format == "double")
                concrete.Format = null;
        }
    }

    /// <summary>Gives every error answer the problem's schema and words, and adds those that stand in no handler's return type.</summary>
    private sealed class ErrorAnswers : IOperationFilter
    {
        private static readonly Dictionary<int, string> Words = new()
        {
            [400] = "The request is not valid; nothing was stored, and `errors` names every place.",
            [401] = "The key in `X-Api-Key` is not valid, or one is needed and none was sent.",
            [403] = "The key may not do this, or not in this province.",
            [404] = "What the address names is not there.",
            [409] = "It would contradict what is stored; nothing was changed.",
            [410] = "It is not kept any longer; `next` says where to go on.",
            [412] = "What is stored is not what `If-Match` or `If-None-Match` says; `ETag` holds the current tag.",
            [413] = "The body is larger than the service takes: 1 MiB, unless it is configured otherwise.",
            [415] = "The body is of none of the types the operation takes.",
            [422] = "Understood and refused as a whole; nothing was stored.",
            [428] = "It exists: say with `If-Match` which version is to be changed. `ETag` holds the current tag.",
            [503] = "The database is away; nothing was stored.",
        };

        public void Apply(OpenApiOperation operation, OperationFilterContext context)
        {
            var answers = operation.Responses ??= [];
            if (operation.RequestBody is not null || operation.Parameters is { Count: > 0 })
                answers.TryAdd("400", new OpenApiResponse());
            if (operation.RequestBody is OpenApiRequestBody body)
            {
                body.Required = true;
                answers.TryAdd("413", new OpenApiResponse());
                answers.TryAdd("415", new OpenApiResponse());
            }

            answers.TryAdd("401", new OpenApiResponse());
            if (ScopeRequirement.ScopeOf(new EndpointMetadataCollection(context.ApiDescription.ActionDescriptor.EndpointMetadata)) is not null)
                answers.TryAdd("403", new OpenApiResponse());
            answers.TryAdd("503", new OpenApiResponse());

            foreach (var (status, answer) in answers.ToList())
            {
                if (!int.TryParse(status, CultureInfo.InvariantCulture, out var number) || number < 400 || answer is not OpenApiResponse response)
                    continue;

                response.Description = Words[number];
                response.Content = new Dictionary<string, IOpenApiMediaType>
                {
                    [Problems.MediaType] = new OpenApiMediaType
                    {
                        Schema = context.SchemaGenerator.GenerateSchema(typeof(ProblemBody), context.SchemaRepository),
                    },
                };
                if (number == 503)
                {
                    response.Headers = new Dictionary<string, IOpenApiHeader> { [OpenApiLimits.RetryAfter] = new OpenApiHeaderReference(OpenApiLimits.RetryAfter, context.Document) };
                }
            }

            var sorted = answers.OrderBy(answer => answer.Key, StringComparer.Ordinal).ToList();
            answers.Clear();
            foreach (var (status, answer) in sorted)
                answers.Add(status, answer);
        }
    }

    /// <summary>An operation that writes names the key it needs.</summary>
    private sealed class Keys : IOperationFilter
    {
        public void Apply(OpenApiOperation operation, OperationFilterContext context)
        {
            if (ScopeRequirement.ScopeOf(new EndpointMetadataCollection(context.ApiDescription.ActionDescriptor.EndpointMetadata)) is { } scope)
            {
                operation.Description += $" Needs a key with the scope `{scope.ToCode()}`.";
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiKeyAuthentication.Scheme, context.Document)] = [] }];
            }
        }
    }

    /// <summary>The headers by which versions are told apart: the tag that answers carry, and the conditions that requests may.</summary>
    private sealed class EntityTagHeaders : IOperationFilter
    {
        public void Apply(OpenApiOperation operation, OperationFilterContext context)
        {
            var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
            var isGet = context.ApiDescription.HttpMethod == HttpMethods.Get;
            if (metadata.OfType<AnswersWithTag>().Any())
            {
                foreach (var (_, answer) in operation.Responses!.Where(answer => answer.Key is "200" or "201" or "304"))
                {
                    if (answer is OpenApiResponse response)
                        response.Headers = new Dictionary<string, IOpenApiHeader> { ["ETag"] = new OpenApiHeader { Description = "Names this state.", Schema = Text() } };
                }

                if (isGet)
                    operation.TakesHeader("If-None-Match", "A tag the caller has; answered 304 where it is still the current one.");
            }

            if (metadata.OfType<System.Reflection.MethodInfo>().Any(handler => handler.GetParameters().Any(parameter => parameter.ParameterType == typeof(Preconditions))))
            {
                operation.TakesHeader("If-Match", "The tag of the version to change or delete, or `*`. Needed where it exists.");
                if (context.ApiDescription.HttpMethod == HttpMethods.Put)
                    operation.TakesHeader("If-None-Match", "`*`: create only.");
            }
        }
    }

    /// <summary>A POST that stores may be sent again under a key.</summary>
    private sealed class IdempotencyHeader : IOperationFilter
    {
        public void Apply(OpenApiOperation operation, OperationFilterContext context)
        {
            var action = context.ApiDescription;
            if (!Idempotency.Covers(action.HttpMethod!, new EndpointMetadataCollection(action.ActionDescriptor.EndpointMetadata)))
                return;

            operation.TakesHeader(Idempotency.Header, "Chosen by the caller, a UUID for example: within 24 hours the same request under the same key is answered as the first time, and not carried out again.");
            operation.Responses!.TryAdd("409", new OpenApiResponse());
            operation.Responses.TryAdd("422", new OpenApiResponse());
        }
    }

    private static void TakesHeader(this OpenApiOperation operation, string header, string words) => (operation.Parameters ??= []).Add(
        new OpenApiParameter { Name = header, In = ParameterLocation.Header, Description = words, Schema = Text() });

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    /// <summary>Shows real documents: the payloads of <c>openapi/examples</c>, which the tests send and the README quotes.</summary>
    private sealed class RealExamples : IOperationFilter
    {
        private static readonly Dictionary<string, (string? Request, string? Answer)> Files = new()
        {
            ["putAgency"] = ("agencies/57-mae-ngoen.json", null),
            ["putAssessment"] = ("assessments/57-mae-ngoen-2565.json", null),
            ["putFramework"] = ("frameworks/2569.json", null),
            ["createAssessment"] = ("assessments/new-40-hua-nong-2564.json", null),
            ["scoreAssessment"] = ("scorings/40-hua-nong-2564.json", "results/40-hua-nong-2564.json"),
            ["simulate"] = ("simulations/40-hua-nong-2564.json", "results/40-hua-nong-2564-simulation.json"),
            ["getTrace"] = (null, "results/40-hua-nong-2564-trace.json"),
            ["getAudit"] = (null, "results/40-hua-nong-2564-audit.json"),
            ["listAudits"] = (null, "results/40-hua-nong-2564-audit.json"),
            ["getResult"] = (null, "results/57-mae-ngoen-2565.json"),
            ["createMeasure"] = ("measures/57-mae-ngoen-2566.json#/items/3", null),
            ["putMeasure"] = ("measures/57-mae-ngoen-2566.json#/items/3", null),
            ["appendProgress"] = ("measures/56-ruam-chai-phatthana-2566-progress.json#/items/0", null),
        };

        /// <summary>A path parameter's example names what a developer's database holds.</summary>
        private static readonly Dictionary<string, JsonNode> Parameters = new()
        {
            ["agencyCode"] = "57-mae-ngoen",
            ["fiscalYear"] = 2565,
            ["provinceCode"] = "57",
            ["measureId"] = "01996b6e-4f00-7c3a-9d51-0a6f2b7c8e14",
        };

        public void Apply(OpenApiOperation operation, OperationFilterContext context)
        {
            var (request, answer) = Files.GetValueOrDefault(operation.OperationId!);
            if (request is not null && JsonOf(operation.RequestBody?.Content) is { } body)
                body.Example = Read(request)?.DeepClone();
            if (answer is not null && JsonOf(operation.Responses!["200"].Content) is { } content)
                content.Example = operation.OperationId == "listAudits" ? PageOf(Read(answer)) : Read(answer);

            foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Path) ?? [])
                parameter.Example = ExampleOf(parameter.Name!, Read(request), Read(answer));
        }

        /// <summary>What an address names is what the example beside it speaks of; where there is none, what a developer's database holds.</summary>
        private static JsonNode? ExampleOf(string parameter, JsonNode? request, JsonNode? answer) =>
            (request?[parameter] ?? answer?[parameter] ?? (parameter == "agencyCode" ? answer?["agency"]?["code"] : null) ?? Parameters.GetValueOrDefault(parameter))?.DeepClone();

        private static JsonObject PageOf(JsonNode? item) => new() { ["items"] = new JsonArray(item), ["page"] = new JsonObject { ["limit"] = PageQuery.DefaultLimit } };

        private static OpenApiMediaType? JsonOf(IDictionary<string, IOpenApiMediaType>? content) =>
            content is not null && content.TryGetValue("application/json", out var json) ? json as OpenApiMediaType : null;

        /// <summary>A file, or the part of it that a JSON Pointer behind <c>#</c> names.</summary>
        private static JsonNode? Read(string? example)
        {
            if (example?.Split('#') is not [var file, .. var pointer])
                return null;

            var node = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "openapi", "examples", file)));
            foreach (var segment in pointer.SelectMany(path => path.Split('/', StringSplitOptions.RemoveEmptyEntries)))
                node = node is JsonArray list ? list[int.Parse(segment, CultureInfo.InvariantCulture)] : node![segment];
            return node;
        }
    }

    private sealed class TagWords : IDocumentFilter
    {
        public void Apply(OpenApiDocument document, DocumentFilterContext context) =>
            document.Tags = new HashSet<OpenApiTag>(Tags.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }));
    }
}
