using System.Net;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Http.Answers;

/// <summary>
/// Many clients write the same thing at the same moment: one write succeeds, the others are refused. The same for every versioned resource.
/// </summary>
[Trait("Category", "CultureFree")]
public sealed class WritesAtOnceTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Theory]
    [MemberData(nameof(VersionedResource.Kinds), MemberType = typeof(VersionedResource))]
    public async Task Of_sixteen_changes_of_one_version_one_is_made(string kind)
    {
        var subject = await VersionedResource.CreateAsync(ita, kind);

        var answers = await Task.WhenAll(Enumerable.Range(1, 16).Select(number => subject.PutAsync(number, ifMatch: subject.Tag)));

        var made = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        // Two frameworks that count the same revision at the same moment meet in the database; the second is told that.
        Assert.All(
            answers.Where(answer => answer != made),
            answer => Assert.Contains(
                answer.Code, kind == "framework" ? ["precondition_failed", "conflict"] : (string[])["precondition_failed"]));
        var now = await subject.GetAsync();
        Assert.Equal(made.Tag, now.Tag);
        Assert.Equal(made.Text, now.Text);
    }

    [Theory]
    [MemberData(nameof(VersionedResource.KindsThatArePut), MemberType = typeof(VersionedResource))]
    public async Task Of_twelve_creations_one_creates(string kind)
    {
        var subject = await VersionedResource.DescribeAsync(ita, kind);

        var answers = await Task.WhenAll(Enumerable.Range(1, 12).Select(number => subject.PutAsync(number, ifNoneMatch: "*")));

        var created = Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(
            answers.Where(answer => answer != created),
            answer => Assert.Contains(
                answer.Code, kind == "framework" ? ["precondition_failed", "conflict"] : (string[])["precondition_failed"]));
        Assert.Equal(created.Text, (await subject.GetAsync()).Text);
    }

    [Theory]
    [MemberData(nameof(VersionedResource.KindsThatArePut), MemberType = typeof(VersionedResource))]
    public async Task Of_twelve_different_writes_to_what_is_not_there_one_creates_and_the_others_are_asked_for_a_version(string kind)
    {
        var subject = await VersionedResource.DescribeAsync(ita, kind);

        var answers = await Task.WhenAll(Enumerable.Range(1, 12).Select(number => subject.PutAsync(number)));

        var created = Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(
            answers.Where(answer => answer != created),
            answer => Assert.Contains(
                answer.Code, kind == "framework" ? ["precondition_required", "conflict"] : (string[])["precondition_required"]));
        Assert.Equal(created.Text, (await subject.GetAsync()).Text);
    }

    [Fact]
    public async Task Of_twelve_assessments_posted_at_once_one_is_created()
    {
        var agency = await ita.CreateAgencyAsync();

        var answers = await Task.WhenAll(Enumerable.Range(1, 12).Select(
            number => ita.PostAsync("/v1/assessments", Some.Assessment(number).With("agencyCode", agency).With("fiscalYear", 2565))));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(11, answers.Count(answer => answer.Code == "assessment_exists"));
    }

    [Theory]
    [InlineData("agency", "code", "precondition_failed")]
    [InlineData("assessment", "agency_code", "precondition_failed")]
    [InlineData("measure", "id", "measure_not_found")]
    public async Task A_change_that_waits_for_a_deletion_does_not_create_again(string kind, string column, string code)
    {
        var subject = await VersionedResource.CreateAsync(ita, kind);
        await using var deletion = await HeldTransaction.BeginAsync(
            ita.ConnectionString, $"delete from {kind} where {column}::text = '{subject.Address.Split('/')[3]}'");

        var change = subject.PutAsync(1, ifMatch: "*");
        await deletion.UntilSomebodyWaitsAsync();
        await deletion.CommitAsync();

        Assert.Equal(code, (await change).Code);
        Assert.Equal(HttpStatusCode.NotFound, (await subject.GetAsync()).Status);
    }
}
