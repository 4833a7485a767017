using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>A misprinted figure, and the value that may have been meant.</summary>
/// <param name="Subject">The misprinted figure, named as in <see cref="Check"/>.</param>
/// <param name="Indicator">The indicator whose score it is, if any.</param>
/// <param name="From">The printed value.</param>
/// <param name="To">The value that may have been meant.</param>
public sealed record Correction(MisprintKind Kind, string Subject, int? Indicator, decimal From, decimal To)
{
    /// <summary>For an exchange, the indicator whose place was taken.</summary>
    public int? ExchangedWith { get; init; }

    /// <summary>Whether the figure is among the reported figures; otherwise it is among the scores.</summary>
    public bool InReported { get; init; }
}

/// <summary>Corrections that make all figures agree. Each of them is needed.</summary>
/// <param name="Corrections">
/// Scores first, by number; then reported figures. Each figure is in at most one of them. Those of the kind
/// <see cref="MisprintKind.Weighted"/> come before all others and count as one misprint, however many instruments were printed so.
/// </param>
public sealed record Explanation(ImmutableArray<Correction> Corrections);

/// <summary>Everything an audit finds.</summary>
/// <param name="Checks">All checks, including those that agree.</param>
/// <param name="Explanations">
/// The smallest sets of corrections that would make all figures agree, the likeliest first; empty if all agree, and if no set of at most
/// <see cref="Audit.MostCorrections"/> does.
/// </param>
/// <param name="Unique">Whether exactly one explanation exists; null if there is none.</param>
/// <param name="MoreExplanations">
/// Whether there are, or may be, explanations that are not listed: at most <see cref="Audit.MostExplanations"/> are, and the
/// search is bounded.
/// </param>
public sealed record AuditReport(
    ImmutableArray<Check> Checks, ImmutableArray<Explanation> Explanations, bool? Unique, bool MoreExplanations);
