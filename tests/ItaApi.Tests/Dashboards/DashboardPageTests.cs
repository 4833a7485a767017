using System.Text.Json.Nodes;
using ItaApi.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ItaApi.Tests.Dashboards;

/// <summary>The sample dashboard as people meet it, over the published documents and over what is not there.</summary>
public sealed class DashboardPageTests(ItaApplication ita, Browser browser) : IClassFixture<ItaApplication>, IClassFixture<Browser>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        foreach (var (agency, year) in new[] { ("57-mae-ngoen", 2565), ("40-hua-nong", 2564), ("73-bang-khaem", 2563) })
        {
            await ita.PutAsync($"/v1/agencies/{agency}", Some.Example($"agencies/{agency}.json"));
            await ita.PutAsync($"/v1/agencies/{agency}/assessments/{year}", Some.Example($"assessments/{agency}-{year}.json"));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Choosing_chiang_rai_and_2565_shows_what_mae_ngoen_published()
    {
        var visit = await DashboardVisit.OpenAsync(ita, browser, "lang=th");

        await visit["#province"].SelectOptionAsync("57");
        await visit["#year"].SelectOptionAsync("2565");
        await Expect(visit["#place"]).ToHaveTextAsync("เชียงราย · ปีงบประมาณ 2565");
        await visit.DrawnAsync();

        Assert.Equal("1 จาก 1 (100.00%)", (await visit.TextsAsync("#overview dd"))[0]);
        Assert.Equal(["AA 0", "A 1", "B 0", "C 0", "D 0", "E 0", "F 0"], await visit.TextsAsync("#grades tbody tr"));
        Assert.Equal(["1 เทศบาลตำบลแม่เงิน เทศบาลตำบล · เชียงแสน 88.13 – A"], await visit.TextsAsync("#ranking tbody tr"));
        Assert.Equal(
            ["7. ประสิทธิภาพการสื่อสาร 63.90 1 จาก 1", "8. การปรับปรุงการทำงาน 66.22 1 จาก 1", "6. คุณภาพการดำเนินงาน 76.01 1 จาก 1"],
            await visit.TextsAsync("#weakest > table tbody tr"));
        Assert.Equal(["ยังไม่ส่ง (0)"], await visit.TextsAsync("#submissions h4"));

        await visit["#agency"].SelectOptionAsync("57-mae-ngoen");
        await Expect(visit["#trend svg[role=img]"]).ToHaveAttributeAsync("aria-label", "กราฟ: เทศบาลตำบลแม่เงิน, 2565: 88.13 ตารางด้านล่างแสดงข้อมูลเดียวกัน");
        Assert.Equal(["88.13"], await visit.TextsAsync("#trend svg .value"));
        Assert.Equal(["2565 88.13 A –"], await visit.TextsAsync("#trend tbody tr"));

        await visit["#of"].SelectOptionAsync("measures");
        await Expect(visit["#submissions h4"]).ToHaveTextAsync("ยังไม่ส่ง (1)");
        Assert.Equal(["เทศบาลตำบลแม่เงิน เชียงแสน"], await visit.TextsAsync("#submissions li"));
        visit.HasNoComplaints();
        await visit.PictureAsync("th");
    }

    [Fact]
    public async Task What_is_chosen_and_the_language_stay_in_the_address()
    {
        var visit = await DashboardVisit.OpenAsync(ita, browser, "lang=th&province=57&agency=57-mae-ngoen");

        await visit["#lang-en"].ClickAsync();
        await Expect(visit["#place"]).ToHaveTextAsync("Chiang Rai · fiscal year 2565");
        await visit.DrawnAsync();
        Assert.Equal("en", await visit["html"].GetAttributeAsync("lang"));
        Assert.Equal("7. Communication Efficiency 63.90 1 of 1", (await visit.TextsAsync("#weakest > table tbody tr"))[0]);
        Assert.EndsWith("#lang=en&province=57&agency=57-mae-ngoen", visit.Page.Url, StringComparison.Ordinal);

        await visit.Page.ReloadAsync();
        await Expect(visit["#place"]).ToHaveTextAsync("Chiang Rai · fiscal year 2565");
        await visit.DrawnAsync();
        Assert.Equal("57-mae-ngoen", await visit["#agency"].InputValueAsync());

        await visit.Page.GoBackAsync();
        await Expect(visit["#place"]).ToHaveTextAsync("เชียงราย · ปีงบประมาณ 2565");
        visit.HasNoComplaints();
        await visit.PictureAsync("back");
    }

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

    [Fact]
    public async Task A_province_without_results_says_so()
    {
        var visit = await DashboardVisit.OpenAsync(ita, browser, "lang=en&province=94");

        Assert.Equal(["No results yet", "No results yet", "No results yet", "No results yet", "No results yet", "No agencies yet"], await visit.TextsAsync(".empty"));
        visit.HasNoComplaints();
    }

    [Theory]
    [InlineData("lang=en&province=99", "There is no such province")]
    [InlineData("lang=th&province=99", "ไม่พบจังหวัดนี้")]
    public async Task A_refusal_is_shown_with_its_title(string choice, string title)
    {
        var visit = await DashboardVisit.OpenAsync(ita, browser, choice);

        await Expect(visit["[role=alert] strong"]).ToHaveTextAsync(title);
        await Expect(visit["#results"]).ToBeHiddenAsync();
        await visit["#province"].SelectOptionAsync("57");
        await Expect(visit["#ranking tbody tr"]).ToContainTextAsync("88.13");
    }

    [Fact]
    public async Task What_is_on_its_way_is_said_to_be_until_something_else_is_chosen()
    {
        var visit = await DashboardVisit.OpenAsync(ita, browser, "lang=en&province=40");
        // The answer never comes; the choice after it shows that nobody waits.
        await visit.Page.RouteAsync("**/v1/provinces/73/summary*", _ => Task.CompletedTask);

        await visit["#province"].SelectOptionAsync("73");
        await Expect(visit["#notice[aria-busy=true]"]).ToHaveTextAsync("Loading…");
        await Expect(visit["#results"]).ToBeHiddenAsync();
        await visit["#province"].SelectOptionAsync("57");
        await Expect(visit["#ranking tbody tr"]).ToContainTextAsync("88.13");
        await Expect(visit["#notice"]).ToBeEmptyAsync();
        await Expect(visit["[role=alert]"]).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_part_that_cannot_be_read_says_so_and_leaves_the_others()
    {
        var visit = await DashboardVisit.OpenAsync(ita, browser, "lang=en&province=57");
        await visit.Page.RouteAsync("**/v1/rankings*", route => route.AbortAsync());
        await visit.Page.ReloadAsync();
        await visit.DrawnAsync();

        Assert.Equal(["The service cannot be reached Try again"], await visit.TextsAsync("[role=alert]"));
        await Expect(visit["#weakest"]).ToContainTextAsync("63.90");

        await visit.Page.UnrouteAsync("**/v1/rankings*");
        await visit["#ranking button"].ClickAsync();
        await Expect(visit["#ranking tbody tr"]).ToContainTextAsync("88.13");
    }

    [Fact]
    public async Task A_long_ranking_is_shown_page_by_page_and_anew_when_it_changed()
    {
        List<string> codes = [];
        for (var place = 0; place < 22; place++)
        {
            codes.Add(await ita.CreateAgencyAsync(agency => agency["provinceCode"] = "63"));
            await ita.PutAsync($"/v1/agencies/{codes[^1]}/assessments/2566", Some.Assessment(70m + place));
        }

        var visit = await DashboardVisit.OpenAsync(ita, browser, "lang=en&province=63");
        await Expect(visit["#ranking .note"]).ToHaveTextAsync("Showing 20 of 22");
        await ita.PutAsync($"/v1/agencies/{codes[0]}/assessments/2566", Some.Assessment(99m));
        await visit["#ranking button:not(.link)"].ClickAsync();
        await Expect(visit["#ranking tbody tr"].First).ToContainTextAsync("99.00");

        await visit["#ranking button:not(.link)"].ClickAsync();
        await Expect(visit["#ranking tbody tr"]).ToHaveCountAsync(22);
        await Expect(visit["#status"]).ToHaveTextAsync("Showing 22 of 22");
    }

    [Fact]
    public async Task A_name_that_looks_like_markup_is_text()
    {
        const string name = "<img src=/v1/x onerror=document.title=1> & <b>\"ทต.\"</b>";
        var code = await ita.CreateAgencyAsync(agency => (agency["nameTh"], agency["provinceCode"]) = (name, "35"));
        await ita.PutAsync($"/v1/agencies/{code}/assessments/2566", new JsonObject { ["reported"] = new JsonObject { ["total"] = 95.86m } });

        var visit = await DashboardVisit.OpenAsync(ita, browser, $"lang=en&province=35&agency={code}");

        await Expect(visit["#ranking tbody button"]).ToHaveTextAsync(name);
        Assert.Equal(0, await visit["img"].CountAsync());
        // A total alone has no indicators, and of a level only what is possible.
        Assert.Equal("Left open 1", (await visit.TextsAsync("#grades tbody tr"))[^1]);
        await Expect(visit["#weakest"]).ToHaveTextAsync("Only totals are known, no indicators.");
        visit.HasNoComplaints();
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
                .filter(element => element.checkVisibility() && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
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
