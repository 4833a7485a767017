using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Http;

/// <summary>Two who change the same thing: the second is told, and nothing is lost. The same for every resource that has versions.</summary>
public sealed class PreconditionTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private static int year = 2580;

    /// <summary>What has versions.</summary>
    public static TheoryData<string> Kinds => ["agency", "assessment", "framework", "measure"];

    /// <summary>What is created at an address the caller chooses.</summary>
    public static TheoryData<string> KindsThatArePut => ["agency", "assessment", "framework"];

    public static TheoryData<string> KindsThatAreDeleted => ["agency", "assessment", "measure"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Of_sixteen_changes_of_one_version_one_is_made(string kind)
    {
        var subject = await CreateAsync(kind);

        var answers = await Task.WhenAll(Enumerable.Range(1, 16).Select(number => PutAsync(subject.Address, subject.Body(number), ifMatch: subject.Tag)));

        var made = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        // Two frameworks that count the same revision at the same moment meet in the database; the second is told that.
        Assert.All(answers.Where(answer => answer != made), answer => Assert.Contains(answer.Code, kind == "framework" ? ["precondition_failed", "conflict"] : (string[])["precondition_failed"]));
        var now = await GetAsync(subject.Address);
        Assert.Equal(TagOf(made), TagOf(now));
        Assert.Equal(made.Text, now.Text);
    }

    [Theory]
    [MemberData(nameof(KindsThatArePut))]
    public async Task Of_twelve_creations_one_creates(string kind)
    {
        var subject = await DescribeAsync(kind);

        var answers = await Task.WhenAll(Enumerable.Range(1, 12).Select(number => PutAsync(subject.Address, subject.Body(number), ifNoneMatch: "*")));

        var created = Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(answer => answer != created), answer => Assert.Contains(answer.Code, kind == "framework" ? ["precondition_failed", "conflict"] : (string[])["precondition_failed"]));
        Assert.Equal(created.Text, (await GetAsync(subject.Address)).Text);
    }

    [Theory]
    [MemberData(nameof(KindsThatArePut))]
    public async Task Of_twelve_different_writes_to_what_is_not_there_one_creates_and_the_others_are_asked_for_a_version(string kind)
    {
        var subject = await DescribeAsync(kind);

        var answers = await Task.WhenAll(Enumerable.Range(1, 12).Select(number => PutAsync(subject.Address, subject.Body(number))));

        var created = Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(answer => answer != created), answer => Assert.Contains(answer.Code, kind == "framework" ? ["precondition_required", "conflict"] : (string[])["precondition_required"]));
        Assert.Equal(created.Text, (await GetAsync(subject.Address)).Text);
    }

    [Fact]
    public async Task Of_twelve_assessments_posted_at_once_one_is_created()
    {
        var agency = await ita.CreateAgencyAsync();

        var answers = await Task.WhenAll(Enumerable.Range(1, 12).Select(number =>
        {
            var body = Some.Assessment(number);
            body["agencyCode"] = agency;
            body["fiscalYear"] = 2565;
            return SendAsync(HttpMethod.Post, "/v1/assessments", body);
        }));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(11, answers.Count(answer => answer.Code == "assessment_exists"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_equal_to_what_is_stored_is_no_version_whatever_the_condition_says(string kind)
    {
        var subject = await CreateAsync(kind);

        foreach (var ifMatch in new[] { null, "*", subject.Tag, "\"another\"", "W/\"weak\"", $"\"another\", {subject.Tag}" })
        {
            var answer = await PutAsync(subject.Address, subject.Body(0), ifMatch);

            Assert.Equal((HttpStatusCode.OK, subject.Tag), (answer.Status, TagOf(answer)));
            Assert.Equal(subject.Text, answer.Text);
        }

        (await PutAsync(subject.Address, subject.Body(0), ifNoneMatch: "*")).IsProblem(412, "precondition_failed");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_change_without_a_version_or_of_an_older_one_is_told_the_current(string kind)
    {
        var subject = await CreateAsync(kind);
        var current = TagOf(await PutAsync(subject.Address, subject.Body(1), ifMatch: subject.Tag));
        Assert.NotEqual(subject.Tag, current);

        var (without, older) = (await PutAsync(subject.Address, subject.Body(2)), await PutAsync(subject.Address, subject.Body(2), ifMatch: subject.Tag));

        without.IsProblem(428, "precondition_required");
        older.IsProblem(412, "precondition_failed");
        Assert.Equal((current, current), (TagOf(without), TagOf(older)));
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(subject.Address, subject.Body(2), ifMatch: $"{subject.Tag}, {current}")).Status);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_weak_tag_never_matches_a_change(string kind)
    {
        var subject = await CreateAsync(kind);

        (await PutAsync(subject.Address, subject.Body(1), ifMatch: $"W/{subject.Tag}")).IsProblem(412, "precondition_failed");
    }

    [Theory]
    [MemberData(nameof(KindsThatArePut))]
    public async Task A_change_of_what_is_not_there_creates_nothing(string kind)
    {
        var subject = await DescribeAsync(kind);

        foreach (var ifMatch in new[] { "*", "\"1\"" })
            (await PutAsync(subject.Address, subject.Body(0), ifMatch)).IsProblem(412, "precondition_failed");

        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(subject.Address)).Status);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Who_has_the_current_state_is_told_so_without_it(string kind)
    {
        var subject = await CreateAsync(kind);

        foreach (var ifNoneMatch in new[] { subject.Tag, $"\"another\", {subject.Tag}", $"W/{subject.Tag}", "*" })
        {
            var answer = await GetAsync(subject.Address, ifNoneMatch);
            Assert.Equal((HttpStatusCode.NotModified, subject.Tag, ""), (answer.Status, TagOf(answer), answer.Text));
        }

        foreach (var ifNoneMatch in new[] { "\"another\"", "nonsense" })
            Assert.Equal((HttpStatusCode.OK, subject.Text), await GetAsync(subject.Address, ifNoneMatch) is var answer ? (answer.Status, answer.Text) : default);
    }

    [Theory]
    [InlineData("If-Match", "1", "invalid_entity_tag")]
    [InlineData("If-Match", "\"1", "invalid_entity_tag")]
    [InlineData("If-Match", "\"1\" \"2\"", "invalid_entity_tag")]
    [InlineData("If-None-Match", "1", "invalid_entity_tag")]
    [InlineData("If-None-Match", "\"1\"", "only_any_tag")]
    public async Task A_condition_that_cannot_be_read_is_refused_by_name(string header, string value, string fault)
    {
        var subject = await CreateAsync("agency");
        using var request = new HttpRequestMessage(HttpMethod.Put, subject.Address) { Content = Json(subject.Body(1)) };
        request.Headers.TryAddWithoutValidation(header, value);

        (await ItaApplication.SendAsync(ita.Client, request)).IsProblem(400, "invalid_request", $"{header} {fault}");
    }

    [Theory]
    [MemberData(nameof(KindsThatAreDeleted))]
    public async Task A_deletion_names_the_version_it_means(string kind)
    {
        var subject = await CreateAsync(kind);
        var current = TagOf(await PutAsync(subject.Address, subject.Body(1), ifMatch: subject.Tag));

        var without = await SendAsync(HttpMethod.Delete, subject.Address, body: null);
        without.IsProblem(428, "precondition_required");
        var older = await SendAsync(HttpMethod.Delete, subject.Address, body: null, ifMatch: subject.Tag);
        older.IsProblem(412, "precondition_failed");
        Assert.Equal((current, current), (TagOf(without), TagOf(older)));
        (await SendAsync(HttpMethod.Delete, subject.Address, body: null, ifMatch: $"W/{current}")).IsProblem(412, "precondition_failed");

        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, subject.Address, body: null, ifMatch: current)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(subject.Address)).Status);
    }

    [Theory]
    [InlineData("agency")]
    [InlineData("assessment")]
    public async Task What_is_deleted_and_made_again_goes_on_counting(string kind)
    {
        var subject = await CreateAsync(kind);
        await SendAsync(HttpMethod.Delete, subject.Address, body: null, ifMatch: subject.Tag);

        var again = await PutAsync(subject.Address, subject.Body(0));

        Assert.Equal((HttpStatusCode.Created, 3), (again.Status, again.Json["version"]!.GetValue<int>()));
        Assert.NotEqual(subject.Tag, TagOf(again));
        (await PutAsync(subject.Address, subject.Body(1), ifMatch: subject.Tag)).IsProblem(412, "precondition_failed");
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(subject.Address, subject.Tag)).Status);
    }

    [Fact]
    public async Task An_assessment_is_another_state_once_its_agency_has_moved()
    {
        var subject = await CreateAsync("assessment");
        var agency = subject.Address.Split("/assessments")[0];
        var moved = Some.Agency();
        moved["provinceCode"] = "50";
        await ita.PutAsync(agency, moved);

        var read = await GetAsync(subject.Address, subject.Tag);

        Assert.Equal(HttpStatusCode.OK, read.Status);
        Assert.NotEqual(subject.Tag, TagOf(read));
        (await PutAsync(subject.Address, subject.Body(1), ifMatch: subject.Tag)).IsProblem(412, "precondition_failed");
    }

    private async Task<Subject> CreateAsync(string kind)
    {
        var subject = await DescribeAsync(kind);
        var created = kind == "measure" ? await SendAsync(HttpMethod.Post, subject.Address, subject.Body(0)) : await PutAsync(subject.Address, subject.Body(0));
        Assert.Equal(HttpStatusCode.Created, created.Status);
        return subject with { Address = created.Headers.Location!.ToString(), Tag = TagOf(created), Text = created.Text };
    }

    /// <summary>Something that is not there yet: its address, and what it may be, by number.</summary>
    private async Task<Subject> DescribeAsync(string kind) => kind switch
    {
        "agency" => new Subject($"/v1/agencies/{Some.AgencyCode()}", number => With(Some.Agency(), "nameTh", $"เทศบาลตำบลที่ {number}")),
        "assessment" => new Subject($"/v1/agencies/{await ita.CreateAgencyAsync()}/assessments/2565", number => Some.Assessment(number)),
        // Its address is made with it.
        "measure" => new Subject($"/v1/agencies/{await ita.CreateAgencyAsync()}/measures", number => With(Some.Measure(), "headingTh", $"หัวข้อที่ {number}")),
        _ => new Subject($"/v1/frameworks/{Interlocked.Increment(ref year)}", number => With(Some.Example("frameworks/2569.json").Without("fiscalYear"), "titleEn", $"Rules {number}")),
    };

    private static JsonObject With(JsonObject json, string member, string value)
    {
        json[member] = value;
        return json;
    }

    private Task<Answer> GetAsync(string address, string? ifNoneMatch = null) => SendAsync(HttpMethod.Get, address, body: null, ifNoneMatch: ifNoneMatch);

    private Task<Answer> PutAsync(string address, JsonObject body, string? ifMatch = null, string? ifNoneMatch = null) =>
        SendAsync(HttpMethod.Put, address, body, ifMatch, ifNoneMatch);

    private async Task<Answer> SendAsync(HttpMethod method, string address, JsonObject? body, string? ifMatch = null, string? ifNoneMatch = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : Json(body) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (ifNoneMatch is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        return await ItaApplication.SendAsync(ita.Client, request);
    }

    private static StringContent Json(JsonObject body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");

    private static string TagOf(Answer answer) => answer.Headers.ETag!.ToString();

    private sealed record Subject(string Address, Func<int, JsonObject> Body)
    {
        public string Tag { get; init; } = "";
        public string Text { get; init; } = "";
    }
}
