using System.Text.Json;
using ItaApi.Authentication;
using ItaApi.Http.Answers;
using ItaApi.Http.Serialization;
using ItaApi.Values;
using Npgsql;

namespace ItaApi.Measures.Reports;

/// <summary>Writes the reports of measures.</summary>
internal sealed class ReportRepository(NpgsqlDataSource database, MeasureRepository measures, TimeProvider clock)
{
    /// <summary>Adds a report, and gives the measure the status it states. Null where there is no such measure.</summary>
    public Task<MeasureWrite?> AppendAsync(Guid id, ProgressBody body, Caller caller, CancellationToken ct)
    {
        const string sql = $"""
            {MeasureStatements.Found},
            written as (
                update measure m
                set progress = m.progress || @report::jsonb, report_ids = m.report_ids || @reportId::uuid,
                    status = coalesce(@status, m.status), updated_at = @now
                from found f
                cross join acting_as(@keyId, @keyName, @now)
                where m.id = f.id
                  and {MeasureStatements.MayWrite}
                  and jsonb_array_length(m.progress) < @maxReports
                  and (@status::text is null or m.status = any(@statusesBefore))
                returning {MeasureSql.Read}
            )
            {MeasureStatements.Outcome}
            """;

        var now = clock.GetUtcNow();
        return MeasureStatements.WriteAsync(
            database,
            sql,
            new
            {
                id,
                report = Written(body.ToProgress(MeasureStatements.RecordedAt(now))),
                reportId = Guid.CreateVersion7(now),
                status = body.StatusMeant?.ToCode(),
                statusesBefore = MeasureStatements.CodesBefore(body.StatusMeant, reasonIsGiven: body.Reason is not null),
                maxReports = ProgressBodyValidator.MaxReports,
                caller.KeyId,
                caller.KeyName,
                caller.Provinces,
                caller.Agencies,
                now,
            },
            ct);
    }

    /// <summary>Replaces a report, or deletes it.</summary>
    /// <param name="corrected">The report as it should be; null to delete it.</param>
    /// <returns>Whether the measure, if there is one, has such a report; and the write, null where there is no such measure.</returns>
    public async Task<(bool IsKnown, MeasureWrite? Write)> CorrectAsync(
        Guid id, Guid reportId, ProgressBody? corrected, Caller caller, Preconditions given, CancellationToken ct)
    {
        // The place of the report and the status are judged by what is stored, and judged again where that has changed before the write.
        while (true)
        {
            if (await measures.FindAsync(id, ct) is not { } stored)
                return (true, null);
            var place = stored.Progress.ToList().FindIndex(report => report.Id == reportId);
            if (place < 0)
                return (false, null);

            var correction = new Correction(stored, place, corrected);
            var write = await WriteAsync(correction, caller, given, ct);
            if (write is not { Measure: null } || write.Found.Version == stored.Version)
                return (true, write);
        }
    }

    private Task<MeasureWrite?> WriteAsync(Correction correction, Caller caller, Preconditions given, CancellationToken ct)
    {
        const string sql = $"""
            {MeasureStatements.Found},
            written as (
                update measure m
                set progress = case when @report::jsonb is null then m.progress - @place
                                    else jsonb_set(m.progress, array[@place::text], @report::jsonb) end,
                    report_ids = case when @report::jsonb is null then m.report_ids[:@place] || m.report_ids[@place + 2:]
                                      else m.report_ids end,
                    status = @status, updated_at = @now
                from found f
                cross join acting_as(@keyId, @keyName, @now)
                where m.id = f.id
                  and {MeasureStatements.MayWrite}
                  and m.version = @judgedBy
                  and (@anyVersion or @isEqual or m.version::text = any(@states))
                returning {MeasureSql.Read}
            )
            {MeasureStatements.Outcome}
            """;

        return MeasureStatements.WriteAsync(
            database,
            sql,
            new
            {
                correction.Stored.Id,
                correction.Place,
                report = correction.Report is { } report ? Written(report) : null,
                correction.IsEqual,
                status = correction.Status.ToCode(),
                judgedBy = correction.Stored.Version,
                caller.KeyId,
                caller.KeyName,
                caller.Provinces,
                caller.Agencies,
                given.AnyVersion,
                given.States,
                now = clock.GetUtcNow(),
            },
            ct);
    }

    private static string Written(Progress report) => JsonSerializer.Serialize(report, Json.Options);
}
