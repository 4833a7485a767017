namespace ItaApi.Configuration;

/// <summary>A setting with which the service cannot start. The message names the setting, what is wrong, and what would be right.</summary>
internal sealed class SettingException(string message) : Exception(message);
