using System.Net;
using ItaApi.Tests.Imports;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Measures;

/// <summary>A measure is found by the id that it has in the system that sends it.</summary>
public sealed class ExternalIdTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task A_measure_sent_again_is_changed_and_not_made_twice()
    {
        var address = $"/v1/agencies/{await ita.CreateAgencyAsync()}/measures";

        var created = await ita.PostAsync(address, Some.Measure("เดิม").With("externalId", "m-1"));
        var changed = await ita.PostAsync(address, Some.Measure("ใหม่").With("externalId", "m-1"));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (created.Status, changed.Status));
        Assert.Equal(created.Json["id"]!.ToJsonString(), changed.Json["id"]!.ToJsonString());
        var only = Assert.Single((await ita.GetAsync(address)).Json["items"]!.AsArray())!;
        Assert.Equal(("ใหม่", 2), (only["titles"]![0]!.GetValue<string>(), only["version"]!.GetValue<int>()));
    }

    [Fact]
    public async Task The_same_id_may_be_in_use_at_two_agencies()
    {
        foreach (var agency in new[] { await ita.CreateAgencyAsync(), await ita.CreateAgencyAsync() })
        {
            var answer = await ita.PostAsync($"/v1/agencies/{agency}/measures", Some.Measure().With("externalId", "same"));
            Assert.Equal(HttpStatusCode.Created, answer.Status);
        }
    }

    [Fact]
    public async Task Many_who_send_one_measure_at_once_make_one()
    {
        var address = $"/v1/agencies/{await ita.CreateAgencyAsync()}/measures";

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => ita.PostAsync(address, Some.Measure($"ฉบับที่ {i}").With("externalId", "m-1"))));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(7, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.Single((await ita.GetAsync(address)).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task A_change_that_names_no_id_keeps_it_and_one_of_another_measure_is_refused()
    {
        var agency = await ita.CreateAgencyAsync();
        var first = await ita.PostAsync($"/v1/agencies/{agency}/measures", Some.Measure("หนึ่ง").With("externalId", "m-1"));
        await ita.PostAsync($"/v1/agencies/{agency}/measures", Some.Measure("สอง").With("externalId", "m-2"));
        var address = first.Headers.Location!.OriginalString;

        var kept = await ita.SendAsync(HttpMethod.Put, address, Some.Measure("หนึ่ง แก้ไข").ToJsonString());
        var taken = await ita.SendAsync(HttpMethod.Put, address, Some.Measure().With("externalId", "m-2").ToJsonString());

        Assert.Equal("m-1", kept.Json["externalId"]!.GetValue<string>());
        taken.IsProblem(409, "external_id_taken");
    }

    [Fact]
    public async Task An_import_finds_its_measures_by_the_id_whatever_their_titles()
    {
        var agency = await ita.CreateAgencyAsync();
        var address = $"/v1/agencies/{agency}/measures";
        await ita.PostAsync(address, Some.Measure("หนึ่ง").With("externalId", "m-1"));
        await ita.PostAsync(address, Some.Measure("สอง"));

        var changed = await ita.ImportAsync(
            "agency_code,external_id,based_on_fiscal_year,title\r\n"
            + $"{agency},m-1,2565,หนึ่ง แก้ไข\r\n{agency},m-2,2565,สอง\r\n{agency},m-3,2565,สาม",
            subject: "measures");
        var taken = await ita.ImportAsync(
            $"agency_code,external_id,based_on_fiscal_year,title\r\n{agency},m-9,2565,ก\r\n{agency},m-9,2565,ข", subject: "measures");

        Assert.Equal("1 2 0 0", changed.Counts());
        Assert.Equal(
            ["m-1 หนึ่ง แก้ไข", "m-2 สอง", "m-3 สาม"],
            (await ita.GetAsync(address)).Json["items"]!.AsArray()
                .Select(measure => $"{measure!["externalId"]} {measure["titles"]![0]}").Order(StringComparer.Ordinal));
        Assert.Equal([$"1 {agency}  repeated_row", $"2 {agency}  repeated_row"], taken.Errors());
    }
}
