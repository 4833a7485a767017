using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using ItaApi.Http.Serialization;
using ItaApi.Measures;
using Npgsql;

namespace ItaApi.Imports.MeasureRows;

/// <summary>Reads the stored measures that rows may be about.</summary>
internal sealed class StoredMeasureReader(NpgsqlDataSource database)
{
    /// <summary>
    /// The measures with these ids, those of their agencies with these external ids, and all measures of these agencies.
    /// </summary>
    public async Task<MeasurePlans> FindAsync(Guid[] ids, string[] externalIds, string[] agencyCodes, CancellationToken ct)
    {
        const string sql = $"""
            select {MeasureSql.Read}
            from measure m
            where m.id = any(@ids) or m.agency_code = any(@codes)
               or (m.external_id = any(@externalIds)
                   and m.agency_code in (select o.agency_code from measure o where o.id = any(@ids)))
            """;

        var parameters = new { ids, externalIds, codes = agencyCodes.Distinct(StringComparer.Ordinal).ToArray() };
        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<MeasureRow>(new CommandDefinition(sql, parameters, cancellationToken: ct));
        return new MeasurePlans([.. rows.Select(row => row.ToMeasure())]);
    }
}

/// <summary>Stored measures by id, and by what distinguishes them within their plan.</summary>
internal sealed class MeasurePlans(IReadOnlyList<Measure> measures)
{
    private readonly Dictionary<Guid, Measure> byId = measures.ToDictionary(measure => measure.Id);

    private readonly Dictionary<(string, string), Measure> byExternalId = measures
        .Where(measure => measure.ExternalId is not null)
        .ToDictionary(measure => (measure.AgencyCode, measure.ExternalId!));

    private readonly ILookup<string, Measure> byIdentity = measures.ToLookup(
        measure => Identity(measure.AgencyCode, measure.BasedOnFiscalYear, measure.ImplementFiscalYear, measure.HeadingTh, measure.Titles),
        StringComparer.Ordinal);

    /// <summary>The measures of an agency, by position in their plan.</summary>
    public IEnumerable<Measure> Of(string agencyCode) =>
        measures.Where(measure => measure.AgencyCode == agencyCode).OrderBy(measure => measure.Position ?? int.MaxValue);

    public Measure? Find(Guid id) => byId.GetValueOrDefault(id);

    /// <summary>
    /// The stored measures that a body without an id may be about: the one with its external id, else those that say the same and have no
    /// other external id.
    /// </summary>
    public IReadOnlyList<Measure> FindSame(MeasureBody body)
    {
        if (FindByExternalId(body) is { } named)
            return [named];

        var same = byIdentity[IdentityOf(body with { ExternalId = null })].ToList();
        return body.ExternalId is null ? same : [.. same.Where(measure => measure.ExternalId is null)];
    }

    /// <summary>The stored measure that has the external id of a body and is another than the one it changes.</summary>
    public Measure? FindOther(Measure? changed, MeasureBody body) =>
        FindByExternalId(body) is { } named && named.Id != changed?.Id ? named : null;

    public static string IdentityOf(MeasureBody body) => body.ExternalId is { } externalId
        ? Hash([body.AgencyCode, externalId])
        : Identity(
            body.AgencyCode, body.BasedOnFiscalYear, body.ImplementFiscalYear ?? body.BasedOnFiscalYear + 1, body.HeadingTh, body.Titles);

    private Measure? FindByExternalId(MeasureBody body) =>
        body is { AgencyCode: { } agency, ExternalId: { } externalId } ? byExternalId.GetValueOrDefault((agency, externalId)) : null;

    private static string Identity(string? agencyCode, int? basedOn, int? implemented, string? heading, IReadOnlyList<string>? titles) =>
        Hash([agencyCode, basedOn, implemented, heading, titles]);

    private static string Hash(object?[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(parts, Json.Options)));
}
