using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Imports.Rows;

/// <summary>
/// A row can fail because of a character, an import cannot: neighbours are stored, and what became of the import can be read.
/// </summary>
public sealed partial class NoTextTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    /// <summary>Control characters, what turns directions, what is no character, and the sign of lost bytes.</summary>
    private static readonly char[] NoText =
    [
        .. Enumerable.Range(0, 0x20).Select(code => (char)code).Where(character => character is not ('\t' or '\n' or '\r')),
        '\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\uFFFD', '\uFFFE', '\uFFFF',
    ];

    /// <summary>What every row needs, so that nothing but the character is wrong with it.</summary>
    private static readonly Dictionary<string, Func<string, Dictionary<string, string>>> Rows = new()
    {
        ["assessments"] = agency => new() { ["agency_code"] = agency, ["fiscal_year"] = "2565", ["total"] = "80" },
        ["agencies"] = agency => new()
        {
            ["agency_code"] = agency, ["name_th"] = "เทศบาล", ["kind"] = "subdistrictMunicipality", ["province"] = "57",
        },
        ["measures"] = agency => new() { ["agency_code"] = agency, ["based_on_fiscal_year"] = "2565", ["titles"] = "อบรม" },
    };

    public static TheoryData<string> Subjects => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Subjects))]
    public async Task Every_column_of_a_sheet_takes_every_character_that_is_no_text(string subject)
    {
        var columns = await ColumnsAsync(subject);
        Assert.InRange(columns.Count, 10, 100);
        foreach (var column in columns)
        {
            var agency = await ita.CreateAgencyAsync();
            var row = Rows[subject](agency);
            string[] header = [.. row.Keys.Union([column])];
            var sheet = new StringBuilder().AppendJoin(',', header).Append("\r\n");
            foreach (var character in NoText)
            {
                // Before, in and after the text, where a reader that trims might look away.
                var broken = new Dictionary<string, string>(row) { [column] = $"{row.GetValueOrDefault(column, "x")}{character}1" };
                sheet.AppendJoin(',', header.Select(name => $"\"{broken[name]}\"")).Append("\r\n");
            }

            // About another agency: two rows about one are refused, whatever is in them.
            var neighbour = Rows[subject](await ita.CreateAgencyAsync());
            sheet.AppendJoin(',', header.Select(name => neighbour.GetValueOrDefault(name, ""))).Append("\r\n");

            var answer = await ita.ImportAsync(sheet.ToString(), query: "?mode=partial", subject: subject);

            Assert.True(answer.Status == HttpStatusCode.OK, $"{column}: {answer.Text}");
            Assert.Equal(
                (column, "completed", NoText.Length, 1),
                (column, answer.State(), Count(answer, "rejected"), Count(answer, "created") + Count(answer, "updated")));
            Assert.All(answer.Json["rows"]!.AsArray(), rejected => Assert.Contains(
                rejected!["errors"]!.AsArray(), error => error!["code"]!.GetValue<string>() == "invalid_text"));
            await OutcomeIsReadableAsync(answer, NoText.Length);
        }
    }

    [Theory]
    [InlineData("_x0000_")]
    [InlineData("_xD800_")]
    [InlineData("_xDC00__xD800_")]
    [InlineData("_xFFFE_")]
    [InlineData("_x202E_")]
    public async Task A_workbook_that_escapes_what_is_no_text_loses_its_row_alone(string escape)
    {
        var agency = await ita.CreateAgencyAsync();

        var answer = await ita.ImportAsync(
            Importing.Workbook(
                ["agency_code", "fiscal_year", "total"],
                [agency, 2564, $"80{escape}"],
                [$"{agency}{escape}", 2564, 80],
                [agency, 2565, 80]),
            Importing.Xlsx,
            "?mode=partial");

        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        Assert.Equal("1 0 0 2", answer.Counts());
        await OutcomeIsReadableAsync(answer, rejected: 2);
    }

    [Fact]
    public async Task Bytes_that_are_not_utf_8_in_values_and_names_of_items_lose_their_row_alone()
    {
        var agency = await ita.CreateAgencyAsync();
        byte[] lines =
        [
            .. "{\"agencyCode\":\""u8, 0xC0, .. "\",\"fiscalYear\":2565}\n"u8,
            .. "{\"a"u8, 0xC0, .. "\":1}\n"u8,
            .. "{\"agencyCode\":\"\\uD800\",\"id\":\"\\uD800\"}\n"u8,
            .. Encoding.UTF8.GetBytes(Importing.Item(agency, 2565).ToJsonString()),
        ];

        var answer = await ita.ImportAsync(lines, Importing.Ndjson, "?mode=partial");

        Assert.Equal("1 0 0 3", answer.Counts());
        Assert.Equal(
            ["1 ? /agencyCode invalid_text", "2 ? /a\\uFFFD invalid_text", "3 ? /agencyCode invalid_text"],
            answer.Errors());
        await OutcomeIsReadableAsync(answer, rejected: 3);
    }

    [Theory]
    [InlineData("assessments")]
    [InlineData("agencies")]
    [InlineData("measures")]
    public async Task A_name_around_the_items_that_is_not_utf_8_is_refused(string subject)
    {
        byte[] body = [.. "{\""u8, 0xC0, .. "tems\":[]}"u8];

        (await ita.ImportAsync(body, Importing.Json, subject: subject)).IsProblem(400, "unreadable_body", "/\\uFFFDtems invalid_text");
    }

    [Fact]
    public async Task A_measure_whose_id_is_half_a_pair_is_one_rejected_row()
    {
        var agency = await ita.CreateAgencyAsync();
        var good = Some.Measure().With("agencyCode", agency).ToJsonString();
        var bad = good[..^1] + ",\"id\":\"\\uD800\"}";

        var answer = await ita.ImportAsync($"{bad}\n{good}", Importing.Ndjson, "?mode=partial", "measures");

        Assert.Equal("1 0 0 1", answer.Counts());
        await OutcomeIsReadableAsync(answer, rejected: 1);
    }

    [Theory]
    [InlineData("A1048577")]
    [InlineData("XFE1")]
    public async Task A_cell_beyond_the_sheet_is_refused_when_it_is_seen(string place)
    {
        var row = place.TrimStart([.. Enumerable.Range('A', 26).Select(code => (char)code)]);
        var file = Importing.Zip(
        [
            .. Parts(Importing.Workbook(["agency_code", "fiscal_year", "total"]), sheet => sheet.Replace(
                "</sheetData>", $"<row r=\"{row}\"><c r=\"{place}\"><v>1</v></c></row></sheetData>", StringComparison.Ordinal)),
        ]);

        (await ita.ImportAsync(file, Importing.Xlsx)).IsProblem(400, "unreadable_body", " outside_sheet");
    }

    private static int Count(Answer answer, string kind) => answer.Json["counts"]![kind]!.GetValue<int>();

    /// <summary>The parts of a workbook, the sheet changed.</summary>
    private static IEnumerable<(string Name, string Text)> Parts(byte[] workbook, Func<string, string> change)
    {
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(workbook));
        foreach (var part in zip.Entries)
        {
            using var reader = new StreamReader(part.Open());
            var text = reader.ReadToEnd();
            yield return (part.FullName, part.Name == "sheet1.xml" ? change(text) : text);
        }
    }

    /// <summary>The names that a refused column is answered with.</summary>
    private async Task<IReadOnlyList<string>> ColumnsAsync(string subject)
    {
        var refused = await ita.ImportAsync("agency_code,none_such\r\nx,y", subject: subject);
        var message = refused.Json["errors"]!.AsArray()
            .Single(error => error!["code"]!.GetValue<string>() == "unknown_column")!["message"]!.GetValue<string>();
        // Scores and instruments have columns of their own, which the message describes.
        string[] others = subject == "assessments" ? ["1", "IIT"] : [];
        return
        [
            .. message[(message.IndexOf(": ", StringComparison.Ordinal) + 2)..].TrimEnd('.').Split(", ")
                .Select(name => Name().Match(name).Groups[1].Value)
                .Where(name => name.Length > 0)
                .Concat(others),
        ];
    }

    [GeneratedRegex(@"^([a-z_]+)(?: \(.*\))?$")]
    private static partial Regex Name();

    private async Task OutcomeIsReadableAsync(Answer imported, int rejected)
    {
        var id = imported.Json["importId"]!.GetValue<string>();
        var outcome = await ita.GetAsync($"/v1/imports/{id}");
        Assert.Equal((HttpStatusCode.OK, rejected), (outcome.Status, outcome.Json["rows"]!.AsArray().Count));
        var errors = await ita.GetAsync($"/v1/imports/{id}/errors.csv");
        Assert.Equal(HttpStatusCode.OK, errors.Status);
        Assert.InRange(errors.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length, rejected + 1, int.MaxValue);
        Assert.DoesNotContain(errors.Text[1..], NoText.Contains);
    }
}
