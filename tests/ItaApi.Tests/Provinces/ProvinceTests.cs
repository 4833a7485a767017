using System.Net;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Provinces;

public sealed class ProvinceTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task The_77_provinces_are_listed_by_code_on_one_page()
    {
        var list = (await ita.GetAsync("/v1/provinces")).Json;

        var codes = list["items"]!.AsArray().Select(province => province!["code"]!.GetValue<string>()).ToList();
        Assert.Equal(77, codes.Distinct().Count());
        Assert.Equal(codes.Order(StringComparer.Ordinal), codes);
        Assert.Null(list["page"]!["nextCursor"]);
    }

    [Fact]
    public async Task A_province_is_read_by_its_code()
    {
        var province = (await ita.GetAsync("/v1/provinces/57")).Json;

        Assert.Equal(
            ["57", "TH-57", "เชียงราย", "Chiang Rai"],
            from member in (string[])["code", "isoCode", "nameTh", "nameEn"] select province[member]!.GetValue<string>());
    }

    [Fact]
    public async Task The_tag_of_a_province_is_made_of_what_is_answered()
    {
        var tag = (await ita.GetAsync("/v1/provinces/57")).Tag;

        Assert.NotEqual(tag, (await ita.GetAsync("/v1/provinces/50")).Tag);
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(tag));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("\"57\""));

        async Task<HttpStatusCode> StatusAsync(string ifNoneMatch)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/provinces/57");
            request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
            return (await ItaApplication.SendAsync(ita.Client, request)).Status;
        }
    }

    [Theory]
    [InlineData("99")]
    [InlineData("5")]
    [InlineData("๕๗")]
    [InlineData("TH-57")]
    public async Task A_code_that_is_none_is_not_found(string code) =>
        (await ita.GetAsync($"/v1/provinces/{code}")).IsProblem(404, "province_not_found");
}
