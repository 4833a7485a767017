using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Imports;

/// <summary>A sheet that is given out can be filled in and sent back.</summary>
public sealed class TemplateTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task A_template_holds_the_agencies_of_the_province_and_is_taken_back_once_filled_in()
    {
        var (here, gone, elsewhere) = (
            await ita.CreateAgencyAsync(agency => agency["provinceCode"] = "80"),
            await ita.CreateAgencyAsync(agency => (agency["provinceCode"], agency["toFiscalYear"]) = ("80", 2563)),
            await ita.CreateAgencyAsync());

        var template = await ita.GetAsync("/v1/imports/templates/assessments.csv?fiscalYear=2565&province=80");

        Assert.Equal("text/csv", template.MediaType);
        Assert.Contains($"{here},เทศบาลตำบลตัวอย่าง,,นครศรีธรรมราช,2565,", template.Text, StringComparison.Ordinal);
        Assert.All([gone, elsewhere], code => Assert.DoesNotContain(code, template.Text, StringComparison.Ordinal));
        var filled = template.Text.Replace("2565,,,,,,,,,,,", $"2565,{Importing.Ten(90)},", StringComparison.Ordinal);
        Assert.Equal("1 0 0 0", (await ita.ImportAsync(filled)).Counts());
    }

    [Fact]
    public async Task A_template_of_a_year_without_rules_is_refused() =>
        (await ita.GetAsync("/v1/imports/templates/assessments.csv?fiscalYear=2550")).IsProblem(
            400, "invalid_request", "fiscalYear unknown_fiscal_year");

    [Theory]
    [InlineData(2562)]
    [InlineData(2565)]
    [InlineData(2567)]
    public async Task A_workbook_to_fill_in_comes_back_without_a_warning(int year)
    {
        var agency = await ita.CreateAgencyAsync(body => (body["provinceCode"], body["districtTh"]) = ("81", "คลองท่อม"));
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"/v1/imports/templates/assessments.xlsx?fiscalYear={year}&province=81");
        using var answer = await ita.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var file = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Importing.Xlsx, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal($"assessments-{year}-81.xlsx", answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        var read = await ita.ImportAsync(FillIn(file, agency), Importing.Xlsx, "?mode=partial");

        Assert.Equal("1", read.Counts().Split(' ')[0]);
        Assert.Equal(
            [$"คำชี้แจง 0  instructions", $"ITA {year} {read.Json["counts"]!["received"]} 1"], Workbooks.Workbook.Sheets(read));
        Assert.Equal(0, read.Json["counts"]!["withWarnings"]!.GetValue<int>());
        Assert.Null(read.Json["warnings"]);
        var stored = await ita.GetAsync($"/v1/agencies/{agency}/assessments/{year}");
        Assert.Equal("91.5", stored.Json["indicators"]![0]!["score"]!.ToJsonString());
    }

    [Fact]
    public async Task A_workbook_to_fill_in_checks_scores_and_names_the_indicators_of_the_year()
    {
        using var answer = await ita.Client.GetAsync(
            "/v1/imports/templates/assessments.xlsx?fiscalYear=2565&province=81", TestContext.Current.CancellationToken);
        using var document = SpreadsheetDocument.Open(
            await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), isEditable: false);
        var sheets = document.WorkbookPart!.WorksheetParts.Select(part => part.Worksheet!).ToList();
        var check = Assert.Single(sheets.SelectMany(sheet => sheet.Descendants<DataValidation>()));

        Assert.Equal(
            ("0", "100", DataValidationValues.Decimal), (check.Formula1!.Text, check.Formula2!.Text, check.Type!.Value));
        Assert.StartsWith("F2:F", check.SequenceOfReferences!.InnerText, StringComparison.Ordinal);
        Assert.Contains(
            "ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่",
            sheets.SelectMany(sheet => sheet.Descendants<Row>().First().Elements<Cell>()).Select(cell => cell.InnerText));
        Assert.Empty(new OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken).Select(error => error.Description));
    }

    /// <summary>Enters scores in the row of an agency.</summary>
    private static byte[] FillIn(byte[] template, string agency)
    {
        using var file = new MemoryStream();
        file.Write(template);
        using (var document = SpreadsheetDocument.Open(file, isEditable: true))
        {
            foreach (var sheet in document.WorkbookPart!.WorksheetParts.Select(part => part.Worksheet!))
            {
                foreach (var row in sheet.Descendants<Row>().Where(row => row.Elements<Cell>().FirstOrDefault()?.InnerText == agency))
                {
                    for (var column = 'F'; column < 'P'; column++)
                    {
                        row.Append(new Cell(new CellValue(91.5m))
                        {
                            CellReference = string.Create(CultureInfo.InvariantCulture, $"{column}{row.RowIndex!.Value}"),
                        });
                    }
                }
            }
        }

        return file.ToArray();
    }
}
