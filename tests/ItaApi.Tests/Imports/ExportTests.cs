using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ItaApi.Tests.Dashboards;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Imports;

/// <summary>What goes out of a province comes in again as it was.</summary>
public sealed class ExportTests(GeneratedProvinces generated) : IClassFixture<GeneratedProvinces>
{
    [Theory]
    [InlineData(Importing.Csv, "")]
    [InlineData(Importing.Csv, "&labels=both&bom=false")]
    [InlineData(Importing.Ndjson, "")]
    public async Task A_province_that_is_exported_imports_as_unchanged(string form, string how)
    {
        var exported = await ExportAsync(form, $"?province={GeneratedProvinces.Province}{how}");

        var answer = await generated.Ita.ImportAsync(exported.Text, form);

        var rows = generated.Assessments.Count(assessment => assessment.Agency.Province == GeneratedProvinces.Province);
        Assert.Equal(("completed", $"0 0 {rows} 0"), (answer.State(), answer.Counts()));
        Assert.True(rows > 50);
    }

    [Theory]
    [InlineData("57-mae-ngoen", 2565)]
    [InlineData("40-hua-nong", 2564)]
    [InlineData("73-bang-khaem", 2563)]
    public async Task A_published_document_is_exported_whole(string agency, int fiscalYear)
    {
        var district = Some.District();
        var code = await generated.Ita.CreateAgencyAsync(other =>
        {
            other["districtTh"] = district;
            other["provinceCode"] = "50";
        });
        var document = Some.Example($"assessments/{agency}-{fiscalYear}.json").Without("agencyCode");
        Assert.Equal(
            System.Net.HttpStatusCode.Created,
            (await generated.Ita.PutAsync($"/v1/agencies/{code}/assessments/{fiscalYear}", document)).Status);

        var line = JsonNode.Parse((await ExportAsync(Importing.Ndjson, $"?district={district}")).Text.TrimEnd())!.AsObject();

        Assert.Equal((code, fiscalYear), (line["agencyCode"]!.GetValue<string>(), line["fiscalYear"]!.GetValue<int>()));
        foreach (var (member, value) in document.Where(member => member.Key != "fiscalYear"))
            Assert.Equal(value!.ToJsonString(Some.Readable), line[member]!.ToJsonString(Some.Readable));
    }

    [Fact]
    public async Task The_filters_and_the_limit_hold_for_an_export_too()
    {
        var exported = await ExportAsync(Importing.Ndjson, $"?province={GeneratedProvinces.Province}&fiscalYear=2565&limit=3");

        var lines = exported.Text.TrimEnd().Split('\n').Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(3, lines.Count);
        Assert.All(lines, line => Assert.Equal(2565, line["fiscalYear"]!.GetValue<int>()));
    }

    private async Task<Answer> ExportAsync(string form, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/assessments{query}");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(form));
        var answer = await ItaApplication.SendAsync(generated.Ita.Client, request);
        Assert.Equal((System.Net.HttpStatusCode.OK, form), (answer.Status, answer.MediaType));
        return answer;
    }
}
