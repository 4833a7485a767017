using ItaApi.Tests.Support;
using Microsoft.Playwright;

namespace ItaApi.Tests.Dashboards.Page;

/// <summary>
/// A visit of the sample dashboard in a real browser, which notes whatever the browser has to complain of and whoever else is asked.
/// </summary>
internal sealed class DashboardVisit
{
    /// <summary>How long a busy machine may take to draw what it was asked for.</summary>
    private const float Patience = 60_000;

    private readonly List<string> complaints = [];

    private DashboardVisit(IPage page, Uri service)
    {
        Page = page;
        Assertions.SetDefaultExpectTimeout(Patience);
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, message) =>
        {
            // A rule of Content-Security-Policy that the page breaks is told here and nowhere else.
            if (message.Type == "error")
                complaints.Add(message.Text);
        };
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url).GetLeftPart(UriPartial.Authority) != service.GetLeftPart(UriPartial.Authority))
                complaints.Add($"{request.Url} is asked.");
        };
    }

    public IPage Page { get; }

    public ILocator this[string selector] => Page.Locator(selector);

    /// <summary>Stores the published documents that the page is looked at with.</summary>
    public static async ValueTask PublishAsync(ItaApplication ita)
    {
        foreach (var (agency, year) in new[] { ("57-mae-ngoen", 2565), ("40-hua-nong", 2564), ("73-bang-khaem", 2563) })
        {
            await ita.PutAsync($"/v1/agencies/{agency}", Some.Example($"agencies/{agency}.json"));
            await ita.PutAsync($"/v1/agencies/{agency}/assessments/{year}", Some.Example($"assessments/{agency}-{year}.json"));
        }
    }

    /// <summary>Opens the page and waits until it is drawn.</summary>
    /// <param name="ita">The service it belongs to.</param>
    /// <param name="browser">The browser to open it in.</param>
    /// <param name="choice">What the address says is chosen, as <c>lang=th&amp;province=57</c>.</param>
    /// <param name="width">Of the window; without one, a desktop's.</param>
    public static async Task<DashboardVisit> OpenAsync(ItaApplication ita, Browser browser, string choice, int? width = null)
    {
        var visit = new DashboardVisit(await browser.NewPageAsync(), ita.Address);
        if (width is { } narrow)
            await visit.Page.SetViewportSizeAsync(narrow, 740);
        await visit.Page.GotoAsync(new Uri(ita.Address, $"/dashboard#{choice}").ToString());
        await visit.DrawnAsync();
        return visit;
    }

    /// <summary>Waits until nothing is being loaded any more.</summary>
    public async Task DrawnAsync()
    {
        await Assertions.Expect(this["#results:visible, .failure"].First).ToBeVisibleAsync();
        await Assertions.Expect(this["[aria-busy]"]).ToHaveCountAsync(0);
    }

    /// <summary>Every text of a list of elements, each on one line.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync(string selector)
    {
        var texts = await this[selector]
            .EvaluateAllAsync<string[]>("elements => elements.map(element => element.innerText ?? element.textContent)");
        return [.. texts.Select(text => string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)))];
    }

    /// <summary>What has the focus: its id, else its text.</summary>
    public Task<string> FocusAsync() => Page.EvaluateAsync<string>("() => document.activeElement.id || document.activeElement.textContent");

    public void HasNoComplaints() => Assert.Empty(complaints);

    /// <summary>The whole page as a picture, where somebody wants to look at it.</summary>
    public async Task PictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("ITA_SCREENSHOTS") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"dashboard-{name}.png"), FullPage = true });
    }
}
