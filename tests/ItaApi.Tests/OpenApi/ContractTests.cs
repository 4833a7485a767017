using System.Text.Json.Nodes;
using ItaApi.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace ItaApi.Tests.OpenApi;

/// <summary>The contract file and the code say the same. Needs no database.</summary>
public sealed class ContractTests
{
    private static string ContractFile => Path.Combine(AppContext.BaseDirectory, "openapi", "ita-api.v1.yaml");

    [Fact]
    public async Task The_contract_file_is_what_the_code_says()
    {
        var written = Path.Combine(Path.GetTempPath(), $"ita-api-{Guid.NewGuid():N}.yaml");
        try
        {
            var (exitCode, errors) = await ServiceProgram.RunAsync(["openapi", written]);
            Assert.True(exitCode == 0, string.Join('\n', errors));

            Assert.True(
                await File.ReadAllTextAsync(
                    ContractFile,
                    TestContext.Current.CancellationToken) == await File.ReadAllTextAsync(written, TestContext.Current.CancellationToken),
                "openapi/ita-api.v1.yaml is not what the code says. Generate it again and read the difference: "
                + "dotnet run --project src/ItaApi -- openapi \"$PWD/openapi/ita-api.v1.yaml\"");
        }
        finally
        {
            File.Delete(written);
        }
    }

    [Fact]
    public void Every_operation_has_an_id_of_its_own_a_summary_and_its_errors()
    {
        var operations = Operations().ToList();

        Assert.NotEmpty(operations);
        Assert.Equal(operations.Count, operations.Select(operation => Text(operation, "operationId")).Distinct().Count());
        Assert.All(operations, operation =>
        {
            Assert.NotEmpty(Text(operation, "summary"));
            Assert.NotEmpty(Text(operation, "description"));
            Assert.Contains(
                ((YamlMappingNode)operation["responses"]).Children.Keys,
                status => status.ToString().StartsWith('4') || status.ToString().StartsWith('5'));
        });
    }

    private static IEnumerable<YamlMappingNode> Operations()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(ContractFile)));
        var paths = (YamlMappingNode)yaml.Documents[0].RootNode["paths"];
        return paths.Children.Values.SelectMany(path => ((YamlMappingNode)path).Children.Values).Cast<YamlMappingNode>();
    }

    private static string Text(YamlNode node, string member) => ((YamlScalarNode)node[member]).Value!;
}

public sealed class ServedContractTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task The_service_serves_the_contract_as_yaml()
    {
        var served = await ita.GetAsync("/openapi/v1.yaml");

        var file = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "openapi", "ita-api.v1.yaml"), TestContext.Current.CancellationToken);
        Assert.Equal(file.TrimEnd(), served.Text.ReplaceLineEndings("\n").TrimEnd());
    }

    [Fact]
    public async Task The_service_serves_the_contract_as_json()
    {
        var served = (await ita.GetAsync("/openapi/v1.json")).Json;

        Assert.Equal("3.0.4", served["openapi"]!.GetValue<string>());
        Assert.Equal(
            "getResult",
            served["paths"]!["/v1/agencies/{agencyCode}/assessments/{fiscalYear}/result"]!["get"]!["operationId"]!.GetValue<string>());
    }

    [Fact]
    public async Task Every_operation_of_the_contract_is_answered()
    {
        var paths = (await ita.GetAsync("/openapi/v1.json")).Json["paths"]!.AsObject();

        foreach (var (path, operations) in paths)
        {
            var address = path.Replace("{agencyCode}", Some.AgencyCode()).Replace("{fiscalYear}", "2565").Replace("{provinceCode}", "57")
                .Replace("{measureId}", Guid.CreateVersion7().ToString());
            foreach (var (method, _) in operations!.AsObject())
            {
                var answer = await ita.SendAsync(
                    new HttpMethod(method.ToUpperInvariant()), address, method is "put" or "post" ? new JsonObject().ToJsonString() : null);
                Assert.True(
                    answer.Status is not System.Net.HttpStatusCode.MethodNotAllowed && answer.Code != "not_found",
                    $"{method} {path}: {answer.Text}");
            }
        }
    }
}
