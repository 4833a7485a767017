using System.Security.Cryptography;
using System.Text;
using System.Transactions;
using ItaApi.Authentication;
using ItaApi.Database;
using ItaApi.Faults;
using ItaApi.Http.Answers;
using ItaApi.Http.Problems;
using ItaApi.Http.Requests;
using ItaApi.Values;

namespace ItaApi.Pipeline.Idempotency;

/// <summary>
/// Makes a POST that stores safe to repeat: the first answer for an <c>Idempotency-Key</c> is stored in the transaction that did the work,
/// and returned for the same request with the same key.
/// </summary>
/// <remarks>
/// The transaction is ambient: everything the handler opens joins it, so that a crash keeps both the work and the answer, or neither. Work
/// that commits in steps, such as an import, is done under a claim instead, and its answer is stored after it.
/// Stored are successes and refusals that depend on the data. A request that cannot be read or is not valid (400, 413, 415) was not carried
/// out; it can be corrected and sent with the same key.
/// </remarks>
internal sealed class IdempotencyMiddleware(RequestDelegate next, TimeProvider clock)
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

    public Task InvokeAsync(HttpContext http, IdempotencyRepository requests, IdempotencyClaims claims) =>
        !http.Request.Headers.TryGetValue(Header, out var sent)
        || http.GetEndpoint() is not { } endpoint
        || !Covers(http.Request.Method, endpoint.Metadata) ? next(http)
        : sent is [{ } key] && IsKey(key) ? OnceAsync(http, requests, claims, key)
        : ProblemWriter.WriteAsync(http, Problem.Invalid(new RequestFault(Header, "invalid_idempotency_key")));

    private static bool IsKey(string text) =>
        text.Length is > 0 and <= MaxKeyLength && text.All(character => character is > ' ' and <= '~');

    private async Task OnceAsync(HttpContext http, IdempotencyRepository requests, IdempotencyClaims claims, string key)
    {
        var request = new IdempotentRequest(Caller.Of(http).Identity!, key, await FingerprintAsync(http.Request));
        var seal = new AnswerSeal(http.Request.Headers[Caller.KeyHeader]!, key);
        if (http.GetEndpoint()!.Metadata.GetMetadata<StoresInSteps>() is null)
            await InOneTransactionAsync(http, requests, request, seal);
        else
            await UnderClaimAsync(http, requests, claims, request, seal);
    }

    private async Task InOneTransactionAsync(HttpContext http, IdempotencyRepository requests, IdempotentRequest request, AnswerSeal seal)
    {
        using var transaction = new TransactionScope(
            TransactionScopeOption.Required,
            new TransactionOptions { IsolationLevel = IsolationLevel.ReadCommitted, Timeout = TransactionManager.MaximumTimeout },
            TransactionScopeAsyncFlowOption.Enabled);
        if (await AnswerAgainAsync(http, request, await requests.BeginAsync(request, http.RequestAborted), seal))
            return;

        var (answer, body) = await AnswerAsync(http);
        if (IsToBeRemembered(answer.StatusCode))
        {
            // The transaction commits on this connection. It is open until then, so that a warning about the commit is heard.
            await using var last = await requests.RememberAsync(request, Keep(answer, body, request, seal), http.RequestAborted);
            transaction.Complete();
            transaction.Dispose();
        }

        // Committed before the first byte of the answer is sent.
        transaction.Dispose();
        CommitWatch.Current?.ThrowIfUnconfirmed();
        await answer.BodyWriter.WriteAsync(body, http.RequestAborted);
    }

    private async Task UnderClaimAsync(
        HttpContext http, IdempotencyRepository requests, IdempotencyClaims claims, IdempotentRequest request, AnswerSeal seal)
    {
        var claim = Guid.NewGuid();
        var start = await claims.TakeAsync(request, claim, http.RequestAborted);
        await using var held = start.IsRunning ? null : new HeldClaim(claims, request, claim, clock);
        if (await AnswerAgainAsync(http, request, start, seal))
            return;

        var (answer, body) = await AnswerAsync(http);
        if (IsToBeRemembered(answer.StatusCode))
        {
            await using var _ = await requests.RememberAsync(request, Keep(answer, body, request, seal), http.RequestAborted);
            CommitWatch.Current?.ThrowIfUnconfirmed();
        }

        await answer.BodyWriter.WriteAsync(body, http.RequestAborted);
    }

    /// <summary>
    /// Answers a request that is running elsewhere or has an answer; false when it is new. An answer that cannot be opened was sealed with
    /// another key, as when the administrator's has changed: there is none for this caller.
    /// </summary>
    private static async Task<bool> AnswerAgainAsync(HttpContext http, IdempotentRequest request, IdempotentStart start, AnswerSeal seal)
    {
        if (start.IsRunning)
            await ProblemWriter.WriteAsync(http, new Problem("request_in_progress"));
        else if (start.Answer is not { } remembered || remembered.Open(seal) is not { } body)
            return false;
        else if (!request.Fingerprint.AsSpan().SequenceEqual(remembered.Fingerprint))
            await ProblemWriter.WriteAsync(http, new Problem("idempotency_key_reused"));
        else
            await ReplayAsync(http, remembered, body);
        return true;
    }

    private static RememberedAnswer Keep(HttpResponse answer, byte[] body, IdempotentRequest request, AnswerSeal seal) => new(
        request.Fingerprint,
        answer.StatusCode,
        KeptHeaders.Where(answer.Headers.ContainsKey).ToDictionary(name => name, name => answer.Headers[name].ToString()),
        KeptAnswer.Of(body, answer.HttpContext.Features.Get<AnswerSecret>(), seal));

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
