using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using ItaApi.Faults;
using ItaApi.Http.Serialization;

namespace ItaApi.Http.Requests;

/// <summary>
/// Finds the lists of a body that are longer than their <see cref="MaxLengthAttribute"/>. This comes before all other rules: a list of a
/// hundred thousand entries is one fault, and none of its entries is looked at.
/// </summary>
internal static class ListLimits
{
    private static readonly ConcurrentDictionary<Type, Member[]> Known = new();

    public static IReadOnlyList<RequestFault> FindFaults(object body)
    {
        List<RequestFault> faults = [];
        Look(body, "", faults);
        return faults;
    }

    /// <summary>Looks into the members that have lists, or members with lists.</summary>
    private static void Look(object value, string pointer, List<RequestFault> faults)
    {
        foreach (var member in Known.GetOrAdd(value.GetType(), MembersOf))
        {
            if (member.Get(value) is not { } held)
                continue;

            var place = $"{pointer}/{member.Name}";
            if (held is not ICollection list)
                Look(held, place, faults);
            else if (list.Count > member.MaxCount)
                faults.Add(new RequestFault(place, "too_many", "Max", member.MaxCount));
            else if (member.HasListsInEntries)
                LookIntoEntries(list, place, faults);
        }
    }

    private static void LookIntoEntries(ICollection list, string pointer, List<RequestFault> faults)
    {
        var index = 0;
        foreach (var entry in list)
        {
            if (entry is not null)
                Look(entry, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index}"), faults);
            index++;
        }
    }

    private static Member[] MembersOf(Type type)
    {
        var info = Json.Options.GetTypeInfo(type);
        return info.Kind != JsonTypeInfoKind.Object ? [] :
        [
            .. from property in info.Properties
               let held = Json.Options.GetTypeInfo(property.PropertyType)
               let hasLists = HasLists(held.ElementType ?? property.PropertyType)
               where property.Get is not null && (held.Kind == JsonTypeInfoKind.Enumerable || hasLists)
               select new Member(property.Name, property.Get!, MaxCountOf(property), hasLists),
        ];
    }

    private static bool HasLists(Type type) =>
        Json.Options.GetTypeInfo(type).Kind == JsonTypeInfoKind.Object && Known.GetOrAdd(type, MembersOf).Length > 0;

    private static int MaxCountOf(JsonPropertyInfo property) =>
        property.AttributeProvider?.GetCustomAttributes(typeof(MaxLengthAttribute), inherit: true) is [MaxLengthAttribute limit, ..]
            ? limit.Length
            : int.MaxValue;

    private sealed record Member(string Name, Func<object, object?> Get, int MaxCount, bool HasListsInEntries);
}
