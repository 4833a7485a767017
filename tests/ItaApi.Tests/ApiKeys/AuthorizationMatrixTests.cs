using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;
using Npgsql;

namespace ItaApi.Tests.ApiKeys;

/// <summary>Who may do what: every operation of the contract, asked by every kind of caller.</summary>
public sealed class AuthorizationMatrixTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    /// <summary>The province that everything here belongs to, and one that nothing does.</summary>
    private const string Own = "57", Other = "50";

    private const string NextYear = "frameworks/2569.json";

    /// <summary>Who an operation is for, and what it answers to them; in its path an agency has an assessment where the path names a year.</summary>
    private static readonly Dictionary<string, Operation> Operations = new()
    {
        ["listProvinces"] = new(For.Everybody, 200),
        ["getProvince"] = new(For.Everybody, 200),
        ["listAgencies"] = new(For.Everybody, 200),
        ["getAgency"] = new(For.Everybody, 200),
        ["putAgency"] = new(For.KeysOfTheProvince, 200, _ => Agency("เปลี่ยน"), Changes: true),
        ["deleteAgency"] = new(For.KeysOfTheProvince, 204, Changes: true),
        ["listAgencyHistory"] = new(For.Everybody, 200),
        ["listFrameworks"] = new(For.Everybody, 200),
        ["getFramework"] = new(For.Everybody, 200),
        ["putFramework"] = new(For.Administrators, 200, _ => Some.Example(NextYear)) { FiscalYear = 2569 },
        ["listAssessments"] = new(For.Everybody, 200),
        ["createAssessment"] = new(For.KeysOfTheProvince, 201, agency => NewAssessment(agency)),
        ["listAssessmentsOfAgency"] = new(For.Everybody, 200),
        ["getAssessment"] = new(For.Everybody, 200),
        ["putAssessment"] = new(For.KeysOfTheProvince, 200, _ => Some.Assessment(80), Changes: true),
        ["deleteAssessment"] = new(For.KeysOfTheProvince, 204, Changes: true),
        ["listAssessmentHistory"] = new(For.Everybody, 200),
        ["getResult"] = new(For.Everybody, 200),
        ["getTrace"] = new(For.Everybody, 200),
        ["getAudit"] = new(For.Everybody, 200),
        ["listAudits"] = new(For.Everybody, 200),
        ["scoreAssessment"] = new(For.Everybody, 200, _ => Some.Example("scorings/40-hua-nong-2564.json")),
        ["simulate"] = new(For.Everybody, 200, _ => Some.Example("simulations/40-hua-nong-2564.json")),
        ["getRecommendations"] = new(For.Everybody, 200),
        ["listMeasures"] = new(For.Everybody, 200),
        ["listMeasuresOfAgency"] = new(For.Everybody, 200),
        ["createMeasure"] = new(For.KeysOfTheProvince, 201, _ => Measure()),
        ["getMeasure"] = new(For.Everybody, 200),
        ["putMeasure"] = new(For.KeysOfTheProvince, 200, _ => Measure("เปลี่ยน"), Changes: true),
        ["deleteMeasure"] = new(For.KeysOfTheProvince, 204, Changes: true),
        ["appendProgress"] = new(For.KeysOfTheProvince, 201, _ => new JsonObject { ["results"] = new JsonArray("อบรมแล้ว") }),
        ["listMeasureHistory"] = new(For.Everybody, 200),
        ["getMeasureSummary"] = new(For.Everybody, 200) { Query = "?implementFiscalYear=2566" },
        ["getProvinceMeasureSummary"] = new(For.Everybody, 200) { Query = "?implementFiscalYear=2566" },
        ["getEffectiveness"] = new(For.Everybody, 200) { Query = "?indicator=7&fromFiscalYear=2564&toFiscalYear=2565" },
        ["listChanges"] = new(For.Everybody, 200),
        ["getSummary"] = new(For.Everybody, 200) { Query = "?fiscalYear=2565" },
        ["getProvinceSummary"] = new(For.Everybody, 200) { Query = "?fiscalYear=2565" },
        ["listRankings"] = new(For.Everybody, 200) { Query = "?fiscalYear=2565" },
        ["getAgencyTrend"] = new(For.Everybody, 200),
        ["getProvinceTrend"] = new(For.Everybody, 200),
        ["getSubmissions"] = new(For.Everybody, 200) { Query = "?fiscalYear=2565" },
        ["getDistribution"] = new(For.Everybody, 200) { Query = "?fiscalYear=2565" },
        ["importAssessments"] = new(For.KeysOfTheProvince, 200, agency => Items(NewAssessment(agency))) { RefusedElsewhere = (422, "import_refused") },
        ["importMeasures"] = new(For.KeysOfTheProvince, 200, agency => Items(MeasureOf(agency))) { RefusedElsewhere = (422, "import_refused") },
        ["importAgencies"] = new(For.KeysOfTheProvince, 200, agency => Items(AgencyOf(agency))) { RefusedElsewhere = (422, "import_refused") },
        ["listImports"] = new(For.KeysThatWrite, 200),
        ["getImport"] = new(For.WhoSentIt, 200),
        ["cancelImport"] = new(For.WhoSentIt, 204),
        ["getImportErrors"] = new(For.WhoSentIt, 200),
        ["getAssessmentTemplate"] = new(For.Everybody, 200),
        ["listApiKeys"] = new(For.Administrators, 200),
        ["createApiKey"] = new(For.Administrators, 201, _ => NewKey()),
        ["revokeApiKey"] = new(For.Administrators, 204),
    };

    private enum For
    {
        /// <summary>Needs no key; takes none that is not valid.</summary>
        Everybody,

        /// <summary>Needs the scope <c>write</c>, and the agency's province.</summary>
        KeysOfTheProvince,

        /// <summary>Needs the scope <c>write</c>, in whatever province.</summary>
        KeysThatWrite,

        /// <summary>Needs the scope <c>write</c>, and to have sent it or to have every province.</summary>
        WhoSentIt,

        /// <summary>Needs the scope <c>admin</c>.</summary>
        Administrators,
    }

    [Fact]
    public async Task Every_operation_of_the_contract_is_in_the_table_and_no_other() =>
        Assert.Equal((await ContractAsync()).Select(operation => operation.Id).Order(StringComparer.Ordinal), Operations.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public async Task Every_operation_answers_every_caller_as_the_table_says()
    {
        await ita.PutAsync("/v1/frameworks/2569", Some.Example(NextYear));
        List<string> wrong = [];
        foreach (var (caller, key) in await CallersAsync())
        {
            foreach (var (id, method, path) in (await ContractAsync()).Where(operation => Operations.ContainsKey(operation.Id)))
            {
                var operation = Operations[id];
                using var request = await RequestAsync(operation, method, path);
                if (key is not null)
                    request.Headers.Add("X-Api-Key", key);
                using var client = ita.CreateBareClient();

                var answer = await ItaApplication.SendAsync(client, request);

                var expected = Expected(operation, caller);
                if (expected != ((int)answer.Status, answer.Code))
                    wrong.Add($"{id} for {caller}: {expected} expected, {(int)answer.Status} {answer.Text}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task What_a_caller_without_a_key_sends_is_not_looked_at()
    {
        foreach (var (id, method, path) in (await ContractAsync()).Where(operation => Operations[operation.Id] is { Body: not null, For: not For.Everybody }))
        {
            foreach (var (body, mediaType) in new[] { ("{", "application/json"), ("{}", "text/plain"), ("", null), (new string(' ', 1_048_577), "application/json") })
            {
                foreach (var chunked in new[] { false, true })
                {
                    using var request = await RequestAsync(Operations[id], method, path);
                    request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
                    request.Content.Headers.ContentType = mediaType is null ? null : new MediaTypeHeaderValue(mediaType);
                    request.Headers.TransferEncodingChunked = chunked;
                    request.Headers.ExpectContinue = true;
                    using var client = ita.CreateBareClient();

                    (await ItaApplication.SendAsync(client, request)).IsProblem(401, "api_key_required");
                }
            }
        }
    }

    private static (int Status, string? Code) Expected(Operation operation, string caller) => (operation.For, caller) switch
    {
        (_, "unknown" or "malformed" or "two" or "revoked" or "expired") => (401, "invalid_api_key"),
        (For.Everybody, _) => (operation.Status, null),
        (_, "none") => (401, "api_key_required"),
        (_, "reader") => (403, "scope_missing"),
        (For.KeysOfTheProvince, "other province") => operation.RefusedElsewhere,
        (For.WhoSentIt, "own province" or "other province") => (404, "import_not_found"),
        (For.Administrators, "own province" or "other province" or "every province") => (403, "scope_missing"),
        _ => (operation.Status, null),
    };

    private async Task<Dictionary<string, string?>> CallersAsync()
    {
        var (revokedId, revoked) = await ita.CreateKeyAsync();
        Assert.Equal(System.Net.HttpStatusCode.NoContent, (await ita.DeleteAsync($"/v1/api-keys/{revokedId}")).Status);
        var (expiredId, expired) = await ita.CreateKeyAsync();
        await using var database = NpgsqlDataSource.Create(ita.ConnectionString);
        await using var command = database.CreateCommand($"update api_key set expires_at = now() - interval '1 second' where id = '{expiredId}'");
        Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));

        return new Dictionary<string, string?>
        {
            ["none"] = null,
            // Of the right form, so that it is looked for; and of none.
            ["unknown"] = $"ita_AAAAAAAA.{new string('A', 43)}",
            ["malformed"] = "let me in",
            ["two"] = $"{ItaApplication.AdministratorKey}, {ItaApplication.AdministratorKey}",
            ["revoked"] = revoked,
            ["expired"] = expired,
            ["reader"] = (await ita.CreateKeyAsync(scopes: [])).Key,
            ["other province"] = (await ita.CreateKeyAsync(provinces: [Other])).Key,
            ["own province"] = (await ita.CreateKeyAsync(provinces: [Own])).Key,
            ["every province"] = (await ita.CreateKeyAsync()).Key,
            ["admin"] = (await ita.CreateKeyAsync(scopes: ["admin"])).Key,
            ["the administrator"] = ItaApplication.AdministratorKey,
        };
    }

    private async Task<List<(string Id, HttpMethod Method, string Path)>> ContractAsync() =>
    [
        .. from path in (await ita.GetAsync("/openapi/v1.json")).Json["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           select (operation.Value!["operationId"]!.GetValue<string>(), new HttpMethod(operation.Key.ToUpperInvariant()), path.Key),
    ];

    /// <summary>What the operation is meant for, on things of its own: nothing but the caller is wrong with it.</summary>
    private async Task<HttpRequestMessage> RequestAsync(Operation operation, HttpMethod method, string path)
    {
        var agency = await ita.CreateAgencyAsync();
        if (path.Contains("assessments/{fiscalYear}", StringComparison.Ordinal))
            Assert.Equal(System.Net.HttpStatusCode.Created, (await ita.PutAsync($"/v1/agencies/{agency}/assessments/{operation.FiscalYear}", Some.Assessment())).Status);
        var address = path
            .Replace("{agencyCode}", agency, StringComparison.Ordinal)
            .Replace("{fiscalYear}", $"{operation.FiscalYear}", StringComparison.Ordinal)
            .Replace("{number}", "7", StringComparison.Ordinal)
            .Replace("{provinceCode}", Own, StringComparison.Ordinal)
            .Replace("{number}", "7", StringComparison.Ordinal);
        if (address.Contains("/api-keys/{id}", StringComparison.Ordinal))
            address = address.Replace("{id}", (await ita.CreateKeyAsync()).Id, StringComparison.Ordinal);
        if (address.Contains("{measureId}", StringComparison.Ordinal))
            address = address.Replace("{measureId}", (await ita.PostAsync($"/v1/agencies/{agency}/measures", Measure())).Json["id"]!.GetValue<string>(), StringComparison.Ordinal);
        if (address.Contains("{importId}", StringComparison.Ordinal))
            address = address.Replace("{importId}", await LeaveImportAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain('{', address);

        var request = new HttpRequestMessage(method, address + operation.Query);
        if (operation.Changes)
            request.Headers.TryAddWithoutValidation("If-Match", "*");
        if (operation.Body is { } body)
            request.Content = new StringContent(body(agency).ToJsonString(), Encoding.UTF8, "application/json");
        return request;
    }

    /// <summary>An import that somebody else is at.</summary>
    private async Task<string> LeaveImportAsync()
    {
        var id = Guid.NewGuid();
        await using var database = NpgsqlDataSource.Create(ita.ConnectionString);
        await using var command = database.CreateCommand(
            $"""
            insert into import (id, subject, format, mode, dry_run, state, key_name, created_at, leased_until)
            values ('{id}', 'assessments', 'csv', 'atomic', false, 'running', 'somebody', now(), now() + interval '1 hour')
            """);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return id.ToString();
    }

    private static JsonObject Items(JsonObject item) => new() { ["items"] = new JsonArray(item) };

    private static JsonObject AgencyOf(string code)
    {
        var agency = Agency("เปลี่ยน");
        agency["code"] = code;
        return agency;
    }

    private static JsonObject MeasureOf(string agency)
    {
        var measure = Measure();
        measure["agencyCode"] = agency;
        return measure;
    }

    private static JsonObject Agency(string name)
    {
        var agency = Some.Agency();
        agency["nameTh"] = name;
        return agency;
    }

    private static JsonObject Measure(string title = "จัดอบรม") => new() { ["basedOnFiscalYear"] = 2565, ["titles"] = new JsonArray(title) };

    private static JsonObject NewAssessment(string agency)
    {
        var assessment = Some.Assessment();
        assessment["agencyCode"] = agency;
        assessment["fiscalYear"] = 2565;
        return assessment;
    }

    private static JsonObject NewKey() => new() { ["name"] = "อีกระบบ", ["scopes"] = new JsonArray("write"), ["provinces"] = new JsonArray(Own) };

    /// <param name="For">Who may.</param>
    /// <param name="Status">What they are answered.</param>
    /// <param name="Body">What is sent, of an agency.</param>
    /// <param name="Changes">It needs a version to change.</param>
    private sealed record Operation(For For, int Status, Func<string, JsonNode>? Body = null, bool Changes = false)
    {
        public int FiscalYear { get; init; } = 2565;

        /// <summary>What a key of another province is answered.</summary>
        public (int Status, string? Code) RefusedElsewhere { get; init; } = (403, "province_forbidden");

        /// <summary>The parameters it cannot do without.</summary>
        public string Query { get; init; } = "";
    }
}
