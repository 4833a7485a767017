using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Http.Answers;

/// <summary>Something that has versions, what it may be, by number, and requests that say which version they mean.</summary>
internal sealed record VersionedResource(ItaApplication Ita, string Address, Func<int, JsonObject> Body)
{
    private static int year = 2580;

    /// <summary>What has versions.</summary>
    public static TheoryData<string> Kinds => ["agency", "assessment", "framework", "measure"];

    /// <summary>What is created at an address the caller chooses.</summary>
    public static TheoryData<string> KindsThatArePut => ["agency", "assessment", "framework"];

    public string Tag { get; init; } = "";
    public string Text { get; init; } = "";

    public static async Task<VersionedResource> CreateAsync(ItaApplication ita, string kind)
    {
        var subject = await DescribeAsync(ita, kind);
        var created = kind == "measure" ? await ita.PostAsync(subject.Address, subject.Body(0)) : await subject.PutAsync(0);
        Assert.Equal(HttpStatusCode.Created, created.Status);
        return subject with { Address = created.Headers.Location!.ToString(), Tag = created.Tag, Text = created.Text };
    }

    /// <summary>Something that is not there yet.</summary>
    public static async Task<VersionedResource> DescribeAsync(ItaApplication ita, string kind) => kind switch
    {
        "agency" => new(ita, $"/v1/agencies/{Some.AgencyCode()}", number => Some.Agency($"เทศบาลตำบลที่ {number}")),
        "assessment" => new(ita, $"/v1/agencies/{await ita.CreateAgencyAsync()}/assessments/2565", number => Some.Assessment(number)),
        // Its address is made with it.
        "measure" =>
            new(
                ita,
                $"/v1/agencies/{await ita.CreateAgencyAsync()}/measures",
                number => Some.Measure().With("headingTh", $"หัวข้อที่ {number}")),
        _ => new(ita, $"/v1/frameworks/{Interlocked.Increment(ref year)}", number => Some.Framework().With("titleEn", $"Rules {number}")),
    };

    public Task<Answer> GetAsync(string? ifNoneMatch = null) => SendAsync(HttpMethod.Get, ifNoneMatch: ifNoneMatch);

    public Task<Answer> PutAsync(int number, string? ifMatch = null, string? ifNoneMatch = null) =>
        SendAsync(HttpMethod.Put, Body(number), ifMatch, ifNoneMatch);

    public Task<Answer> DeleteAsync(string? ifMatch = null) => SendAsync(HttpMethod.Delete, ifMatch: ifMatch);

    private async Task<Answer> SendAsync(HttpMethod method, JsonObject? body = null, string? ifMatch = null, string? ifNoneMatch = null)
    {
        using var request = new HttpRequestMessage(method, Address)
        {
            Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (ifNoneMatch is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        return await ItaApplication.SendAsync(Ita.Client, request);
    }
}
