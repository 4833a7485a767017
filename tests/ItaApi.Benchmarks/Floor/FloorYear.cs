using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace ItaApi.Benchmarks.Floor;

/// <summary>A year's framework as the floor needs it: scores in hundredths, texts ready to be written.</summary>
internal sealed class FloorYear
{
    /// <summary>What the service writes: Thai as Thai.</summary>
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);

    private readonly Dictionary<string, (JsonEncodedText Title, int Indicator)> items = [];

    public FloorYear(JsonElement document)
    {
        FiscalYear = document.GetProperty("fiscalYear").GetInt32();
        Revision = document.GetProperty("revision").GetInt32();
        StrengthThreshold = Hundredths(document.GetProperty("strengthThreshold"));
        Goal = document.GetProperty("target").Clone();
        Target = Hundredths(Goal.GetProperty("minTotal"));
        Indicators = [.. document.GetProperty("indicators").EnumerateArray().Select(indicator => new FloorIndicator(
            indicator.GetProperty("number").GetInt32(), Text(indicator, "nameTh"),
            Text(indicator, "nameEn"), indicator.GetProperty("instrument").GetString()!))];
        Instruments = [.. document.GetProperty("instruments").EnumerateArray().Select(instrument => new FloorInstrument(
            Text(instrument, "code"),
            instrument.GetProperty("weight").GetDecimal(),
            (int)(instrument.GetProperty("weight").GetDecimal() * 10_000),
            [.. Indicators.Where(indicator => indicator.Instrument == instrument.GetProperty("code").GetString())
                .Select(indicator => indicator.Number - 1)]))];
        Grades = [.. document.GetProperty("gradeRules").EnumerateArray().Select(rule => new FloorGrade(
            rule.GetProperty("code").GetString()!, Text(rule, "code"), Text(rule, "nameTh"),
            Text(rule, "nameEn"), Hundredths(rule.GetProperty("minTotal")),
            rule.TryGetProperty("minEachInstrument", out var least) ? Hundredths(least) : null))];
        HasLevels = Grades.Any(grade => grade.MinEachInstrument is not null);
        ChecksItems = document.GetProperty("indicators").EnumerateArray().Any(indicator => indicator.TryGetProperty("groups", out _))
            && !document.GetProperty("provisional").EnumerateArray().Any(part => part.ValueEquals("items"));
        foreach (var indicator in document.GetProperty("indicators").EnumerateArray())
        {
            if (!indicator.TryGetProperty("groups", out var groups))
                continue;
            foreach (var item in groups.EnumerateArray().SelectMany(group => group.GetProperty("items").EnumerateArray()))
                items.Add(item.GetProperty("code").GetString()!, (Text(item, "titleTh"), indicator.GetProperty("number").GetInt32()));
        }
    }

    public int FiscalYear { get; }
    public int Revision { get; }
    public int StrengthThreshold { get; }
    public int Target { get; }

    /// <summary>As the document says it: total, share and year.</summary>
    public JsonElement Goal { get; }

    public FloorIndicator[] Indicators { get; }
    public FloorInstrument[] Instruments { get; }

    /// <summary>Best first.</summary>
    public FloorGrade[] Grades { get; }

    public bool HasLevels { get; }

    /// <summary>Whether a score is held against the items that could give it.</summary>
    public bool ChecksItems { get; }

    public (JsonEncodedText Title, int Indicator) Item(string code) => items[code];

    /// <summary>The first grade that a total and the lowest instrument meet.</summary>
    public int GradeOf(int total, int lowest) =>
        Array.FindIndex(Grades, grade => total >= grade.MinTotal && lowest >= (grade.MinEachInstrument ?? 0));

    private static JsonEncodedText Text(JsonElement element, string member) =>
        JsonEncodedText.Encode(element.GetProperty(member).GetString()!, Encoder);

    private static int Hundredths(JsonElement number) => (int)(number.GetDecimal() * 100);
}

internal sealed record FloorIndicator(int Number, JsonEncodedText NameTh, JsonEncodedText NameEn, string Instrument);

/// <param name="Indexes">Where its indicators stand, by number less one.</param>
internal sealed record FloorInstrument(JsonEncodedText Code, decimal Weight, int BasisPoints, int[] Indexes);

internal sealed record FloorGrade(
    string Key, JsonEncodedText Code, JsonEncodedText NameTh, JsonEncodedText NameEn, int MinTotal, int? MinEachInstrument);
