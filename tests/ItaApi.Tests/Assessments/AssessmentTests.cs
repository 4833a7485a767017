using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Assessments;

public sealed class AssessmentTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task An_assessment_is_created_then_changed_at_one_address()
    {
        var address = await AddressAsync();

        var created = await ita.PutAsync(address, Some.Assessment(90m));
        var changed = await ita.PutAsync(address, Some.Assessment(80m));

        Assert.Equal((HttpStatusCode.Created, 1, "90.00"), (created.Status, Version(created), Total(created)));
        Assert.Equal(address, created.Headers.Location!.OriginalString);
        Assert.Equal((HttpStatusCode.OK, 2, "80.00"), (changed.Status, Version(changed), Total(changed)));
        Assert.Equal(created.Json["createdAt"]!.ToJsonString(), changed.Json["createdAt"]!.ToJsonString());
        Assert.Equal(changed.Text, (await ita.GetAsync(address)).Text);
    }

    [Theory]
    [InlineData("57-mae-ngoen-2565.json", 2565)]
    [InlineData("40-hua-nong-2564.json", 2564)]
    [InlineData("73-bang-khaem-2563.json", 2563)]
    [InlineData("reported-only-2566.json", 2566)]
    public async Task What_was_sent_or_read_can_be_sent_again_and_makes_no_version(string example, int fiscalYear)
    {
        var address = $"/v1/agencies/{await ita.CreateAgencyAsync()}/assessments/{fiscalYear}";
        var sent = Some.Example($"assessments/{example}").Without("agencyCode");
        Assert.Equal(HttpStatusCode.Created, (await ita.PutAsync(address, sent)).Status);
        var read = await ita.GetAsync(address);

        foreach (var again in new JsonNode[] { sent, read.Json })
        {
            var put = await ita.PutAsync(address, again);
            Assert.Equal((HttpStatusCode.OK, read.Text), (put.Status, put.Text));
        }

        Assert.Equal(read.Text, (await ita.GetAsync(address)).Text);
    }

    [Fact]
    public async Task Indicators_may_come_in_any_order()
    {
        var address = await AddressAsync();
        var body = Some.Assessment();
        await ita.PutAsync(address, body);
        body["indicators"] = new JsonArray([.. body["indicators"]!.AsArray().Reverse().Select(entry => entry!.DeepClone())]);

        var put = await ita.PutAsync(address, body);

        Assert.Equal((HttpStatusCode.OK, 1), (put.Status, Version(put)));
    }

    [Fact]
    public async Task A_score_is_kept_with_the_decimals_it_was_sent_with()
    {
        var address = await AddressAsync();
        var body = JsonNode.Parse(Some.Assessment(90m)
            .ToJsonString()
            .Replace("""{"number":3,"score":90}""", """{"number":3,"score":98.4}""", StringComparison.Ordinal))!;
        await ita.PutAsync(address, body);

        var changed = await ita.PutAsync(address, body.ToJsonString().Replace("98.4", "98.40", StringComparison.Ordinal));

        Assert.Equal((HttpStatusCode.OK, 2), (changed.Status, Version(changed)));
        Assert.Equal(
            ["90", "90", "98.40", "90"], changed.Json["indicators"]!.AsArray().Take(4).Select(entry => entry!["score"]!.ToJsonString()));
        Assert.Equal(changed.Text, (await ita.GetAsync(address)).Text);
    }

    [Theory]
    [InlineData("-0", "0")]
    [InlineData("1e1", "10")]
    [InlineData("9.5E1", "95")]
    [InlineData("100.00", "100.00")]
    [InlineData("1e-2", "0.01")]
    public async Task A_number_may_be_written_as_json_allows(string sent, string kept)
    {
        var address = await AddressAsync();
        var body = Some.Assessment(90m)
            .ToJsonString()
            .Replace("""{"number":3,"score":90}""", $$"""{"number":3,"score":{{sent}}}""", StringComparison.Ordinal);
        body = $$"""{{body[..^1]}},"strengthThreshold":{{sent}}}""";
        var created = await ita.PutAsync(address, body);

        var again = await ita.PutAsync(address, body);

        Assert.Equal((HttpStatusCode.OK, 1), (again.Status, Version(again)));
        Assert.Equal(
            [kept, kept], [again.Json["indicators"]![2]!["score"]!.ToJsonString(), again.Json["strengthThreshold"]!.ToJsonString()]);
        Assert.Equal([created.Text, created.Text], [again.Text, (await ita.GetAsync(address)).Text]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task The_ends_of_the_scale_are_scores(int score)
    {
        var created = await ita.PutAsync(await AddressAsync(), Some.Assessment(score));

        Assert.Equal((HttpStatusCode.Created, $"{score}.00"), (created.Status, Total(created)));
    }

    [Fact]
    public async Task A_posted_assessment_is_created_once()
    {
        var body = Some.Assessment();
        (body["agencyCode"], body["fiscalYear"]) = (await ita.CreateAgencyAsync(), 2565);

        var created = await ita.PostAsync("/v1/assessments", body);

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal(created.Text, (await ita.GetAsync(created.Headers.Location!.OriginalString)).Text);
        (await ita.PostAsync("/v1/assessments", body)).IsProblem(409, "assessment_exists");
        Assert.Equal(created.Text, (await ita.GetAsync(created.Headers.Location!.OriginalString)).Text);
    }

    [Fact]
    public async Task An_assessment_is_deleted_once_and_can_be_created_anew()
    {
        var address = await AddressAsync();
        await ita.PutAsync(address, Some.Assessment());

        Assert.Equal(HttpStatusCode.NoContent, (await ita.DeleteAsync(address)).Status);

        (await ita.GetAsync(address)).IsProblem(404, "assessment_not_found");
        (await ita.GetAsync($"{address}/result")).IsProblem(404, "assessment_not_found");
        (await ita.DeleteAsync(address)).IsProblem(404, "assessment_not_found");
        Assert.Equal(HttpStatusCode.Created, (await ita.PutAsync(address, Some.Assessment())).Status);
    }

    [Fact]
    public async Task An_agency_that_is_not_known_has_no_assessments()
    {
        var code = Some.AgencyCode();

        (await ita.PutAsync($"/v1/agencies/{code}/assessments/2565", Some.Assessment())).IsProblem(404, "agency_not_found");
        (await ita.GetAsync($"/v1/agencies/{code}/assessments")).IsProblem(404, "agency_not_found");
        (await ita.GetAsync($"/v1/agencies/{code}/assessments/2565")).IsProblem(404, "assessment_not_found");
    }

    [Fact]
    public async Task An_assessment_keeps_the_name_and_kind_its_agency_had()
    {
        var code = await ita.CreateAgencyAsync(agency => agency["kind"] = "subdistrictAdministrativeOrganization");
        var address = $"/v1/agencies/{code}/assessments/2565";
        await ita.PutAsync(address, Some.Assessment());
        var renamed = Some.Agency();
        (renamed["nameTh"], renamed["kind"]) = ("เทศบาลเมืองใหม่", "townMunicipality");
        await ita.PutAsync($"/v1/agencies/{code}", renamed);

        await ita.PutAsync(address, Some.Assessment(70m));

        var agency = (await ita.GetAsync($"{address}/result")).Json["agency"]!;
        Assert.Equal(
            ("เทศบาลตำบลตัวอย่าง", "subdistrictAdministrativeOrganization"),
            (agency["nameTh"]!.GetValue<string>(), agency["kind"]!.GetValue<string>()));
        var listed = (await ita.GetAsync($"/v1/agencies/{code}/assessments")).Json["items"]![0]!;
        Assert.Equal(
            ("เทศบาลตำบลตัวอย่าง", "subdistrictAdministrativeOrganization"),
            (listed["nameTh"]!.GetValue<string>(), listed["kind"]!.GetValue<string>()));
    }

    [Fact]
    public async Task The_words_of_a_document_are_kept_in_nfc()
    {
        var address = await AddressAsync();
        var body = Some.Assessment();
        body["notes"] = JsonNode.Parse("""[{"kind":"suggestion","textTh":"Cafe\u0301","methods":["e\u0301"]}]""");

        var stored = (await ita.PutAsync(address, body)).Json;

        Assert.Equal("""[{"kind":"suggestion","textTh":"Café","methods":["é"]}]""", stored["notes"]!.ToJsonString(Some.Readable));
        Assert.Equal(stored.ToJsonString(), (await ita.GetAsync(address)).Json.ToJsonString());
    }

    [Fact]
    public async Task Of_twelve_equal_puts_at_once_one_creates_and_none_makes_a_version()
    {
        var address = await AddressAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => ita.PutAsync(address, Some.Assessment())));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(11, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.Equal(1, Version(await ita.GetAsync(address)));
        Assert.Single((await ita.GetAsync(address[..address.LastIndexOf('/')])).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task Of_twelve_posts_at_once_one_creates_and_eleven_conflict()
    {
        var body = Some.Assessment();
        (body["agencyCode"], body["fiscalYear"]) = (await ita.CreateAgencyAsync(), 2565);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => ita.PostAsync("/v1/assessments", body)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(11, answers.Count(answer => answer is { Status: HttpStatusCode.Conflict, Code: "assessment_exists" }));
    }

    [Fact]
    public async Task An_agency_deleted_while_it_is_assessed_is_in_use_or_not_found()
    {
        for (var i = 0; i < 30; i++)
        {
            var agency = await ita.CreateAgencyAsync();
            var body = Some.Assessment();
            (body["agencyCode"], body["fiscalYear"]) = (agency, 2565);

            var posted = ita.PostAsync("/v1/assessments", body);
            var put = ita.PutAsync($"/v1/agencies/{agency}/assessments/2564", Some.Assessment());
            var deleted = await ita.DeleteAsync($"/v1/agencies/{agency}");

            Assert.True((int)(await posted).Status is 201 or 400, (await posted).Text);
            Assert.True((int)(await put).Status is 201 or 404, (await put).Text);
            Assert.Equal(
                (await posted).Status == HttpStatusCode.Created || (await put).Status == HttpStatusCode.Created,
                deleted.Status == HttpStatusCode.Conflict);
        }
    }

    private static int Version(Answer answer) => answer.Json["version"]!.GetValue<int>();

    private static string Total(Answer answer) => answer.Json["result"]!["total"]!.ToJsonString();

    private async Task<string> AddressAsync() => $"/v1/agencies/{await ita.CreateAgencyAsync()}/assessments/2565";
}
