using System.Security.Cryptography;
using System.Text;

namespace ItaApi.Pipeline.Idempotency;

/// <summary>
/// Encrypts the secret of an answer so that only a caller that sends the same key again can read it: the answer with a new key contains a
/// secret that the database must not have.
/// </summary>
internal sealed class AnswerSeal(string apiKey, string idempotencyKey)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int KeyBytes = 32;

    private readonly byte[] secret = HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(apiKey), KeyBytes,
        info: Encoding.UTF8.GetBytes($"ItaApi remembered answer {idempotencyKey}"));

    /// <summary>Nonce, tag and cipher text, in this order.</summary>
    public byte[] Close(byte[] answer)
    {
        var closed = new byte[NonceBytes + TagBytes + answer.Length];
        var nonce = closed.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(secret, TagBytes);
        cipher.Encrypt(nonce, answer, closed.AsSpan(NonceBytes + TagBytes), closed.AsSpan(NonceBytes, TagBytes));
        return closed;
    }

    /// <summary>What was sealed; null when another key sealed it, as after a change of the administrator's key.</summary>
    public byte[]? Open(byte[] closed)
    {
        if (closed.Length < NonceBytes + TagBytes)
            return null;

        var answer = new byte[closed.Length - NonceBytes - TagBytes];
        using var cipher = new AesGcm(secret, TagBytes);
        try
        {
            cipher.Decrypt(closed.AsSpan(0, NonceBytes), closed.AsSpan(NonceBytes + TagBytes), closed.AsSpan(NonceBytes, TagBytes), answer);
            return answer;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
