using System.Net;
using System.Net.Http.Headers;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Dashboards.Page;

/// <summary>The files of the sample dashboard, as a browser asks for them.</summary>
[Trait("Category", "CultureFree")]
public sealed class DashboardFileTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Theory]
    [InlineData("/dashboard", "text/html")]
    [InlineData("/dashboard/", "text/html")]
    [InlineData("/dashboard/dashboard.js", "text/javascript")]
    [InlineData("/dashboard/dashboard.css", "text/css")]
    [InlineData("/dashboard/icon.svg", "image/svg+xml")]
    public async Task A_file_is_sent_once_and_asked_about_from_then_on(string address, string mediaType)
    {
        var (status, headers, length) = await SendAsync(HttpMethod.Get, address);

        Assert.Equal((HttpStatusCode.OK, mediaType, "no-cache"), (status, headers.Type, headers.CacheControl));
        Assert.Equal((HttpStatusCode.OK, headers, 0), await SendAsync(HttpMethod.Head, address));
        Assert.NotEqual(0, length);
        Assert.Equal(
            (HttpStatusCode.NotModified, 0),
            await SendAsync(HttpMethod.Get, address, headers.Tag) is var (again, _, body) ? (again, body) : default);
    }

    [Fact]
    public async Task The_page_may_load_its_own_files_read_the_service_and_do_no_more()
    {
        var answer = await ita.GetAsync("/dashboard");

        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
            Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
    }

    [Fact]
    public async Task What_is_no_file_of_the_page_is_not_found() =>
        (await ita.GetAsync("/dashboard/index.htm")).IsProblem(404, "not_found");

    [Fact]
    public async Task The_page_only_can_be_read() =>
        (await ita.SendAsync(HttpMethod.Post, "/dashboard", "{}")).IsProblem(405, "method_not_allowed");

    private async Task<(HttpStatusCode Status, FileHeaders Headers, int Length)> SendAsync(
        HttpMethod method, string address, string? tag = null)
    {
        using var client = ita.CreateBareClient();
        using var request = new HttpRequestMessage(method, address);
        if (tag is not null)
            request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(tag));
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return (
            answer.StatusCode,
            new FileHeaders(
                answer.Content.Headers.ContentType?.MediaType, answer.Headers.CacheControl?.ToString(), answer.Headers.ETag?.ToString()),
            body.Length);
    }

    private sealed record FileHeaders(string? Type, string? CacheControl, string? Tag);
}
