using System.Text;
using System.Text.Json.Nodes;

namespace ItaApi.Tests.Fuzzing;

/// <summary>What a client sends by mistake or on purpose: texts, numbers, headers and members that are hard to take.</summary>
internal static class OddValues
{
    private static readonly string[] Texts =
    [
        "", " ", "\u0000", "\u0001", "\u202E", "\u200B", "\uFEFF", "\uFFFE", "\uFFFF", "\uD83D", "👍🏽", "แม่เงิน", "ก\u0E49\u0E38", "๒๕๖๕",
        "a\u0301\u0301\u0301\u0301\u0301", "=1+1", "'; drop table agency; --", "<script>", "${jndi:ldap://x}", "../../etc/passwd", "%00",
        "null", "true", "-0", "1e400", "2565-13-45", "2570-01-01T00:00:00Z", "2026-01-01T00:00:00", "a,b;c\td\"e", "\r\n", "*", "57",
        new('ก', 5_000), new(' ', 400),
    ];

    private static readonly string[] Numbers =
    [
        "0", "-0", "-1", "1e400", "1e-400", "99999999999999999999999999999", "0.1234567890123456789012345678901", "2147483648",
        "9223372036854775808", "100.00", "100.001", "2565", "2022", "1E2", "-9999999999",
    ];

    private static readonly (string Name, string[] Values)[] Headers =
    [
        ("Accept", ["text/csv", "application/x-ndjson", "*/*;q=0", "text/html", "a/b;q=9,,;", "application/json;q=nan"]),
        ("Accept-Language", ["th", "th;q=0.1,en", ";;;", "x-klingon", new('t', 4_000)]),
        ("Accept-Encoding", ["gzip", "br;q=0", "identity;q=0,*;q=0", "zstd"]),
        ("If-Match", ["*", "\"1\"", "W/\"1\"", "1", "\"", "\"1\", *", "\"\u00e9\""]),
        ("If-None-Match", ["*", "\"1\"", "W/\"x\"", "'"]),
        ("Idempotency-Key", ["k", "", "a b", new('k', 300), "é"]),
        ("Prefer", ["respond-async", "wait=0", ";=;"]),
        ("X-Forwarded-For", ["1.2.3.4", "::1", "'", "999.1.1.1"]),
        ("Forwarded", ["for=\"_x\";proto=https"]),
        ("Origin", ["null", "http://evil.example", "*"]),
        ("Range", ["bytes=0-1", "bytes=9-1"]),
        ("Cookie", ["a=b; c"]),
    ];

    public static string Text(Random random) => Pick(random, Texts);

    public static string Number(Random random) => Pick(random, Numbers);

    public static (string Name, string Value) Header(Random random)
    {
        var (name, values) = Pick(random, Headers);
        return (name, Pick(random, values));
    }

    public static T Pick<T>(Random random, IReadOnlyList<T> list) => list[random.Next(list.Count)];

    /// <summary>A body with something wrong in it, or not.</summary>
    public static byte[] Mutate(Random random, JsonNode? body)
    {
        var copy = body?.DeepClone();
        for (var i = random.Next(3); i > 0 && copy is not null; i--)
            copy = Change(random, copy);
        var text = copy?.ToJsonString() ?? "null";
        text = random.Next(20) switch
        {
            0 => text[..random.Next(text.Length)],
            1 => text.Replace("\"", "\"\\uD800", StringComparison.Ordinal),
            2 => text.Replace(":", $":{Number(random)},\"x\":", StringComparison.Ordinal),
            3 => string.Concat(Enumerable.Repeat("[", random.Next(1, 200))),
            4 => text + text,
            5 => "\uFEFF" + text,
            _ => text,
        };
        var bytes = Encoding.UTF8.GetBytes(text);
        if (random.Next(15) == 0 && bytes.Length > 0)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    /// <summary>The value with one change at one place in it.</summary>
    private static JsonNode? Change(Random random, JsonNode value)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } members when random.Next(8) != 0:
                var name = Pick(random, [.. members.Select(member => member.Key)]);
                if (random.Next(10) == 0)
                    members.Remove(name);
                else
                    members[name] = members[name] is { } child ? Change(random, child.DeepClone()) : null;
                return members;
            case JsonArray { Count: > 0 } items when random.Next(8) != 0:
                var index = random.Next(items.Count);
                if (random.Next(6) == 0)
                {
                    for (var i = random.Next(120); i > 0; i--)
                        items.Add(items[index]?.DeepClone());
                }
                else
                {
                    items[index] = items[index] is { } child ? Change(random, child.DeepClone()) : null;
                }

                return items;
            default:
                return random.Next(9) switch
                {
                    0 => null,
                    1 => JsonNode.Parse(Number(random)),
                    2 => new JsonArray(),
                    3 => new JsonObject { [Readable(Text(random))] = 1 },
                    4 => JsonValue.Create(true),
                    5 when value is JsonValue => new JsonArray(value.DeepClone(), value.DeepClone()),
                    _ => JsonValue.Create(Readable(Text(random))),
                };
        }
    }

    /// <summary>Half a pair cannot be written by this writer; other mutations write it.</summary>
    private static string Readable(string text) => text == "\uD83D" ? "\uFFFD" : text;
}
