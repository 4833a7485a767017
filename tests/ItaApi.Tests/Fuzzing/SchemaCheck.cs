using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ItaApi.Tests.Fuzzing;

/// <summary>Holds JSON against a schema of the contract, as far as the contract uses schemas.</summary>
internal sealed class SchemaCheck(JsonNode contract)
{
    /// <summary>The schema that a reference names, or the schema itself.</summary>
    public JsonObject Resolve(JsonNode schema) => schema["$ref"]?.GetValue<string>() is { } reference
        ? Resolve(reference[2..].Split('/').Aggregate(contract, (node, segment) => node[segment]!))
        : schema.AsObject();

    /// <summary>What does not fit, each with its place.</summary>
    public IEnumerable<string> FindFaults(JsonNode? value, JsonNode schema, string place = "")
    {
        var resolved = Resolve(schema);
        foreach (var part in resolved["allOf"]?.AsArray() ?? [])
        {
            foreach (var fault in FindFaults(value, part!, place))
                yield return fault;
        }

        if (resolved["type"]?.GetValue<string>() is { } type && !IsOfType(value, type))
        {
            yield return $"{place}: {value?.ToJsonString() ?? "null"} is no {type}";
            yield break;
        }

        if (resolved["enum"] is JsonArray allowed && !allowed.Any(one => JsonNode.DeepEquals(one, value)))
            yield return $"{place}: {value?.ToJsonString()} is none of {allowed.ToJsonString()}";
        foreach (var fault in value switch
        {
            JsonObject members => FaultsOfMembers(members, resolved, place),
            JsonArray items when resolved["items"] is { } each =>
                items.SelectMany((item, index) => FindFaults(item, each, $"{place}/{index}")),
            JsonValue number when number.GetValueKind() == JsonValueKind.Number =>
                FaultsOfNumber(number.GetValue<JsonElement>(), resolved, place),
            JsonValue text when text.GetValueKind() == JsonValueKind.String => FaultsOfText(text.GetValue<string>(), resolved, place),
            _ => [],
        })
        {
            yield return fault;
        }
    }

    private IEnumerable<string> FaultsOfMembers(JsonObject members, JsonObject schema, string place)
    {
        foreach (var name in schema["required"]?.AsArray().Select(name => name!.GetValue<string>()) ?? [])
        {
            if (!members.ContainsKey(name))
                yield return $"{place}: {name} is missing";
        }

        var known = schema["properties"]?.AsObject();
        foreach (var (name, value) in members)
        {
            if (known?[name] is { } property)
            {
                foreach (var fault in FindFaults(value, property, $"{place}/{name}"))
                    yield return fault;
            }
            else if (schema["additionalProperties"] is JsonValue others && !others.GetValue<bool>())
            {
                yield return $"{place}: {name} is in no schema";
            }
        }
    }

    private static IEnumerable<string> FaultsOfNumber(JsonElement number, JsonObject schema, string place)
    {
        var value = number.GetDouble();
        if (schema["minimum"]?.GetValue<double>() > value || schema["maximum"]?.GetValue<double>() < value)
            yield return $"{place}: {number} is out of range";
    }

    private static IEnumerable<string> FaultsOfText(string text, JsonObject schema, string place)
    {
        if (schema["maxLength"]?.GetValue<int>() < text.Length)
            yield return $"{place}: {text.Length} characters are too many";
        if (schema["pattern"]?.GetValue<string>() is { } pattern && !Regex.IsMatch(text, pattern))
            yield return $"{place}: '{text}' does not match {pattern}";
        if (schema["format"]?.GetValue<string>() is "date-time" && !text.EndsWith('Z'))
            yield return $"{place}: '{text}' is not in UTC";
    }

    private static bool IsOfType(JsonNode? value, string type) => (value?.GetValueKind() ?? JsonValueKind.Null, type) switch
    {
        (JsonValueKind.Object, "object") or (JsonValueKind.Array, "array") or (JsonValueKind.String, "string") => true,
        (JsonValueKind.True or JsonValueKind.False, "boolean") or (JsonValueKind.Number, "number") => true,
        (JsonValueKind.Number, "integer") => value!.GetValue<JsonElement>().TryGetInt64(out _),
        _ => false,
    };
}
