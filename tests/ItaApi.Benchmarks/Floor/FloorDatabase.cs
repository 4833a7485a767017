using System.Collections.Frozen;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace ItaApi.Benchmarks.Floor;

/// <summary>The floor's statements, sent with nothing between them and the driver.</summary>
internal sealed class FloorDatabase(NpgsqlDataSource source, FrozenDictionary<int, FloorYear> years)
{
    public static async Task<FloorDatabase> OpenAsync(string connectionString)
    {
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 50,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
            MaxPoolSize = 16,
        });
        await using var command = source.CreateCommand(
            "select distinct on (fiscal_year) document from framework order by fiscal_year, revision desc");
        await using var reader = await command.ExecuteReaderAsync();
        List<FloorYear> years = [];
        while (await reader.ReadAsync())
        {
            using var document = JsonDocument.Parse(reader.GetString(0));
            years.Add(new FloorYear(document.RootElement));
        }

        return new FloorDatabase(source, years.ToFrozenDictionary(year => year.FiscalYear));
    }

    public ValueTask<NpgsqlConnection> ConnectAsync() => source.OpenConnectionAsync();

    public FloorYear Year(int fiscalYear) => years[fiscalYear];

    public Task<FloorSheet?> FindResultAsync(string code, int fiscalYear) =>
        FindAsync(FloorStatements.Result, code, fiscalYear, whole: false);

    public Task<FloorSheet?> FindAssessmentAsync(string code, int fiscalYear) =>
        FindAsync(FloorStatements.Assessment, code, fiscalYear, whole: true);

    /// <summary>Writes the rows of a page; says how many there are beyond it and after which the next goes on.</summary>
    public async Task<string[]?> WritePageAsync(Utf8JsonWriter json, int fiscalYear, string province, int limit)
    {
        var year = Year(fiscalYear);
        await using var connection = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(FloorStatements.Page, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<int> { TypedValue = fiscalYear },
                new NpgsqlParameter<string> { TypedValue = province }, new NpgsqlParameter<int> { TypedValue = limit + 1 },
            },
        };
        await using var reader = await command.ExecuteReaderAsync();
        string[]? last = null;
        for (var row = 0; await reader.ReadAsync(); row++)
        {
            if (row == limit)
                return last;

            var (code, total, updatedAt) = (reader.GetString(0), reader.GetDecimal(7), reader.GetDateTime(10));
            FloorPage.WriteItem(json, year, province, reader);
            if (row == limit - 1)
                last = FloorPage.Key(code, fiscalYear, total, updatedAt);
        }

        return null;
    }

    /// <summary>Stores scores and what was made of them; fills in what the row says of itself.</summary>
    public async Task<FloorSheet?> PutAsync(FloorSheet sheet, DateTime now)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(FloorStatements.Put, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = sheet.AgencyCode },
                new NpgsqlParameter<int> { TypedValue = sheet.Year.FiscalYear },
                new NpgsqlParameter<int> { TypedValue = sheet.Year.Revision },
                new NpgsqlParameter<decimal[]> { TypedValue = sheet.Scores },
                new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Numeric },
                new NpgsqlParameter<decimal> { TypedValue = new decimal(sheet.Total, 0, 0, isNegative: false, scale: 2) },
                new NpgsqlParameter<string> { TypedValue = sheet.Year.Grades[sheet.Grade].Key },
                new NpgsqlParameter<decimal[]>
                {
                    TypedValue = Array.ConvertAll(sheet.InstrumentScores, score => new decimal(score, 0, 0, isNegative: false, scale: 2)),
                },
                new NpgsqlParameter<DateTime> { TypedValue = now },
                new NpgsqlParameter<string?> { TypedValue = sheet.Year.ChecksItems ? "agrees" : null },
            },
        };
        await using var reader = await command.ExecuteReaderAsync();
        if (!await reader.ReadAsync())
            return null;

        return sheet with
        {
            NameTh = reader.GetString(0),
            Kind = reader.GetString(1),
            ProvinceCode = reader.GetString(2),
            Version = reader.GetInt32(3),
            CreatedAt = reader.GetDateTime(4),
            UpdatedAt = reader.GetDateTime(5),
        };
    }

    private async Task<FloorSheet?> FindAsync(string sql, string code, int fiscalYear, bool whole)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = code }, new NpgsqlParameter<int> { TypedValue = fiscalYear } },
        };
        await using var reader = await command.ExecuteReaderAsync();
        if (!await reader.ReadAsync())
            return null;
        if (!reader.IsDBNull(8) || (!reader.IsDBNull(9) && reader.GetString(9) != "agrees"))
        {
            throw new NotSupportedException(
                $"{code} {fiscalYear} has a threshold of its own or a misprint, which the floor does not answer.");
        }

        var year = Year(fiscalYear);
        var grade = reader.GetString(6);
        var sheet = new FloorSheet
        {
            Year = year,
            AgencyCode = code,
            NameTh = reader.GetString(0),
            Kind = reader.GetString(1),
            ProvinceCode = reader.GetString(2),
            Scores = reader.GetFieldValue<decimal[]>(4),
            Total = Hundredths(reader.GetDecimal(5)),
            Grade = Array.FindIndex(year.Grades, rule => rule.Key == grade),
            InstrumentScores = Array.ConvertAll(reader.GetFieldValue<decimal[]>(7), Hundredths),
            Items = reader.IsDBNull(10) ? null : reader.GetFieldValue<byte[]>(10),
        };
        return !whole ? sheet : sheet with
        {
            CalculatedNumbers = reader.GetFieldValue<short[]>(11),
            Reported = reader.IsDBNull(12) ? null : reader.GetFieldValue<byte[]>(12),
            Version = reader.GetInt32(13),
            CreatedAt = reader.GetDateTime(14),
            UpdatedAt = reader.GetDateTime(15),
        };
    }

    private static int Hundredths(decimal points) => (int)(points * 100);
}
