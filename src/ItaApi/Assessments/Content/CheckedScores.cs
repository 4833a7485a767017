using ItaApi.Frameworks;
using ItaApi.Scoring;

namespace ItaApi.Assessments.Content;

/// <summary>What the validator of an assessment has worked out, for whoever scores it next.</summary>
/// <param name="Framework">The rules that it was checked by.</param>
/// <param name="Scorecard">Its scores; null of one with reported figures alone.</param>
internal sealed record CheckedScores(YearFramework Framework, Scorecard? Scorecard);
