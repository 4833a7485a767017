using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ItaApi.ApiKeys;

/// <summary>
/// A key as its holder sends it: <c>ita_</c>, eight characters that tell one key from another, and 256 random bits. Only the prefix and
/// the SHA-256 of the whole are kept; against so much randomness a slow hash would add nothing.
/// </summary>
public sealed record ApiKeySecret(string Text)
{
    private const string Brand = "ita_";
    private const int NameBytes = 6;
    private const int RandomBytes = 32;
    private const int PrefixLength = 12;
    private const int Length = PrefixLength + 1 + 43;

    /// <summary>What may be shown and logged of it, and by which it is found.</summary>
    public string Prefix => Text[..PrefixLength];

    public byte[] Hash => HashOf(Text);

    public static ApiKeySecret Create() => new(
        $"{Brand}{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(NameBytes))}.{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes))}");

    /// <summary>The text as a key, or null where no key ever looked like it, so that nobody need be asked.</summary>
    public static ApiKeySecret? Parse(string text) =>
        text.Length == Length && text.StartsWith(Brand, StringComparison.Ordinal) && text[PrefixLength] == '.' && Base64Url.IsValid(text.AsSpan(PrefixLength + 1))
            ? new ApiKeySecret(text)
            : null;

    public static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>Whether two hashes are of one key, in a time that tells nothing about it.</summary>
    public static bool IsSame(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> other) => CryptographicOperations.FixedTimeEquals(hash, other);

    // A record would write its text, and a log would keep it.
    public override string ToString() => Prefix;
}
