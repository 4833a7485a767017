using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>A printed figure, and what it may have been meant to be.</summary>
/// <param name="Subject">The misprinted figure, named as in <see cref="Check"/>.</param>
/// <param name="Indicator">The indicator whose score it is, if any.</param>
/// <param name="From">As printed.</param>
/// <param name="To">What may have been meant.</param>
public sealed record Correction(MisprintKind Kind, string Subject, int? Indicator, decimal From, decimal To)
{
    /// <summary>For an exchange, the indicator whose place was taken.</summary>
    public int? ExchangedWith { get; init; }

    /// <summary>Whether the figure is one of the reported ones, and not one of the scores the result is built on.</summary>
    public bool InReported { get; init; }
}

/// <summary>Misprints without which all figures agree; none of them can be left out.</summary>
/// <param name="Corrections">
/// Scores first, by number; then reported figures. Each figure is in at most one of them. Those of the kind
/// <see cref="MisprintKind.Weighted"/> come before all others and count as one misprint, however many instruments were printed so.
/// </param>
public sealed record Explanation(ImmutableArray<Correction> Corrections);

/// <summary>Everything an audit finds.</summary>
/// <param name="Checks">Every comparison, those that agree too.</param>
/// <param name="Explanations">
/// The smallest sets of misprints that would make all figures agree, the likeliest first; empty where all agree, and where
/// no set of at most <see cref="Audit.MostCorrections"/> does.
/// </param>
/// <param name="Unique">Whether exactly one explanation exists; null where there is none.</param>
/// <param name="MoreExplanations">
/// Whether there are, or may be, explanations that are not listed: at most <see cref="Audit.MostExplanations"/> are, and the
/// search is bounded.
/// </param>
public sealed record AuditReport(
    ImmutableArray<Check> Checks, ImmutableArray<Explanation> Explanations, bool? Unique, bool MoreExplanations);
