using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Http.Requests;

/// <summary>Every moment that comes in, in whichever body or parameter: with an offset, and of the Common Era.</summary>
[Trait("Category", "CultureFree")]
public sealed class TimestampTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    /// <summary>Spellings, and the code with which each is refused; null where it is read.</summary>
    private static readonly (string Text, string? Code)[] Spellings =
    [
        ("2026-01-31T08:00:00Z", null),
        ("2026-01-31T08:00:00+07:00", null),
        ("2026-01-31T08:00:00", "not_a_timestamp"),
        ("2569-01-31T08:00:00+07:00", "buddhist_era_date"),
        ("31/01/2026 08:00", "not_a_timestamp"),
    ];

    [Fact]
    public async Task Every_parameter_that_is_a_timestamp_is_read_by_one_rule()
    {
        var contract = (await ita.GetAsync("/openapi/v1.json")).Json;
        var found = 0;
        foreach (var (path, parameter) in
            from path in contract["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            from parameter in operation.Value!["parameters"]?.AsArray() ?? []
            where parameter!["schema"]?["format"]?.GetValue<string>() == "date-time"
            select (path.Key, parameter!["name"]!.GetValue<string>()))
        {
            found++;
            foreach (var (text, code) in Spellings)
            {
                // With and without an escaped plus sign, which else is a space.
                foreach (var written in new[] { Uri.EscapeDataString(text), text.Replace(" ", "%20", StringComparison.Ordinal) })
                    Check(await ita.GetAsync($"{Fill(path)}?{parameter}={written}"), parameter, code, $"{path} {written}");
            }
        }

        Assert.NotEqual(0, found);
    }

    [Fact]
    public async Task Every_member_of_a_body_that_is_a_timestamp_is_read_by_one_rule()
    {
        var contract = (await ita.GetAsync("/openapi/v1.json")).Json;
        var found = 0;
        foreach (var (method, path, schema) in
            from path in contract["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            let body = operation.Value!["requestBody"]?["content"]?["application/json"]?["schema"]
            where body is not null
            select (operation.Key, path.Key, body))
        {
            foreach (var member in MembersOf(contract, schema, depth: 0))
            {
                found++;
                foreach (var (text, code) in Spellings)
                {
                    var answer = await ita.SendAsync(
                        new HttpMethod(method.ToUpperInvariant()), Fill(path), Nest(member, text).ToJsonString());
                    Check(answer, "/" + string.Join('/', member), code, $"{method} {path} {text}");
                }
            }
        }

        Assert.NotEqual(0, found);
    }

    [Fact]
    public async Task A_time_with_the_offset_of_Thailand_is_answered_in_utc()
    {
        var year = TimeProvider.System.GetUtcNow().Year + 1;
        var body = new JsonObject
        {
            ["name"] = "ระบบ",
            ["scopes"] = new JsonArray(),
            ["provinces"] = new JsonArray("57"),
            ["expiresAt"] = $"{year}-01-01T00:00:00+07:00",
        };

        var answer = await ita.PostAsync("/v1/api-keys", body);

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal($"{year - 1}-12-31T17:00:00Z", answer.Json["expiresAt"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_list_since_a_moment_is_the_same_however_the_moment_is_spelled()
    {
        var agency = await ita.CreateAgencyAsync();
        await ita.PutAsync($"/v1/agencies/{agency}/assessments/2565", Some.Assessment());
        var assessment = await ita.GetAsync($"/v1/agencies/{agency}/assessments/2565");
        var at = DateTimeOffset.Parse(assessment.Json["updatedAt"]!.GetValue<string>(), CultureInfo.InvariantCulture);

        foreach (var (moment, count) in new[] { (at, 1), (at.AddMilliseconds(1), 0) })
        {
            foreach (var offset in new[] { 0, 7, -5 })
            {
                var since = Uri.EscapeDataString(
                    moment.ToOffset(TimeSpan.FromHours(offset)).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture));
                var listed = await ita.GetAsync($"/v1/agencies/{agency}/assessments?limit=5");
                var list = await ita.GetAsync($"/v1/assessments?updatedSince={since}&limit=200");
                Assert.Equal(HttpStatusCode.OK, list.Status);
                Assert.Equal(
                    count,
                    list.Json["items"]!.AsArray().Count(item => item!.ToJsonString().Contains(agency, StringComparison.Ordinal)));
                Assert.Equal(HttpStatusCode.OK, listed.Status);
            }
        }
    }

    private static void Check(Answer answer, string place, string? code, string request)
    {
        Assert.True((int)answer.Status < 500, $"{request}: {answer.Text}");
        var faults = answer.Faults.Where(fault => fault.StartsWith($"{place} ", StringComparison.Ordinal)).ToList();
        if (code is null)
            Assert.DoesNotContain(faults, fault => fault.Contains("timestamp", StringComparison.Ordinal) || fault.Contains("_date"));
        else
            Assert.Equal([(400, $"{place} {code}")], faults.Select(fault => ((int)answer.Status, fault)));
    }

    private static string Fill(string path) => path
        .Replace("{agencyCode}", "57-none", StringComparison.Ordinal)
        .Replace("{fiscalYear}", "2565", StringComparison.Ordinal)
        .Replace("{provinceCode}", "57", StringComparison.Ordinal)
        .Replace("{measureId}", Guid.Empty.ToString(), StringComparison.Ordinal);

    /// <summary>The paths to all members of this format; an element of a list is its first.</summary>
    private static IEnumerable<string[]> MembersOf(JsonNode contract, JsonNode schema, int depth)
    {
        if (depth > 8)
            yield break;
        if (schema["format"]?.GetValue<string>() == "date-time")
            yield return [];
        if (schema["$ref"]?.GetValue<string>() is { } reference)
        {
            foreach (var member in MembersOf(contract, contract["components"]!["schemas"]![reference.Split('/')[^1]]!, depth + 1))
                yield return member;
        }

        foreach (var part in schema["allOf"]?.AsArray() ?? [])
        {
            foreach (var member in MembersOf(contract, part!, depth + 1))
                yield return member;
        }

        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
        {
            foreach (var member in MembersOf(contract, property!, depth + 1))
                yield return [name, .. member];
        }

        if (schema["items"] is { } items)
        {
            foreach (var member in MembersOf(contract, items, depth + 1))
                yield return ["0", .. member];
        }
    }

    private static JsonNode Nest(ReadOnlySpan<string> member, string text) =>
        member is [] ? JsonValue.Create(text)
        : member[0] == "0" ? new JsonArray(Nest(member[1..], text))
        : new JsonObject { [member[0]] = Nest(member[1..], text) };
}
