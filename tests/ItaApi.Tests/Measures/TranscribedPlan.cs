using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ItaApi.Tests.Measures;

/// <summary>The measures of a published document, row by row, as its transcription has them; its Thai digits are Arabic there.</summary>
public sealed partial class TranscribedPlan
{
    /// <summary>
    /// The indicators of Hua Nong's three rows: each title begins with an indicator's name; titles that do not belong to those that do.
    /// </summary>
    private static readonly Dictionary<string, int[]> OfInstrument = new() { ["IIT"] = [4, 2], ["EIT"] = [8, 6, 7], ["OIT"] = [10, 9] };

    private TranscribedPlan(JsonNode document)
    {
        var years = document["fiscal_years"]!;
        BasedOnFiscalYear = years["assessment"]!.GetValue<int>();
        // Bang Khaem's names no year for its measures; the default holds.
        ImplementFiscalYear = (years["plan"] ?? years["measures"])?.GetValue<int>() ?? BasedOnFiscalYear + 1;
        Rows = (document["measures"] ?? document["groups"] ?? document["measure_sets"])!.AsArray()
            .Select(row => RowOf(row!, document["document_kind"]!.GetValue<string>()))
            .ToList();
    }

    public int BasedOnFiscalYear { get; }
    public int ImplementFiscalYear { get; }
    public IReadOnlyList<Row> Rows { get; }

    public static TranscribedPlan Read(string transcription)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Measures", "Transcriptions", $"{transcription}.json");
        return new(JsonNode.Parse(File.ReadAllText(file))!);
    }

    private static Row RowOf(JsonNode row, string documentKind)
    {
        var instrument = row["instrument"]?.GetValue<string>();
        return new Row
        {
            Instrument = instrument,
            Indicators = row["official_no"] is { } number ? [number.GetValue<int>()]
                : instrument is not null ? OfInstrument[instrument]
                : [],
            HeadingTh = row["name_in_document"]?.GetValue<string>() is not { } name ? null
                : row["status_checked"] is not null ? $"ตัวชี้วัดที่ {row["number_in_document"]} ({name})"
                : $"ตัวชี้วัดที่ {row["number_in_document"]} {name}",
            Titles = row["title"] is { } title ? [title.GetValue<string>()] : Texts(row["measures"]),
            Weaknesses = Texts(row["weak_points"]),
            Steps = Texts(row["steps"] ?? row["methods"]),
            ResponsibleUnits = Texts(row["responsible_units"]),
            PeriodText = row["period"]?.GetValue<string>(),
            MonitoringTh = row["follow_up"]?.GetValue<string>(),
            // One box is ticked a row; a report without boxes states nothing, and a plan is one.
            StatusTh = row["status_checked"] is { } boxes ? Assert.Single(Texts(boxes)) : null,
            Status = row["status_checked"] is not null ? "completed" : documentKind == "implementation_report" ? "notStated" : "planned",
            Results = Texts(row["outcomes"] ?? row["results"]),
            Suggestions = Texts(row["suggestions"]),
        };
    }

    /// <summary>The texts of a list without their printed numbers; the order of the list says as much.</summary>
    private static string[] Texts(JsonNode? list) =>
        [.. (list?.AsArray() ?? []).Select(text => PrintedNumber().Replace(text!.GetValue<string>(), ""))];

    [GeneratedRegex(@"^[0-9]+[.)]\s*")]
    private static partial Regex PrintedNumber();

    /// <summary>One row, with what was reported on it.</summary>
    public sealed record Row
    {
        public required string? Instrument { get; init; }
        public required int[] Indicators { get; init; }
        public required string? HeadingTh { get; init; }
        public required string[] Titles { get; init; }
        public required string[] Weaknesses { get; init; }
        public required string[] Steps { get; init; }
        public required string[] ResponsibleUnits { get; init; }
        public required string? PeriodText { get; init; }
        public required string? MonitoringTh { get; init; }
        public required string? StatusTh { get; init; }
        public required string Status { get; init; }
        public required string[] Results { get; init; }
        public required string[] Suggestions { get; init; }
    }
}
