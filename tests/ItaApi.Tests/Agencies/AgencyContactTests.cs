using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Agencies;

/// <summary>How an agency is reached is for callers with a key.</summary>
public sealed class AgencyContactTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task Contacts_are_shown_to_a_caller_with_a_key_and_to_no_other()
    {
        var district = Some.District();
        var code = await ita.CreateAgencyAsync(agency => agency.With("districtTh", district).With("contacts", Contacts()));
        var addresses = new[]
        {
            $"/v1/agencies/{code}",
            $"/v1/agencies?district={Uri.EscapeDataString(district)}",
            $"/v1/agencies/{code}/history",
            $"/v1/agencies/{code}/history?version=1",
        };
        var (_, key) = await ita.CreateKeyAsync(scopes: []);

        foreach (var address in addresses)
        {
            var (open, withKey) = (await GetAsync(address), await GetAsync(address, key));

            Assert.DoesNotContain("053 000", open.Text, StringComparison.Ordinal);
            Assert.Contains("053 000", withKey.Text, StringComparison.Ordinal);
            Assert.NotEqual(open.Tag, withKey.Tag);
            Assert.Equal(
                "no-cache, public",
                open.Headers.CacheControl!.ToString().Replace("public, no-cache", "no-cache, public", StringComparison.Ordinal));
            Assert.True(withKey.Headers.CacheControl!.Private);
            Assert.Contains("X-Api-Key", open.Headers.Vary);
            Assert.Contains("X-Api-Key", withKey.Headers.Vary);
        }
    }

    [Fact]
    public async Task Contacts_are_kept_as_they_were_sent_and_taken_away_when_they_are_left_out()
    {
        var code = await ita.CreateAgencyAsync(agency => agency["contacts"] = Contacts());

        Assert.Equal(
            Contacts().ToJsonString(Some.Readable),
            (await ita.GetAsync($"/v1/agencies/{code}")).Json["contacts"]!.ToJsonString(Some.Readable));

        await ita.PutAsync($"/v1/agencies/{code}", Some.Agency());
        Assert.Null((await ita.GetAsync($"/v1/agencies/{code}")).Json["contacts"]);
    }

    [Theory]
    [InlineData("email", "no-address", "invalid_email")]
    [InlineData("email", "", "blank_text")]
    [InlineData("phone", "053\n000", "invalid_text")]
    [InlineData("lineId", "\u200B", "invalid_text")]
    public async Task A_contact_that_is_none_is_refused(string member, string value, string fault) =>
        (await ita.PutAsync($"/v1/agencies/{Some.AgencyCode()}", Some.Agency().With("contacts", new JsonObject { [member] = value })))
            .IsProblem(400, "invalid_request", $"/contacts/{member} {fault}");

    private static JsonObject Contacts() =>
        new() { ["phone"] = "053 000 000", ["email"] = "saraban@maengoen.example", ["lineId"] = "@maengoen" };

    private Task<Answer> GetAsync(string address, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (key is not null)
            request.Headers.Add("X-Api-Key", key);
        return ItaApplication.SendAsync(ita.CreateBareClient(), request);
    }
}
