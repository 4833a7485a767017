using System.Text.Json;

namespace ItaApi.Benchmarks.Floor;

/// <summary>One assessment, written member by member as the service writes it.</summary>
/// <remarks>
/// It knows what the generated country holds and refuses the rest (reported figures alone, misprints, notes), so that it stays as small
/// as the answers it has to give.
/// </remarks>
internal struct FloorSheet
{
    public required FloorYear Year;
    public required string AgencyCode;
    public required string NameTh;
    public required string Kind;
    public required string ProvinceCode;

    /// <summary>By number, as sent.</summary>
    public required decimal[] Scores;

    public required int Total;
    public required int Grade;

    /// <summary>In hundredths, in the framework's order.</summary>
    public required int[] InstrumentScores;

    public byte[]? Items;
    public byte[]? Reported;
    public short[]? CalculatedNumbers;
    public int Version;
    public DateTime CreatedAt;
    public DateTime UpdatedAt;

    public readonly void WriteAssessment(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("agencyCode"u8, AgencyCode);
        json.WriteNumber("fiscalYear"u8, Year.FiscalYear);
        json.WriteStartArray("indicators"u8);
        for (var i = 0; i < Scores.Length; i++)
        {
            if (CalculatedNumbers is { Length: > 0 } calculated && calculated.Contains((short)(i + 1)))
                continue;
            json.WriteStartObject();
            json.WriteNumber("number"u8, i + 1);
            json.WriteNumber("score"u8, Scores[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (Items is not null)
        {
            json.WritePropertyName("items"u8);
            FloorStored.WriteList(json, Items);
        }

        if (Reported is not null)
            FloorStored.WriteReported(json, Reported);
        json.WriteNumber("version"u8, Version);
        json.WriteString("createdAt"u8, CreatedAt);
        json.WriteString("updatedAt"u8, UpdatedAt);
        json.WritePropertyName("result"u8);
        WriteResult(json);
        json.WriteEndObject();
    }

    public readonly void WriteResult(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("agency"u8);
        json.WriteString("code"u8, AgencyCode);
        json.WriteString("nameTh"u8, NameTh);
        json.WriteString("kind"u8, Kind);
        json.WriteString("provinceCode"u8, ProvinceCode);
        json.WriteEndObject();
        json.WriteNumber("fiscalYear"u8, Year.FiscalYear);
        json.WriteStartObject("framework"u8);
        json.WriteNumber("fiscalYear"u8, Year.FiscalYear);
        json.WriteNumber("revision"u8, Year.Revision);
        json.WriteEndObject();
        json.WriteString("basis"u8, "calculated"u8);
        json.WriteNumber("total"u8, Points(Total));
        var grade = Year.Grades[Grade];
        json.WriteStartObject("grade"u8);
        json.WriteString("code"u8, grade.Code);
        json.WriteString("nameTh"u8, grade.NameTh);
        json.WriteString("nameEn"u8, grade.NameEn);
        json.WriteEndObject();
        json.WriteBoolean("passed"u8, Total >= Year.Target);

        Span<int> scores = stackalloc int[Scores.Length];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = (int)(Scores[i] * 100);
        WriteInstruments(json, scores);
        WriteStandings(json, scores);
        FloorStored.WriteZeroItems(json, Year, Items);
        WriteNextGrade(json);
        json.WriteStartArray("discrepancies"u8);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private readonly void WriteInstruments(Utf8JsonWriter json, ReadOnlySpan<int> scores)
    {
        json.WriteStartArray("instruments"u8);
        for (var i = 0; i < Year.Instruments.Length; i++)
        {
            var (instrument, score) = (Year.Instruments[i], InstrumentScores[i]);
            json.WriteStartObject();
            json.WriteString("code"u8, instrument.Code);
            json.WriteNumber("weight"u8, instrument.Weight);
            json.WriteNumber("score"u8, Points(score));
            var (contribution, scale) = (instrument.BasisPoints * score, (byte)6);
            for (; scale > 0 && contribution % 10 == 0; scale--)
                contribution /= 10;
            json.WriteNumber("contribution"u8, new decimal(contribution, 0, 0, isNegative: false, scale));
            if (!Year.HasLevels)
                json.WriteString("grade"u8, Year.Grades[Year.GradeOf(score, score)].Code);
            json.WriteStartArray("lowestIndicators"u8);
            var lowest = int.MaxValue;
            foreach (var index in instrument.Indexes)
                lowest = Math.Min(lowest, scores[index]);
            foreach (var index in instrument.Indexes)
            {
                if (scores[index] == lowest)
                    json.WriteNumberValue(index + 1);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Indicators, strengths and weaknesses in their orders, and who ties for the first and the last place.</summary>
    private readonly void WriteStandings(Utf8JsonWriter json, ReadOnlySpan<int> scores)
    {
        json.WriteStartArray("indicators"u8);
        for (var i = 0; i < scores.Length; i++)
        {
            var rank = 1;
            foreach (var other in scores)
                rank += other > scores[i] ? 1 : 0;
            WriteIndicator(json, i);
            json.WriteString("instrument"u8, Year.Indicators[i].Instrument);
            json.WriteNumber("score"u8, Points(scores[i]));
            json.WriteString("standing"u8, scores[i] >= Year.StrengthThreshold ? "strength"u8 : "weakness"u8);
            json.WriteNumber("rank"u8, rank);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("strengthThreshold"u8, Points(Year.StrengthThreshold));

        Span<int> rising = stackalloc int[scores.Length];
        for (var i = 0; i < rising.Length; i++)
            rising[i] = (scores[i] * 100) + i;
        rising.Sort();
        Span<int> falling = stackalloc int[scores.Length];
        for (var i = 0; i < falling.Length; i++)
            falling[i] = ((10_000 - scores[i]) * 100) + i;
        falling.Sort();

        json.WriteStartArray("strengths"u8);
        foreach (var key in falling)
        {
            var index = key % 100;
            if (scores[index] < Year.StrengthThreshold)
                break;
            WriteIndicator(json, index);
            json.WriteNumber("score"u8, Points(scores[index]));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("weaknesses"u8);
        foreach (var key in rising)
        {
            var index = key % 100;
            if (scores[index] >= Year.StrengthThreshold)
                break;
            WriteIndicator(json, index);
            json.WriteNumber("score"u8, Points(scores[index]));
            json.WriteNumber("gap"u8, Points(Year.StrengthThreshold - scores[index]));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteTies(json, "highest"u8, falling, scores);
        WriteTies(json, "lowest"u8, rising, scores);
    }

    private readonly void WriteIndicator(Utf8JsonWriter json, int index)
    {
        var indicator = Year.Indicators[index];
        json.WriteStartObject();
        json.WriteNumber("number"u8, indicator.Number);
        json.WriteString("nameTh"u8, indicator.NameTh);
        json.WriteString("nameEn"u8, indicator.NameEn);
    }

    private static void WriteTies(Utf8JsonWriter json, ReadOnlySpan<byte> member, ReadOnlySpan<int> order, ReadOnlySpan<int> scores)
    {
        json.WriteStartArray(member);
        foreach (var key in order)
        {
            if (scores[key % 100] != scores[order[0] % 100])
                break;
            json.WriteNumberValue((key % 100) + 1);
        }

        json.WriteEndArray();
    }

    private readonly void WriteNextGrade(Utf8JsonWriter json)
    {
        if (Grade == 0)
            return;

        var next = Year.Grades[Grade - 1];
        json.WriteStartObject("nextGrade"u8);
        json.WriteString("code"u8, next.Code);
        json.WriteNumber("pointsNeeded"u8, Points(Math.Max(0, next.MinTotal - Total)));
        if (Year.HasLevels)
        {
            json.WriteStartArray("instruments"u8);
            for (var i = 0; next.MinEachInstrument is { } least && i < InstrumentScores.Length; i++)
            {
                if (InstrumentScores[i] >= least)
                    continue;
                json.WriteStartObject();
                json.WriteString("code"u8, Year.Instruments[i].Code);
                json.WriteNumber("pointsNeeded"u8, Points(least - InstrumentScores[i]));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static decimal Points(int hundredths) => new(hundredths, 0, 0, isNegative: false, scale: 2);
}
