using System.Globalization;
using ItaApi.Configuration;

namespace ItaApi.Startup;

/// <summary>
/// Finds misspelt settings: an unknown name in one of the service's own sections stops the start. The service would otherwise work with a
/// default, without a message.
/// </summary>
/// <remarks>Sections of the framework and of libraries (<c>Kestrel</c>, <c>Logging</c>, <c>Serilog</c>) are not checked.</remarks>
internal static class SettingNames
{
    /// <summary>The names of environment variables, by section.</summary>
    private static readonly ILookup<string, string> BySection = SettingTable.All
        .Select(setting => setting.Name)
        .Where(name => name.Contains("__", StringComparison.Ordinal))
        .ToLookup(name => name.Split("__")[0], StringComparer.OrdinalIgnoreCase);

    /// <exception cref="SettingException">One of the service's sections contains an unknown name.</exception>
    public static void RefuseOthers(IConfiguration configuration)
    {
        foreach (var (key, value) in configuration.AsEnumerable())
        {
            var parts = key.Split(ConfigurationPath.KeyDelimiter);
            var known = BySection[parts[0]];
            if (string.IsNullOrWhiteSpace(value) || !known.Any() || IsOfAnotherProgram(parts))
                continue;

            if (!known.Contains(Listed(parts), StringComparer.OrdinalIgnoreCase))
                throw new SettingException($"{string.Join("__", parts)} is not a setting. This section has: {string.Join(", ", known)}.");
        }
    }

    /// <summary>Several programs may share an environment, so that a connection string may belong to another program.</summary>
    private static bool IsOfAnotherProgram(string[] parts) =>
        string.Equals(parts[0], "ConnectionStrings", StringComparison.OrdinalIgnoreCase)
        && !parts[^1].StartsWith("Ita", StringComparison.OrdinalIgnoreCase);

    /// <summary>The name as it is in the table, which has the first entry of a list.</summary>
    private static string Listed(string[] parts) => string.Join(
        "__", parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? "0" : part));
}
