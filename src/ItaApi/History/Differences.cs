using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ItaApi.Http.Serialization;

namespace ItaApi.History;

/// <summary>The differences between two states of a resource, by pointer, as fine as their shapes allow.</summary>
internal static class Differences
{
    /// <summary>Fields that are calculated from others, or count versions.</summary>
    private static readonly FrozenSet<string> Computed = FrozenSet.Create(
        StringComparer.Ordinal, "version", "createdAt", "updatedAt", "statusTh", "warnings");

    /// <param name="old">The state before; null if there was none.</param>
    /// <param name="new">The state after; null if there is none.</param>
    public static IReadOnlyList<HistoryChange> Between<TState>(TState? old, TState? @new) where TState : class
    {
        List<HistoryChange> changes = [];
        Compare("", ToObject(old), ToObject(@new), changes);
        return changes;
    }

    private static JsonObject ToObject<TState>(TState? state) where TState : class
    {
        if (state is null)
            return [];

        var members = JsonSerializer.SerializeToNode(state, state.GetType(), Json.Options)!.AsObject();
        foreach (var name in Computed)
            members.Remove(name);
        return members;
    }

    private static void Compare(string pointer, JsonNode? old, JsonNode? @new, List<HistoryChange> changes)
    {
        switch (old, @new)
        {
            case (JsonObject before, JsonObject after):
                foreach (var name in before.Select(member => member.Key).Union(after.Select(member => member.Key), StringComparer.Ordinal))
                    Compare($"{pointer}/{name}", before[name], after[name], changes);
                break;
            case (JsonArray before, JsonArray after):
                for (var i = 0; i < Math.Max(before.Count, after.Count); i++)
                    Compare(string.Create(CultureInfo.InvariantCulture, $"{pointer}/{i}"), At(before, i), At(after, i), changes);
                break;
            // Digit by digit: 98.4 and 98.40 differ.
            case var _ when old?.ToJsonString() != @new?.ToJsonString():
                changes.Add(new HistoryChange { Pointer = pointer, Old = old?.DeepClone(), New = @new?.DeepClone() });
                break;
        }
    }

    private static JsonNode? At(JsonArray list, int index) => index < list.Count ? list[index] : null;
}
