using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Imports;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.OpenApi;

/// <summary>
/// Every member of every body that writes, as the contract lists them, is stored, or the contract names it as computed. None is taken and
/// lost: a member that is in no sample below fails, and so does one that cannot be read back.
/// </summary>
public sealed class WrittenMembersTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    /// <summary>Bodies that are calculated with and stored nowhere.</summary>
    private static readonly string[] StoresNothing = ["scoreAssessment", "simulate"];

    /// <summary>The operations whose items have the schema of another operation; each is sent the same items.</summary>
    private static readonly string[] Imports = ["importAgencies", "importAssessments", "importMeasures", "importProgress"];

    /// <summary>Members that name a thing instead of being stored: other tests show that a wrong name is refused.</summary>
    private static readonly string[] Names = ["ProgressBody/id", "ProgressItem/measureId", "ProgressItem/title", "ErasureBody/find"];

    private const string Agency = """
        {
          "code": "{agency}", "nameTh": "เทศบาลตำบลหนึ่ง", "nameEn": "One", "shortNameTh": "ทต.หนึ่ง", "kind": "townMunicipality",
          "provinceCode": "57", "districtTh": "เชียงแสน", "officialCode": "{official}", "districtCode": "5708",
          "websiteUrl": "https://one.example", "aliases": ["หนึ่ง"],
          "contacts": { "phone": "053 000 001", "email": "office@one.example", "lineId": "@one" },
          "fromFiscalYear": 2550, "toFiscalYear": 2575
        }
        """;

    private const string Assessment = """
        {
          "agencyCode": "{agency}", "fiscalYear": 2565,
          "indicators": [
            { "number": 1, "score": 90 }, { "number": 2, "score": 90 }, { "number": 3, "score": 90 }, { "number": 4, "score": 90 },
            { "number": 5, "score": 90 }, { "number": 6, "score": 90 }, { "number": 7, "score": 90 }, { "number": 8, "score": 90 },
            { "number": 9, "score": 90 }, { "number": 10, "score": 90 }
          ],
          "questions": [{ "code": "Q1", "indicator": 1, "score": 90.25, "textTh": "ข้อคำถาม" }],
          "items": [{ "code": "O1", "score": 0, "titleTh": "โครงสร้าง", "comment": "ไม่พบ", "evidenceUrl": "https://one.example/o1" }],
          "reported": {
            "total": 90, "grade": "A", "instruments": [{ "code": "IIT", "score": 90, "contribution": 27, "grade": "A" }],
            "indicators": [{ "number": 1, "score": 90 }], "highest": [{ "number": 1, "score": 90 }],
            "lowest": [{ "number": 2, "score": 90 }], "lowestInInstrument": [{ "instrument": "EIT", "number": 6, "score": 90 }],
            "strengthCount": 9, "weaknessCount": 1
          },
          "strengthThreshold": 80, "respondents": { "internal": 55, "external": 120 },
          "notes": [
            {
              "kind": "improvement", "instrument": "OIT", "indicators": [9], "items": ["O1"], "textTh": "ไม่พบข้อมูล",
              "methods": ["เผยแพร่"]
            }
          ],
          "source": { "title": "เอกสาร", "url": "https://one.example/ita.pdf", "issuedOn": "2022-09" }
        }
        """;

    private const string Report = """
        {
          "reportedOn": "2023-03-31", "status": "inProgress", "statusTh": "อยู่ระหว่างการดำเนินการ", "results": ["อบรมแล้ว"],
          "suggestions": ["จัดอีกครั้ง"], "evidenceUrls": ["https://one.example/อบรม"], "reportedBy": "สำนักปลัด", "reason": "ตามแผน"
        }
        """;

    private const string Measure = $$"""
        {
          "agencyCode": "{agency}", "externalId": "m-1", "basedOnFiscalYear": 2565, "implementFiscalYear": 2566, "instrument": "IIT",
          "indicators": [1, 2], "items": ["O1"], "headingTh": "หัวข้อ", "titles": ["มาตรการ"], "weaknesses": ["จุดอ่อน"],
          "steps": ["ขั้นตอน"], "responsibleUnits": ["สำนักปลัด"], "periodText": "ม.ค. - มี.ค.", "startsOn": "2023-01-01",
          "endsOn": "2023-03-31", "monitoringTh": "รายงานทุกเดือน", "position": 1, "status": "inProgress",
          "statusTh": "อยู่ระหว่างการดำเนินการ", "progress": [{{Report}}]
        }
        """;

    private const string Key = """
        {
          "name": "ระบบ", "scopes": ["write"], "provinces": ["57"], "agencies": ["{agency}"], "expiresAt": "2099-01-31T00:00:00Z"
        }
        """;

    private const string Erasure = """
        { "find": "ไม่มีข้อความนี้", "replaceWith": "[ลบ]", "agencyCode": "{agency}", "reason": "คำขอของเจ้าของข้อมูล" }
        """;

    [Fact]
    public async Task Every_member_of_every_body_is_in_a_sample_or_named_as_computed()
    {
        var contract = (await ita.GetAsync("/openapi/v1.json")).Json;
        List<string> forgotten = [];
        foreach (var (operation, schema) in BodiesOf(contract))
        {
            if (StoresNothing.Contains(operation))
                continue;

            var sample = SampleOf(Imports.Contains(operation) ? operation.Replace("import", "", StringComparison.Ordinal) : operation);
            var body = Imports.Contains(operation) ? ElementOf(contract, schema, "items") : schema;
            if (sample is null)
                forgotten.Add($"{operation} has no sample");
            else
                Compare(contract, body, [sample], forgotten);
        }

        Assert.Empty(forgotten.Distinct());
    }

    [Fact]
    public async Task What_is_sent_of_an_agency_is_stored()
    {
        var code = Some.AgencyCode();
        await StoredAsync(HttpMethod.Put, $"/v1/agencies/{code}", Sample(Agency, code), $"/v1/agencies/{code}");

        var imported = Some.AgencyCode();
        await ImportedAsync("agencies", Sample(Agency, imported), $"/v1/agencies/{imported}");
    }

    [Fact]
    public async Task What_is_sent_of_an_assessment_is_stored()
    {
        var agency = await ita.CreateAgencyAsync();
        var address = $"/v1/agencies/{agency}/assessments/2565";
        await StoredAsync(HttpMethod.Put, address, Sample(Assessment, agency), address);

        var (posted, imported) = (await ita.CreateAgencyAsync(), await ita.CreateAgencyAsync());
        await StoredAsync(HttpMethod.Post, "/v1/assessments", Sample(Assessment, posted), $"/v1/agencies/{posted}/assessments/2565");
        await ImportedAsync("assessments", Sample(Assessment, imported), $"/v1/agencies/{imported}/assessments/2565");
    }

    [Fact]
    public async Task What_is_sent_of_a_measure_is_stored()
    {
        var (agency, imported) = (await ita.CreateAgencyAsync(), await ita.CreateAgencyAsync());
        var plan = $"/v1/agencies/{agency}/measures";
        await StoredAsync(HttpMethod.Post, plan, Sample(Measure, agency), plan);

        var address = $"/v1/measures/{await ita.CreateMeasureAsync(agency)}";
        await StoredAsync(HttpMethod.Put, address, Sample(Measure, agency).With("externalId", "m-2"), address);
        await ImportedAsync("measures", Sample(Measure, imported), $"/v1/agencies/{imported}/measures");
    }

    [Fact]
    public async Task What_is_sent_of_a_report_is_stored()
    {
        var agency = await ita.CreateAgencyAsync();
        var address = $"/v1/measures/{await ita.CreateMeasureAsync(agency)}";
        var sent = Sample(Report, agency);

        var appended = await ita.PostAsync($"{address}/progress", new JsonObject { ["results"] = new JsonArray("ก") });
        await StoredAsync(
            HttpMethod.Put, $"{address}/progress/{appended.Json["progress"]![0]!["id"]}", sent, address, stored => stored["progress"]![0]!);
        await StoredAsync(HttpMethod.Post, $"{address}/progress", sent, address, at: stored => stored["progress"]![1]!);

        var other = await ita.CreateMeasureAsync(agency);
        await ImportedAsync(
            "progress", sent.DeepClone().AsObject().With("measureId", other), $"/v1/measures/{other}", stored => stored["progress"]![0]!);
    }

    [Fact]
    public async Task What_is_sent_of_a_framework_is_stored() =>
        await StoredAsync(HttpMethod.Put, "/v1/frameworks/2598", Framework(), "/v1/frameworks/2598");

    [Fact]
    public async Task What_is_sent_of_a_key_is_stored()
    {
        var sent = Sample(Key, await ita.CreateAgencyAsync());
        var created = await ita.PostAsync("/v1/api-keys", sent);
        Assert.Equal(HttpStatusCode.Created, created.Status);

        var listed = (await ita.GetAsync("/v1/api-keys?limit=200")).Json["items"]!.AsArray()
            .Single(key => key!["id"]!.ToJsonString() == created.Json["id"]!.ToJsonString())!;
        Assert.Empty(Lost("", sent, listed));
    }

    [Fact]
    public async Task What_is_sent_of_another_code_is_stored()
    {
        var (agency, code) = (await ita.CreateAgencyAsync(), Some.AgencyCode());
        await StoredAsync(HttpMethod.Post, $"/v1/agencies/{agency}/code", new JsonObject { ["code"] = code }, $"/v1/agencies/{code}");
    }

    [Fact]
    public async Task What_is_sent_of_an_erasure_is_stored_but_for_the_text_to_find()
    {
        var sent = Sample(Erasure, await ita.CreateAgencyAsync());
        var erased = await ita.PostAsync("/v1/erasures", sent);
        Assert.True(erased.Status == HttpStatusCode.OK, erased.Text);

        var listed = (await ita.GetAsync("/v1/erasures?limit=200")).Json["items"]!.AsArray()
            .Single(erasure => erasure!["erasureId"]!.ToJsonString() == erased.Json["erasureId"]!.ToJsonString())!;
        Assert.Empty(Lost("", sent.Without("find"), listed));
        Assert.DoesNotContain("ไม่มีข้อความนี้", listed.ToJsonString(Some.Readable), StringComparison.Ordinal);
    }

    private static JsonObject Sample(string text, string agency) => JsonNode.Parse(text
        .Replace("{agency}", agency, StringComparison.Ordinal)
        .Replace("{official}", Some.OfficialCode(), StringComparison.Ordinal))!.AsObject();

    /// <summary>The contract's example, with the optional members it leaves out.</summary>
    private static JsonObject Framework()
    {
        var framework = Some.Framework()
            .With("fiscalYear", 2598).With("titleEn", "Framework").With("provisional", new JsonArray("questions"));
        var indicator = framework["indicators"]![0]!.AsObject();
        indicator["descriptionTh"] = "คำอธิบาย";
        indicator["aliasesTh"] = new JsonArray("ชื่ออื่น");
        indicator["questions"] = JsonNode.Parse(
            """[{ "code": "I1", "textTh": "ข้อคำถาม", "topicTh": "การปฏิบัติงาน", "direction": "positive" }]""");
        framework["indicators"]![8]!["groups"] = JsonNode.Parse(
            """[{ "code": "9.1", "titleTh": "ข้อมูลพื้นฐาน", "items": [{ "code": "O1", "titleTh": "มาตรการ", "role": "plan" }] }]""");
        framework["instruments"]![1]!["parts"] = JsonNode.Parse("""[{ "code": "EIT1", "nameTh": "ส่วนที่ 1", "nameEn": "Part 1" }]""");
        framework["target"] = new JsonObject { ["minTotal"] = 85, ["sharePercent"] = 80, ["byFiscalYear"] = 2599 };
        return framework;
    }

    private static JsonNode? SampleOf(string operation) => operation switch
    {
        "putAgency" or "Agencies" => Sample(Agency, "x"),
        "putAssessment" or "createAssessment" or "Assessments" => Sample(Assessment, "x"),
        "putMeasure" or "createMeasure" or "Measures" => Sample(Measure, "x"),
        "appendProgress" or "putProgress" => Sample(Report, "x"),
        "Progress" => Sample(Report, "x").With("agencyCode", "x").With("externalId", "x").With("basedOnFiscalYear", 2565)
            .With("implementFiscalYear", 2566),
        "putFramework" => Framework(),
        "createApiKey" => Sample(Key, "x"),
        "changeAgencyCode" => new JsonObject { ["code"] = "x" },
        "eraseText" => Sample(Erasure, "x"),
        _ => null,
    };

    private async Task StoredAsync(
        HttpMethod method, string address, JsonObject sent, string read, Func<JsonNode, JsonNode>? at = null)
    {
        var answer = await ita.SendAsync(method, address, sent.ToJsonString());
        Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Created, answer.Text);
        await ReadAsync(sent, read, at);
    }

    private async Task ImportedAsync(string subject, JsonObject sent, string read, Func<JsonNode, JsonNode>? at = null)
    {
        var answer = await ita.ImportAsync(Importing.Lines(sent), Importing.Ndjson, subject: subject);
        Assert.True(answer.Json["state"]?.GetValue<string>() == "completed", answer.Text);
        await ReadAsync(sent, read, at);
    }

    private async Task ReadAsync(JsonObject sent, string read, Func<JsonNode, JsonNode>? at)
    {
        var stored = (await ita.GetAsync(read)).Json;
        if (stored["items"] is JsonArray list && stored["page"] is not null)
            stored = list[0]!;
        Assert.Empty(Lost("", sent, at is null ? stored : at(stored)));
    }

    /// <summary>The members that were sent and are not read back as they were.</summary>
    private static IEnumerable<string> Lost(string pointer, JsonNode? sent, JsonNode? stored) => (sent, stored) switch
    {
        // A report has the code of its status; the measure has both.
        _ when pointer.EndsWith("/statusTh", StringComparison.Ordinal) && stored is null => [],
        _ when pointer is "/agencyCode" or "/measureId" && stored is null => [],
        (JsonObject members, JsonObject found) =>
            members.SelectMany(member => Lost($"{pointer}/{member.Key}", member.Value, found[member.Key])),
        (JsonArray list, JsonArray found) => list.SelectMany(
            (entry, i) => Lost(string.Create(CultureInfo.InvariantCulture, $"{pointer}/{i}"), entry, i < found.Count ? found[i] : null)),
        _ when sent?.ToJsonString() == stored?.ToJsonString() => [],
        _ => [$"{pointer}: {sent?.ToJsonString()} sent, {stored?.ToJsonString()} stored"],
    };

    private static IEnumerable<(string Operation, JsonNode Schema)> BodiesOf(JsonNode contract) =>
        from path in contract["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        let body = operation.Value!["requestBody"]?["content"]?["application/json"]?["schema"]
        where body is not null
        select (operation.Value!["operationId"]!.GetValue<string>(), body);

    private static void Compare(JsonNode contract, JsonNode schema, IReadOnlyList<JsonNode> samples, List<string> forgotten)
    {
        var (name, resolved) = Resolve(contract, schema);
        if (resolved["properties"] is not JsonObject properties)
            return;

        var objects = samples.OfType<JsonObject>().ToList();
        var description = resolved["description"]?.GetValue<string>() ?? "";
        foreach (var (member, type) in properties)
        {
            if (Names.Contains($"{name}/{member}") || description.Contains($"`{member}`", StringComparison.Ordinal))
                continue;

            var values = objects.Select(sample => sample[member]).OfType<JsonNode>().ToList();
            if (values.Count == 0)
                forgotten.Add($"{name}/{member}");
            else if (Resolve(contract, type!).Schema["items"] is { } element)
                Compare(contract, element, [.. values.OfType<JsonArray>().SelectMany(list => list).OfType<JsonNode>()], forgotten);
            else
                Compare(contract, type!, values, forgotten);
        }
    }

    private static JsonNode ElementOf(JsonNode contract, JsonNode schema, string list) =>
        Resolve(contract, schema).Schema["properties"]![list]!["items"]!;

    private static (string Name, JsonNode Schema) Resolve(JsonNode contract, JsonNode schema)
    {
        var reference = (schema["$ref"] ?? schema["allOf"]?[0]?["$ref"])?.GetValue<string>();
        if (reference is null)
            return ("", schema);

        var name = reference.Split('/')[^1];
        return (name, contract["components"]!["schemas"]![name]!);
    }
}
