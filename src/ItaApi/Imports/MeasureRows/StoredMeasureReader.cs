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
    /// <summary>The measures with these ids, and all measures of these agencies.</summary>
    public async Task<MeasurePlans> FindAsync(Guid[] ids, string[] agencyCodes, CancellationToken ct)
    {
        const string sql = $"""
            select {MeasureSql.Read}
            from measure m
            where m.id = any(@ids) or m.agency_code = any(@codes)
            """;

        var parameters = new { ids, codes = agencyCodes.Distinct(StringComparer.Ordinal).ToArray() };
        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<MeasureRow>(new CommandDefinition(sql, parameters, cancellationToken: ct));
        return new MeasurePlans([.. rows.Select(row => row.ToMeasure())]);
    }
}

/// <summary>Stored measures by id, and by what distinguishes them within their plan.</summary>
internal sealed class MeasurePlans(IReadOnlyList<Measure> measures)
{
    private readonly Dictionary<Guid, Measure> byId = measures.ToDictionary(measure => measure.Id);

    private readonly ILookup<string, Measure> byIdentity = measures.ToLookup(
        measure => Identity(measure.AgencyCode, measure.BasedOnFiscalYear, measure.ImplementFiscalYear, measure.HeadingTh, measure.Titles),
        StringComparer.Ordinal);

    public Measure? Find(Guid id) => byId.GetValueOrDefault(id);

    /// <summary>The stored measures that a body without an id may be about.</summary>
    public IReadOnlyList<Measure> FindSame(MeasureBody body) => [.. byIdentity[IdentityOf(body)]];

    public static string IdentityOf(MeasureBody body) =>
        Identity(
            body.AgencyCode, body.BasedOnFiscalYear, body.ImplementFiscalYear ?? body.BasedOnFiscalYear + 1, body.HeadingTh, body.Titles);

    private static string Identity(string? agencyCode, int? basedOn, int? implemented, string? heading, IReadOnlyList<string>? titles) =>
        Convert.ToHexStringLower(SHA256.HashData(
            JsonSerializer.SerializeToUtf8Bytes(new object?[] { agencyCode, basedOn, implemented, heading, titles }, Json.Options)));
}
