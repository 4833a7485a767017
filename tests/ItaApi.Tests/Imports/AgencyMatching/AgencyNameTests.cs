using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Imports.AgencyMatching;

/// <summary>A sheet may name its agencies instead of knowing their codes; what fits none or more than one is never guessed.</summary>
public sealed class AgencyNameTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Theory]
    [InlineData("องค์การบริหารส่วนตำบลหัวหนอง", "อบต.หัวหนอง")]
    [InlineData("องค์การบริหารส่วนตำบลหัวหนอง", "อบต. หัวหนอง")]
    [InlineData("องค์การบริหารส่วนตำบลหัวหนอง", "อบตหัวหนอง")]
    [InlineData("องค์การบริหารส่วนตำบลหัวหนอง", "องค์การบริหารส่วนตำบล หัวหนอง")]
    [InlineData("เทศบาลตำบลแม่เงิน", "ทต.แม่เงิน")]
    [InlineData("เทศบาลเมืองพิมาย", "ทม. พิมาย")]
    [InlineData("เทศบาลนครเชียงราย", "ทน.เชียงราย")]
    [InlineData("องค์การบริหารส่วนจังหวัดเชียงราย", "อบจ.เชียงราย")]
    [InlineData("อบต.บางแขม", "องค์การบริหารส่วนตำบลบางแขม")]
    [InlineData("เมืองพัทยา", "เมืองพัทยา")]
    [InlineData("องค์การบริหารส่วนตำบลน้ำบ่อ", "องค์การบริหารส่วนตำบลน\u0E49\u0E4D\u0E32บ่อ")]
    [InlineData("องค์การบริหารส่วนตำบลน้ำบ่อ", "อบต.น\u0E4D\u0E49\u0E32บ่อ")]
    [InlineData("เทศบาลตำบลแม่เงิน", "เทศบาลตําบลเเม่เงิน")]
    [InlineData("เทศบาลตำบลน\u0E49\u0E4D\u0E32บ่อ", "ทต.น้ำบ่อ")]
    public async Task A_name_is_known_with_its_kind_in_full_or_abbreviated(string stored, string written)
    {
        var district = Some.District();
        var agency = await CreateAsync(stored, district);

        var answer = await SendAsync($"{written},{district},เชียงราย");

        Assert.Equal("1 0 0 0", answer.Counts());
        Assert.Equal(System.Net.HttpStatusCode.OK, (await ita.GetAsync($"/v1/agencies/{agency}/assessments/2565")).Status);
    }

    [Theory]
    [InlineData("57")]
    [InlineData("๕๗")]
    [InlineData("เชียงราย")]
    [InlineData("จังหวัดเชียงราย")]
    [InlineData("จ.เชียงราย")]
    [InlineData("Chiang Rai")]
    public async Task A_province_is_known_by_code_or_name(string province)
    {
        var name = $"เทศบาลตำบล{Guid.NewGuid():N}";
        await CreateAsync(name, "แม่จัน");

        Assert.Equal("1 0 0 0", (await SendAsync($"{name},อ.แม่จัน,{province}")).Counts());
    }

    [Theory]
    [InlineData("เมืองเชียงราย", "เมือง")]
    [InlineData("เมืองเชียงราย", "อ.เมือง")]
    [InlineData("เมือง", "อำเภอเมืองเชียงราย")]
    [InlineData("อ.แม่จัน", "แม่จัน")]
    [InlineData("แม่จัน ", "อำเภอ แม่จัน")]
    public async Task A_district_is_known_with_its_word_or_without(string stored, string written)
    {
        var name = $"เทศบาลตำบล{Guid.NewGuid():N}";
        var agency = await CreateAsync(name, stored);
        await CreateAsync(name, "แม่สาย");

        Assert.Equal("1 0 0 0", (await SendAsync($"{name},{written},57")).Counts());
        Assert.Equal(System.Net.HttpStatusCode.OK, (await ita.GetAsync($"/v1/agencies/{agency}/assessments/2565")).Status);
    }

    [Fact]
    public async Task A_name_is_known_by_an_alias_or_the_short_name()
    {
        var stem = Guid.NewGuid().ToString("N");
        await ita.CreateAgencyAsync(agency =>
        {
            agency["nameTh"] = $"เทศบาลตำบล{stem}";
            agency["shortNameTh"] = $"ทต.{stem}ย่อ";
            agency["aliases"] = new JsonArray($"เทศบาลตำบล{stem}เดิม");
        });

        Assert.Equal("1 0 0 0", (await SendAsync($"ทต.{stem}ย่อ,,57")).Counts());
        Assert.Equal("0 0 1 0", (await SendAsync($"ทต. {stem}เดิม,,57")).Counts());
    }

    [Fact]
    public async Task A_name_that_two_districts_share_is_refused_with_both_until_the_district_is_named()
    {
        var name = $"อบต.{Guid.NewGuid():N}";
        var (first, second) = (await CreateAsync(name, "แม่จัน"), await CreateAsync(name, "แม่สาย"));

        var open = await SendAsync($"{name},,57");
        var named = await SendAsync($"{name},อำเภอแม่สาย,57");

        Assert.Equal("1 ? /agencyName agency_name_ambiguous", Assert.Single(open.Errors()));
        Assert.All([first, second], code => Assert.Contains(code, open.Text, StringComparison.Ordinal));
        Assert.Equal("1 0 0 0", named.Counts());
        Assert.Equal(System.Net.HttpStatusCode.OK, (await ita.GetAsync($"/v1/agencies/{second}/assessments/2565")).Status);
    }

    [Fact]
    public async Task An_unknown_name_is_refused_with_those_that_come_near_it()
    {
        var stem = Guid.NewGuid().ToString("N");
        var agency = await CreateAsync($"เทศบาลตำบล{stem}", "แม่จัน");

        foreach (var written in new[] { $"อบต.{stem}", $"เทศบาลตำบล{stem}ๆ", stem })
        {
            var answer = await SendAsync($"{written},,57");

            Assert.Equal("1 ? /agencyName agency_name_unknown", Assert.Single(answer.Errors()));
            Assert.Contains(agency, answer.Json["rows"]![0]!["errors"]![0]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_nearest_names_are_offered_always_and_say_how_those_that_look_alike_differ()
    {
        var agency = await ita.CreateAgencyAsync(body => (body["nameTh"], body["provinceCode"]) = ("เทศบาลตำบลช่องสะเดา", "71"));

        var alike = await ita.ImportAsync(Sheet("ทต.ซ่องสะเดา,,71"));
        var far = await ita.ImportAsync(Sheet("อบต.เกาะลอยน้ำ,,71"));

        Assert.Contains(
            $"{agency} (เทศบาลตำบลช่องสะเดา, has 'ช' U+0E0A in place of 'ซ' U+0E0B)",
            alike.Json["rows"]![0]!["errors"]![0]!["message"]!.GetValue<string>(),
            StringComparison.Ordinal);
        Assert.Contains(
            $"{agency} (เทศบาลตำบลช่องสะเดา)",
            far.Json["rows"]![0]!["errors"]![0]!["message"]!.GetValue<string>(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_district_of_the_capital_may_be_named_in_short()
    {
        var name = $"อบต.{Guid.NewGuid():N}";
        await CreateAsync(name, "เมืองเชียงราย");
        await CreateAsync(name, "แม่สาย");

        Assert.Equal("1 0 0 0", (await SendAsync($"{name},เมือง,57")).Counts());
    }

    [Fact]
    public async Task A_name_in_another_district_than_recorded_is_not_the_same()
    {
        var name = $"อบต.{Guid.NewGuid():N}";
        await CreateAsync(name, "แม่จัน");

        Assert.Equal("1 ? /agencyName agency_name_unknown", Assert.Single((await SendAsync($"{name},แม่สาย,57")).Errors()));
    }

    [Theory]
    [InlineData("", "/province province_needed")]
    [InlineData("แดนสนธยา", "/province province_name_unknown")]
    public async Task A_name_without_its_province_is_nobodys(string province, string fault) =>
        Assert.Equal($"1 ? {fault}", Assert.Single((await SendAsync($"อบต.ใดๆ,,{province}")).Errors()));

    private Task<string> CreateAsync(string name, string district) => ita.CreateAgencyAsync(agency =>
    {
        agency["nameTh"] = name;
        agency["districtTh"] = district;
    });

    private Task<Answer> SendAsync(string agency) => ita.ImportAsync(Sheet(agency));

    private static string Sheet(string agency) =>
        $"ชื่อหน่วยงาน,อำเภอ,จังหวัด,ปีงบประมาณ,{Importing.Scores}\r\n{agency},2565,{Importing.Ten(90)}\r\n";
}
