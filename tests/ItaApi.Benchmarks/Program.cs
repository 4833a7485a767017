using BenchmarkDotNet.Running;

namespace ItaApi.Benchmarks;

/// <summary><c>scoring</c>, or nothing said, runs the benchmarks of the scorer.</summary>
internal static class Program
{
    public static void Main(string[] args)
    {
        var rest = args is ["scoring", .. var others] ? others : args;
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(rest.Length > 0 ? rest : ["--filter", "*"]);
    }
}
