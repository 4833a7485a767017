using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Http.Requests;

/// <summary>Text that is meant to do something else than to be read, in every place of every body that takes text.</summary>
public sealed partial class HostileInputTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private const string Sql = "x'); drop table agency; -- \\ %s {0} ${jndi:ldap://x} <script>alert(1)</script>";

    private const string Document = """
        {
          "questions": [{ "code": "E11", "indicator": 8, "score": 90, "textTh": "คำถาม" }],
          "items": [{ "code": "O27", "score": 0, "comment": "ข้อสังเกต", "evidenceUrl": "https://example.go.th/" }],
          "reported": { "total": 90, "grade": "A", "instruments": [{ "code": "IIT", "score": 90 }] },
          "notes": [{ "kind": "improvement", "instrument": "IIT", "items": ["O27"], "textTh": "ข้อความ", "methods": ["วิธีการ"] }],
          "source": { "title": "เอกสาร", "url": "https://example.go.th/", "issuedOn": "2022-09-30" }
        }
        """;

    /// <summary>A body of every operation that takes one, with text wherever text may stand, and where it is sent.</summary>
    private static readonly Dictionary<string, Target> Targets = new()
    {
        ["putAgency"] = new("PUT /v1/agencies/{agencyCode}", _ => FullAgency()),
        ["putAssessment"] = new("PUT /v1/agencies/{agencyCode}/assessments/2565", _ => FullAssessment()),
        ["createAssessment"] = new("POST /v1/assessments", agency => Of(agency, FullAssessment())),
        ["putFramework"] = new("PUT /v1/frameworks/2583", _ => Some.Framework()),
        ["scoreAssessment"] = new("POST /v1/scorings", _ => Of(null, FullAssessment()), Stores: false),
        ["simulate"] = new("POST /v1/simulations", _ => FullSimulation(), Stores: false),
        ["createMeasure"] = new("POST /v1/agencies/{agencyCode}/measures", _ => FullMeasure()),
        ["putMeasure"] = new("PUT /v1/measures/{measureId}", _ => FullMeasure()),
        ["putProgress"] = new("PUT /v1/measures/{measureId}/progress/{reportId}", _ => FullReport()) { Below = "/progress/0" },
        ["appendProgress"] = new("POST /v1/measures/{measureId}/progress", _ => FullReport()) { Below = "/progress/0" },
        ["changeAgencyCode"] = new(
            "POST /v1/agencies/{agencyCode}/code", _ => new JsonObject { ["code"] = Some.AgencyCode() }, Stores: false),
        ["eraseText"] = new(
            "POST /v1/erasures",
            _ => new JsonObject { ["find"] = "สมชาย", ["replaceWith"] = "x", ["agencyCode"] = "57-x", ["reason"] = "คำขอ" },
            Stores: false),
        ["createApiKey"] = new(
            "POST /v1/api-keys",
            _ => new JsonObject { ["name"] = "ระบบ", ["scopes"] = new JsonArray("write"), ["provinces"] = new JsonArray("57") }),
    };

    public static TheoryData<string> Operations => [.. Targets.Keys];

    [Fact]
    public async Task Every_operation_that_takes_a_body_is_tried() => Assert.Equal(
        (from path in (await ita.GetAsync("/openapi/v1.json")).Json["paths"]!.AsObject()
         from operation in path.Value!.AsObject()
         // What may come in other forms too is a file of such bodies, whose rows are read as these are.
         where operation.Value!["requestBody"]?["content"]!.AsObject().Count == 1
         select operation.Value["operationId"]!.GetValue<string>()).Order(StringComparer.Ordinal),
        Targets.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Sql_and_markup_come_back_as_they_were_sent_or_are_refused_where_they_stand(string operation)
    {
        var kept = 0;
        foreach (var pointer in await PointersAsync(operation))
        {
            var answer = await SendWithAsync(operation, pointer, JsonValue.Create(Sql).ToJsonString()[1..^1]);

            if ((int)answer.Status == 400)
            {
                Assert.All(answer.Faults, fault => Assert.StartsWith(Parent(pointer), fault, StringComparison.Ordinal));
                continue;
            }

            Assert.InRange((int)answer.Status, 200, 201);
            if (Targets[operation].Stores)
                Assert.Equal(Sql, At(answer.Json, Targets[operation].Below + pointer));
            kept++;
        }

        // An operation that takes codes alone keeps none of it.
        Assert.Equal(operation != "changeAgencyCode", kept > 0);
        Assert.Equal(HttpStatusCode.OK, (await ita.GetAsync("/v1/agencies?limit=1")).Status);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task What_is_no_text_is_refused_where_it_stands(string operation)
    {
        foreach (var pointer in await PointersAsync(operation))
        {
            // U+0000, an override, an isolate, half a pair, a control character, and a character that is none.
            foreach (var escape in new[] { @"\u0000", @"ก\u202Eข", @"\u2067", @"\uD83D", @"\uDC4D\uD83D", @"a\u001Bb", @"\uFFFF" })
            {
                var answer = await SendWithAsync(operation, pointer, escape);

                Assert.Equal((400, "unreadable_body"), ((int)answer.Status, answer.Code));
                // A member that takes one of a few words takes no other text whatever it holds.
                Assert.Contains(Assert.Single(answer.Faults), (string[])[$"{pointer} invalid_text", $"{pointer} wrong_type"]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_member_that_is_named_to_do_harm_is_not_known(string operation)
    {
        foreach (var name in new[] { "__proto__", "constructor", "$type", "$ref", @"\u0000", @"\uD83D", @"\u202E", "" })
        {
            var answer = await SendAsync(operation, $$"""{"{{name}}":[true]}""");

            Assert.Equal((400, "unreadable_body"), ((int)answer.Status, answer.Code));
            // A name is text, as a value is.
            Assert.EndsWith(
                name.StartsWith(@"\u", StringComparison.Ordinal) ? " invalid_text" : " unknown_member",
                Assert.Single(answer.Faults),
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Lists_within_lists_are_refused_at_the_limit(string operation)
    {
        foreach (var body in new[] { new string('[', 100_000), string.Concat(Enumerable.Repeat("{\"version\":", 50_000)) })
        {
            Assert.Equal(
                (400, "unreadable_body"), await SendAsync(operation, body) is var answer ? ((int)answer.Status, answer.Code) : default);
        }
    }

    [Theory]
    [InlineData("/v1/agencies?q=')%3B%20drop%20table%20agency%3B%20--", 200)]
    [InlineData("/v1/agencies?q=%25%27%20or%201%3D1%20--", 200)]
    [InlineData("/v1/agencies?q=%00", 400)]
    [InlineData("/v1/agencies?q=%E2%80%AE", 400)]
    [InlineData("/v1/agencies?q=%ED%A0%80", 400)]
    [InlineData("/v1/agencies?cursor=')%3B--", 400)]
    [InlineData("/v1/agencies/x';--", 400)]
    [InlineData("/v1/agencies/..%2f..%2fetc%2fpasswd", 400)]
    [InlineData("/v1/agencies/%00", 400)]
    [InlineData("/openapi/..%2f..%2fappsettings.json", 404)]
    [InlineData("/swagger/..%2f..%2fappsettings.json", 404)]
    public async Task An_address_that_is_meant_to_do_harm_finds_nothing(string address, int status) =>
        Assert.Equal(status, (int)(await ita.GetAsync(address)).Status);

    /// <summary>The places of text in a body, one of each kind: of the names of ten indicators the first.</summary>
    private async Task<List<string>> PointersAsync(string operation)
    {
        var body = Targets[operation].Body(await ita.CreateAgencyAsync());
        return [.. Leaves(body, "").DistinctBy(pointer => Number().Replace(pointer, "/*"))];
    }

    private static IEnumerable<string> Leaves(JsonNode? node, string pointer) => node switch
    {
        JsonObject members => members.SelectMany(member => Leaves(member.Value, $"{pointer}/{member.Key}")),
        JsonArray entries =>
            entries.SelectMany((entry, index) => Leaves(entry, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index}"))),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String => [pointer],
        _ => [],
    };

    private static string? At(JsonNode answer, string pointer) =>
        pointer[1..]
            .Split('/')
            .Aggregate(
                (JsonNode?)answer,
                (node, step) => node is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)] : node?[step])
            ?.GetValue<string>();

    private static string Parent(string pointer) => pointer[..(pointer.IndexOf('/', 1) is > 0 and var end ? end : pointer.Length)];

    /// <summary>Sends the operation's body with a text at one place, as it would stand between the quotes.</summary>
    private async Task<Answer> SendWithAsync(string operation, string pointer, string escaped)
    {
        const string mark = "the-place-of-it";
        var agency = await ita.CreateAgencyAsync();
        var body = Targets[operation].Body(agency);
        var steps = pointer[1..].Split('/');
        JsonNode place = body;
        foreach (var step in steps[..^1])
            place = place is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)]! : place[step]!;
        if (place is JsonArray entries)
            entries[int.Parse(steps[^1], CultureInfo.InvariantCulture)] = mark;
        else
            place[steps[^1]] = mark;
        return await SendAsync(operation, body.ToJsonString().Replace(mark, escaped, StringComparison.Ordinal), agency);
    }

    private async Task<Answer> SendAsync(string operation, string body, string? agency = null)
    {
        var (method, path) = Targets[operation].Route.Split(' ') is [var first, var second] ? (new HttpMethod(first), second) : default;
        if (path.Contains("{measureId}", StringComparison.Ordinal))
        {
            path = path.Replace(
                "{measureId}", await ita.CreateMeasureAsync(agency ?? await ita.CreateAgencyAsync()), StringComparison.Ordinal);
        }

        if (path.Contains("{reportId}", StringComparison.Ordinal))
        {
            var measure = await ita.PostAsync(
                path[..path.LastIndexOf('/')], new JsonObject { ["results"] = new JsonArray("ก") });
            path = path.Replace(
                "{reportId}", measure.Json["progress"]![0]!["id"]!.GetValue<string>(), StringComparison.Ordinal);
        }

        return await ita.SendAsync(method, path.Replace("{agencyCode}", agency ?? Some.AgencyCode(), StringComparison.Ordinal), body);
    }

    private static JsonObject FullAgency()
    {
        var agency = Some.Agency();
        foreach (var member in new[] { "nameEn", "shortNameTh", "districtTh" })
            agency[member] = "ข้อความ";
        agency["websiteUrl"] = "https://example.go.th/";
        agency["aliases"] = new JsonArray("ทต.ตัวอย่าง", "เทศบาลตัวอย่าง");
        return agency;
    }

    private static JsonObject FullAssessment()
    {
        var assessment = JsonNode.Parse(Document)!.AsObject();
        assessment["indicators"] = Some.Indicators(Enumerable.Repeat(90m, 10));
        return assessment;
    }

    private static JsonObject Of(string? agency, JsonObject assessment)
    {
        if (agency is not null)
            assessment["agencyCode"] = agency;
        assessment["fiscalYear"] = 2565;
        return assessment;
    }

    private static JsonObject FullMeasure() => JsonNode.Parse("""
        {
          "basedOnFiscalYear": 2565, "instrument": "OIT", "items": ["O27"], "headingTh": "หัวข้อ", "titles": ["มาตรการ"],
          "weaknesses": ["จุดอ่อน"], "steps": ["ขั้นตอน"], "responsibleUnits": ["สำนักปลัด"],
          "periodText": "ตลอดปี", "startsOn": "2022-10-01", "endsOn": "2023-09-30",
          "monitoringTh": "รายงานผล", "statusTh": "อยู่ระหว่างการดำเนินการ",
          "externalId": "m-1", "progress": [{ "results": ["ผล"], "reportedBy": "สำนักปลัด" }]
        }
        """)!.AsObject();

    private static JsonObject FullReport() => JsonNode.Parse("""
        {
          "reportedOn": "2023-04-01", "statusTh": "อยู่ระหว่างการดำเนินการ", "results": ["ผล"], "suggestions": ["ข้อเสนอแนะ"],
          "evidenceUrls": ["https://example.go.th/"], "reportedBy": "สำนักปลัด", "reason": "เหตุผล"
        }
        """)!.AsObject();

    private static JsonObject FullSimulation() => new()
    {
        ["fiscalYear"] = 2565,
        ["indicators"] = Some.Indicators(Enumerable.Repeat(70m, 10)),
        ["items"] = new JsonArray(new JsonObject { ["code"] = "O27", ["score"] = 0, ["comment"] = "ข้อสังเกต" }),
        ["changes"] = new JsonArray(new JsonObject { ["item"] = "O27", ["score"] = 100 }),
        ["targetGrade"] = "A",
    };

    [GeneratedRegex("/[0-9]+")]
    private static partial Regex Number();

    /// <param name="Route">Method and path; the agency, or its measure, is one that exists.</param>
    /// <param name="Body">What is sent, of that agency.</param>
    /// <param name="Stores">What is sent comes back.</param>
    private sealed record Target(string Route, Func<string, JsonObject> Body, bool Stores = true)
    {
        /// <summary>Where in the answer it comes back.</summary>
        public string Below { get; init; } = "";
    }
}
