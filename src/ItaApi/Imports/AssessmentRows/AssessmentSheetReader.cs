using System.Globalization;
using ItaApi.Assessments.Content;
using ItaApi.Frameworks;
using ItaApi.Imports.Rows;

namespace ItaApi.Imports.AssessmentRows;

/// <summary>A row of a sheet of assessments after reading.</summary>
internal sealed record SheetAssessment
{
    public string? AgencyCode { get; init; }
    public string? AgencyName { get; init; }
    public string? District { get; init; }
    public string? Province { get; init; }
    public int? FiscalYear { get; init; }

    /// <summary>Every indicator with a column; null when the row leaves all of them blank.</summary>
    public IReadOnlyList<IndicatorEntry>? Indicators { get; init; }

    public decimal? Total { get; init; }
    public string? Grade { get; init; }
    public IReadOnlyList<ReportedInstrumentEntry> Instruments { get; init; } = [];

    /// <summary>Whether the export wrote the row, and its figures follow from its scores.</summary>
    public bool HoldsCalculatedFigures { get; init; }

    /// <summary>Whether the export wrote the row, and it has reported figures or what follows from them.</summary>
    public bool HoldsExportedReport { get; init; }

    public bool HoldsFigures => Total is not null || Grade is not null || Instruments.Count > 0;
}

/// <summary>Reads the rows of a sheet of assessments.</summary>
internal sealed class AssessmentSheetReader(AssessmentSheetColumns columns, int width)
{
    /// <summary>Reads the cells of a row. Faults and converted values are returned with the row.</summary>
    public (SheetAssessment Row, List<RowFault> Faults, List<RowFault> Warnings) Read(IReadOnlyList<SheetCell> cells)
    {
        var reading = new CellReader(cells);
        reading.RefuseCellsBeyond(width);
        var basis = reading.Text(columns[AssessmentField.Basis], "");
        var row = new SheetAssessment
        {
            AgencyCode = reading.Code(columns[AssessmentField.AgencyCode], "/agencyCode"),
            AgencyName = reading.Text(columns[AssessmentField.AgencyName], "/agencyName"),
            District = reading.Text(columns[AssessmentField.District], "/district"),
            Province = reading.Code(columns[AssessmentField.Province], "/province"),
            FiscalYear = reading.Year(columns[AssessmentField.FiscalYear], "/fiscalYear"),
            Indicators = ReadScores(reading),
            HoldsCalculatedFigures = basis == "calculated",
            HoldsExportedReport = basis == "reported",
        };
        return (row.HoldsCalculatedFigures ? row : WithFigures(row, reading), reading.Faults, reading.Warnings);
    }

    /// <summary>The header of the column of a fault; null when it belongs to no single column.</summary>
    public string? ColumnOf(string pointer, AssessmentContent content)
    {
        var parts = pointer.Split('/');
        var column = parts switch
        {
            [_, "agencyCode"] => columns[AssessmentField.AgencyCode] ?? columns[AssessmentField.AgencyName],
            [_, "agencyName"] => columns[AssessmentField.AgencyName],
            [_, "province"] => columns[AssessmentField.Province],
            [_, "fiscalYear"] => columns[AssessmentField.FiscalYear],
            [_, "reported", "total"] => columns[AssessmentField.Total],
            [_, "reported", "grade"] => columns[AssessmentField.Grade],
            [_, "reported", "instruments", var index, ..] when ElementAt(content.Reported?.Instruments, index) is { } entry =>
                columns.Instruments.FirstOrDefault(instrument => instrument.Code == entry.Code).Column,
            [_, "indicators", var index, ..] when ElementAt(content.Indicators, index) is { } entry =>
                columns.Scores.FirstOrDefault(score => score.Number == entry.Number).Column,
            _ => null,
        };
        return column?.Header;
    }

    private static T? ElementAt<T>(IReadOnlyList<T>? list, string index) where T : class =>
        int.TryParse(index, CultureInfo.InvariantCulture, out var position) && position < list?.Count ? list[position] : null;

    /// <summary>All scores blank means that they are not known. Some scores blank is a mistake, because a blank is never a zero.</summary>
    private List<IndicatorEntry>? ReadScores(CellReader reading)
    {
        if (columns.Scores.All(score => reading.IsBlank(score.Column)))
            return null;

        List<IndicatorEntry> entries = new(columns.Scores.Count);
        foreach (var (number, column) in columns.Scores)
        {
            var pointer = string.Create(CultureInfo.InvariantCulture, $"/indicators/{entries.Count}/score");
            var score = reading.Number(column, pointer);
            if (score is null)
                reading.Refuse(column, RowFault.Of(pointer, "blank_score", ("Number", number)));
            entries.Add(new IndicatorEntry { Number = number, Score = score ?? 0 });
        }

        return entries;
    }

    private SheetAssessment WithFigures(SheetAssessment row, CellReader reading)
    {
        List<ReportedInstrumentEntry> instruments = [];
        foreach (var (code, column) in columns.Instruments)
        {
            var pointer = string.Create(CultureInfo.InvariantCulture, $"/reported/instruments/{instruments.Count}/score");
            if (reading.Number(column, pointer) is { } score)
                instruments.Add(new ReportedInstrumentEntry { Code = code, Score = score });
        }

        return row with
        {
            Total = reading.Number(columns[AssessmentField.Total], "/reported/total"),
            Grade = reading.Text(columns[AssessmentField.Grade], "/reported/grade"),
            Instruments = instruments,
        };
    }

    /// <summary>The code of a grade that the sheet gives by its code or any of its names.</summary>
    public (string? Code, RowFault? Warning) ReadGrade(string? text, YearFramework? framework)
    {
        if (text is null || framework is null)
            return (text, null);

        var key = SheetColumns.Key(text);
        var rule = framework.Document.GradeRules.FirstOrDefault(rule =>
            new[]
            {
                rule.Code,
                rule.NameTh,
                rule.NameEn,
                $"ระดับ{rule.Code}",
                $"ระดับ{rule.NameTh}",
            }.Any(name => SheetColumns.Key(name) == key));
        return rule is null || rule.Code == text
            ? (text, null)
            : (rule.Code, RowFault.Normalized("/reported/grade", text, rule.Code) with { Column = columns[AssessmentField.Grade]!.Header });
    }
}
