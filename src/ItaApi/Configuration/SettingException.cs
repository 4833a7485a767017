namespace ItaApi.Configuration;

/// <summary>A setting the service cannot start with. The message names it, says what is wrong and what would be right.</summary>
public sealed class SettingException(string message) : Exception(message);
