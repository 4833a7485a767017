using System.Globalization;
using BenchmarkDotNet.Running;
using ItaApi.Benchmarks.Floor;
using ItaApi.Benchmarks.Measuring;
using ItaApi.TestData;
using Npgsql;

namespace ItaApi.Benchmarks;

/// <summary>
/// Without an argument the service is measured against the floor; <c>scoring</c> runs the benchmarks of the scorer,
/// <c>load CONNECTION</c> fills a migrated database with the generated country, to look closer at one of its statements, and
/// <c>floor ADDRESS</c> is the floor itself, which the comparison starts.
/// </summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        switch (args)
        {
            case ["scoring", .. var rest]:
                BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(rest.Length > 0 ? rest : ["--filter", "*"]);
                return 0;
            case ["floor", var address]:
                await FloorHost.ServeAsync(address, Environment.GetEnvironmentVariable("ConnectionStrings__Ita")!);
                return 0;
            case ["load", var connectionString]:
                await using (var database = NpgsqlDataSource.Create(connectionString))
                    await NationalLoad.CopyAsync(database, NationalData.Generate(), Comparison.WrittenAt, CancellationToken.None);
                return 0;
            default:
                return await CompareAsync(args);
        }
    }

    private static async Task<int> CompareAsync(string[] args)
    {
        try
        {
            await new Comparison(ComparisonOptions.From(args)).RunAsync();
            return 0;
        }
        catch (FormatException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 1;
        }
        catch (Exception fault)
        {
            // Caught, because what nobody catches ends the process before the servers and the database are stopped.
            await Console.Error.WriteLineAsync(fault.ToString());
            return 1;
        }
    }
}
