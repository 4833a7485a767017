using System.Text.Json.Nodes;
using ItaApi.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace ItaApi.Tests.Dashboards.Page;

/// <summary>The sample dashboard as people meet it, over the published documents and over what is not there.</summary>
[Trait("Category", "Slow")]
public sealed class DashboardPageTests(ItaApplication ita, Browser browser)
    : IClassFixture<ItaApplication>, IClassFixture<Browser>, IAsyncLifetime
{
    public ValueTask InitializeAsync() => DashboardVisit.PublishAsync(ita);

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
        await Expect(visit["#trend svg[role=img]"]).ToHaveAttributeAsync(
            "aria-label", "กราฟ: เทศบาลตำบลแม่เงิน, 2565: 88.13 ตารางด้านล่างแสดงข้อมูลเดียวกัน");
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
    public async Task A_province_without_results_says_so()
    {
        var visit = await DashboardVisit.OpenAsync(ita, browser, "lang=en&province=94");

        Assert.Equal(
            ["No results yet", "No results yet", "No results yet", "No results yet", "No results yet", "No agencies yet"],
            await visit.TextsAsync(".empty"));
        visit.HasNoComplaints();
    }

    [Fact]
    public async Task A_year_of_which_few_results_have_come_in_does_not_open_the_page_and_the_page_says_so()
    {
        List<string> codes = [];
        for (var place = 0; place < 3; place++)
        {
            codes.Add(await ita.CreateAgencyAsync(agency => agency["provinceCode"] = "65"));
            await ita.PutAsync($"/v1/agencies/{codes[^1]}/assessments/2567", Some.Assessment(70m + place));
        }

        await ita.PutAsync($"/v1/agencies/{codes[0]}/assessments/2568", Some.Assessment(99m));

        var visit = await DashboardVisit.OpenAsync(ita, browser, "lang=en&province=65");
        await Expect(visit["#place"]).ToContainTextAsync("fiscal year 2567");
        await Expect(visit["#overview .note"]).ToHaveTextAsync(
            "Only 1 agency has a result for fiscal year 2568 so far, so the year before is shown.");

        await visit["#year"].SelectOptionAsync("2568");
        await Expect(visit["#overview .note"]).ToHaveTextAsync(
            "Only 1 of 3 agencies have a result; the figures below are based on these alone.");
        visit.HasNoComplaints();
    }

    [Theory]
    [InlineData("lang=en&province=99", "The province does not exist")]
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
        await ita.PutAsync(
            $"/v1/agencies/{code}/assessments/2566", new JsonObject { ["reported"] = new JsonObject { ["total"] = 95.86m } });

        var visit = await DashboardVisit.OpenAsync(ita, browser, $"lang=en&province=35&agency={code}");

        await Expect(visit["#ranking tbody button"]).ToHaveTextAsync(name);
        Assert.Equal(0, await visit["img"].CountAsync());
        // A total alone has no indicators, and of a level only what is possible.
        Assert.Equal("Left open 1", (await visit.TextsAsync("#grades tbody tr"))[^1]);
        await Expect(visit["#weakest"]).ToHaveTextAsync("Only totals are known, no indicators.");
        visit.HasNoComplaints();
    }
}
