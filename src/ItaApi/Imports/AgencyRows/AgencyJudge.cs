using System.Text.Json;
using FluentValidation;
using ItaApi.Agencies;
using ItaApi.Faults;
using ItaApi.Http.Requests;
using ItaApi.Imports.Files;
using ItaApi.Imports.Jobs;
using ItaApi.Imports.Rows;

namespace ItaApi.Imports.AgencyRows;

/// <summary>An agency ready to be stored.</summary>
internal sealed record PreparedAgency(int Number, AgencyBody Body, int? BasedOn);

/// <summary>The rules of an agency's body in an import, which must contain the code.</summary>
internal sealed class ImportedAgencyValidator : AbstractValidator<AgencyBody>
{
    public ImportedAgencyValidator()
    {
        Include(new AgencyBodyValidator());
        RuleFor(agency => agency.Code).Required();
        RuleFor(agency => agency.Code).IsAgencyCode();
    }
}

/// <summary>Judges rows of agencies by the same rules as a single request.</summary>
internal sealed class AgencyJudge(ImportJob job, AgencySheetReader? sheet, AgencyRepository stored) : IRowJudge
{
    private static readonly ImportedAgencyValidator Validator = new();

    public async Task<JudgedBatch> JudgeAsync(IReadOnlyList<ReceivedRow> rows, CancellationToken ct)
    {
        var read = rows.Select(row => Read(row)).ToList();
        var known = await stored.FindAllAsync(read.Select(row => row.Code).OfType<string>(), ct);

        List<JudgedRow> judged = new(rows.Count);
        List<PreparedAgency> prepared = new(rows.Count);
        foreach (var (number, code, item, cells, fault) in read)
        {
            var before = code is null ? null : known.GetValueOrDefault(code);
            var (body, faults, warnings) = cells is not null ? sheet!.Read(cells, before) : (item, [], []);
            if (fault is not null)
                faults.Add(fault);
            if (body is not null)
                Check(body, before, faults);
            if (faults.Count == 0)
                prepared.Add(new PreparedAgency(number, before?.WithoutFormerNames(body!) ?? body!, sheet is null ? null : before?.Version ?? 0));
            judged.Add(new JudgedRow { Number = number, AgencyCode = code, Faults = faults, Warnings = warnings });
        }

        return new JudgedBatch(judged, (connection, token) => AgencyStaging.CopyAsync(connection, job.Id, prepared, token));
    }

    private (int Number, string? Code, AgencyBody? Item, string[]? Cells, RowFault? Fault) Read(ReceivedRow row)
    {
        if (sheet is not null && !row.Content.IsEmpty)
        {
            var cells = JsonSerializer.Deserialize<string[]>(row.Content.Span)!;
            return (row.Number, sheet.CodeOf(cells), null, cells, null);
        }

        var (item, fault) = JsonRow.Read<AgencyBody>(row.Content.Span);
        return (row.Number, item is null ? JsonRow.Guess(row.Content.Span, "code").AgencyCode : item.Code, item, null, fault);
    }

    private void Check(AgencyBody body, AgencyRow? before, List<RowFault> faults)
    {
        foreach (var error in Validator.Validate(body).Errors)
        {
            var fault = RowFault.From(RequestFault.From(error));
            if (!faults.Exists(known => known.Pointer == fault.Pointer))
                faults.Add(fault with { Column = sheet?.ColumnOf(fault.Pointer) });
        }

        // To move an agency to another province, the key must cover both provinces.
        foreach (var province in new[] { body.ProvinceCode, before?.ProvinceCode }.OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (job.MayWriteIn(province))
                continue;
            var fault = RowFault.Of("/provinceCode", "agency_of_other_province", ("ProvinceCode", province));
            faults.Add(fault with { Column = sheet?.ColumnOf("/provinceCode") });
        }
    }
}
