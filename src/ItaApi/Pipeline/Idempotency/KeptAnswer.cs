using System.Text;
using System.Text.Json;
using ItaApi.Http.Answers;

namespace ItaApi.Pipeline.Idempotency;

/// <summary>
/// An answer in the form in which it is kept: readable, so that a text can be erased from it, but for a secret, which is sealed beside it.
/// </summary>
/// <param name="Body">The answer, with a mark in place of the secret; JSON, or null for an answer without a body.</param>
/// <param name="Secret">The sealed secret; null for an answer without one.</param>
internal sealed record KeptAnswer(string? Body, byte[]? Secret)
{
    /// <summary>No answer contains it by itself: it is no secret of a key.</summary>
    private const string Mark = "(secret)";

    public static KeptAnswer Of(byte[] answer, AnswerSecret? secret, AnswerSeal seal)
    {
        var body = Encoding.UTF8.GetString(answer);
        return secret is null
            ? new KeptAnswer(body.Length == 0 ? null : body, null)
            : new KeptAnswer(
                body.Replace(Quoted(secret.Value), Quoted(Mark), StringComparison.Ordinal),
                seal.Close(Encoding.UTF8.GetBytes(secret.Value)));
    }

    /// <summary>The answer as it was sent; null when its secret cannot be opened.</summary>
    public byte[]? Open(AnswerSeal seal)
    {
        if (Body is null)
            return [];
        if (Secret is null)
            return Encoding.UTF8.GetBytes(Body);
        return seal.Open(Secret) is { } opened
            ? Encoding.UTF8.GetBytes(Body.Replace(Quoted(Mark), Quoted(Encoding.UTF8.GetString(opened)), StringComparison.Ordinal))
            : null;
    }

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
