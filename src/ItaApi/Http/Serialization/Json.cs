using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using ItaApi.Faults;
using ItaApi.Values;

namespace ItaApi.Http.Serialization;

/// <summary>
/// How JSON is read and written. Reading is strict, because lenient reading would corrupt an assessment: a misspelt <c>score</c> would
/// count as absent, the second of two equal members would win, and <c>"88.13"</c> would pass as a number.
/// </summary>
internal static class Json
{
    /// <summary>The options of every body, and of what is stored as <c>jsonb</c>.</summary>
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>
    /// How stored <c>jsonb</c> is read. It was checked when it was received, so that it is not checked again for forbidden characters,
    /// null, unknown or duplicate members.
    /// </summary>
    public static readonly JsonSerializerOptions FromDatabase = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new EnumCodeConverter() },
    };

    /// <summary>How answers are written: like <see cref="Options"/>, without the parts for reading.</summary>
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
        // Thai text is not escaped; characters with a meaning in HTML are.
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.Converters.Add(new EnumCodeConverter());
        options.Converters.Add(new TextConverter());
        options.Converters.Add(new TimestampConverter());
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RefuseNull, IgnoreComputedMembers } };
        return options;
    }

    /// <summary>
    /// A field without a value is omitted. An explicit <c>null</c> is more often a mistake than intended, so it is refused instead of being
    /// read as absent.
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
                        throw new JsonFaultException(new RequestFault("", "null_value")) { Index = index };
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
                    throw new JsonFaultException(new RequestFault("", "null_value"));
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

/// <summary>Members that a request may repeat from the answer of GET. They are ignored, because the service computes them.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class IgnoresMembersAttribute(params string[] names) : Attribute
{
    public IReadOnlyList<string> Names { get; } = names;
}

/// <summary>A fault found while a body is read, with the stable code for the client. The reader adds the path.</summary>
internal sealed class JsonFaultException(RequestFault fault) : JsonException(fault.Code)
{
    public RequestFault Fault { get; } = fault;

    /// <summary>The index of the element, when the path is that of the list.</summary>
    public int? Index { get; init; }
}
