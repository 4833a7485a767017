using ItaApi.Agencies;

namespace ItaApi.Imports.AgencyRows;

/// <summary>An agency ready to be stored.</summary>
/// <param name="Number">The number of its row.</param>
/// <param name="Body">The agency, with its code.</param>
/// <param name="BasedOn">The version into which the row was merged, 0 for a new agency; null when the row is a whole agency.</param>
/// <param name="Joins">Whether other rows can be about the same agency.</param>
internal sealed record PreparedAgency(int Number, AgencyBody Body, int? BasedOn, bool Joins);
