using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Agencies;

/// <summary>The names of an agency over the years, and names that read as another's.</summary>
public sealed class AgencyNameTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private readonly string district = Some.District();

    [Fact]
    public async Task A_renamed_agency_is_known_by_its_old_name_whatever_is_sent_later()
    {
        var code = await CreateAsync("องค์การบริหารส่วนตำบลแม่ไร่");

        await PutAsync(code, "เทศบาลตำบลแม่ไร่", ["ทต. แม่ไร่"]);
        Assert.Equal(["ทต. แม่ไร่", "องค์การบริหารส่วนตำบลแม่ไร่"], await AliasesAsync(code));

        await PutAsync(code, "เทศบาลตำบลแม่ไร่");
        Assert.Equal(["องค์การบริหารส่วนตำบลแม่ไร่"], await AliasesAsync(code));

        Assert.Equal([code], await ListAsync("q=อบต.แม่ไร่"));
    }

    [Fact]
    public async Task What_is_read_of_a_renamed_agency_can_be_put_back_and_makes_no_version()
    {
        var code = await CreateAsync("องค์การบริหารส่วนตำบลเก่า");
        await PutAsync(code, "เทศบาลตำบลใหม่", ["ใหม่"]);
        var read = await ita.GetAsync($"/v1/agencies/{code}");

        var put = await ita.PutAsync($"/v1/agencies/{code}", read.Json);

        Assert.Equal((HttpStatusCode.OK, read.Text), (put.Status, put.Text));
    }

    [Fact]
    public async Task An_agency_that_takes_its_old_name_back_has_the_other_as_an_alias()
    {
        var code = await CreateAsync("องค์การบริหารส่วนตำบลหนึ่ง");
        await PutAsync(code, "เทศบาลตำบลหนึ่ง");

        await PutAsync(code, "องค์การบริหารส่วนตำบลหนึ่ง");

        Assert.Equal(["เทศบาลตำบลหนึ่ง"], await AliasesAsync(code));
    }

    [Fact]
    public async Task An_old_name_gives_way_where_an_agency_has_all_the_aliases_it_may_have()
    {
        var code = await CreateAsync("องค์การบริหารส่วนตำบลหนึ่ง");
        var aliases = Enumerable.Range(1, 20).Select(number => $"ชื่ออื่น {number}").ToArray();

        var changed = await PutAsync(code, "เทศบาลตำบลหนึ่ง", aliases);

        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.Equal(aliases, await AliasesAsync(code));
    }

    [Fact]
    public async Task An_agency_whose_name_reads_as_that_of_another_is_stored_with_a_warning()
    {
        var one = await CreateAsync("องค์การบริหารส่วนตำบลน้ำบ่อ");

        var created = await ita.PutAsync($"/v1/agencies/{Some.AgencyCode()}", Agency("อบต. น\u0E49\u0E4D\u0E32บ่อ"));

        var warning = Assert.Single(created.Json["warnings"]!.AsArray())!;
        Assert.Equal((HttpStatusCode.Created, "/nameTh similar_agency"), (created.Status, $"{warning["pointer"]} {warning["code"]}"));
        Assert.Contains(one, warning["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains(one, warning["messageTh"]!.GetValue<string>(), StringComparison.Ordinal);
        var other = await ita.GetAsync($"/v1/agencies/{one}");
        Assert.Equal("similar_agency", Assert.Single(other.Json["warnings"]!.AsArray())!["code"]!.GetValue<string>());
        Assert.NotEqual("1", other.State);
    }

    [Theory]
    [InlineData("kind", "other")]
    [InlineData("districtTh", "แม่จัน")]
    [InlineData("nameTh", "เทศบาลตำบลน้ำบ่อ")]
    public async Task An_agency_that_differs_in_kind_or_district_or_name_is_no_twin(string member, string value)
    {
        await CreateAsync("องค์การบริหารส่วนตำบลน้ำบ่อ");

        var created = await ita.PutAsync($"/v1/agencies/{Some.AgencyCode()}", Agency("องค์การบริหารส่วนตำบลน้ำบ่อ").With(member, value));

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Null(created.Json["warnings"]);
    }

    [Fact]
    public async Task A_warning_goes_with_what_it_warned_of()
    {
        var (one, other) = (await CreateAsync("เทศบาลตำบลคู่"), await CreateAsync("ทต.คู่"));
        var read = await ita.GetAsync($"/v1/agencies/{one}");
        Assert.NotNull(read.Json["warnings"]);

        await ita.DeleteAsync($"/v1/agencies/{other}");

        var now = await ita.GetAsync($"/v1/agencies/{one}");
        Assert.Null(now.Json["warnings"]);
        Assert.NotEqual(read.Tag, now.Tag);
    }

    [Fact]
    public async Task The_tag_of_an_agency_with_a_warning_is_a_condition_for_a_change()
    {
        var (one, _) = (await CreateAsync("เทศบาลตำบลคู่"), await CreateAsync("ทต.คู่"));
        var tag = (await ita.GetAsync($"/v1/agencies/{one}")).Tag;
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/v1/agencies/{one}")
        {
            Content = new StringContent(Agency("เทศบาลตำบลเดี่ยว").ToJsonString(), null, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("If-Match", tag);

        Assert.Equal(HttpStatusCode.OK, (await ItaApplication.SendAsync(ita.Client, request)).Status);
    }

    [Fact]
    public async Task An_agency_that_is_closed_before_years_that_are_stored_is_stored_with_a_warning()
    {
        var code = await CreateAsync("เทศบาลตำบลหนึ่ง");
        await ita.PutAsync($"/v1/agencies/{code}/assessments/2565", Some.Assessment());
        await ita.PutAsync($"/v1/agencies/{code}/assessments/2564", Some.Assessment());

        var closed = await ita.PutAsync($"/v1/agencies/{code}", Agency("เทศบาลตำบลหนึ่ง").With("toFiscalYear", 2564));

        var warning = Assert.Single(closed.Json["warnings"]!.AsArray())!;
        Assert.Equal((HttpStatusCode.OK, "/toFiscalYear years_outside"), (closed.Status, $"{warning["pointer"]} {warning["code"]}"));
        Assert.Contains("2565", warning["messageTh"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain("2564", warning["messageTh"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u200B")]
    [InlineData("\uFEFFเทศบาล")]
    [InlineData("เทศบาล\u00ADตำบล")]
    [InlineData("เทศบาล\nตำบล")]
    [InlineData("เทศบาล\u2028ตำบล")]
    [InlineData("เทศบาล\uE000")]
    [InlineData("เทศบาล\uFDD0")]
    [InlineData("เทศบาล\u3164")]
    [InlineData("เทศบาล\U000E0100")]
    public async Task A_name_with_a_character_that_cannot_be_seen_is_refused(string name)
    {
        foreach (var member in new[] { "nameTh", "nameEn", "shortNameTh", "districtTh" })
        {
            var answer = await ita.PutAsync($"/v1/agencies/{Some.AgencyCode()}", Some.Agency().With(member, name));
            answer.IsProblem(400, "invalid_request", $"/{member} invalid_text");
        }

        (await ita.PutAsync(
            $"/v1/agencies/{Some.AgencyCode()}",
            Some.Agency().With("aliases", new JsonArray(name)))).IsProblem(400, "invalid_request", "/aliases/0 invalid_text");
    }

    [Theory]
    [InlineData("%B9%E9%D3")]
    [InlineData("%25%B9")]
    [InlineData("%E0%B8")]
    [InlineData("%EF%BF%BD")]
    public async Task An_address_in_another_encoding_is_refused_instead_of_finding_nothing(string text) =>
        (await ita.GetAsync($"/v1/agencies?q={text}&province=57")).IsProblem(400, "invalid_request", "q invalid_text");

    [Theory]
    [InlineData("100%25")]
    [InlineData("%25B9")]
    [InlineData("%")]
    public async Task A_percent_sign_may_be_looked_for(string text) =>
        Assert.Equal(HttpStatusCode.OK, (await ita.GetAsync($"/v1/agencies?q={text}&province=57")).Status);

    private JsonObject Agency(string nameTh) => Some.Agency(nameTh).With("districtTh", district);

    private Task<string> CreateAsync(string nameTh) =>
        ita.CreateAgencyAsync(agency => agency.With("nameTh", nameTh).With("districtTh", district));

    private Task<Answer> PutAsync(string code, string nameTh, string[]? aliases = null) => ita.PutAsync(
        $"/v1/agencies/{code}", Agency(nameTh).With("aliases", new JsonArray([.. (aliases ?? []).Select(alias => (JsonNode)alias)])));

    private async Task<string[]> AliasesAsync(string code) =>
        [.. (await ita.GetAsync($"/v1/agencies/{code}")).Json["aliases"]!.AsArray().Select(alias => alias!.GetValue<string>())];

    private async Task<string[]> ListAsync(string query) =>
        [
            .. (await ita.GetAsync($"/v1/agencies?district={Uri.EscapeDataString(district)}&{query}"))
                .Json["items"]!.AsArray()
                .Select(agency => agency!["code"]!.GetValue<string>())
        ];
}
