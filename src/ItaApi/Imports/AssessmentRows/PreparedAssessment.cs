using ItaApi.Assessments;

namespace ItaApi.Imports.AssessmentRows;

/// <summary>
/// A judged assessment in the form of its columns. It is kept until its batch is staged, so it has only the columns and not their sources.
/// </summary>
/// <param name="BasedOn">The version that a spreadsheet row was merged into, 0 if there was none; null for a whole assessment.</param>
internal sealed record PreparedAssessment(int Number, string AgencyCode, short FiscalYear, int? BasedOn, AssessmentColumns Values);
