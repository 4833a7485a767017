using System.Net;
using System.Text;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Imports;

/// <summary>Many imports at once, each under an <c>Idempotency-Key</c> of its own, wait for their turn and not for each other.</summary>
[Trait("Category", "CultureFree")]
public sealed class ImportsAtOnceTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private const int Imports = 120;

    [Theory]
    [InlineData("?dryRun=true")]
    [InlineData("?mode=partial")]
    public async Task All_of_many_imports_at_once_end_well(string query)
    {
        var agencies = Enumerable.Range(0, Imports).Select(_ => Some.AgencyCode()).ToList();
        var sheet = string.Concat(agencies.Select(code => $"{code},{code},subdistrictMunicipality,57\n"));
        var made = await ita.ImportAsync($"code,name_th,kind,province_code\n{sheet}", subject: "agencies");
        Assert.Equal(Imports, made.Json["counts"]!["created"]!.GetValue<int>());

        var answers = await Task.WhenAll(agencies.Select(agency => SendAsync(agency, query, agency, 80)));

        Assert.All(answers, answer => Assert.True(answer.Status == HttpStatusCode.OK, answer.Text));
        Assert.All(answers, answer => Assert.Equal("completed", answer.Json["state"]!.GetValue<string>()));
    }

    [Fact]
    public async Task An_import_that_is_sent_again_is_answered_again()
    {
        var agency = await ita.CreateAgencyAsync();

        var first = await SendAsync($"{agency}-again", "", agency, 80);
        var again = await SendAsync($"{agency}-again", "", agency, 80);
        var other = await SendAsync($"{agency}-again", "", agency, 81);

        Assert.Equal((HttpStatusCode.OK, first.Text), (again.Status, again.Text));
        Assert.True(again.Headers.Contains("Idempotency-Replayed"));
        other.IsProblem(422, "idempotency_key_reused");
    }

    [Fact]
    public async Task Of_an_import_sent_many_times_at_once_one_is_carried_out()
    {
        var agency = await ita.CreateAgencyAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => SendAsync($"{agency}-once", "", agency, 80)));

        Assert.All(answers, answer => Assert.True(answer.Status == HttpStatusCode.OK || answer.Code == "request_in_progress", answer.Text));
        Assert.Single(answers.Where(answer => answer.Status == HttpStatusCode.OK).Select(answer => answer.Text).Distinct());
    }

    private async Task<Answer> SendAsync(string key, string query, string agency, int total)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/imports/assessments{query}")
        {
            Content = new StringContent($"agency_code,fiscal_year,total\n{agency},2564,{total}\n", Encoding.UTF8, Importing.Csv),
        };
        request.Headers.Add("Idempotency-Key", key);
        return await ItaApplication.SendAsync(ita.Client, request);
    }
}
