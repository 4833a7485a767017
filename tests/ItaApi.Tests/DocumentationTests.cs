using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using ItaApi.Faults;
using ItaApi.Measures;
using ItaApi.Pipeline;
using ItaApi.Tests.Support;
using ItaApi.Values;
using YamlDotNet.RepresentationModel;

namespace ItaApi.Tests;

/// <summary>The README's tables say what the service does. Needs no database.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Readme = Repository.Read("README.md");

    [Fact]
    public void The_table_of_problems_is_the_services() => Assert.Equal(
        Messages.Problems.Select(problem => $"{problem.Key} {problem.Value.Status} {problem.Value.En} {problem.Value.Th}").Order(StringComparer.Ordinal),
        Rows("## Errors", "Codes inside").Select(row => string.Join(' ', row)).Order(StringComparer.Ordinal));

    [Fact]
    public void The_table_of_faults_is_the_services() => Assert.Equal(
        Messages.Faults.Select(fault => $"{fault.Key} {fault.Value.En}").Order(StringComparer.Ordinal),
        Rows("Codes inside", "## Configuration").Select(row => string.Join(' ', row)).Order(StringComparer.Ordinal));

    [Fact]
    public void The_table_of_status_changes_is_the_services() => Assert.Equal(
        Enum.GetValues<MeasureStatus>().Select(status =>
            $"{status.ToCode()} {StatusWording.ToThai(status) ?? "-"} {Listed(StatusChanges.FreeFrom(status))} {Listed(StatusChanges.ReasonedFrom(status))}"),
        Rows("## Measures", "## Endpoints").Select(row => string.Join(' ', row).Replace("`", "", StringComparison.Ordinal)));

    [Fact]
    public void The_table_of_endpoints_is_the_contracts()
    {
        var listed = Rows("## Endpoints", "Beside v1")
            .SelectMany(row => row[0].Split(", ").Select(method => $"{method} {row[1]}"));

        Assert.Equal(ContractOperations().Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_table_of_limits_is_the_codes()
    {
        var limits = typeof(Limits).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field.IsLiteral && field.FieldType == typeof(int)
                && (field.DeclaringType == typeof(Limits) || field.Name.StartsWith("Max", StringComparison.Ordinal)))
            .Select(field => string.Create(CultureInfo.InvariantCulture, $"{field.DeclaringType!.Name.Split('`')[0]}.{field.Name} {field.GetRawConstantValue():N0}"));

        Assert.Equal(
            limits.Order(StringComparer.Ordinal),
            Rows("## Limits", "## Speed").Select(row => $"{row[2]} {row[1]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_budgets_that_are_told_are_the_codes() => Assert.Equal(
        [
            $"{RateLimits.ReadsPerKey}`, `{RateLimits.WritesPerKey}",
            $"{RateLimits.ReadsPerAddress}`, `{RateLimits.WritesPerAddress}",
            $"{RateLimits.WindowSeconds}",
        ],
        Rows("## Configuration", "## Limits")
            .Where(row => row[0].StartsWith("RateLimit__", StringComparison.Ordinal) && row[2].Any(char.IsAsciiDigit))
            .Select(row => row[2]));

    private static string Listed(IReadOnlyList<MeasureStatus> statuses) => statuses.Count == 0 ? "-" : string.Join(", ", statuses.Select(status => status.ToCode()));

    private static IEnumerable<string> ContractOperations()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Repository.Read("openapi/ita-api.v1.yaml")));
        return from path in ((YamlMappingNode)yaml.Documents[0].RootNode["paths"]).Children
               from operation in ((YamlMappingNode)path.Value).Children
               select $"{operation.Key.ToString().ToUpperInvariant()} {path.Key}";
    }

    /// <summary>The cells of the table between two places, without its head, and without the marks of code.</summary>
    private static IEnumerable<string[]> Rows(string from, string to)
    {
        var start = Readme.IndexOf(from, StringComparison.Ordinal);
        var section = Readme[start..Readme.IndexOf(to, start, StringComparison.Ordinal)];
        return section.Split('\n')
            .Where(line => line.StartsWith('|'))
            .Skip(2)
            .Select(line => Cell().Split(line.Trim('|', ' ')).Select(cell => cell.Trim().Trim('`')).ToArray());
    }

    [GeneratedRegex(@"\s\|\s")]
    private static partial Regex Cell();
}
