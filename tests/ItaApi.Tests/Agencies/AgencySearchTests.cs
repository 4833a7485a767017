using System.Text.Json.Nodes;
using ItaApi.Tests.Support;
using Npgsql;

namespace ItaApi.Tests.Agencies;

/// <summary>An agency is found by what people read, whatever signs were typed for it.</summary>
public sealed class AgencySearchTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private readonly string district = Some.District();

    [Theory]
    [InlineData("องค์การบริหารส่วนตำบลน้ำบ่อ", "อบต.น้ำบ่อ")]
    [InlineData("องค์การบริหารส่วนตำบลน้ำบ่อ", "อบต. น้ำ")]
    [InlineData("องค์การบริหารส่วนตำบลน้ำบ่อ", "อบต.")]
    [InlineData("องค์การบริหารส่วนตำบลน้ำบ่อ", "น\u0E49\u0E4D\u0E32บ่อ")]
    [InlineData("องค์การบริหารส่วนตำบลน้ำบ่อ", "น\u0E4D\u0E49\u0E32บ่อ")]
    [InlineData("องค์การบริหารส่วนตำบลน้ำบ่อ", "น้ำ\u200Bบ่อ")]
    [InlineData("องค์การบริหารส่วนตำบลน้ำบ่อ", " น้ำบ่อ ")]
    [InlineData("องค์การบริหารส่วนตำบลน้ำบ่อ", "องค์การบริหารส่วนตำบล\u00A0น้ำบ่อ")]
    [InlineData("องค์การบริหารส่วนตำบลน\u0E49\u0E4D\u0E32บ่อ", "น้ำบ่อ")]
    [InlineData("เทศบาลนครหาดใหญ่", "ทน.หาดใหญ่")]
    [InlineData("เทศบาลตำบลแม่เงิน", "ทต.เเม่เงิน")]
    [InlineData("เทศบาลเมืองสุไหงโก-ลก", "ทม.สุไหงโกลก")]
    [InlineData("องค์การบริหารส่วนจังหวัดกระบี่", "อบจ.กระบี่")]
    [InlineData("ทต.แม่เงิน", "เทศบาลตำบลแม่เงิน")]
    public async Task A_name_is_found_in_any_spelling(string stored, string text)
    {
        await CreateAsync("เทศบาลตำบลอื่น");
        var found = await CreateAsync(stored);

        Assert.Equal([found], await ListAsync($"q={Uri.EscapeDataString(text)}"));
    }

    [Theory]
    [InlineData("จุฬาภรณ์")]
    [InlineData("อ.จุฬาภรณ์")]
    [InlineData("อำเภอจุฬาภรณ์")]
    [InlineData("จุฬาภรณ\u0E4C\u0E4C ")]
    public async Task A_district_is_found_in_any_spelling(string written)
    {
        var (one, other) = (
            await CreateAsync("เทศบาลตำบลหนึ่ง", "อ.จุฬาภรณ์", "80"), await CreateAsync("เทศบาลตำบลสอง", "จุฬาภรณ์ ", "80"));

        var found = await CodesAsync($"/v1/agencies?limit=200&province=80&district={Uri.EscapeDataString(written)}");

        Assert.Superset(new HashSet<string> { one, other }, found.ToHashSet());
    }

    [Fact]
    public async Task The_district_of_a_capital_is_found_by_the_word_alone()
    {
        var (short1, full, elsewhere) = (
            await CreateAsync("เทศบาลตำบลหนึ่ง", "เมือง", "94"),
            await CreateAsync("เทศบาลตำบลสอง", "เมืองปัตตานี", "94"),
            await CreateAsync("เทศบาลตำบลสาม", "เมืองยะลา", "95"));

        Assert.Equal(
            new[] { short1, full }.Order(StringComparer.Ordinal),
            await CodesAsync("/v1/agencies?province=94&district=%E0%B9%80%E0%B8%A1%E0%B8%B7%E0%B8%AD%E0%B8%87"));
        Assert.Superset(
            new HashSet<string> { short1, full, elsewhere },
            (await CodesAsync("/v1/agencies?limit=200&district=%E0%B8%AD.%E0%B9%80%E0%B8%A1%E0%B8%B7%E0%B8%AD%E0%B8%87")).ToHashSet());
        Assert.Equal([elsewhere], await CodesAsync($"/v1/agencies?district={Uri.EscapeDataString("เมืองยะลา")}"));
    }

    [Theory]
    [InlineData("assessments?fiscalYear=2565")]
    [InlineData("rankings?fiscalYear=2565")]
    [InlineData("measures?implementFiscalYear=2566")]
    [InlineData("provinces/57/submissions?fiscalYear=2565", "reported")]
    [InlineData("provinces/57/submissions?fiscalYear=2566&of=measures", "reported")]
    public async Task Every_list_knows_a_district_in_any_spelling(string list, string items = "items")
    {
        var agency = await CreateAsync("เทศบาลตำบลหนึ่ง", $"อำเภอ {district[5..]}");
        await ita.PutAsync($"/v1/agencies/{agency}/assessments/2565", Some.Assessment());
        await ita.CreateMeasureAsync(agency);

        var answer = await ita.GetAsync($"/v1/{list}&district={Uri.EscapeDataString($"อ.{district[5..]}")}");

        Assert.Equal(agency, answer.Json[items]!.AsArray().Single()!["agencyCode"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_figures_of_a_district_are_those_of_all_its_spellings()
    {
        await CreateAsync("เทศบาลตำบลหนึ่ง", $"อำเภอ{district[5..]}");
        await CreateAsync("เทศบาลตำบลสอง", $"อ. {district[5..]}");

        var summary = await ita.GetAsync($"/v1/provinces/57/summary?fiscalYear=2565&district={Uri.EscapeDataString(district[5..])}");

        Assert.Equal(2, summary.Json["coverage"]!["agencies"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_search_finds_what_was_stored_a_moment_ago_by_whatever_instance()
    {
        var code = await CreateAsync("เทศบาลตำบลก่อน");
        await using var other = ItaApplication.Start(ita.ConnectionString);
        using var elsewhere = ItaApplication.ClientOf(other);
        Assert.Equal([code], await ListAsync("q=%E0%B8%81%E0%B9%88%E0%B8%AD%E0%B8%99"));

        foreach (var name in new[] { "เทศบาลตำบลกลาง", "เทศบาลตำบลหลัง" })
        {
            using var change = new HttpRequestMessage(HttpMethod.Put, $"/v1/agencies/{code}")
            {
                Content = new StringContent(Agency(name).ToJsonString(), System.Text.Encoding.UTF8, "application/json"),
            };
            change.Headers.TryAddWithoutValidation("If-Match", "*");
            await ItaApplication.SendAsync(elsewhere, change);

            Assert.Equal([code], await ListAsync($"q={Uri.EscapeDataString(name)}"));
        }

        await ita.DeleteAsync($"/v1/agencies/{code}");
        Assert.Empty(await ListAsync($"q={code}"));
    }

    [Fact]
    public async Task What_is_found_is_paged_and_counted_as_any_list()
    {
        List<string> created = [];
        for (var i = 0; i < 5; i++)
            created.Add(await CreateAsync($"เทศบาลตำบล{district}{i}"));

        var pages = await ita.WalkAsync($"/v1/agencies?q={Uri.EscapeDataString(district)}&limit=2&count=true");

        Assert.Equal(
            created.Order(StringComparer.Ordinal),
            pages.SelectMany(page => page["items"]!.AsArray()).Select(agency => agency!["code"]!.GetValue<string>()));
        Assert.All(pages, page => Assert.Equal(5, page["page"]!["totalCount"]!.GetValue<int>()));
    }

    [Fact]
    public async Task What_an_earlier_release_writes_is_found_soon_after()
    {
        var code = Some.AgencyCode();
        await using var database = NpgsqlDataSource.Create(ita.ConnectionString);
        // As that release does: without the keys, of which it does not know.
        await ExecuteAsync(
            $"""
            insert into agency (code, name_th, kind, province_code, district_th, created_at, updated_at)
            values ('{code}', 'อบต.ก่อน', 'other', '57', 'อ.{district[5..]}', now(), now())
            """);
        await FoundInAsync(district, code);

        await ExecuteAsync($"update agency set district_th = 'อ.{district[5..]}ใหม่', updated_at = now() where code = '{code}'");
        await FoundInAsync($"{district}ใหม่", code);
        Assert.Empty(await ListAsync(""));

        async Task ExecuteAsync(string sql)
        {
            await using var command = database.CreateCommand(sql);
            Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        }
    }

    private async Task FoundInAsync(string named, string code)
    {
        for (var tries = 0; tries < 60; tries++)
        {
            if ((await CodesAsync($"/v1/agencies?district={Uri.EscapeDataString(named)}")).SequenceEqual([code]))
                return;
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"'{named}' does not find {code}.");
    }

    private JsonObject Agency(string name, string? inDistrict = null) => Some.Agency(name).With("districtTh", inDistrict ?? district);

    private Task<string> CreateAsync(string name, string? inDistrict = null, string province = "57") => ita.CreateAgencyAsync(agency =>
        (agency["nameTh"], agency["districtTh"], agency["provinceCode"]) = (name, inDistrict ?? district, province));

    private Task<IReadOnlyList<string>> ListAsync(string filters) =>
        CodesAsync($"/v1/agencies?district={Uri.EscapeDataString(district)}&{filters}".TrimEnd('&'));

    private async Task<IReadOnlyList<string>> CodesAsync(string list) =>
        [.. (await ita.GetAsync(list)).Json["items"]!.AsArray().Select(agency => agency!["code"]!.GetValue<string>())];
}
