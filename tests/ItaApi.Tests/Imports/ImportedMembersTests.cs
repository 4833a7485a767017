using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Imports;

/// <summary>An import stores every member of what it brings, and a change of any one of them is a change.</summary>
public sealed class ImportedMembersTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private static readonly string[] NotSent = ["code", "id", "agencyCode", "version", "createdAt", "updatedAt", "statusTh"];

    /// <summary>Everything an agency can say, and each member with another value.</summary>
    private const string Agencies = """
        {
          "nameTh": ["เทศบาลตำบลหนึ่ง", "เทศบาลตำบลสอง"], "nameEn": ["One", "Two"], "shortNameTh": ["ทต.หนึ่ง", "ทต.สอง"],
          "kind": ["subdistrictMunicipality", "townMunicipality"], "provinceCode": ["57", "50"], "districtTh": ["เชียงแสน", "แม่จัน"],
          "websiteUrl": ["https://one.example", "https://two.example"], "officialCode": ["5570801", "5570802"],
          "contacts": [{ "phone": "053 000 001" }, { "phone": "053 000 001", "email": "office@one.example", "lineId": "@one" }],
          "aliases": [["หนึ่ง", "เทศบาลตำบลหนึ่ง"], ["สอง", "หนึ่ง", "เทศบาลตำบลหนึ่ง"]],
          "fromFiscalYear": [2560, 2561], "toFiscalYear": [2570, 2571]
        }
        """;

    private const string Measures = """
        {
          "externalId": ["m-1", "m-2"], "basedOnFiscalYear": [2565, 2564], "implementFiscalYear": [2566, 2567],
          "instrument": ["IIT", "EIT"], "indicators": [[1, 2], [2]],
          "items": [["O1"], ["O2", "O1"]], "headingTh": ["หัวข้อหนึ่ง", "หัวข้อสอง"],
          "titles": [["มาตรการหนึ่ง"], ["มาตรการสอง", "มาตรการสาม"]],
          "weaknesses": [["จุดอ่อนหนึ่ง"], ["จุดอ่อนสอง"]], "steps": [["ขั้นตอนหนึ่ง"], ["ขั้นตอนสอง"]],
          "responsibleUnits": [["สำนักปลัด"], ["กองคลัง"]], "periodText": ["ม.ค. - มี.ค.", "เม.ย."],
          "startsOn": ["2023-01-01", "2023-01-02"], "endsOn": ["2023-03-31", "2023-03-30"],
          "monitoringTh": ["รายงานทุกเดือน", "รายงานทุกปี"],
          "position": [1, 2], "status": ["planned", "inProgress"]
        }
        """;

    private const string Assessments = """
        {
          "questions":
          [
            [{ "code": "Q1", "indicator": 1, "score": 90 }],
            [{ "code": "Q1", "indicator": 1, "score": 89.5, "textTh": "ข้อคำถาม" }]
          ],
          "items": [[{ "code": "O1", "score": 0, "comment": "ไม่พบ" }], [{ "code": "O1", "score": 0, "comment": "ไม่พบข้อมูล" }]],
          "reported": [{ "total": 90 }, { "total": 90.0 }], "strengthThreshold": [80, 80.5],
          "respondents": [{ "internal": 55 }, { "internal": 55, "external": 120 }],
          "notes": [[{ "kind": "comment", "textTh": "หมายเหตุ" }], [{ "kind": "suggestion", "textTh": "หมายเหตุ" }]],
          "source": [{ "title": "เอกสาร" }, { "title": "เอกสาร", "issuedOn": "2022-09" }]
        }
        """;

    [Fact]
    public Task Of_an_agency() =>
        EveryMemberIsStoredAsync("agencies", "/v1/agencies", "code", Agencies, Some.AgencyCode(), new JsonObject());

    [Fact]
    public async Task Of_an_assessment()
    {
        var agency = await ita.CreateAgencyAsync();
        var key = Some.Assessment(90m).With("fiscalYear", 2565);

        await EveryMemberIsStoredAsync("assessments", $"/v1/agencies/{agency}/assessments/2565", "agencyCode", Assessments, agency, key);
    }

    [Fact]
    public async Task Of_a_measure()
    {
        var agency = await ita.CreateAgencyAsync();
        var id = await ita.CreateMeasureAsync(agency);

        await EveryMemberIsStoredAsync("measures", $"/v1/measures/{id}", "agencyCode", Measures, agency, new JsonObject { ["id"] = id });
    }

    private async Task EveryMemberIsStoredAsync(string subject, string address, string key, string members, string agency, JsonObject item)
    {
        var values = JsonNode.Parse(members)!.AsObject();
        address = address == "/v1/agencies" ? $"{address}/{agency}" : address;
        item[key] = agency;
        foreach (var (member, value) in values)
            item[member] = value![0]!.DeepClone();
        await ImportAsync(item);
        Assert.Equal(Sent(item), await StoredAsync());

        foreach (var (member, value) in values)
        {
            item[member] = value![1]!.DeepClone();
            Assert.Equal((member, "0 1 0 0"), (member, (await ImportAsync(item)).Counts()));
            Assert.Equal((member, "0 0 1 0"), (member, (await ImportAsync(item)).Counts()));
            Assert.Equal(Sent(item), await StoredAsync());
        }

        async Task<Answer> ImportAsync(JsonObject row)
        {
            var answer = await ita.ImportAsync(Importing.Lines(row), Importing.Ndjson, subject: subject);
            Assert.True(answer.Json["state"]?.GetValue<string>() == "completed", answer.Text);
            return answer;
        }

        async Task<string> StoredAsync() => Sent((await ita.GetAsync(address)).Json.AsObject(), [.. item.Select(member => member.Key)]);
    }

    /// <summary>The members that were sent, in one order.</summary>
    private static string Sent(JsonObject resource, params string[] members)
    {
        var kept = new JsonObject();
        foreach (var (member, value) in resource.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            if (!NotSent.Contains(member) && (members.Length == 0 || members.Contains(member)))
                kept[member] = value!.DeepClone();
        }

        return kept.ToJsonString();
    }
}
