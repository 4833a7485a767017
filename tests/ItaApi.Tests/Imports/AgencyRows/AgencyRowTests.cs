using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Imports.AgencyRows;

/// <summary>What is odd about the agencies of an import, and codes that it may not take.</summary>
public sealed class AgencyRowTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private readonly string district = Some.District();

    [Fact]
    public async Task A_name_that_reads_as_that_of_a_stored_agency_or_another_row_has_a_warning()
    {
        var stored = await ita.CreateAgencyAsync(agency => agency.With("nameTh", "เทศบาลตำบลน้ำบ่อ").With("districtTh", district));
        string[] codes = [Some.AgencyCode(), Some.AgencyCode(), Some.AgencyCode(), Some.AgencyCode()];

        var answer = await ImportAsync(
            $"{codes[0]},ทต. น้ำบ่อ,เทศบาลตำบล,57,{district}", $"{codes[1]},ทต.หนองปลา,เทศบาลตำบล,57,{district}",
            $"{codes[2]},เทศบาลตำบลหนองปลา,เทศบาลตำบล,57,{district}", $"{codes[3]},เทศบาลตำบลหนองปลา,เทศบาลตำบล,50,{district}");

        Assert.Equal("4 0 0 0", answer.Counts());
        Assert.Equal([$"1 {stored}", $"2 {codes[2]}", $"3 {codes[1]}"], Warned(answer, "similar_agency"));
    }

    [Fact]
    public async Task An_agency_that_is_closed_before_years_that_are_stored_has_a_warning()
    {
        var code = await ita.CreateAgencyAsync(agency => agency["districtTh"] = district);
        await ita.PutAsync($"/v1/agencies/{code}/assessments/2565", Some.Assessment());

        var answer = await ita.ImportAsync($"agency_code,to_fiscal_year\n{code},2564\n", subject: "agencies");

        Assert.Equal("0 1 0 0", answer.Counts());
        Assert.Equal(["1 2565"], Warned(answer, "years_outside"));
    }

    [Fact]
    public async Task Characters_that_cannot_be_seen_are_left_out_of_names_with_a_warning()
    {
        var code = Some.AgencyCode();

        var answer = await ImportAsync($"{code},เทศบาล\u200Bตำบล\u2060หนึ่ง\uFEFF,เทศบาลตำบล,57,{district}\u00AD");

        Assert.Equal("1 0 0 0", answer.Counts());
        Assert.Equal("เทศบาลตำบลหนึ่ง", (await ita.GetAsync($"/v1/agencies/{code}")).Json["nameTh"]!.GetValue<string>());
        Assert.Equal(2, Remarks(answer, "warnings").Count(remark => remark["code"]!.GetValue<string>() == "unseen_left_out"));
    }

    [Fact]
    public async Task Codes_that_differ_only_in_case_are_refused()
    {
        var stored = await ita.CreateAgencyAsync();
        var one = Some.AgencyCode();
        var other = one.ToUpperInvariant();

        var answer = await ImportAsync(
            $"{stored.ToUpperInvariant()},เทศบาลตำบลหนึ่ง,เทศบาลตำบล,57,{district}",
            $"{one},เทศบาลตำบลสอง,เทศบาลตำบล,57,{district}",
            $"{other},เทศบาลตำบลสาม,เทศบาลตำบล,57,{district}");

        Assert.Equal("0 0 0 3", answer.Counts());
        Assert.Contains($"1 {stored.ToUpperInvariant()} /code agency_code_similar", answer.Errors());
        Assert.Equal(2, answer.Errors().Count(error => error.EndsWith(" repeated_row", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_official_code_that_another_agency_has_is_refused()
    {
        var (taken, free) = (Some.OfficialCode(), Some.OfficialCode());
        await ita.CreateAgencyAsync(agency => agency["officialCode"] = taken);
        string[] codes = [Some.AgencyCode(), Some.AgencyCode(), Some.AgencyCode()];

        var answer = await ita.ImportAsync(
            Importing.Lines(
                [.. codes.Zip([taken, free, free], (code, official) => Some.Agency().With("code", code).With("officialCode", official))]),
            Importing.Ndjson, "?mode=partial", "agencies");

        Assert.Equal("0 0 0 3", answer.Counts());
        Assert.Contains($"1 {codes[0]} /officialCode official_code_taken", answer.Errors());
    }

    [Fact]
    public async Task An_item_without_a_code_has_its_official_code()
    {
        var official = Some.OfficialCode();

        var answer = await ita.ImportAsync(
            Importing.Items(Some.Agency().With("officialCode", official)), Importing.Json, subject: "agencies");

        Assert.Equal("1 0 0 0", answer.Counts());
        Assert.Equal(official, (await ita.GetAsync($"/v1/agencies/{official}")).Json["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_key_of_a_province_takes_no_code_that_is_kept_for_another()
    {
        var (_, key) = await ita.CreateKeyAsync(provinces: ["57"]);
        using var client = ita.CreateBareClient();
        client.DefaultRequestHeaders.Add("X-Api-Key", key);
        var own = Some.OfficialCode();

        var answer = await Importing.ImportAsync(
            client,
            System.Text.Encoding.UTF8.GetBytes(Importing.Lines(
                Some.Agency().With("code", "40-ban-phai"),
                Some.Agency().With("officialCode", "6401009"),
                Some.Agency().With("code", Some.AgencyCode()).With("officialCode", "6401008"),
                Some.Agency().With("officialCode", own))),
            Importing.Ndjson, "?mode=partial", "agencies");

        Assert.Equal("1 0 0 3", answer.Counts());
        Assert.Equal(["1 40-ban-phai /code code_of_other_province", "2 6401009 /code code_of_other_province"], answer.Errors().Take(2));
        Assert.EndsWith("/officialCode code_of_other_province", answer.Errors()[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_finds_an_imported_agency_by_its_keys_at_once()
    {
        var code = Some.AgencyCode();
        await ImportAsync($"{code},องค์การบริหารส่วนตำบลน้ำบ่อ,อบต.,57,อ.{district["อำเภอ".Length..]}");

        var found = await ita.GetAsync(
            $"/v1/agencies?district={Uri.EscapeDataString(district)}&q={Uri.EscapeDataString("อบต.น\u0E49\u0E4D\u0E32บ่อ")}");

        Assert.Equal(code, Assert.Single(found.Json["items"]!.AsArray())!["code"]!.GetValue<string>());
    }

    private Task<Answer> ImportAsync(params string[] rows) =>
        ita.ImportAsync(
            string.Join('\n', ["agency_code,name_th,kind,province,district", .. rows, ""]), query: "?mode=partial", subject: "agencies");

    private static IEnumerable<JsonNode> Remarks(Answer answer, string of) =>
        answer.Json["rows"]!.AsArray().SelectMany(row => row![of]!.AsArray()).Select(remark => remark!);

    /// <summary>The rows with a warning and the last value it names.</summary>
    private static IEnumerable<string> Warned(Answer answer, string code) =>
        from row in answer.Json["rows"]!.AsArray()
        from warning in row!["warnings"]!.AsArray()
        where warning!["code"]!.GetValue<string>() == code
        select $"{row["row"]} {warning["message"]!.GetValue<string>().TrimEnd('.').Split(' ')[^1]}";
}
