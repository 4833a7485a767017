using System.Text.RegularExpressions;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Deployment;

/// <summary>What is shipped for running the service in containers.</summary>
public sealed partial class ComposeTests
{
    private readonly string compose = Repository.Read("compose.yaml");

    [Fact]
    public void No_password_has_a_default()
    {
        var passwords = Password().Matches(compose);

        Assert.NotEmpty(passwords);
        Assert.All(passwords, password => Assert.StartsWith(":?", password.Groups["rest"].Value, StringComparison.Ordinal));
    }

    [Fact]
    public void The_service_knows_neither_the_owner_nor_the_superuser()
    {
        var service = Section("api");

        Assert.DoesNotContain("ItaMigrations", service, StringComparison.Ordinal);
        Assert.DoesNotContain("OWNER", service, StringComparison.Ordinal);
        Assert.DoesNotContain("Username=postgres", compose, StringComparison.Ordinal);
    }

    [Fact]
    public void Containers_have_limits_and_temporary_files_a_size()
    {
        foreach (var container in new[] { "x-service", "  database" })
        {
            Assert.Contains("mem_limit:", Section(container.Trim()), StringComparison.Ordinal);
            Assert.Contains("pids_limit:", Section(container.Trim()), StringComparison.Ordinal);
        }

        Assert.Matches(@"- /tmp:size=\d+m", compose);
    }

    /// <summary>The lines of a service, up to the next of the same indentation.</summary>
    private string Section(string name)
    {
        var section = Regex.Match(
            compose, $@"^(?<indent> {{0,2}}){name}:.*\n(?:(?:\k<indent> +.*)?\n)+", RegexOptions.Multiline, TimeSpan.FromSeconds(5));
        Assert.True(section.Success, $"compose.yaml has no '{name}'.");
        return section.Value;
    }

    [GeneratedRegex(@"\$\{ITA_[A-Z]+_PASSWORD(?<rest>[^}]*)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Password();
}
