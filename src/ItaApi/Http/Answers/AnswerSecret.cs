namespace ItaApi.Http.Answers;

/// <summary>
/// A secret in the answer of this request that is shown once: no cache may keep the answer, and where answers are kept for repeated
/// requests, this part of it is kept sealed.
/// </summary>
/// <param name="Value">The secret as it is in the answer; none of its characters is escaped in JSON.</param>
internal sealed record AnswerSecret(string Value)
{
    /// <summary>Says that the answer contains a secret.</summary>
    public static void Mark(HttpContext http, string value)
    {
        http.Features.Set(new AnswerSecret(value));
        http.Response.Headers.CacheControl = "private, no-store";
    }
}
