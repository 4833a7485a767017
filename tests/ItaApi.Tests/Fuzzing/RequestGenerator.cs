using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using static ItaApi.Tests.Fuzzing.OddValues;

namespace ItaApi.Tests.Fuzzing;

/// <summary>
/// Makes requests from the contract: every operation, with parameters and bodies drawn from its schemas and examples, and with what earlier
/// answers gave out, so that it gets deep. A new operation is covered the day it appears.
/// </summary>
internal sealed class RequestGenerator(JsonNode contract, Random random, IReadOnlyList<string?> keys)
{
    private const int MostKnown = 50;

    private readonly SchemaCheck schemas = new(contract);

    /// <summary>Values that earlier answers had, by the parameter they fit.</summary>
    private readonly Dictionary<string, List<string>> known = new()
    {
        ["agencyCode"] = ["57-mae-ngoen"],
        ["fiscalYear"] = ["2563", "2564", "2565", "2566"],
        ["provinceCode"] = ["57", "40"],
        ["number"] = ["7"],
    };

    private readonly List<Operation> operations =
    [
        .. from path in contract["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           select new Operation(path.Key, operation.Key.ToUpperInvariant(), operation.Value!.AsObject()),
    ];

    /// <param name="Path">Its address in the contract.</param>
    /// <param name="Method">Its method.</param>
    /// <param name="Contract">What the contract says of it.</param>
    public sealed record Operation(string Path, string Method, JsonObject Contract);

    /// <summary>A request, and the operation it is for; null where it is for none.</summary>
    public (FuzzRequest Request, Operation? Of) Next()
    {
        var operation = Pick(random, operations);
        var request = new FuzzRequest(operation.Method, Address(operation)) { Key = Pick(random, keys) };
        if (operation.Contract["requestBody"]?["content"]?.AsObject() is { } bodies)
            AddBody(request, bodies);
        if (random.Next(3) == 0)
            request.Headers.Add(("If-Match", "*"));
        for (var i = random.Next(5) - 2; i > 0; i--)
            request.Headers.Add(Header(random));
        if (random.Next(25) != 0)
            return (request, operation);

        return (random.Next(3) switch
        {
            0 => request with { Method = Pick(random, ["PATCH", "TRACE", "DELETE", "PUT", "POST", "OPTIONS", "QUERY"]) },
            1 => request with
            {
                Address = request.Address.Replace(
                    "/v1/", Pick(random, ["//v1/", "/v1//", "/V1/", "/v2/", "/v1/%2e%2e/"]), StringComparison.Ordinal),
            },
            _ => request with { Address = request.Address + Pick(random, ["/", "/x", "%00", "%C0", ";x", "/%E0%B9", "?"]) },
        }, null);
    }

    /// <summary>Keeps what an answer gave out for later requests.</summary>
    public void Learn(JsonNode? answer)
    {
        switch (answer)
        {
            case JsonArray items:
                foreach (var item in items.Take(5))
                    Learn(item);
                break;
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    if (value is JsonValue one && one.TryGetValue<string>(out var text) && text.Length < 200 && IsHandle(name))
                        Keep(name, text);
                    Learn(value);
                }

                break;
        }
    }

    private static bool IsHandle(string name) =>
        name is "code" or "agencyCode" or "id" or "importId" or "measureId" or "nextCursor" or "next";

    private void Keep(string name, string text)
    {
        var list = known.TryGetValue(name, out var values) ? values : known[name] = [];
        if (list.Count >= MostKnown)
            list.RemoveAt(random.Next(list.Count));
        list.Add(text);
    }

    private string Address(Operation operation)
    {
        var path = operation.Path;
        var query = new List<string>();
        foreach (var parameter in operation.Contract["parameters"]?.AsArray() ?? [])
        {
            var (name, place) = (parameter!["name"]!.GetValue<string>(), parameter["in"]!.GetValue<string>());
            if (place == "path")
                path = path.Replace($"{{{name}}}", Escape(Segment(name, parameter)), StringComparison.Ordinal);
            else if (place == "query" && (parameter["required"]?.GetValue<bool>() == true || random.Next(4) == 0))
                query.Add($"{name}={Escape(Value(name, parameter))}");
        }

        if (random.Next(30) == 0)
            query.Add($"{Escape(Text(random))}={Escape(Text(random))}");
        if (random.Next(40) == 0 && query.Count > 0)
            query.Add(query[0]);
        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }

    /// <summary>A value of the path; without one, the request is for another operation.</summary>
    private string Segment(string name, JsonNode parameter) =>
        Value(name, parameter) is { } value && value.Trim('.').Length > 0 ? value : "x";

    /// <summary>A value for a parameter: one that is known, one of its schema, or an odd one.</summary>
    private string Value(string name, JsonNode parameter)
    {
        // A request that waits for a change holds the others up.
        if (name == "wait")
            return Pick(random, ["0", "-1", "31", "x"]);
        if (random.Next(8) == 0)
            return random.Next(2) == 0 ? Text(random) : Number(random);
        var source = name switch { "cursor" => "nextCursor", "after" => "next", "measureId" or "id" => "id", _ => name };
        if (known.TryGetValue(source, out var values) || known.TryGetValue(name, out values))
            return Pick(random, values);
        if (name.EndsWith("scalYear", StringComparison.Ordinal) || name.EndsWith("FiscalYear", StringComparison.Ordinal))
            return Pick(random, known["fiscalYear"]);
        return Draw(parameter["schema"]!, 0) switch
        {
            JsonValue value when value.TryGetValue<string>(out var text) => text,
            { } other => other.ToJsonString(),
            null => "",
        };
    }

    private string Escape(string text) =>
        text.Length > 1_000 ? "x" : random.Next(30) == 0 && text.All(char.IsAscii) && !text.Any(char.IsControl)
            ? text.Replace(" ", "+", StringComparison.Ordinal).Replace("#", "", StringComparison.Ordinal)
            : string.Concat(Encoding.UTF8.GetBytes(text).Select(octet =>
                char.IsAsciiLetterOrDigit((char)octet) || (char)octet is '-' or '_' or '.' ? $"{(char)octet}" : $"%{octet:X2}"));

    private void AddBody(FuzzRequest request, JsonObject bodies)
    {
        var (mediaType, body) = Pick(random, [.. bodies.Select(one => (one.Key, one.Value!))]);
        request.MediaType = random.Next(15) == 0
            ? Pick(random, ["", "text/plain", "application/json; charset=utf-8", "application/json;;", "multipart/form-data", "a"])
            : mediaType;
        request.Body = mediaType switch
        {
            "application/json" => Mutate(random, Example(body)),
            "application/x-ndjson" => [.. Mutate(random, Item(bodies)), (byte)'\n', .. Mutate(random, Item(bodies))],
            "text/csv" => Sheet(),
            _ => Mutate(random, JsonValue.Create(Text(random).Replace("\uD83D", "", StringComparison.Ordinal))),
        };
    }

    private JsonNode? Example(JsonNode body) =>
        random.Next(3) != 0 && (body["example"] ?? body["examples"]?.AsObject().First().Value!["value"]) is { } example
            ? example
            : Draw(body["schema"]!, 0);

    private JsonNode? Item(JsonObject bodies) =>
        Example(bodies["application/json"]!) is JsonObject { Count: > 0 } file && file["items"] is JsonArray { Count: > 0 } items
            ? items[0]
            : new JsonObject();

    /// <summary>A sheet of assessments, measures or agencies; the service knows which it takes.</summary>
    private byte[] Sheet()
    {
        string[] columns =
        [
            "agency_code", "fiscal_year", "1", "total", "IIT", "agency_name", "province", "based_on_fiscal_year", "titles", "status",
            "name_th", "kind", "aliases", "grade", "indicators",
        ];
        var header = columns.Where((_, index) => index < 2 || random.Next(3) == 0).ToList();
        var sheet = new StringBuilder().AppendJoin(',', header).Append("\r\n");
        for (var i = random.Next(4); i >= 0; i--)
        {
            sheet.AppendJoin(',', header.Select(column => $"\"{Cell(column).Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
            sheet.Append(Pick(random, ["\r\n", "\n", "\r\n\r\n"]));
        }

        return Encoding.UTF8.GetBytes(sheet.ToString());
    }

    private string Cell(string column) => random.Next(4) == 0 ? Text(random) : column switch
    {
        "agency_code" => Pick(random, known["agencyCode"]),
        "fiscal_year" or "based_on_fiscal_year" => Pick(random, known["fiscalYear"]),
        _ => Number(random),
    };

    /// <summary>A value of a schema.</summary>
    private JsonNode? Draw(JsonNode schema, int depth)
    {
        var resolved = schemas.Resolve(schema);
        if (resolved["allOf"] is JsonArray { Count: > 0 } parts)
            return Draw(parts[0]!, depth);
        if (resolved["enum"] is JsonArray codes)
            return Pick(random, [.. codes])!.DeepClone();
        return resolved["type"]?.GetValue<string>() switch
        {
            "object" => new JsonObject(
                from property in resolved["properties"]?.AsObject() ?? []
                where IsRequired(resolved, property.Key) || (depth < 4 && random.Next(2) == 0)
                select KeyValuePair.Create(property.Key, DrawMember(property.Key, property.Value!, depth + 1))),
            "array" => new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => Draw(resolved["items"]!, depth + 1))]),
            "integer" => JsonValue.Create((resolved["minimum"]?.GetValue<long>() ?? 0) + random.Next(100)),
            "number" => JsonValue.Create((resolved["minimum"]?.GetValue<decimal>() ?? 0) + (random.Next(10_000) / 100m)),
            "boolean" => JsonValue.Create(random.Next(2) == 0),
            "string" => resolved["format"]?.GetValue<string>() switch
            {
                "date-time" => Pick(random, ["2030-01-01T00:00:00+07:00", "2030-01-01T00:00:00Z"]),
                "date" => "2023-01-31",
                "uuid" => new Guid(random.Next(), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10).ToString(),
                _ => string.Create(CultureInfo.InvariantCulture, $"ข้อความ {random.Next()}"),
            },
            _ => new JsonObject(),
        };
    }

    private JsonNode? DrawMember(string name, JsonNode schema, int depth) => name switch
    {
        "agencyCode" => Pick(random, known["agencyCode"]),
        "code" => $"f-{random.Next()}",
        _ when name.EndsWith("scalYear", StringComparison.OrdinalIgnoreCase) => int.Parse(
            Pick(random, ["2563", "2564", "2565"]), CultureInfo.InvariantCulture),
        "provinceCode" => "57",
        _ => Draw(schema, depth),
    };

    private static bool IsRequired(JsonObject schema, string name) =>
        schema["required"]?.AsArray().Any(required => required!.GetValue<string>() == name) == true;
}

/// <summary>A request as it is sent and shown.</summary>
internal sealed record FuzzRequest(string Method, string Address)
{
    public string? Key { get; init; }
    public List<(string Name, string Value)> Headers { get; } = [];
    public string? MediaType { get; set; }
    public byte[]? Body { get; set; }

    public HttpRequestMessage ToMessage(Uri service)
    {
        var address = new Uri(
            service.GetLeftPart(UriPartial.Authority) + Address,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var message = new HttpRequestMessage(new HttpMethod(Method), address);
        if (Key is not null)
            message.Headers.TryAddWithoutValidation("X-Api-Key", Key);
        foreach (var (name, value) in Headers)
            message.Headers.TryAddWithoutValidation(name, value);
        if (Body is null)
            return message;

        message.Content = new ByteArrayContent(Body);
        if (MediaType is not null)
            message.Content.Headers.TryAddWithoutValidation("Content-Type", MediaType);
        return message;
    }

    public override string ToString()
    {
        var headers = Headers.Select(header => $"{header.Name}: {header.Value}");
        var lines = string.Join('\n', [$"{Method} {Address}", .. headers, $"Content-Type: {MediaType}", ""]);
        return Body is null
            ? lines
            : $"{lines}\n{Convert.ToBase64String(Body)}\n{Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, 2_000)))}";
    }
}
