using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace ItaApi.Benchmarks.Floor;

/// <summary>
/// Summaries and rankings, kept under the stamp they were made at, as the service keeps them: a request asks the database for the stamp,
/// and for the rows if no answer of that stamp is kept.
/// </summary>
internal sealed class FloorFigures(FloorDatabase database)
{
    private readonly ConcurrentDictionary<(string? Province, int Year, int Limit), (long Stamp, byte[] Answer)> kept = new();

    /// <param name="province">Null for the whole country.</param>
    public async Task WriteSummaryAsync(Utf8JsonWriter json, int fiscalYear, string? province)
    {
        await using var connection = await database.ConnectAsync();
        var key = (province, fiscalYear, 0);
        var statement = province is null ? FloorStatements.NationalStamp : FloorStatements.ProvinceStamp;
        if (await FindKeptAsync(connection, statement, key) is not { } answer)
        {
            await using var command = Command(
                connection, province is null ? FloorStatements.NationalSummary : FloorStatements.ProvinceSummary, fiscalYear, province);
            await using var rows = await command.ExecuteReaderAsync();
            await rows.ReadAsync();
            var stamp = rows.GetInt64(0);
            var summary = new FloorSummary(database.Year(fiscalYear), province);
            do
            {
                if (!rows.IsDBNull(1))
                    summary.Add(rows);
            }
            while (await rows.ReadAsync());
            answer = Write(summary.Write);
            kept[key] = (stamp, answer);
        }

        json.WriteRawValue(answer, skipInputValidation: true);
    }

    public async Task WriteRankingAsync(Utf8JsonWriter json, int fiscalYear, int limit)
    {
        await using var connection = await database.ConnectAsync();
        var key = ((string?)null, fiscalYear, limit);
        if (await FindKeptAsync(connection, FloorStatements.RankingStamp, key) is not { } answer)
        {
            await using var command = Command(connection, FloorStatements.Ranking, fiscalYear, province: null);
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit + 1 });
            await using var rows = await command.ExecuteReaderAsync();
            await rows.ReadAsync();
            var stamp = rows.GetInt64(0);
            answer = Write(page => WritePage(page, rows, stamp, fiscalYear, limit));
            kept[key] = (stamp, answer);
        }

        json.WriteRawValue(answer, skipInputValidation: true);
    }

    private async Task<byte[]?> FindKeptAsync(NpgsqlConnection connection, string sql, (string? Province, int Year, int Limit) key)
    {
        if (!kept.TryGetValue(key, out var known))
            return null;

        await using var command = Command(connection, sql, key.Year, key.Province);
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return row.GetInt64(0) == known.Stamp ? known.Answer : null;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, int fiscalYear, string? province)
    {
        var command = new NpgsqlCommand(sql, connection) { Parameters = { new NpgsqlParameter<int> { TypedValue = fiscalYear } } };
        if (province is not null)
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = province });
        return command;
    }

    private static void WritePage(Utf8JsonWriter json, NpgsqlDataReader rows, long stamp, int fiscalYear, int limit)
    {
        var invariant = CultureInfo.InvariantCulture;
        string[]? last = null;
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        var row = 0;
        do
        {
            if (row++ == limit)
                break;

            json.WriteStartObject();
            json.WriteNumber("rank"u8, rows.GetInt32(1));
            json.WriteNumber("rankOf"u8, rows.GetInt32(2));
            json.WriteString("agencyCode"u8, rows.GetString(3));
            json.WriteString("nameTh"u8, rows.GetString(4));
            json.WriteString("kind"u8, rows.GetString(5));
            json.WriteString("provinceCode"u8, rows.GetString(6));
            if (!rows.IsDBNull(7))
                json.WriteString("districtTh"u8, rows.GetString(7));
            json.WriteNumber("total"u8, rows.GetDecimal(8));
            if (!rows.IsDBNull(9))
                json.WriteString("grade"u8, rows.GetString(9));
            if (!rows.IsDBNull(10))
                json.WriteNumber("change"u8, rows.GetDecimal(10));
            json.WriteEndObject();
            last = [stamp.ToString(invariant), rows.GetDecimal(8).ToString(invariant), rows.GetString(3)];
        }
        while (rows.Read());
        json.WriteEndArray();
        json.WriteStartObject("page"u8);
        json.WriteNumber("limit"u8, limit);
        if (row > limit)
            json.WriteString("nextCursor"u8, FloorPage.Cursor($"/v1/rankings\nfiscalYear={fiscalYear}\n", last!));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var answer = new MemoryStream();
        using (var json = new Utf8JsonWriter(answer, new JsonWriterOptions { Encoder = FloorYear.Encoder, SkipValidation = true }))
            write(json);
        return answer.ToArray();
    }
}
