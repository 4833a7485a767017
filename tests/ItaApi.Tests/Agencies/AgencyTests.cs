using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Agencies;

public sealed class AgencyTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task An_agency_is_created_at_the_address_its_caller_chose_and_read_there()
    {
        var address = $"/v1/agencies/{Some.AgencyCode()}";

        var created = await ita.PutAsync(address, Some.Example("agencies/57-mae-ngoen.json").Without("code"));

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal(address, created.Headers.Location!.OriginalString);
        Assert.Equal(1, created.Json["version"]!.GetValue<int>());
        Assert.Equal(created.Text, (await ita.GetAsync(address)).Text);
    }

    [Fact]
    public async Task What_does_not_apply_is_left_out_and_an_empty_list_is_one()
    {
        var agency = (await ita.GetAsync($"/v1/agencies/{await ita.CreateAgencyAsync()}")).Json.AsObject();

        Assert.Equal(
            ["code", "nameTh", "kind", "provinceCode", "aliases", "version", "createdAt", "updatedAt"],
            agency.Select(member => member.Key));
        Assert.Equal("[]", agency["aliases"]!.ToJsonString());
        Assert.EndsWith("Z", agency["createdAt"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_counts_a_version_and_leaves_the_time_of_creation()
    {
        var address = $"/v1/agencies/{await ita.CreateAgencyAsync()}";
        var before = (await ita.GetAsync(address)).Json;
        var agency = Some.Agency();
        agency["nameTh"] = "เทศบาลตำบลใหม่";

        var changed = await ita.PutAsync(address, agency);

        Assert.Equal((HttpStatusCode.OK, 2), (changed.Status, changed.Json["version"]!.GetValue<int>()));
        Assert.Equal(before["createdAt"]!.ToJsonString(), changed.Json["createdAt"]!.ToJsonString());
        Assert.NotEqual(before["updatedAt"]!.ToJsonString(), changed.Json["updatedAt"]!.ToJsonString());
        Assert.Equal(changed.Text, (await ita.GetAsync(address)).Text);
    }

    [Fact]
    public async Task What_was_read_can_be_put_back_and_makes_no_version()
    {
        var address = $"/v1/agencies/{await ita.CreateAgencyAsync(agency => agency["aliases"] = new JsonArray("ทต.", "เทศบาล"))}";
        var read = await ita.GetAsync(address);

        var put = await ita.PutAsync(address, read.Json);

        Assert.Equal((HttpStatusCode.OK, read.Text), (put.Status, put.Text));
    }

    [Fact]
    public async Task An_agency_without_assessments_is_deleted_once()
    {
        var code = await ita.CreateAgencyAsync();

        Assert.Equal(HttpStatusCode.NoContent, (await ita.DeleteAsync($"/v1/agencies/{code}")).Status);

        (await ita.GetAsync($"/v1/agencies/{code}")).IsProblem(404, "agency_not_found");
        (await ita.DeleteAsync($"/v1/agencies/{code}")).IsProblem(404, "agency_not_found");
    }

    [Fact]
    public async Task An_agency_with_an_assessment_is_not_deleted()
    {
        var code = await ita.CreateAgencyAsync();
        await ita.PutAsync($"/v1/agencies/{code}/assessments/2565", Some.Assessment());

        (await ita.DeleteAsync($"/v1/agencies/{code}")).IsProblem(409, "agency_in_use");

        Assert.Equal(HttpStatusCode.OK, (await ita.GetAsync($"/v1/agencies/{code}")).Status);
    }

    [Fact]
    public async Task A_code_that_differs_from_another_in_casing_only_is_refused()
    {
        var code = await ita.CreateAgencyAsync();

        (await ita.PutAsync($"/v1/agencies/{code.ToUpperInvariant()}", Some.Agency())).IsProblem(409, "agency_code_similar");
    }

    [Theory]
    [InlineData("นำ\u0E49", "นำ\u0E49")]
    [InlineData("Cafe\u0301", "Café")]
    [InlineData("ก\u0E49\u0E38", "ก\u0E38\u0E49")]
    public async Task Text_is_kept_in_nfc_however_a_keyboard_composed_it(string sent, string kept)
    {
        var code = await ita.CreateAgencyAsync(agency => agency["nameTh"] = sent);

        var name = (await ita.GetAsync($"/v1/agencies/{code}")).Json["nameTh"]!.GetValue<string>();

        Assert.Equal(kept.Normalize(NormalizationForm.FormC), name);
    }

    [Fact]
    public async Task Text_is_changed_in_no_other_way()
    {
        const string text = " เทศบาล  ตำบลแม่เงิน <b>&\"'\\ 👍🏽 ๑๒๓ =SUM(A1) ";

        var code = await ita.CreateAgencyAsync(agency => agency["nameTh"] = text);

        Assert.Equal(text, (await ita.GetAsync($"/v1/agencies/{code}")).Json["nameTh"]!.GetValue<string>());
    }

    [Fact]
    public async Task Of_twelve_creations_at_once_one_creates()
    {
        var address = $"/v1/agencies/{Some.AgencyCode()}";

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => ita.PutAsync(address, Some.Agency())));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(11, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.All(answers, answer => Assert.Equal(1, answer.Json["version"]!.GetValue<int>()));
    }
}
