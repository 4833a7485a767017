using System.Globalization;
using ItaApi.TestData;

namespace ItaApi.Benchmarks.Measuring;

/// <summary>How a comparison is run, from the command line.</summary>
internal sealed record ComparisonOptions
{
    public const string Usage = """
        dotnet run -c Release --project tests/ItaApi.Benchmarks -- [options]
          --years 6,24,96   one table for each number of years of data (6)
          --rounds 5        rounds of each server, taken in turn (5)
          --seconds 3       length of a round (3)
          --warm-up 30      seconds of each server before its first round (12)
          --connections 16  requests under way at a time (16)
          --only NAME       nothing but what has this name: requests as the table calls them, "cold start", "import", "register",
                            "sheets", or "while written"
          --service FOLDER  a published service; it is published anew where left out
          --quick           two rounds of a second and an import of one year, to see that everything runs
        dotnet run -c Release --project tests/ItaApi.Benchmarks -- scoring
        dotnet run -c Release --project tests/ItaApi.Benchmarks -- load CONNECTION
        """;

    public IReadOnlyList<int> Years { get; private init; } = [NationalData.AllYears];
    public int Rounds { get; private init; } = 5;
    public TimeSpan Duration { get; private init; } = TimeSpan.FromSeconds(3);
    public TimeSpan WarmUp { get; private init; } = TimeSpan.FromSeconds(30);
    public int Connections { get; private init; } = 16;
    public int Starts { get; private init; } = 5;
    public string? Only { get; private init; }
    public string? Service { get; private init; }
    public bool Quick { get; private init; }

    public bool Measures(string name) => Only is null || Only == name;

    /// <exception cref="FormatException">The arguments are not those of <see cref="Usage"/>.</exception>
    public static ComparisonOptions From(ReadOnlySpan<string> arguments) => arguments switch
    {
        [] => new ComparisonOptions(),
        ["--quick", .. var rest] =>
            From(rest) with { Quick = true, Rounds = 2, Duration = TimeSpan.FromSeconds(1), WarmUp = TimeSpan.FromSeconds(2), Starts = 2 },
        ["--years", var years, .. var rest] => From(rest) with { Years = [.. years.Split(',').Select(Number)] },
        ["--rounds", var rounds, .. var rest] => From(rest) with { Rounds = Number(rounds) },
        ["--seconds", var seconds, .. var rest] => From(rest) with { Duration = TimeSpan.FromSeconds(Number(seconds)) },
        ["--warm-up", var seconds, .. var rest] => From(rest) with { WarmUp = TimeSpan.FromSeconds(Number(seconds)) },
        ["--connections", var connections, .. var rest] => From(rest) with { Connections = Number(connections) },
        ["--only", var name, .. var rest] => From(rest) with { Only = name },
        ["--service", var folder, .. var rest] => From(rest) with { Service = folder },
        _ => throw new FormatException(Usage),
    };

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
