using ItaApi.Agencies;

namespace ItaApi.Imports.AgencyRows;

/// <summary>An agency ready to be stored.</summary>
/// <param name="Number">Its row.</param>
/// <param name="Body">The agency, with its code.</param>
/// <param name="BasedOn">The version that a sheet's row was put onto, 0 where there was none; null where the row is a whole agency.</param>
/// <param name="Joins">Whether other rows may be about the same agency.</param>
public sealed record PreparedAgency(int Number, AgencyBody Body, int? BasedOn, bool Joins);
