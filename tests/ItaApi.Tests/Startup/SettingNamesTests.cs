using ItaApi.Configuration;
using ItaApi.Startup;
using Microsoft.Extensions.Configuration;

namespace ItaApi.Tests.Startup;

/// <summary>A misspelt setting stops the start instead of being passed over.</summary>
public sealed class SettingNamesTests
{
    [Theory]
    [InlineData("RateLimit:Enable", "RateLimit__Enable is not a setting")]
    [InlineData("Cors:Origin:0", "Cors__Origin__0 is not a setting")]
    [InlineData("Cors:Origins", "Cors__Origins is not a setting. This section has: Cors__Origins__0.")]
    [InlineData("ForwardedHeaders:KnownProxys:0", "ForwardedHeaders__KnownProxies__0")]
    [InlineData("LocalPostgres:Folder", "LocalPostgres__DataFolder")]
    [InlineData("ConnectionStrings:ItaMigration", "ConnectionStrings__ItaMigrations")]
    public void A_misspelt_setting_is_refused_with_those_there_are(string key, string expected) =>
        Assert.Contains(expected, Assert.Throws<SettingException>(() => Check(key, "a value")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("RateLimit:Enabled")]
    [InlineData("ratelimit:enabled")]
    [InlineData("Cors:Origins:12")]
    [InlineData("ConnectionStrings:Ita")]
    [InlineData("ConnectionStrings:AnotherProgram")]
    [InlineData("Serilog:MinimumLevel:Override:Microsoft")]
    [InlineData("Path")]
    public void A_setting_of_the_service_or_of_another_program_is_accepted(string key) => Check(key, "a value");

    [Fact]
    public void A_blank_setting_counts_as_missing() => Check("RateLimit:Enable", " ");

    private static void Check(string key, string value) =>
        SettingNames.RefuseOthers(new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build());
}
