using ItaApi.Assessments;

namespace ItaApi.Imports.AssessmentRows;

/// <summary>A judged assessment as its columns are stored. It waits for its batch, so it holds these and nothing they were made of.</summary>
/// <param name="BasedOn">The version whose figures a sheet's row was put onto, 0 where there was none; null of a whole assessment.</param>
public sealed record PreparedAssessment(int Number, string AgencyCode, short FiscalYear, int? BasedOn, AssessmentColumns Values);
