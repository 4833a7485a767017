using System.Text.Json;
using ItaApi.Scoring;
using Npgsql;

namespace ItaApi.Benchmarks.Floor;

/// <summary>
/// A year summed up over a province or the country. Of what the generated country holds: every agency reports, with scores.
/// </summary>
internal sealed class FloorSummary(FloorYear year, string? province)
{
    private const int Weakest = 3;

    private static readonly string[] Statuses = ["planned", "inProgress", "completed", "unable", "notStated"];

    private readonly ScoreDistribution total = new();
    private readonly ScoreDistribution[] instruments = [.. year.Instruments.Select(_ => new ScoreDistribution())];
    private readonly ScoreDistribution[] indicators = [.. year.Indicators.Select(_ => new ScoreDistribution())];
    private readonly int[] weak = new int[year.Indicators.Length];
    private readonly int[] grades = new int[year.Grades.Length];
    private readonly int[] measures = new int[Statuses.Length];
    private int agencies;
    private int passed;

    /// <param name="row">A row of <see cref="FloorStatements.ProvinceSummary"/>.</param>
    public void Add(NpgsqlDataReader row)
    {
        if (!row.IsDBNull(6))
        {
            foreach (var status in row.GetFieldValue<string[]>(6))
                measures[Array.IndexOf(Statuses, status)]++;
        }

        agencies += row.GetBoolean(1) ? 1 : 0;
        if (row.IsDBNull(2))
            return;

        var points = Score.From(row.GetDecimal(2));
        total.Add(points);
        passed += points.Hundredths >= year.Target ? 1 : 0;
        var grade = row.GetString(3);
        grades[Array.FindIndex(year.Grades, rule => rule.Key == grade)]++;
        AddAll(instruments, row.GetFieldValue<decimal[]>(4));
        var scores = row.GetFieldValue<decimal[]>(5);
        AddAll(indicators, scores);
        for (var i = 0; i < scores.Length; i++)
            weak[i] += scores[i] * 100 < year.StrengthThreshold ? 1 : 0;
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (province is not null)
            json.WriteString("provinceCode"u8, province);
        json.WriteNumber("fiscalYear"u8, year.FiscalYear);
        json.WriteStartObject("coverage"u8);
        json.WriteNumber("agencies"u8, agencies);
        json.WriteNumber("reported"u8, total.Count);
        json.WriteNumber("share"u8, Percent(total.Count, agencies));
        json.WriteEndObject();
        json.WriteStartObject("total"u8);
        WriteFigures(json, total);
        json.WriteEndObject();
        json.WriteStartObject("passed"u8);
        json.WriteNumber("count"u8, passed);
        json.WriteNumber("share"u8, Percent(passed, total.Count));
        json.WriteEndObject();
        WriteGoal(json);
        WriteCounts(json, "grades"u8);
        json.WriteStartArray("instruments"u8);
        for (var i = 0; i < instruments.Length; i++)
        {
            json.WriteStartObject();
            json.WriteString("code"u8, year.Instruments[i].Code);
            json.WriteNumber("n"u8, instruments[i].Count);
            json.WriteNumber("mean"u8, instruments[i].Mean!.Value.ToDecimal());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("indicators"u8);
        for (var i = 0; i < indicators.Length; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("number"u8, i + 1);
            json.WriteString("nameTh"u8, year.Indicators[i].NameTh);
            json.WriteNumber("n"u8, indicators[i].Count);
            WriteFigures(json, indicators[i]);
            json.WriteNumber("weakCount"u8, weak[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteWeakest(json);
        json.WriteStartObject("measures"u8);
        for (var i = 0; i < measures.Length; i++)
            json.WriteNumber(Statuses[i], measures[i]);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void AddAll(ScoreDistribution[] distributions, decimal[] scores)
    {
        for (var i = 0; i < scores.Length; i++)
            distributions[i].Add(Score.From(scores[i]));
    }

    private static void WriteFigures(Utf8JsonWriter json, ScoreDistribution scores)
    {
        json.WriteNumber("mean"u8, scores.Mean!.Value.ToDecimal());
        json.WriteNumber("median"u8, scores.Median!.Value.ToDecimal());
        json.WriteNumber("min"u8, scores.Min!.Value.ToDecimal());
        json.WriteNumber("max"u8, scores.Max!.Value.ToDecimal());
    }

    private void WriteGoal(Utf8JsonWriter json)
    {
        json.WriteStartObject("target"u8);
        json.WriteNumber("minTotal"u8, year.Goal.GetProperty("minTotal"u8).GetDecimal());
        if (year.Goal.TryGetProperty("sharePercent"u8, out var share))
            json.WriteNumber("sharePercent"u8, share.GetDecimal());
        if (year.Goal.TryGetProperty("byFiscalYear"u8, out var by))
            json.WriteNumber("byFiscalYear"u8, by.GetInt32());
        if (share.ValueKind == JsonValueKind.Number)
            json.WriteBoolean("met"u8, passed * 100m >= share.GetDecimal() * total.Count);
        json.WriteEndObject();
    }

    private void WriteCounts(Utf8JsonWriter json, ReadOnlySpan<byte> member)
    {
        json.WriteStartArray(member);
        for (var i = 0; i < grades.Length; i++)
        {
            json.WriteStartObject();
            json.WriteString("code"u8, year.Grades[i].Code);
            json.WriteNumber("count"u8, grades[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteWeakest(Utf8JsonWriter json)
    {
        var order = Enumerable.Range(0, indicators.Length).OrderBy(index => indicators[index].Mean!.Value).ToArray();
        var last = indicators[order[Math.Min(Weakest, order.Length) - 1]].Mean!.Value;
        json.WriteStartArray("weakest"u8);
        foreach (var index in order.TakeWhile(index => indicators[index].Mean!.Value <= last))
            json.WriteNumberValue(index + 1);
        json.WriteEndArray();
    }

    private static decimal Percent(int part, int whole) =>
        new((int)Rounding.Divide(part * 10_000L, whole), 0, 0, isNegative: false, scale: 2);
}
