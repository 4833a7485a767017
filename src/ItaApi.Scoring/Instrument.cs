using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>One of the year's instruments (IIT, EIT, OIT): its score is the plain mean of its indicators.</summary>
public sealed class Instrument
{
    /// <summary>The basis points of all weights together: 10000 is a weight of 1.</summary>
    internal const int FullWeight = 10_000;

    internal Instrument(InstrumentDefinition definition, int index)
    {
        Code = definition.Code;
        Index = index;
        Weight = definition.Weight;
        WeightBasisPoints = (int)(definition.Weight * FullWeight);
        Parts = [.. (definition.Parts ?? []).Select(code => new InstrumentPart(code, this))];
    }

    public string Code { get; }

    /// <summary>What it is printed in, such as EIT1 and EIT2: it is their plain mean. Usually empty.</summary>
    public ImmutableArray<InstrumentPart> Parts { get; }

    /// <summary>Position in <see cref="Framework.Instruments"/>.</summary>
    public int Index { get; }

    /// <summary>The share of the total in ten-thousandths: 3000 is 0.30.</summary>
    public int WeightBasisPoints { get; }

    /// <summary>The share of the total, above 0 and at most 1, as the definition writes it.</summary>
    public decimal Weight { get; }

    /// <summary>By number; never empty.</summary>
    public ImmutableArray<Indicator> Indicators { get; internal set; }

    /// <summary>What checks and traces call it: <c>instrument:IIT</c>.</summary>
    internal string Subject => field ??= $"instrument:{Code}";

    public override string ToString() => Code;
}

/// <summary>
/// A part of an instrument that is printed with a score of its own (EIT1, EIT2); the parts of an instrument weigh the same.
/// </summary>
public sealed class InstrumentPart
{
    internal InstrumentPart(string code, Instrument instrument) => (Code, Instrument) = (code, instrument);

    public string Code { get; }

    public Instrument Instrument { get; }

    /// <summary>What checks call it: <c>instrument:EIT1</c>.</summary>
    internal string Subject => field ??= $"instrument:{Code}";

    public override string ToString() => Code;
}
