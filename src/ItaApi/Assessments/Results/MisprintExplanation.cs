using ItaApi.Scoring;

namespace ItaApi.Assessments.Results;

/// <summary>Corrections that make all figures agree. Each of them is needed.</summary>
internal sealed record MisprintExplanation
{
    /// <summary>
    /// Scores first, by number; then reported figures. Those of the kind <c>weighted</c> come first of all and count as one misprint.
    /// </summary>
    public required IReadOnlyList<MisprintCorrection> Corrections { get; init; }

    /// <summary>The explanation as a Thai sentence.</summary>
    public required string TextTh { get; init; }

    /// <summary>The explanation as an English sentence.</summary>
    public required string TextEn { get; init; }

    internal static MisprintExplanation From(Explanation explanation, SubjectNames names)
    {
        var text = ExplanationSentences.Of(explanation, names);
        return new MisprintExplanation
        {
            Corrections = [.. explanation.Corrections.Select(MisprintCorrection.Of)],
            TextTh = text.Th,
            TextEn = text.En,
        };
    }
}

/// <summary>A misprinted figure, and what may have been meant.</summary>
internal sealed record MisprintCorrection
{
    public required MisprintKind Kind { get; init; }

    /// <summary>The misprinted figure, named as in the checks.</summary>
    public required string Subject { get; init; }

    /// <summary>The indicator that the score belongs to.</summary>
    public int? Indicator { get; init; }

    /// <summary>For an exchange of two scores: the other indicator.</summary>
    public int? ExchangedWith { get; init; }

    /// <summary>Whether the misprint is among the reported figures; otherwise it is among the scores.</summary>
    public required bool InReported { get; init; }

    /// <summary>The printed value.</summary>
    public required decimal From { get; init; }

    /// <summary>The value that may have been meant.</summary>
    public required decimal To { get; init; }

    internal static MisprintCorrection Of(Correction correction) => new()
    {
        Kind = correction.Kind,
        Subject = correction.Subject,
        Indicator = correction.Indicator,
        ExchangedWith = correction.ExchangedWith,
        InReported = correction.InReported,
        From = correction.From,
        To = correction.To,
    };
}
