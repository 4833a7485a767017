using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Fuzzing;

/// <summary>
/// The contract as the oracle: whatever is sent, no answer is a failure of the service, none has a status that its operation does not
/// document, and each fits its schema.
/// </summary>
/// <remarks>
/// <c>ITA_FUZZ</c> is the number of requests, <c>ITA_FUZZ_SEED</c> the seed; by default 1,000 with a seed that changes daily. A request
/// that fails is printed with the seed, which makes the same requests again.
/// </remarks>
[Trait("Category", "CultureFree")]
public sealed class FuzzTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private static readonly string[] Internals = ["   at ItaApi.", "Npgsql.", "System.Text.Json", "select ", "PostgresException"];

    [Fact]
    public async Task Every_answer_is_one_that_the_contract_has()
    {
        var count = Setting("ITA_FUZZ", 1_000);
        var seed = Setting("ITA_FUZZ_SEED", TimeProvider.System.GetUtcNow().DayOfYear + (1_000 * TimeProvider.System.GetUtcNow().Year));
        var contract = (await ita.GetAsync("/openapi/v1.json")).Json;
        var schemas = new SchemaCheck(contract);
        const string admin = ItaApplication.AdministratorKey;
        var generator = new RequestGenerator(
            contract,
            new Random(seed),
            // Mostly one that may do everything, so that requests get deep.
            [admin, admin, admin, null, (await ita.CreateKeyAsync(provinces: ["57"])).Key, "x"]);
        await ita.PutAsync("/v1/agencies/57-mae-ngoen", Some.Example("agencies/57-mae-ngoen.json"));
        await ita.PutAsync("/v1/agencies/57-mae-ngoen/assessments/2565", Some.Example("assessments/57-mae-ngoen-2565.json"));

        List<string> failures = [];
        SortedDictionary<int, int> statuses = [];
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1 };
        using var client = new HttpClient(handler);
        for (var i = 0; i < count && failures.Count < 10; i++)
        {
            var (request, operation) = generator.Next();
            using var message = request.ToMessage(ita.Address);
            var answer = await ItaApplication.SendAsync(client, message);
            var json = JsonOf(answer);
            statuses[(int)answer.Status] = statuses.GetValueOrDefault((int)answer.Status) + 1;
            // The server itself answers a header that is not ASCII, before any operation is known.
            var known = request.Headers.TrueForAll(header => header.Value.All(char.IsAscii)) ? operation?.Contract : null;
            if (Judge(answer, json, known, schemas) is { } fault)
                failures.Add($"Request {i} of seed {seed}: {fault}\n{request}\n-> {(int)answer.Status} {Start(answer.Text)}\n");
            else if ((int)answer.Status < 300)
                generator.Learn(json);
        }

        Assert.True(failures.Count == 0, string.Join("\n", failures));
        // Requests that are all refused would find nothing.
        var tally = string.Join(", ", statuses.Select(status => $"{status.Key}: {status.Value}"));
        TestContext.Current.SendDiagnosticMessage(tally);
        Assert.True(statuses.GetValueOrDefault(200) > count / 10 && statuses.GetValueOrDefault(400) > count / 10, tally);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await ita.GetAsync("/health/ready")).Status);
    }

    private static string Start(string text) => text[..Math.Min(text.Length, 1_000)];

    /// <summary>What is wrong with an answer, or null.</summary>
    private static string? Judge(Answer answer, JsonNode? json, JsonObject? operation, SchemaCheck schemas)
    {
        var status = (int)answer.Status;
        if (status >= 500)
            return "the service failed";
        if (Internals.FirstOrDefault(part => status >= 400 && answer.Text.Contains(part, StringComparison.Ordinal)) is { } part)
            return $"it shows '{part}'";
        if (status >= 400 && answer.MediaType == "application/problem+json" && json?["status"]?.GetValue<int>() != status)
            return "the problem has another status";
        if (operation is null)
            return null;

        var documented = operation["responses"]!.AsObject();
        if (documented[status.ToString(CultureInfo.InvariantCulture)] is not { } response)
            return $"only {string.Join(", ", documented.Select(one => one.Key))} are documented";
        var content = schemas.Resolve(response)["content"]?.AsObject();
        if (answer.MediaType is not { } mediaType || answer.Text.Length == 0)
        {
            // A list of lines may be empty, and the server itself answers some malformed requests.
            return content is null || content.Count == 0 || status == 400 || answer.MediaType == "application/x-ndjson"
                ? null
                : "it has no body";
        }

        if (content?[mediaType]?["schema"] is not { } schema)
            return $"{mediaType} is not documented";
        return json is null ? null : schemas.FindFaults(json, schema).FirstOrDefault();
    }

    private static JsonNode? JsonOf(Answer answer)
    {
        if (answer.MediaType is not ("application/json" or "application/problem+json") || answer.Text.Length == 0)
            return null;
        try
        {
            return JsonNode.Parse(answer.Text);
        }
        catch (JsonException)
        {
            return JsonValue.Create("no JSON");
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
