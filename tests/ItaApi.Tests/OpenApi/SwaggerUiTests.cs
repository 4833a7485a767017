using ItaApi.Tests.Support;
using Microsoft.Playwright;

namespace ItaApi.Tests.OpenApi;

/// <summary>Swagger UI as a developer meets it, in a real browser.</summary>
[Trait("Category", "Slow")]
public sealed class SwaggerUiTests(ItaApplication ita, Browser browser) : IClassFixture<ItaApplication>, IClassFixture<Browser>
{
    [Fact]
    public async Task Trying_out_the_result_of_mae_ngoen_shows_88_13_and_A()
    {
        await ita.PutAsync("/v1/agencies/57-mae-ngoen", Some.Example("agencies/57-mae-ngoen.json"));
        await ita.PutAsync("/v1/agencies/57-mae-ngoen/assessments/2565", Some.Example("assessments/57-mae-ngoen-2565.json"));
        var page = await browser.NewPageAsync();
        List<string> complaints = [];
        page.Console += (_, message) =>
        {
            // A rule of Content-Security-Policy that the page breaks is told here and nowhere else.
            if (message.Type == "error")
                complaints.Add(message.Text);
        };

        await page.GotoAsync(new Uri(ita.Address, "/swagger").ToString());
        var operation = page.Locator("[id$=getResult]");
        await operation.ClickAsync();
        await operation.Locator("button.execute").ClickAsync();
        var answer = operation.Locator(".live-responses-table .response-col_description pre code").First;
        await answer.WaitForAsync();

        var shown = await answer.InnerTextAsync();
        Assert.Contains("\"total\": 88.13", shown, StringComparison.Ordinal);
        Assert.Contains("\"code\": \"A\"", shown, StringComparison.Ordinal);
        Assert.Empty(complaints);
        if (Environment.GetEnvironmentVariable("ITA_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, "swagger-result.png"), FullPage = true });
    }
}
