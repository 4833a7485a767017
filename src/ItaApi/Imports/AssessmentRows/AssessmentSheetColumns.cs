using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using ItaApi.Faults;
using ItaApi.Frameworks;
using ItaApi.Imports.Rows;

namespace ItaApi.Imports.AssessmentRows;

/// <summary>The columns of a sheet of assessments.</summary>
internal enum AssessmentField
{
    AgencyCode,
    AgencyName,
    District,
    Province,
    FiscalYear,
    Total,
    Grade,

    /// <summary>Written by the export: whether the figures in the row were calculated by the service or reported.</summary>
    Basis,

    /// <summary>Indicator 1; the others follow by number.</summary>
    Indicator1 = 101,

    /// <summary>The first instrument that any year has; the others follow.</summary>
    Instrument1 = 201,
}

/// <summary>The columns of a sheet by field.</summary>
internal sealed partial class AssessmentSheetColumns
{
    /// <summary>The offset of the fields of indicators: indicator n has the field with this value plus n.</summary>
    private const int Indicators = (int)AssessmentField.Indicator1 - 1;

    private const string BasisColumn = "basis";

    private static readonly Words FirstIndicator = new("indicator_1", "ตัวชี้วัดที่ 1");

    private static readonly ColumnNames<AssessmentField> Names = new(
        new Dictionary<AssessmentField, string[]>
        {
            [AssessmentField.AgencyCode] = ["agency_code", "รหัสหน่วยงาน", "รหัส อปท."],
            [AssessmentField.AgencyName] = ["agency_name", "ชื่อหน่วยงาน", "หน่วยงาน", "ชื่อ อปท.", "อปท."],
            [AssessmentField.District] = ["district", "district_th", "อำเภอ", "อำเภอ/เขต", "เขต/อำเภอ"],
            [AssessmentField.Province] = ["province", "province_code", "จังหวัด"],
            [AssessmentField.FiscalYear] = ["fiscal_year", "ปีงบประมาณ", "ปีงบประมาณ พ.ศ.", "ปี พ.ศ.", "พ.ศ.", "ปี"],
            [AssessmentField.Total] = ["total", "คะแนนรวม", "คะแนนเฉลี่ย", "คะแนนรวมเฉลี่ย", "คะแนน ITA"],
            [AssessmentField.Grade] = ["grade", "level", "ระดับ", "ระดับผลการประเมิน", "ผลการประเมินระดับ"],
        },
        others: new Words(
            "1 … 10, indicator_1 … indicator_10, an indicator's Thai name, iit, eit, oit",
            "1 … 10, ตัวชี้วัดที่ 1 … ตัวชี้วัดที่ 10, ชื่อตัวชี้วัดภาษาไทย, คะแนน IIT, คะแนน EIT, คะแนน OIT"));

    /// <summary>Other columns of the export. They follow from the rest, so they are not read.</summary>
    private static readonly FrozenSet<string> Exported = new[]
    {
        "name_th", "name_en", "short_name_th", "agency_name_th", "agency_name_en",
        "kind", "kind_th", "kind_en", "province_name_th", "province_name_en",
        "province_th", "province_en", "region_th", "region_en", "grade_name_th",
        "grade_name_en", "grade_th", "grade_en", "possible_grades", "passed",
        "verdict", "rank", "framework_revision", "version", "created_at", "updated_at",
    }.Select(SheetColumns.Key).ToFrozenSet(StringComparer.Ordinal);

    private readonly Dictionary<AssessmentField, SheetColumn> columns;

    private AssessmentSheetColumns(Dictionary<AssessmentField, SheetColumn> columns, IReadOnlyList<string> instruments)
    {
        this.columns = columns;
        Scores = [.. columns
            .Where(column => column.Key is >= AssessmentField.Indicator1 and < AssessmentField.Instrument1)
            .Select(column => ((int)column.Key - Indicators, column.Value))
            .OrderBy(score => score.Item1)];
        Instruments = [.. instruments
            .Select((code, place) => (Code: code, Column: columns.GetValueOrDefault(AssessmentField.Instrument1 + place)))
            .Where(instrument => instrument.Column is not null)
            .Select(instrument => (instrument.Code, instrument.Column!))];
    }

    /// <summary>The columns of indicators, by number.</summary>
    public IReadOnlyList<(int Number, SheetColumn Column)> Scores { get; }

    /// <summary>The columns of reported instruments.</summary>
    public IReadOnlyList<(string Code, SheetColumn Column)> Instruments { get; }

    /// <summary>The column of a field, or null if the sheet has none.</summary>
    public SheetColumn? this[AssessmentField field] => columns.GetValueOrDefault(field);

    /// <summary>Finds the columns; indicators by number or by any name in the frameworks of the years.</summary>
    /// <exception cref="ProblemException">A column is unknown, repeated, or a required one is missing.</exception>
    public static AssessmentSheetColumns Read(IReadOnlyList<string> header, IReadOnlyList<YearFramework> frameworks)
    {
        var found = new AssessmentSheetColumns(
            SheetColumns.Read(header, FieldsOf(frameworks), IsIgnored, Names.Known), InstrumentsOf(frameworks));
        if (found[AssessmentField.AgencyCode] is null && found[AssessmentField.AgencyName] is null)
            throw Names.Missing(AssessmentField.AgencyCode);
        if (found[AssessmentField.FiscalYear] is null)
            throw Names.Missing(AssessmentField.FiscalYear);
        if (found.Scores.Count == 0 && found[AssessmentField.Total] is null)
            throw SheetColumns.Missing(FirstIndicator, Names.Known);
        return found;
    }

    /// <summary>The fields of headers, by key.</summary>
    public static Func<string, AssessmentField?> FieldsOf(IReadOnlyList<YearFramework> frameworks)
    {
        var numbers = NumbersByName(frameworks);
        var places = PlacesByName(InstrumentsOf(frameworks));
        return key => FieldOf(key, numbers, places);
    }

    private static string[] InstrumentsOf(IReadOnlyList<YearFramework> frameworks) =>
    [
        .. frameworks
            .SelectMany(framework => framework.Rules.Instruments)
            .Select(instrument => instrument.Code)
            .Distinct(StringComparer.Ordinal),
    ];

    private static AssessmentField? FieldOf(string key, Dictionary<string, int[]> numbers, Dictionary<string, int> places)
    {
        if (key == BasisColumn)
            return AssessmentField.Basis;
        if (Names.Find(key) is { } field)
            return field;
        if (places.TryGetValue(key, out var place))
            return AssessmentField.Instrument1 + place;

        var bare = key.StartsWith("คะแนน", StringComparison.Ordinal) ? key["คะแนน".Length..] : key;
        if (numbers.TryGetValue(bare, out var named))
            return named is [var only] ? (AssessmentField)(Indicators + only) : null;
        if (Numbered().Match(bare) is not { Success: true } match)
            return null;

        // The number and the name must belong together: documents renumber indicators, and then neither can be trusted.
        var number = int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);
        var name = match.Groups["name"].Value;
        var isIndicator = numbers.Values.Any(known => known.Contains(number));
        return isIndicator && (name.Length == 0 || numbers.GetValueOrDefault(name) is [var own] && own == number)
            ? (AssessmentField)(Indicators + number)
            : null;
    }

    /// <summary>Whether a column, by key, is allowed and not read.</summary>
    public static bool IsIgnored(string key) =>
        Exported.Contains(key)
        || key.StartsWith("calculated", StringComparison.Ordinal)
        || key.EndsWith("nameth", StringComparison.Ordinal)
        || key.EndsWith("nameen", StringComparison.Ordinal);

    /// <summary>The numbers of indicators by every name of every year; a name with different numbers keeps all of them.</summary>
    private static Dictionary<string, int[]> NumbersByName(IReadOnlyList<YearFramework> frameworks) => frameworks
        .SelectMany(framework => framework.Document.Indicators)
        .SelectMany(
            indicator => indicator.AliasesTh.Append(indicator.NameTh)
                .Append(indicator.NameEn)
                .Select(name => (Name: SheetColumns.Key(name), indicator.Number)))
        .GroupBy(named => named.Name, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Select(named => named.Number).Distinct().ToArray(), StringComparer.Ordinal);

    /// <summary>Instruments by their code, alone or after the word for a score or an instrument.</summary>
    private static Dictionary<string, int> PlacesByName(string[] instruments) => instruments
        .SelectMany((code, place) => NamesOf(code).Select(name => (Name: SheetColumns.Key(name), Place: place)))
        .DistinctBy(named => named.Name)
        .ToDictionary(named => named.Name, named => named.Place, StringComparer.Ordinal);

    private static string[] NamesOf(string instrument) =>
        [instrument, $"คะแนน {instrument}", $"แบบวัด {instrument}", $"แบบตรวจ {instrument}"];

    [GeneratedRegex("^(indicator|ตัวชี้วัดที่|ตัวชี้วัด)?(?<number>[1-9][0-9]?)(?<name>[^0-9].*)?$")]
    private static partial Regex Numbered();
}
