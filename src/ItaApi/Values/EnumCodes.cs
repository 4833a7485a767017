using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;

namespace ItaApi.Values;

/// <summary>The wire names of enumerations: camelCase, the same in JSON, addresses and the database.</summary>
internal static class EnumCodes
{
    private static readonly ConcurrentDictionary<Type, string[]> Known = new();

    public static IReadOnlyList<string> All(Type type) => Codes(type);

    /// <summary>The C# name of a known wire name.</summary>
    public static string ToName(Type type, string code) => Enum.GetNames(type)[Array.IndexOf(Codes(type), code)];

    public static string ToCode<TEnum>(this TEnum value) where TEnum : struct, Enum => Of<TEnum>.ByValue[value];

    private static string[] Codes(Type type) =>
        Known.GetOrAdd(type, static enumeration => [.. Enum.GetNames(enumeration).Select(JsonNamingPolicy.CamelCase.ConvertName)]);

    /// <summary>Every answer writes some of them, so they are made once.</summary>
    private static class Of<TEnum> where TEnum : struct, Enum
    {
        public static readonly FrozenDictionary<TEnum, string> ByValue =
            Enum.GetValues<TEnum>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
    }
}
