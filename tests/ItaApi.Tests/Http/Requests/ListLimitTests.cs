using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using ItaApi.Http.Problems;
using ItaApi.Http.Serialization;
using ItaApi.Tests.Imports;
using ItaApi.Tests.Support;
using ItaApi.Values;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ItaApi.Tests.Http.Requests;

/// <summary>Every list of every body: what is too long is one fault, and no answer grows faster than its request.</summary>
[Trait("Category", "CultureFree")]
public sealed class ListLimitTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public void Every_list_of_every_body_has_a_limit()
    {
        var lists = Bodies().SelectMany(body => ListsOf(body.Type)).ToList();

        Assert.True(lists.Count > 40, "The lists of the bodies were not found.");
        Assert.Empty(lists.Where(list => list.Max is null).Select(list => list.Pointer));
    }

    [Fact]
    public async Task A_list_that_is_too_long_is_its_only_fault()
    {
        foreach (var (method, path, type) in Bodies())
        {
            foreach (var list in ListsOf(type))
            {
                var answer = await ita.SendAsync(method, path, list.BodyWith(list.Max!.Value + 1));

                Assert.True(answer.Faults.SequenceEqual([$"{list.Pointer} too_many"]), $"{method} {path} {list.Pointer}: {answer.Text}");
                answer.IsProblem(400, "invalid_request", $"{list.Pointer} too_many");
            }
        }
    }

    [Fact]
    public async Task An_answer_to_the_longest_lists_is_smaller_than_the_request()
    {
        foreach (var (method, path, type) in Bodies())
        {
            foreach (var list in ListsOf(type))
            {
                var body = list.BodyWith(80_000);

                var answer = await ita.SendAsync(method, path, body);

                Assert.True(answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge, answer.Text);
                Assert.True(answer.Text.Length < 2_000, $"{path} {list.Pointer}: {answer.Text.Length}");
            }
        }
    }

    [Fact]
    public async Task At_most_a_hundred_errors_are_listed()
    {
        var indicators = string.Join(',', Enumerable.Repeat("""{"score":101}""", 50));
        var questions = string.Join(',', Enumerable.Repeat("{}", 200));

        var answer = await ita.SendAsync(
            HttpMethod.Post, "/v1/scorings", $$"""{"fiscalYear":2565,"indicators":[{{indicators}}],"questions":[{{questions}}]}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal((100, true), (answer.Faults.Count, answer.Json["errorsTruncated"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task Up_to_a_hundred_errors_nothing_is_truncated()
    {
        var answer = await ita.SendAsync(HttpMethod.Post, "/v1/scorings", """{"fiscalYear":2565,"questions":[{}]}""");

        Assert.Equal((HttpStatusCode.BadRequest, null), (answer.Status, answer.Json["errorsTruncated"]));
    }

    [Theory]
    [InlineData("assessments", "notes", "{}", 200)]
    [InlineData("measures", "titles", "\"\"", 50)]
    [InlineData("agencies", "aliases", "\"\"", 20)]
    public async Task A_row_of_an_import_is_judged_by_its_longest_list_alone(string subject, string list, string entry, int max)
    {
        var row = $$"""{"{{list}}":[{{string.Join(',', Enumerable.Repeat(entry, 25_000))}}]}""";

        var answer = await ita.ImportAsync(row, Importing.Ndjson, "?dryRun=true&mode=partial", subject);

        Assert.Equal((HttpStatusCode.OK, "completed"), (answer.Status, answer.Json["state"]!.GetValue<string>()));
        var error = answer.Json["rows"]![0]!["errors"]!.AsArray().Single(error => error!["code"]!.GetValue<string>() == "too_many")!;
        Assert.Equal($"/{list}", error["pointer"]!.GetValue<string>());
        Assert.Contains(max.ToString(CultureInfo.InvariantCulture), error["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.True(answer.Text.Length < 3_000, answer.Text);
    }

    [Fact]
    public async Task An_import_answers_with_a_bounded_part_of_its_errors_and_its_file_has_the_rest()
    {
        var row = $$"""{"fiscalYear":2565,"notes":[{{string.Join(',', Enumerable.Repeat("{}", 15))}}]}""";
        var rows = string.Join('\n', Enumerable.Repeat(row, 1_100));

        var answer = await ita.ImportAsync(rows, Importing.Ndjson, "?dryRun=true");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.InRange(Encoding.UTF8.GetByteCount(answer.Text), 1_000_000, 2 * 1_048_576 + 10_000);
        Assert.True(answer.Json["truncated"]!.GetValue<bool>());
        Assert.All(answer.Json["rows"]!.AsArray(), shown => Assert.Equal(20, shown!["errors"]!.AsArray().Count));
        var all = await ita.GetAsync($"/v1/imports/{answer.Json["importId"]}/errors.csv");
        Assert.Equal((1_100 * 32) + 1, all.Text.TrimEnd().Split('\n').Length);
    }

    /// <summary>Every route that takes a body of its own in JSON.</summary>
    private IEnumerable<(HttpMethod Method, string Path, Type Type)> Bodies() =>
        from endpoint in ita.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        let accepted = endpoint.Metadata.GetMetadata<AcceptedBody>()
        where accepted is { IsJsonAlone: true, Type: not null }
        let method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]
        let path = endpoint.RoutePattern.RawText!
            .Replace("{agencyCode}", "57-somewhere", StringComparison.Ordinal)
            .Replace("{fiscalYear}", "2565", StringComparison.Ordinal)
            .Replace("{measureId}", Guid.Empty.ToString(), StringComparison.Ordinal)
            .Replace("{reportId}", Guid.Empty.ToString(), StringComparison.Ordinal)
        select (new HttpMethod(method), path, accepted.Type!);

    private static IEnumerable<ListInBody> ListsOf(Type type, string pointer = "", string before = "", string after = "")
    {
        foreach (var property in Json.Options.GetTypeInfo(type).Properties.Where(property => property.Get is not null))
        {
            var place = $"{pointer}/{property.Name}";
            var (open, close) = ($$"""{{before}}{"{{property.Name}}":""", $$"""}{{after}}""");
            var held = Json.Options.GetTypeInfo(property.PropertyType);
            if (held.Kind == JsonTypeInfoKind.Object)
            {
                foreach (var list in ListsOf(property.PropertyType, place, open, close))
                    yield return list;
            }
            else if (held.Kind == JsonTypeInfoKind.Enumerable)
            {
                var limit = property.AttributeProvider!.GetCustomAttributes(typeof(MaxLengthAttribute), inherit: true)
                    .OfType<MaxLengthAttribute>().SingleOrDefault();
                yield return new ListInBody(place, limit?.Length, open, EntryOf(held.ElementType!), close);
                if (Json.Options.GetTypeInfo(held.ElementType!).Kind != JsonTypeInfoKind.Object)
                    continue;

                foreach (var list in ListsOf(held.ElementType!, $"{place}/0", $"{open}[", $"]{close}"))
                    yield return list;
            }
        }
    }

    private static string EntryOf(Type type) =>
        type == typeof(string) ? "\"\""
        : type.IsEnum ? $"\"{EnumCodes.All(type)[0]}\""
        : type.IsValueType ? "0"
        : "{}";

    private sealed record ListInBody(string Pointer, int? Max, string Before, string Entry, string After)
    {
        public string BodyWith(int count) => $"{Before}[{string.Join(',', Enumerable.Repeat(Entry, count))}]{After}";
    }
}
