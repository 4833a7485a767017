using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Imports;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Assessments;

/// <summary>Assessments of years in which the agency does not exist are stored with a warning.</summary>
public sealed class AgencyYearTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Theory]
    [InlineData(2563, true)]
    [InlineData(2564, false)]
    [InlineData(2565, false)]
    [InlineData(2566, true)]
    public async Task A_year_outside_those_of_the_agency_has_a_warning(int year, bool isOutside)
    {
        var address = $"/v1/agencies/{await CreateAsync(2564, 2565)}/assessments/{year}";

        var put = await ita.PutAsync(address, Some.Assessment());

        Assert.Equal(HttpStatusCode.Created, put.Status);
        Assert.Equal(isOutside ? $"/fiscalYear agency_not_in_year {year}" : "", Warning(put.Json));
        var read = await ita.GetAsync(address);
        Assert.Equal((put.Text, put.Tag), (read.Text, read.Tag));
    }

    [Fact]
    public async Task What_is_read_can_be_put_back_and_changed_under_its_tag()
    {
        var address = $"/v1/agencies/{await CreateAsync(2566, null)}/assessments/2565";
        await ita.PutAsync(address, Some.Assessment());
        var read = await ita.GetAsync(address);

        var same = await PutAsync(address, read.Json, read.Tag);
        var changed = await PutAsync(address, Some.Assessment(70), read.Tag);

        Assert.Equal((HttpStatusCode.OK, read.Text), (same.Status, same.Text));
        Assert.Equal((HttpStatusCode.OK, 2), (changed.Status, changed.Json["version"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Closing_an_agency_changes_the_tag_of_its_later_assessments()
    {
        var code = await CreateAsync(null, null);
        var address = $"/v1/agencies/{code}/assessments/2565";
        var before = await ita.PutAsync(address, Some.Assessment());

        await ita.PutAsync($"/v1/agencies/{code}", Some.Agency().With("toFiscalYear", 2564));

        var after = await ita.GetAsync(address);
        Assert.NotEqual(before.Tag, after.Tag);
        Assert.Equal(("", "/fiscalYear agency_not_in_year 2565"), (Warning(before.Json), Warning(after.Json)));
    }

    [Fact]
    public async Task A_row_of_such_a_year_has_a_warning()
    {
        var (closed, open) = (await CreateAsync(null, 2564), await CreateAsync(null, null));

        var answer = await ita.ImportAsync(Importing.Items(Row(closed), Row(open)), Importing.Json);

        Assert.Equal("2 0 0 0", answer.Counts());
        var row = Assert.Single(answer.Json["rows"]!.AsArray())!;
        Assert.Equal(
            (closed, "agency_not_in_year", 1),
            ($"{row["agencyCode"]}", $"{row["warnings"]![0]!["code"]}", answer.Json["counts"]!["withWarnings"]!.GetValue<int>()));
    }

    private async Task<Answer> PutAsync(string address, JsonNode body, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, address)
        {
            Content = new StringContent(body.ToJsonString(), null, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("If-Match", tag);
        return await ItaApplication.SendAsync(ita.Client, request);
    }

    private static JsonObject Row(string agency) => Some.Assessment().With("agencyCode", agency).With("fiscalYear", 2565);

    private static string Warning(JsonNode assessment) => assessment["warnings"]?.AsArray() is [var warning]
        ? $"{warning!["pointer"]} {warning["code"]} {warning["message"]!.GetValue<string>()[^5..^1]}"
        : "";

    private Task<string> CreateAsync(int? from, int? to) => ita.CreateAgencyAsync(agency =>
    {
        if (from is { } first)
            agency["fromFiscalYear"] = first;
        if (to is { } last)
            agency["toFiscalYear"] = last;
    });
}
