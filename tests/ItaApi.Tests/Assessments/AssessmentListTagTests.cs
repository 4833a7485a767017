using System.Net;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Assessments;

/// <summary>The tag of a page of assessments names what the page says: whatever changes a byte of it changes the tag.</summary>
public sealed class AssessmentListTagTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private readonly string district = Some.District();
    private string agency = "";

    [Theory]
    [InlineData("score", true)]
    [InlineData("province", true)]
    [InlineData("another year", true)]
    [InlineData("another page", true)]
    [InlineData("deletion and the same again", true)]
    [InlineData("address of its pages", false)]
    [InlineData("nothing", false)]
    public async Task What_changes_the_page_changes_its_tag(string change, bool changes)
    {
        await CreateAsync();
        var list = change == "another page"
            ? $"/v1/assessments?district={district}&limit=2"
            : $"/v1/assessments?district={district}&count=true";
        var before = await ita.GetAsync(list);

        await ChangeAsync(change);

        var after = await ita.GetAsync(list);
        Assert.Equal(changes, before.Text != after.Text);
        Assert.Equal(changes, !Equals(before.Headers.ETag, after.Headers.ETag));
        Assert.Equal(changes ? HttpStatusCode.OK : HttpStatusCode.NotModified, await StatusAsync(list, before.Headers.ETag!.ToString()));
    }

    [Fact]
    public async Task A_district_that_is_named_otherwise_changes_the_tag_of_its_agencys_list()
    {
        await CreateAsync();
        var list = $"/v1/agencies/{agency}/assessments";
        var before = await ita.GetAsync(list);

        await ChangeAgencyAsync("districtTh", $"{district}ใหม่");

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(list, before.Headers.ETag!.ToString()));
        Assert.NotEqual(before.Headers.ETag, (await ita.GetAsync(list)).Headers.ETag);
    }

    private async Task CreateAsync()
    {
        agency = await ita.CreateAgencyAsync(agency => agency["districtTh"] = district);
        await PutAsync(2564, 90m);
        await PutAsync(2565, 90m);
    }

    private async Task ChangeAsync(string change)
    {
        switch (change)
        {
            case "score":
                await PutAsync(2565, 91m);
                break;
            case "province":
                await ChangeAgencyAsync("provinceCode", "50");
                break;
            case "another year" or "another page":
                await PutAsync(2566, 90m);
                break;
            case "deletion and the same again":
                await ita.DeleteAsync($"/v1/agencies/{agency}/assessments/2565");
                await PutAsync(2565, 90m);
                break;
            case "address of its pages":
                await ChangeAgencyAsync("websiteUrl", "https://example.go.th/");
                break;
            default:
                await PutAsync(2565, 90m);
                break;
        }
    }

    private async Task PutAsync(int year, decimal score)
    {
        var answer = await ita.PutAsync($"/v1/agencies/{agency}/assessments/{year}", Some.Assessment(score));
        Assert.True(answer.Status is HttpStatusCode.Created or HttpStatusCode.OK, answer.Text);
    }

    private async Task ChangeAgencyAsync(string member, string value)
    {
        var body = Some.Agency();
        (body["districtTh"], body[member]) = (district, value);
        Assert.Equal(HttpStatusCode.OK, (await ita.PutAsync($"/v1/agencies/{agency}", body)).Status);
    }

    private async Task<HttpStatusCode> StatusAsync(string path, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return (await ItaApplication.SendAsync(ita.Client, request)).Status;
    }
}
