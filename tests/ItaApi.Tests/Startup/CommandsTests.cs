using System.Diagnostics;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Startup;

/// <summary>The program's commands, as they are called from a terminal.</summary>
public sealed class CommandsTests
{
    [Fact]
    public async Task A_relative_path_is_one_of_the_folder_it_is_called_from()
    {
        var folder = Directory.CreateTempSubdirectory("ita-openapi-").FullName;
        try
        {
            // Where the tests were built, the service was.
            var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
            string[] run = ["run", "--no-build", "--configuration", configuration, "--project", Repository.PathTo("src/ItaApi")];
            var start = new ProcessStartInfo("dotnet", [.. run, "--", "openapi", "contract.yaml"])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var program = Process.Start(start)!;
            var output = program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = await program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await output;
            await program.WaitForExitAsync(TestContext.Current.CancellationToken);

            Assert.True(program.ExitCode == 0, errors);
            Assert.Equal(["contract.yaml"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task An_unknown_command_ends_with_those_there_are()
    {
        var (exitCode, errors) = await ServiceProgram.RunAsync(["migrat"]);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("'migrat' is not a command. Commands: migrate;", Assert.Single(errors), StringComparison.Ordinal);
    }
}
