using ItaApi.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ItaApi.Tests.Dashboards.Page;

/// <summary>The sample dashboard without a mouse, on a phone, and for weak eyes.</summary>
[Trait("Category", "Slow")]
public sealed class DashboardAccessTests(ItaApplication ita, Browser browser)
    : IClassFixture<ItaApplication>, IClassFixture<Browser>, IAsyncLifetime
{
    public ValueTask InitializeAsync() => DashboardVisit.PublishAsync(ita);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Everything_is_reached_and_seen_by_keyboard()
    {
        var visit = await DashboardVisit.OpenAsync(ita, browser, "lang=en&province=57");
        var keys = visit.Page.Keyboard;

        List<string> order = [];
        for (var stop = 0; stop < 9; stop++)
        {
            await keys.PressAsync("Tab");
            order.Add(await visit.FocusAsync());
            Assert.NotEqual("none", await visit.Page.EvaluateAsync<string>("() => getComputedStyle(document.activeElement).outlineStyle"));
        }

        Assert.Equal(["skip", "lang-th", "lang-en", "province", "year", "All indicators", "เทศบาลตำบลแม่เงิน", "agency", "of"], order);

        await visit["#year"].FocusAsync();
        await keys.PressAsync("Tab");
        await keys.PressAsync("Enter");
        Assert.Equal(10, await visit["#weakest details tbody tr:visible"].CountAsync());
        await keys.PressAsync("Tab");
        await keys.PressAsync("Enter");
        await Expect(visit["#trend tbody tr"]).ToContainTextAsync("88.13");
        Assert.Equal("trend-heading", await visit.FocusAsync());

        await visit["#skip"].FocusAsync();
        await keys.PressAsync("Enter");
        Assert.Equal("main", await visit.FocusAsync());
        Assert.Contains("province=57", visit.Page.Url, StringComparison.Ordinal);

        await visit["#province"].FocusAsync();
        await keys.TypeAsync("Nakhon Pathom");
        await keys.PressAsync("Tab");
        await Expect(visit["#place"]).ToHaveTextAsync("Nakhon Pathom · fiscal year 2563");
        visit.HasNoComplaints();
    }

    [Theory]
    [InlineData("th")]
    [InlineData("en")]
    public async Task A_phone_scrolls_up_and_down_only(string language)
    {
        // Levels have the longest names there are, and this agency's is the worst.
        var code = await ita.CreateAgencyAsync(agency =>
        {
            agency["provinceCode"] = "58";
            agency["nameTh"] = "องค์การบริหารส่วนตำบลที่มีชื่อยาวมากเป็นพิเศษและยาวขึ้นไปอีก";
        });
        await ita.PutAsync($"/v1/agencies/{code}/assessments/2565", Some.Assessment(71m));
        await ita.PutAsync($"/v1/agencies/{code}/assessments/2566", Some.Assessment(60m));

        var visit = await DashboardVisit.OpenAsync(ita, browser, $"lang={language}&province=58&agency={code}", width: 360);
        await visit["#weakest summary"].ClickAsync();
        await visit["#submissions summary"].ClickAsync();

        Assert.Equal(360, await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        Assert.InRange(await visit["#trend svg"].EvaluateAsync<double>("chart => chart.getBoundingClientRect().right"), 300, 360);
        Assert.Equal(["71.00", "60.00"], await visit.TextsAsync("#trend svg .value"));
        visit.HasNoComplaints();
        await visit.PictureAsync($"phone-{language}");
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Every_text_stands_out_from_what_is_behind_it(ColorScheme scheme)
    {
        // The contrast that WCAG 2 asks of text for its level AA, by its formula.
        const string tooFaint = """
            () => {
              const channels = colour => colour.match(/[\d.]+/g).map(Number);
              const light = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
                .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
              const behind = element => {
                for (let at = element; at; at = at.parentElement) {
                  const colour = channels(getComputedStyle(at).backgroundColor);
                  if (colour[3] !== 0) return colour;
                }
              };
              return [...document.querySelectorAll("body *")]
                .filter(element => element.checkVisibility())
                .filter(element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
                .map(element => {
                  const style = getComputedStyle(element);
                  const [a, b] = [light(channels(element instanceof SVGElement ? style.fill : style.color)), light(behind(element))];
                  return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), element.textContent];
                })
                .filter(([contrast]) => contrast < 4.5)
                .map(([contrast, text]) => `${contrast.toFixed(2)} ${text}`);
            }
            """;
        var visit = await DashboardVisit.OpenAsync(ita, browser, "lang=th&province=57&agency=57-mae-ngoen");
        await visit.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });

        Assert.Empty(await visit.Page.EvaluateAsync<string[]>(tooFaint));
        await visit.PictureAsync(scheme.ToString());
    }
}
