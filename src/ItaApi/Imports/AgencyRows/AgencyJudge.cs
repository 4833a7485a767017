using System.Text.Json;
using FluentValidation;
using ItaApi.Agencies;
using ItaApi.Http.Requests;
using ItaApi.Imports.Files;
using ItaApi.Imports.Jobs;
using ItaApi.Imports.Rows;
using ItaApi.Values;

namespace ItaApi.Imports.AgencyRows;

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
internal sealed class AgencyJudge(
    ImportJob job, SheetReaders<AgencySheetReader>? sheets, AgencyRepository stored, AgencyCodeRepository codes) : IRowJudge
{
    private static readonly ImportedAgencyValidator Validator = new();

    private readonly bool joins = sheets?.Any(sheet => sheet.JoinsRows) ?? false;

    public async Task<JudgedBatch> JudgeAsync(IReadOnlyList<ReceivedRow> rows, CancellationToken ct)
    {
        var (read, joined) = Read(rows);
        var known = new KnownAgencies(await stored.FindMentionedAsync(
            read.Select(row => row.Code).OfType<string>(), read.Select(row => row.OfficialCode).OfType<string>(), ct));

        var former = await codes.FindFormerAsync(
            [.. read.Select(row => row.Code).OfType<string>().Where(code => known.OfCode(code) is null && TextRules.IsText(code))], ct);

        List<JudgedRow> judged = new(read.Count);
        List<PreparedAgency> prepared = new(read.Count);
        foreach (var row in read)
        {
            // Without a code, the official code finds the agency, and is the code of a new one.
            var code = row.Code ?? (row.OfficialCode is { } official ? known.OfOfficialCode(official)?.Code ?? official : null);
            var before = code is null ? null : known.OfCode(code);
            var (body, faults, warnings) = row.Cells is { } cells ? sheets![row.Number].Read(cells, before) : (row.Item, [], []);
            body = body is null ? null : body with { Code = code };
            if (row.Fault is not null)
                faults.Add(row.Fault);
            if (body is not null)
                await CheckAsync(row.Number, body, before, known, faults, ct);
            if (code is not null && before is null && former.GetValueOrDefault(code) is { } present)
            {
                faults.Add(RowFault.Of("/code", "agency_code_taken", ("AgencyCode", code), ("Taken", present)) with
                {
                    Column = sheets?[row.Number].ColumnOf("/code"),
                });
            }

            if (faults.Count == 0)
            {
                var basedOn = sheets is null ? (int?)null : before?.Version ?? 0;
                prepared.Add(new PreparedAgency(row.Number, before?.WithoutFormerNames(body!) ?? body!, basedOn, joins));
            }

            judged.Add(new JudgedRow { Number = row.Number, AgencyCode = code, Faults = faults, Warnings = warnings });
        }

        return new JudgedBatch(judged, (connection, token) => AgencyStaging.CopyAsync(connection, job.Id, prepared, token))
        {
            Joined = joined,
        };
    }

    /// <summary>The rows; when rows are joined, without those that repeat an earlier one.</summary>
    private (List<ReadRow> Rows, int Joined) Read(IReadOnlyList<ReceivedRow> rows)
    {
        List<ReadRow> read = new(rows.Count);
        HashSet<string> said = new(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var next = Read(row);
            if (!joins || next.Cells is null || said.Add(sheets![row.Number].Said(next.Cells)))
                read.Add(next);
        }

        return (read, rows.Count - read.Count);
    }

    private ReadRow Read(ReceivedRow row)
    {
        if (sheets is not null && !row.Content.IsEmpty)
        {
            var cells = JsonSerializer.Deserialize<SheetCell[]>(row.Content.Span)!;
            var (code, officialCode) = sheets[row.Number].CodesOf(cells);
            return new ReadRow(row.Number, code, officialCode, Cells: cells);
        }

        var (item, fault) = JsonRow.Read<AgencyBody>(row.Content.Span);
        return item is null
            ? new ReadRow(row.Number, JsonRow.Guess(row.Content.Span, "code").AgencyCode, null, Fault: fault)
            : new ReadRow(row.Number, item.Code, item.OfficialCode, item);
    }

    private async Task CheckAsync(
        int row, AgencyBody body, AgencyRow? before, KnownAgencies known, List<RowFault> faults, CancellationToken ct)
    {
        foreach (var found in await Validator.FindFaultsAsync(new ValidationContext<AgencyBody>(body), ct))
        {
            var fault = RowFault.From(found);
            if (faults.Count < RowFault.MaxPerRow && !faults.Exists(other => other.Pointer == fault.Pointer))
                faults.Add(fault with { Column = sheets?[row].ColumnOf(fault.Pointer) });
        }

        // To move an agency to another province, the key must cover both provinces; a key for single agencies does not move them.
        var isOwn = before is not null && before.ProvinceCode == body.ProvinceCode && job.Sender.MayWrite(before.ProvinceCode, before.Code);
        foreach (var province in new[] { body.ProvinceCode, before?.ProvinceCode }.OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (!isOwn && !job.Sender.MayWriteIn(province))
                Refuse("/provinceCode", "agency_of_other_province", ("ProvinceCode", province));
        }

        if (before is null && body.Code is { } code)
        {
            if (known.OfSimilarCode(code) is { } similar)
                Refuse("/code", "agency_code_similar", ("Code", similar.Code));
            CheckReserved("/code", code);
        }

        if (body.OfficialCode is { } official && official != before?.OfficialCode)
        {
            if (known.OfOfficialCode(official) is { } holder && holder.Code != body.Code)
                Refuse("/officialCode", "official_code_taken", ("Code", holder.Code));
            if (official != body.Code)
                CheckReserved("/officialCode", official);
        }

        void CheckReserved(string pointer, string taken)
        {
            if (AgencyCodeRights.ForeignProvinceOf(taken, job.Sender) is { } province)
                Refuse(pointer, "code_of_other_province", ("Code", taken), ("ProvinceCode", province));
        }

        void Refuse(string pointer, string fault, params (string, object?)[] arguments) =>
            faults.Add(RowFault.Of(pointer, fault, arguments) with { Column = sheets?[row].ColumnOf(pointer) });
    }

    /// <summary>A row before it is judged.</summary>
    private sealed record ReadRow(
        int Number, string? Code, string? OfficialCode,
        AgencyBody? Item = null, IReadOnlyList<SheetCell>? Cells = null, RowFault? Fault = null);
}
