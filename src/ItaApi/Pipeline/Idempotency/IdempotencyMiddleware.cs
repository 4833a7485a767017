using System.Security.Cryptography;
using System.Text;
using System.Transactions;
using ItaApi.Authentication;
using ItaApi.Faults;
using ItaApi.Http.Answers;
using ItaApi.Http.Problems;
using ItaApi.Values;

namespace ItaApi.Pipeline.Idempotency;

/// <summary>
/// Makes a POST that stores safe to repeat: the first answer for an <c>Idempotency-Key</c> is stored in the transaction that did the work,
/// and returned for the same request with the same key.
/// </summary>
/// <remarks>
/// The transaction is ambient: everything the handler opens joins it, so that a crash keeps both the work and the answer, or neither.
/// Stored are successes and refusals that depend on the data. A request that cannot be read or is not valid (400, 413, 415) was not carried
/// out; it can be corrected and sent with the same key.
/// </remarks>
internal sealed class IdempotencyMiddleware(RequestDelegate next)
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";

    [Limit("characters of an `Idempotency-Key`")]
    private const int MaxKeyLength = 255;

    /// <summary>The headers of the answer that are stored.</summary>
    private static readonly string[] KeptHeaders =
    [
        "Content-Type", "Content-Language", "Cache-Control", "Location", "ETag", "Preference-Applied",
    ];

    /// <summary>Whether an endpoint takes part, as every POST that stores does.</summary>
    public static bool Covers(string method, EndpointMetadataCollection metadata) =>
        HttpMethods.IsPost(method) && ScopeRequirement.ScopeOf(metadata) is not null;

    public Task InvokeAsync(HttpContext http, IdempotencyRepository requests) =>
        !http.Request.Headers.TryGetValue(Header, out var sent)
        || http.GetEndpoint() is not { } endpoint
        || !Covers(http.Request.Method, endpoint.Metadata) ? next(http)
        : sent is [{ } key] && IsKey(key) ? OnceAsync(http, requests, key)
        : ProblemWriter.WriteAsync(http, Problem.Invalid(new RequestFault(Header, "invalid_idempotency_key")));

    private static bool IsKey(string text) =>
        text.Length is > 0 and <= MaxKeyLength && text.All(character => character is > ' ' and <= '~');

    private async Task OnceAsync(HttpContext http, IdempotencyRepository requests, string key)
    {
        var request = new IdempotentRequest(Caller.Of(http).Identity!, key, await FingerprintAsync(http.Request));
        var seal = new AnswerSeal(http.Request.Headers[Caller.KeyHeader]!, key);

        using var transaction = new TransactionScope(
            TransactionScopeOption.Required,
            new TransactionOptions { IsolationLevel = IsolationLevel.ReadCommitted, Timeout = TransactionManager.MaximumTimeout },
            TransactionScopeAsyncFlowOption.Enabled);

        switch (await requests.BeginAsync(request, http.RequestAborted))
        {
            case { IsRunning: true }:
                await ProblemWriter.WriteAsync(http, new Problem("request_in_progress"));
                return;
            case { Answer: { } remembered } when !request.Fingerprint.AsSpan().SequenceEqual(remembered.Fingerprint):
                await ProblemWriter.WriteAsync(http, new Problem("idempotency_key_reused"));
                return;
            case { Answer: { } remembered } when remembered.Open(seal) is { } sent:
                await ReplayAsync(http, remembered, sent);
                return;
            // An answer that cannot be opened is as good as none: the request is carried out.
        }

        var (answer, body) = await AnswerAsync(http);
        if (IsToBeRemembered(answer.StatusCode))
        {
            var headers = KeptHeaders.Where(answer.Headers.ContainsKey).ToDictionary(name => name, name => answer.Headers[name].ToString());
            var kept = KeptAnswer.Of(body, http.Features.Get<AnswerSecret>(), seal);
            await requests.RememberAsync(request, answer.StatusCode, headers, kept, http.RequestAborted);
            transaction.Complete();
        }

        // Committed before the first byte of the answer is sent.
        transaction.Dispose();
        await answer.BodyWriter.WriteAsync(body, http.RequestAborted);
    }

    private static bool IsToBeRemembered(int status) => status is >= 200 and < 300 or 403 or 404 or 409 or 410 or 412 or 422 or 428;

    /// <summary>Runs the request and holds its answer back.</summary>
    private async Task<(HttpResponse Answer, byte[] Body)> AnswerAsync(HttpContext http)
    {
        var wire = http.Response.Body;
        using var kept = new MemoryStream();
        http.Response.Body = kept;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = wire;
        }

        return (http.Response, kept.ToArray());
    }

    private static async Task ReplayAsync(HttpContext http, RememberedAnswer remembered, byte[] body)
    {
        http.Response.StatusCode = remembered.Status;
        foreach (var (name, value) in remembered.Headers)
            http.Response.Headers[name] = value;
        http.Response.Headers[ReplayedHeader] = "true";
        await http.Response.BodyWriter.WriteAsync(body, http.RequestAborted);
    }

    /// <summary>Everything that identifies the request; the body is read here and again by the handler.</summary>
    private static async Task<byte[]> FingerprintAsync(HttpRequest request)
    {
        request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path}\n{request.QueryString}\n{request.ContentType}\n"));
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
            hash.AppendData(buffer, 0, read);
        request.Body.Position = 0;
        return hash.GetHashAndReset();
    }
}
