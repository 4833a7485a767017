using System.Globalization;

namespace ItaApi.Configuration;

/// <summary>
/// Reads settings strictly: an invalid value stops the start with a message, where the framework would use a default or throw a stack
/// trace. A blank value counts as missing.
/// </summary>
internal static class Settings
{
    /// <summary>A text, or null when the setting is missing.</summary>
    public static string? Text(this IConfiguration configuration, string key) =>
        string.IsNullOrWhiteSpace(configuration[key]) ? null : configuration[key];

    /// <summary>A whole number above zero, or the default when the setting is missing.</summary>
    /// <exception cref="SettingException">The value is something else.</exception>
    public static int PositiveNumber(this IConfiguration configuration, string key, int otherwise)
    {
        if (configuration.Text(key) is not { } text)
            return otherwise;

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw Wrong(key, text, "must be a whole number above zero", otherwise.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary><c>true</c> or <c>false</c>, or the default when the setting is missing.</summary>
    /// <exception cref="SettingException">The value is something else.</exception>
    public static bool Switch(this IConfiguration configuration, string key, bool otherwise)
    {
        if (configuration.Text(key) is not { } text)
            return otherwise;

        return bool.TryParse(text, out var on) ? on : throw Wrong(key, text, "must be true or false", otherwise ? "true" : "false");
    }

    /// <summary>The values of a list (<c>Key__0</c>, <c>Key__1</c>, …), each read in its own way.</summary>
    /// <param name="read">Whether a text is valid, and its value.</param>
    /// <exception cref="SettingException">A value cannot be read.</exception>
    public static IReadOnlyList<T> List<T>(this IConfiguration configuration, string key, TryRead<T> read, string needed, string example) =>
    [
        .. configuration.GetSection(key).GetChildren()
            .Where(entry => !string.IsNullOrWhiteSpace(entry.Value))
            .Select(entry => read(entry.Value!, out var value) ? value : throw Wrong(entry.Path, entry.Value!, needed, example)),
    ];

    public delegate bool TryRead<T>(string text, out T value);

    private static SettingException Wrong(string key, string text, string needed, string example)
    {
        var name = key.Replace(":", "__", StringComparison.Ordinal);
        return new SettingException($"{name} is '{text}' and {needed}. For example: {name}={example}");
    }
}
