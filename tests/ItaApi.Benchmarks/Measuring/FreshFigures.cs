using ItaApi.TestData;

namespace ItaApi.Benchmarks.Measuring;

/// <summary>Figures of a province that are asked for while its assessments change: each write makes what was cached old.</summary>
internal sealed class FreshFigures(ServerProcess service, NationalData data, string key, ComparisonOptions options)
{
    /// <summary>The name by which these are measured alone.</summary>
    public const string Name = "while written";

    private const int Writers = 2;

    public async Task<IReadOnlyList<FreshFigure>> RunAsync(Action<string> say)
    {
        var writes = new Load(Scenario.WritesToOneProvince(data, key));
        List<FreshFigure> figures = [];
        foreach (var (name, request) in Scenario.OfOneProvince(data, key))
        {
            var reads = new Load([request]);
            await reads.RunAsync(service, options.Connections, options.WarmUp);

            List<FreshRound> rounds = [];
            for (var i = 1; i <= options.Rounds; i++)
            {
                say($"{name} while written: round {i} of {options.Rounds}");
                var quiet = await reads.RunAsync(service, options.Connections, options.Duration);
                var writing = writes.RunAsync(service, Writers, options.Duration);
                var written = await reads.RunAsync(service, options.Connections, options.Duration);
                await writing;
                rounds.Add(new FreshRound(written, quiet));
            }

            figures.Add(new FreshFigure(name, rounds));
        }

        return figures;
    }
}

/// <summary>One kind of read, round by round.</summary>
internal sealed record FreshFigure(string Name, IReadOnlyList<FreshRound> Rounds);

/// <summary>The same read with two writers, and without.</summary>
internal sealed record FreshRound(Round Written, Round Quiet);
