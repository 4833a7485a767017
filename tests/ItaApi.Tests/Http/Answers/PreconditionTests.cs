using System.Net;
using System.Text;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Http.Answers;

/// <summary>
/// Who changes what somebody else has changed is told, and nothing is lost. The same for every resource that has versions.
/// </summary>
public sealed class PreconditionTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    public static TheoryData<string> KindsThatAreDeleted => ["agency", "assessment", "measure"];

    [Theory]
    [MemberData(nameof(VersionedResource.Kinds), MemberType = typeof(VersionedResource))]
    public async Task What_is_equal_to_what_is_stored_is_no_version_whatever_the_condition_says(string kind)
    {
        var subject = await VersionedResource.CreateAsync(ita, kind);

        foreach (var ifMatch in new[] { null, "*", subject.Tag, "\"another\"", "W/\"weak\"", $"\"another\", {subject.Tag}" })
        {
            var answer = await subject.PutAsync(0, ifMatch);

            Assert.Equal((HttpStatusCode.OK, subject.Tag), (answer.Status, answer.Tag));
            Assert.Equal(subject.Text, answer.Text);
        }

        (await subject.PutAsync(0, ifNoneMatch: "*")).IsProblem(412, "precondition_failed");
    }

    [Theory]
    [MemberData(nameof(VersionedResource.Kinds), MemberType = typeof(VersionedResource))]
    public async Task A_change_without_a_version_or_of_an_older_one_is_told_the_current(string kind)
    {
        var subject = await VersionedResource.CreateAsync(ita, kind);
        var current = (await subject.PutAsync(1, ifMatch: subject.Tag)).Tag;
        Assert.NotEqual(subject.Tag, current);

        var (without, older) = (await subject.PutAsync(2), await subject.PutAsync(2, ifMatch: subject.Tag));

        without.IsProblem(428, "precondition_required");
        older.IsProblem(412, "precondition_failed");
        Assert.Equal((current, current), (without.Tag, older.Tag));
        Assert.Equal(HttpStatusCode.OK, (await subject.PutAsync(2, ifMatch: $"{subject.Tag}, {current}")).Status);
    }

    [Theory]
    [MemberData(nameof(VersionedResource.Kinds), MemberType = typeof(VersionedResource))]
    public async Task A_weak_tag_never_matches_a_change(string kind)
    {
        var subject = await VersionedResource.CreateAsync(ita, kind);

        (await subject.PutAsync(1, ifMatch: $"W/{subject.Tag}")).IsProblem(412, "precondition_failed");
    }

    [Theory]
    [MemberData(nameof(VersionedResource.KindsThatArePut), MemberType = typeof(VersionedResource))]
    public async Task A_change_of_what_is_not_there_creates_nothing(string kind)
    {
        var subject = await VersionedResource.DescribeAsync(ita, kind);

        foreach (var ifMatch in new[] { "*", "\"1\"" })
            (await subject.PutAsync(0, ifMatch)).IsProblem(412, "precondition_failed");

        Assert.Equal(HttpStatusCode.NotFound, (await subject.GetAsync()).Status);
    }

    [Theory]
    [MemberData(nameof(VersionedResource.Kinds), MemberType = typeof(VersionedResource))]
    public async Task Who_has_the_current_state_is_told_so_without_it(string kind)
    {
        var subject = await VersionedResource.CreateAsync(ita, kind);

        foreach (var ifNoneMatch in new[] { subject.Tag, $"\"another\", {subject.Tag}", $"W/{subject.Tag}", "*" })
        {
            var answer = await subject.GetAsync(ifNoneMatch);
            Assert.Equal((HttpStatusCode.NotModified, subject.Tag, ""), (answer.Status, answer.Tag, answer.Text));
        }

        foreach (var ifNoneMatch in new[] { "\"another\"", "nonsense" })
        {
            Assert.Equal(
                (HttpStatusCode.OK, subject.Text),
                await subject.GetAsync(ifNoneMatch) is var answer ? (answer.Status, answer.Text) : default);
        }
    }

    [Theory]
    [InlineData("If-Match", "1", "invalid_entity_tag")]
    [InlineData("If-Match", "\"1", "invalid_entity_tag")]
    [InlineData("If-Match", "\"1\" \"2\"", "invalid_entity_tag")]
    [InlineData("If-None-Match", "1", "invalid_entity_tag")]
    [InlineData("If-None-Match", "\"1\"", "only_any_tag")]
    public async Task A_condition_that_cannot_be_read_is_refused_by_name(string header, string value, string fault)
    {
        var subject = await VersionedResource.CreateAsync(ita, "agency");
        using var request = new HttpRequestMessage(HttpMethod.Put, subject.Address)
        {
            Content = new StringContent(subject.Body(1).ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation(header, value);

        (await ItaApplication.SendAsync(ita.Client, request)).IsProblem(400, "invalid_request", $"{header} {fault}");
    }

    [Theory]
    [MemberData(nameof(KindsThatAreDeleted))]
    public async Task A_deletion_names_the_version_it_means(string kind)
    {
        var subject = await VersionedResource.CreateAsync(ita, kind);
        var current = (await subject.PutAsync(1, ifMatch: subject.Tag)).Tag;

        var without = await subject.DeleteAsync();
        without.IsProblem(428, "precondition_required");
        var older = await subject.DeleteAsync(subject.Tag);
        older.IsProblem(412, "precondition_failed");
        Assert.Equal((current, current), (without.Tag, older.Tag));
        (await subject.DeleteAsync($"W/{current}")).IsProblem(412, "precondition_failed");

        Assert.Equal(HttpStatusCode.NoContent, (await subject.DeleteAsync(current)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await subject.GetAsync()).Status);
    }

    [Theory]
    [InlineData("agency")]
    [InlineData("assessment")]
    public async Task What_is_deleted_and_made_again_goes_on_counting(string kind)
    {
        var subject = await VersionedResource.CreateAsync(ita, kind);
        await subject.DeleteAsync(subject.Tag);

        var again = await subject.PutAsync(0);

        Assert.Equal((HttpStatusCode.Created, 3), (again.Status, again.Json["version"]!.GetValue<int>()));
        Assert.NotEqual(subject.Tag, again.Tag);
        (await subject.PutAsync(1, ifMatch: subject.Tag)).IsProblem(412, "precondition_failed");
        Assert.Equal(HttpStatusCode.OK, (await subject.GetAsync(subject.Tag)).Status);
    }

    [Theory]
    [MemberData(nameof(VersionedResource.Kinds), MemberType = typeof(VersionedResource))]
    public async Task A_tag_of_another_build_names_the_state_for_a_change_and_another_answer_for_a_read(string kind)
    {
        var subject = await VersionedResource.CreateAsync(ita, kind);
        var state = subject.Tag.Trim('"').Split('.')[0];
        Assert.NotEqual($"\"{state}\"", subject.Tag);

        foreach (var tag in new[] { $"\"{state}.00000000\"", $"\"{state}\"" })
            Assert.Equal((HttpStatusCode.OK, subject.Text), await subject.GetAsync(tag) is var read ? (read.Status, read.Text) : default);
        Assert.Equal(HttpStatusCode.OK, (await subject.PutAsync(1, ifMatch: $"\"{state}.00000000\"")).Status);
        (await subject.PutAsync(2, ifMatch: $"\"{state}.00000000\"")).IsProblem(412, "precondition_failed");
    }

    [Theory]
    [InlineData("/result")]
    [InlineData("/trace")]
    [InlineData("/audit")]
    public async Task What_is_computed_of_an_assessment_is_another_answer_in_another_build(string view)
    {
        var subject = await VersionedResource.CreateAsync(ita, "assessment");
        var state = subject.Tag.Trim('"').Split('.')[0];

        var (same, other) = (subject with { Address = subject.Address + view }) is var asked
            ? (await asked.GetAsync(subject.Tag), await asked.GetAsync($"\"{state}\""))
            : default;

        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.OK), (same.Status, other.Status));
    }

    [Fact]
    public async Task An_assessment_is_another_state_once_its_agency_has_moved()
    {
        var subject = await VersionedResource.CreateAsync(ita, "assessment");
        var agency = subject.Address.Split("/assessments")[0];
        await ita.PutAsync(agency, Some.Agency().With("provinceCode", "50"));

        var read = await subject.GetAsync(subject.Tag);

        Assert.Equal(HttpStatusCode.OK, read.Status);
        Assert.NotEqual(subject.Tag, read.Tag);
        (await subject.PutAsync(1, ifMatch: subject.Tag)).IsProblem(412, "precondition_failed");
    }
}
