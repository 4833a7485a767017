using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ItaApi.ApiKeys;

/// <summary>
/// A key as its holder sends it: <c>ita_</c>, eight characters that distinguish one key from another, and 256 random bits. Only the prefix
/// and the SHA-256 of the whole are stored. With so much randomness a slow hash would add nothing.
/// </summary>
internal sealed record ApiKeySecret(string Text)
{
    private const string Brand = "ita_";
    private const int NameBytes = 6;
    private const int RandomBytes = 32;
    private const int PrefixLength = 12;
    private const int Length = PrefixLength + 1 + 43;

    /// <summary>The part that may be shown and logged, and by which the key is found.</summary>
    public string Prefix => Text[..PrefixLength];

    public byte[] Hash => HashOf(Text);

    private static string RandomText(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));

    public static ApiKeySecret Create() => new($"{Brand}{RandomText(NameBytes)}.{RandomText(RandomBytes)}");

    /// <summary>The text as a key, or null when it does not have the form of one, so that no lookup is needed.</summary>
    public static ApiKeySecret? Parse(string text) =>
        text.Length == Length
        && text.StartsWith(Brand, StringComparison.Ordinal)
        && text[PrefixLength] == '.'
        && Base64Url.IsValid(text.AsSpan(PrefixLength + 1))
            ? new ApiKeySecret(text)
            : null;

    public static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>Compares two hashes in constant time.</summary>
    public static bool IsSame(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> other) => CryptographicOperations.FixedTimeEquals(hash, other);

    // The default ToString of a record would write the secret, and a log would keep it.
    public override string ToString() => Prefix;
}
