using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using ItaApi.Values;

namespace ItaApi.Http.Serialization;

/// <summary>
/// How JSON is read and written. Reading is strict, because what is lenient elsewhere corrupts an assessment here: a misspelt
/// <c>score</c> would be taken as absent, the second of two equal members would win, <c>"88.13"</c> would pass for a number.
/// </summary>
public static class Json
{
    /// <summary>The options of every body, and of what is kept as <c>jsonb</c>.</summary>
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>
    /// How what is kept as <c>jsonb</c> is read back. It was looked at when it came: that texts are texts, and that nothing is null,
    /// unknown or there twice, is not asked again at each read.
    /// </summary>
    public static readonly JsonSerializerOptions FromDatabase = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new EnumCodeConverter() },
    };

    /// <summary>How answers are written: as <see cref="Options"/> would, without what only reading needs.</summary>
    public static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        DefaultIgnoreCondition = Options.DefaultIgnoreCondition,
        Encoder = Options.Encoder,
        Converters = { new EnumCodeConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.MaxDepth = Limits.JsonDepth;
        // Thai is written as Thai; what HTML would run is still escaped.
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.Converters.Add(new EnumCodeConverter());
        options.Converters.Add(new TextConverter());
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RefuseNull, IgnoreComputedMembers } };
        return options;
    }

    /// <summary>
    /// What does not apply is left out. An explicit <c>null</c> is a caller's mistake more often than a wish, so it is refused where
    /// it stands instead of being taken as absent.
    /// </summary>
    private static void RefuseNull(JsonTypeInfo type)
    {
        if (type.Kind == JsonTypeInfoKind.Enumerable)
        {
            type.OnDeserialized = static list =>
            {
                var index = 0;
                foreach (var element in (System.Collections.IEnumerable)list)
                {
                    if (element is null)
                        throw new JsonFaultException("null_value", "A list holds no null.") { Index = index };
                    index++;
                }
            };
        }

        foreach (var property in type.Properties)
        {
            if (property.Set is not { } set)
                continue;

            property.Set = (target, value) =>
            {
                if (value is null)
                    throw new JsonFaultException("null_value", "null is not accepted; leave the member out.");
                set(target, value);
            };
        }
    }

    private static void IgnoreComputedMembers(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || type.Type.GetCustomAttribute<IgnoresMembersAttribute>() is not { } ignored)
            return;

        foreach (var name in ignored.Names)
        {
            var member = type.CreateJsonPropertyInfo(typeof(JsonElement), name);
            member.Set = static (_, _) => { };
            type.Properties.Add(member);
        }
    }
}

/// <summary>
/// Members a request may repeat from what GET returned and that are read past, because the service computes them.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class IgnoresMembersAttribute(params string[] names) : Attribute
{
    public IReadOnlyList<string> Names { get; } = names;
}

/// <summary>A fault found while a body is read, with the stable code a client sees. The reader adds the path.</summary>
public sealed class JsonFaultException(string code, string message) : JsonException(message)
{
    public string Code { get; } = code;

    /// <summary>The element it stands at, where the path is that of the list.</summary>
    public int? Index { get; init; }
}
