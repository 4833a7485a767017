using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ItaApi.Tests.Imports;
using ItaApi.Tests.Support;
using Npgsql;

namespace ItaApi.Tests.Erasures;

/// <summary>A text that nothing else holds, sent to every operation that stores text, and searched for in the whole database.</summary>
internal sealed class Marker(ItaApplication ita)
{
    /// <summary>The operations that store nothing a client wrote as text, each with the reason.</summary>
    private static readonly Dictionary<string, string> StoreNoText = new()
    {
        ["changeAgencyCode"] = "takes a code, which is no text",
        ["eraseText"] = "its own subject; a reason with the text is refused",
        ["scoreAssessment"] = "stores nothing",
        ["simulate"] = "stores nothing",
    };

    private readonly HashSet<string> sent = [];

    /// <summary>Of letters and digits, so that a header and an address can hold it.</summary>
    public string Text { get; } = $"Somchai{Guid.NewGuid():N}";

    public string Agency { get; } = Some.AgencyCode();
    public string DeletedAgency { get; } = Some.AgencyCode();

    public string Measure { get; private set; } = "";

    /// <summary>The request whose answer is kept.</summary>
    public JsonObject NewAssessment => Assessment().With("agencyCode", Agency).With("fiscalYear", 2564);

    /// <summary>Sends it everywhere; a new operation that takes a body has to be added here, or named above.</summary>
    public async Task SendAsync()
    {
        await PutAsync("putAgency", $"/v1/agencies/{Agency}", AgencyBody());
        await PutAsync("putAgency", $"/v1/agencies/{Agency}", AgencyBody().With("nameEn", $"{Text} again"));
        await PutAsync("putAssessment", $"/v1/agencies/{Agency}/assessments/2565", Assessment());
        await PostAsync("createAssessment", "/v1/assessments", NewAssessment, HttpStatusCode.Created);
        Measure = (await PostAsync("createMeasure", $"/v1/agencies/{Agency}/measures", MeasureBody(), HttpStatusCode.Created))
            .Json["id"]!.GetValue<string>();
        await PutAsync("putMeasure", $"/v1/measures/{Measure}", MeasureBody().With("status", "inProgress"));
        var reported = await PostAsync("appendProgress", $"/v1/measures/{Measure}/progress", Report(), HttpStatusCode.Created);
        var report = reported.Json["progress"]!.AsArray()[^1]!["id"]!.GetValue<string>();
        await PutAsync("putProgress", $"/v1/measures/{Measure}/progress/{report}", Report().With("results", new JsonArray(Text)));
        await PutAsync("putFramework", "/v1/frameworks/2569", Framework());
        await PostAsync(
            "createApiKey",
            "/v1/api-keys",
            new JsonObject { ["name"] = Text, ["scopes"] = new JsonArray(), ["provinces"] = new JsonArray("57") },
            HttpStatusCode.Created);

        // Stored, and rejected with a fault that repeats what was sent.
        await ImportAsync("importAgencies", "agencies", AgencyBody().With("code", Some.AgencyCode()));
        await ImportAsync("importAgencies", "agencies", AgencyBody().With("code", Text + " is no code"));
        await ImportAsync("importAssessments", "assessments", Assessment().With("agencyCode", Agency).With("fiscalYear", 2563));
        await ImportAsync("importAssessments", "assessments", new JsonObject { [Text] = 1, ["agencyCode"] = Agency });
        await ImportAsync("importMeasures", "measures", MeasureBody().With("agencyCode", Agency));
        await ImportAsync("importProgress", "progress", Report().With("measureId", Measure));
        await ImportAsync("importProgress", "progress", Report().With("agencyCode", Agency).With("externalId", Text));
        await ImportAsync("importProgress", "progress", Report().With("agencyCode", Agency).With("title", Text));
        Assert.Equal(
            1,
            (await ita.ImportAsync(
                $"agency_code,fiscal_year,{Importing.Scores},หมายเหตุ\r\n{Agency},{Text},{Importing.Ten(90)},{Text}",
                query: "?mode=partial")).Json["counts"]!["rejected"]!.GetValue<int>());

        // In versions alone: deleted, and overwritten.
        await PutAsync("putAgency", $"/v1/agencies/{DeletedAgency}", AgencyBody());
        Assert.Equal(HttpStatusCode.NoContent, (await ita.DeleteAsync($"/v1/agencies/{DeletedAgency}")).Status);
        await PutAsync("putAssessment", $"/v1/agencies/{Agency}/assessments/2566", Assessment());
        await PutAsync("putAssessment", $"/v1/agencies/{Agency}/assessments/2566", Some.Assessment(77));

        await EveryOperationWasSentToAsync();
    }

    /// <summary>The tables in whose rows it stands, also as bytes.</summary>
    public async Task<IReadOnlyList<string>> TablesAsync()
    {
        const string sql = """
            select t.tablename
            from pg_tables t,
                 query_to_xml(format('select 1 from %I r where strpos(r::text, %L) > 0 or strpos(r::text, %L) > 0', t.tablename, $1,
                                     encode(convert_to($1, 'UTF8'), 'hex')), true, false, '') found
            where t.schemaname = 'public' and xpath_exists('//row', found)
            order by t.tablename
            """;

        await using var database = NpgsqlDataSource.Create(ita.ConnectionString);
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = Text });
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        List<string> tables = [];
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
            tables.Add(rows.GetString(0));
        return tables;
    }

    /// <summary>Sends a POST whose answer is kept under a key that contains the text.</summary>
    public async Task<Answer> PostAsync(string operation, string path, JsonNode body, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", $"{operation}-{Text}");
        var answer = await ItaApplication.SendAsync(ita.Client, request);
        Assert.True(expected == answer.Status, answer.Text);
        sent.Add(operation);
        return answer;
    }

    private async Task PutAsync(string operation, string path, JsonNode body)
    {
        var answer = await ita.PutAsync(path, body);
        Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Created, answer.Text);
        sent.Add(operation);
    }

    private async Task ImportAsync(string operation, string subject, JsonObject item)
    {
        var answer = await ita.ImportAsync(Importing.Items(item), Importing.Json, "?mode=partial", subject);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        sent.Add(operation);
    }

    private async Task EveryOperationWasSentToAsync()
    {
        var contract = (await ita.GetAsync("/openapi/v1.json")).Json;
        Assert.Equal(
            from path in contract["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            where operation.Value!["requestBody"] is not null
            let id = operation.Value!["operationId"]!.GetValue<string>()
            where !StoreNoText.ContainsKey(id)
            orderby id
            select id,
            sent.Order());
    }

    private JsonObject AgencyBody() => new()
    {
        ["nameTh"] = $"เทศบาล {Text}",
        ["nameEn"] = Text,
        ["shortNameTh"] = Text,
        ["kind"] = "subdistrictMunicipality",
        ["provinceCode"] = "57",
        ["districtTh"] = Text,
        ["websiteUrl"] = $"https://example.org/{Text}",
        ["aliases"] = new JsonArray("ทต.", $"ทต. {Text}"),
    };

    private JsonObject Assessment() => new()
    {
        ["indicators"] = Some.Indicators(Enumerable.Repeat(90m, 10)),
        ["questions"] = new JsonArray(new JsonObject { ["code"] = "E11", ["indicator"] = 8, ["score"] = 60, ["textTh"] = Text }),
        ["items"] = new JsonArray(new JsonObject
        {
            ["code"] = "O27", ["score"] = 0, ["comment"] = $"ไม่พบ {Text}", ["evidenceUrl"] = $"https://example.org/{Text}",
        }),
        ["notes"] = new JsonArray(new JsonObject
        {
            ["kind"] = "comment",
            ["items"] = new JsonArray("O27"),
            ["textTh"] = $"โปรดติดต่อ {Text} \"โทร\"",
            ["methods"] = new JsonArray(Text),
        }),
        ["source"] = new JsonObject { ["title"] = Text, ["url"] = $"https://example.org/{Text}", ["issuedOn"] = "2022-10-01" },
    };

    private JsonObject MeasureBody() => new()
    {
        ["externalId"] = Text,
        ["basedOnFiscalYear"] = 2565,
        ["titles"] = new JsonArray($"อบรมโดย {Text}"),
        ["headingTh"] = Text,
        ["weaknesses"] = new JsonArray(Text),
        ["steps"] = new JsonArray("วางแผน", Text),
        ["responsibleUnits"] = new JsonArray(Text),
        ["periodText"] = Text,
        ["monitoringTh"] = Text,
        ["progress"] = new JsonArray(new JsonObject { ["results"] = new JsonArray($"ประชุมกับ {Text}") }),
    };

    private JsonObject Report() => new()
    {
        ["results"] = new JsonArray($"อบรมแล้วโดย {Text}"),
        ["suggestions"] = new JsonArray(Text),
        ["evidenceUrls"] = new JsonArray($"https://example.org/{Text}"),
        ["reportedBy"] = Text,
        ["reason"] = Text,
    };

    private JsonObject Framework()
    {
        var framework = Some.Framework();
        framework["titleEn"] = Text;
        framework["indicators"]![0]!["nameTh"] = Text;
        return framework;
    }
}
