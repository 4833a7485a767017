using System.Text.RegularExpressions;
using ItaApi.Agencies;
using ItaApi.Assessments;
using ItaApi.Measures;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Database;

/// <summary>
/// The lists of columns against the tables. A column that is forgotten in a list would be lost by a write, or make an import call a changed
/// row unchanged, and say nothing.
/// </summary>
public sealed partial class ColumnTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    /// <summary>Lines of the data layer that a column may take: what must be written for a new one, and forgotten in none.</summary>
    private const int MostPlaces = 8;

    private static readonly string[] Counted = ["version", "created_at", "updated_at"];

    /// <summary>What no list of sent columns holds: keys, what a trigger counts, and what follows from other columns.</summary>
    private static readonly Dictionary<string, string[]> Computed = new()
    {
        ["agency"] = ["code", "former_names", .. Counted],
        ["assessment"] =
        [
            "agency_code", "fiscal_year", "agency_name_th", "agency_kind", "basis", "total", "grade", "verdict", "instrument_scores",
            .. Counted,
        ],
        ["measure"] = ["id", "agency_code", "progress", "report_ids", .. Counted],
    };

    /// <summary>Columns of text that hold codes only: no person can be named in them.</summary>
    private static readonly Dictionary<string, string[]> Codes = new()
    {
        ["agency"] = ["code", "official_code", "kind", "province_code", "district_code"],
        ["assessment"] = ["agency_code", "agency_kind", "basis", "grade", "verdict", "reported", "respondents"],
        ["measure"] = ["agency_code", "external_id", "instrument", "items", "status"],
    };

    public static TheoryData<string> Tables => ["agency", "assessment", "measure"];

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task A_column_is_compared_or_named_here_as_computed(string table)
    {
        var columns = await ColumnsAsync(table);

        Assert.Equal(columns.Keys.Order(), ListsOf(table).Compared.Concat(Computed[table]).Order());
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task A_staged_row_has_every_column_that_is_stored(string table)
    {
        var staged = await ColumnsAsync($"import_{table}");
        string[] staging =
        [
            "import_id", "number", "based_on", "identity", "id", "code", "agency_code", "fiscal_year", "progress", "report_ids",
            "joins", "key_form", "name_key", "district_key", "sort_key",
        ];

        Assert.Equal(staged.Keys.Except(staging).Order(), ListsOf(table).Columns.Order());
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_change_assigns_every_column_that_is_stored_to_itself(string table)
    {
        var assignments = ListsOf(table).Assignments.Select(assignment => assignment.Split(" = excluded.")).ToList();

        Assert.All(assignments, assignment => Assert.Equal(assignment[0], assignment[1]));
        Assert.Equal([.. ListsOf(table).Columns.Append("updated_at").Order()], assignments.Select(assignment => assignment[0]).Order());
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task A_column_of_text_holds_somebodys_words_or_codes(string table)
    {
        var texts = (await ColumnsAsync(table)).Where(column => column.Value is "text" or "text[]" or "jsonb").Select(column => column.Key);

        Assert.Equal(texts.Order(), ListsOf(table).Text.Concat(Codes[table]).Order());
    }

    [Fact]
    public async Task A_measure_is_read_with_all_its_columns()
    {
        var columns = await ColumnsAsync("measure");

        Assert.Equal(columns.Keys.Order(), Split(MeasureSql.Read).Select(column => column["m.".Length..]).Order());
    }

    [Fact]
    public async Task An_agency_is_read_with_all_its_columns()
    {
        var columns = await ColumnsAsync("agency");

        Assert.Equal(columns.Keys.Order(), Split(AgencySql.Read).Order());
    }

    [Theory]
    [InlineData(
        "website_url", "WebsiteUrl", "Agencies/AgencySql.cs", "Agencies/AgencyRepository.cs", "Imports/AgencyRows/AgencyStaging.cs")]
    [InlineData(
        "calculated_numbers", "CalculatedNumbers", "Assessments/AssessmentSql.cs", "Assessments/AssessmentColumns.cs",
        "Assessments/AssessmentRepository.cs", "Assessments/AssessmentListRepository.cs", "Imports/AssessmentRows/AssessmentStaging.cs",
        "Imports/AssessmentRows/StoredAssessmentReader.cs")]
    [InlineData(
        "responsible_units", "ResponsibleUnits", "Measures/MeasureSql.cs", "Measures/MeasureRow.cs", "Measures/MeasureRepository.cs",
        "Imports/MeasureRows/MeasureStaging.cs", "Imports/MeasureRows/StoredMeasureReader.cs")]
    public void A_new_column_is_written_in_few_places(string column, string member, params string[] files)
    {
        var places = files.SelectMany(file => Repository.Read($"src/ItaApi/{file}").Split('\n'))
            .Count(line => Regex.IsMatch(line, $@"\b{column}\b|\b{member}\b", RegexOptions.IgnoreCase));

        Assert.InRange(places, 3, MostPlaces);
    }

    private static (string[] Columns, string[] Compared, string[] Assignments, string[] Text) ListsOf(string table) => table switch
    {
        "agency" => Split(AgencySql.Columns, AgencySql.Compared, AgencySql.Assignments, AgencySql.TextColumns),
        "assessment" => Split(AssessmentSql.Columns, AssessmentSql.Compared, AssessmentSql.Assignments, AssessmentSql.TextColumns),
        _ => Split(MeasureSql.Columns, MeasureSql.Compared, MeasureSql.Assignments, MeasureSql.TextColumns),
    };

    private static (string[] Columns, string[] Compared, string[] Assignments, string[] Text) Split(
        string columns, string compared, string assignments, string text) =>
        (Split(columns), Split(compared), Split(assignments), Split(text));

    private static string[] Split(string list) => Separator().Split(list.Trim());

    private async Task<Dictionary<string, string>> ColumnsAsync(string table)
    {
        const string sql = """
            select column_name, case when data_type = 'ARRAY' then ltrim(udt_name, '_') || '[]' else data_type end
            from information_schema.columns
            where table_schema = current_schema() and table_name = $1
            """;

        await using var database = Npgsql.NpgsqlDataSource.Create(ita.ConnectionString);
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = table });
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Dictionary<string, string> columns = [];
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
            columns.Add(rows.GetString(0), rows.GetString(1));
        Assert.NotEmpty(columns);
        return columns;
    }

    [GeneratedRegex(@",\s+")]
    private static partial Regex Separator();
}
