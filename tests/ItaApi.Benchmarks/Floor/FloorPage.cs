using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace ItaApi.Benchmarks.Floor;

/// <summary>A page of a province's assessments of a year, in the order of the agencies' codes.</summary>
internal static class FloorPage
{
    private const int ChecksumBytes = 12;

    /// <param name="row">A row of <see cref="FloorStatements.Page"/>.</param>
    public static void WriteItem(Utf8JsonWriter json, FloorYear year, string province, NpgsqlDataReader row)
    {
        var total = row.GetDecimal(7);
        json.WriteStartObject();
        json.WriteString("agencyCode"u8, row.GetString(0));
        json.WriteString("nameTh"u8, row.GetString(1));
        json.WriteString("kind"u8, row.GetString(2));
        json.WriteString("provinceCode"u8, province);
        if (!row.IsDBNull(3))
            json.WriteString("districtTh"u8, row.GetString(3));
        json.WriteNumber("fiscalYear"u8, year.FiscalYear);
        json.WriteString("basis"u8, row.GetString(4));
        json.WriteNumber("total"u8, total);
        json.WriteString("grade"u8, row.GetString(8));
        json.WriteBoolean("passed"u8, total * 100 >= year.Target);
        json.WriteStartArray("instruments"u8);
        var instruments = row.GetFieldValue<decimal[]>(6);
        for (var i = 0; i < instruments.Length; i++)
        {
            json.WriteStartObject();
            json.WriteString("code"u8, year.Instruments[i].Code);
            json.WriteNumber("score"u8, instruments[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("indicators"u8);
        var scores = row.GetFieldValue<decimal[]>(5);
        for (var i = 0; i < scores.Length; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("number"u8, i + 1);
            json.WriteNumber("score"u8, scores[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("version"u8, row.GetInt32(9));
        json.WriteString("updatedAt"u8, row.GetDateTime(10));
        json.WriteEndObject();
    }

    /// <summary>Where a row stands in its list, as the service's cursors say it.</summary>
    public static string[] Key(string code, int fiscalYear, decimal total, DateTime updatedAt)
    {
        var invariant = CultureInfo.InvariantCulture;
        return [code, fiscalYear.ToString(invariant), total.ToString(invariant), updatedAt.ToString("O", invariant)];
    }

    public static string Cursor(int fiscalYear, string province, string[] key) =>
        Cursor($"/v1/assessments\nfiscalYear={fiscalYear}\nprovince={province}\n", key);

    /// <param name="address">The list's path and filters, a line each.</param>
    /// <param name="key">Where its last row stands.</param>
    public static string Cursor(string address, string[] key)
    {
        var text = Encoding.UTF8.GetBytes(string.Join('\0', key));
        var list = Encoding.UTF8.GetBytes(address);
        return Base64Url.EncodeToString([.. SHA256.HashData([.. list, .. text]).AsSpan(0, ChecksumBytes), .. text]);
    }
}
