using System.ComponentModel;
using System.Text.Json.Serialization;
using ItaApi.Agencies;
using ItaApi.Assessments.Content;
using ItaApi.Imports.Files;
using ItaApi.Imports.Jobs;
using ItaApi.Imports.Rows;
using ItaApi.Measures;
using ItaApi.Provinces;
using ItaApi.Values;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Imports;

/// <summary>An import: who sent what and when, and what became of it.</summary>
public record ImportSummary
{
    public required Guid ImportId { get; init; }

    /// <summary>What it brings.</summary>
    public required ImportOf Subject { get; init; }

    /// <summary>The form it was sent in.</summary>
    public required ImportFormat Format { get; init; }

    /// <summary>Whether everything was checked and nothing stored.</summary>
    public required bool DryRun { get; init; }

    public required ImportMode Mode { get; init; }
    public required ImportState State { get; init; }
    public required ImportCounts Counts { get; init; }

    /// <summary>How far it is; left out once it is finished.</summary>
    public ImportProgress? Progress { get; init; }

    /// <summary>The name of the key that sent it.</summary>
    public required string SentBy { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>When its rows began to be checked.</summary>
    public DateTime? StartedAt { get; init; }

    public DateTime? FinishedAt { get; init; }

    /// <summary>What was tolerated of the file as a whole, for example that it is written in windows-874.</summary>
    public IReadOnlyList<ImportRemark>? Warnings { get; init; }

    /// <summary>Why the whole was refused, where it was not for its rows.</summary>
    public IReadOnlyList<ImportRemark>? Reasons { get; init; }
}

/// <summary>An import with what there is to say about its rows.</summary>
public sealed record ImportOutcome : ImportSummary
{
    /// <summary>The rows that were rejected or taken another way than written, by number, at most 1,000; <c>errors.csv</c> has all of them.</summary>
    [JsonPropertyOrder(1)] public required IReadOnlyList<ImportRow> Rows { get; init; }

    /// <summary>Whether there are more such rows than are listed.</summary>
    [JsonPropertyOrder(1)] public required bool Truncated { get; init; }
}

/// <summary>How many rows came to what. Nothing was created, updated or found unchanged before an import is completed.</summary>
public sealed record ImportCounts
{
    public required int Received { get; init; }
    public required int Created { get; init; }
    public required int Updated { get; init; }

    /// <summary>Equal to what is stored, so that no version was made.</summary>
    public required int Unchanged { get; init; }

    public required int Rejected { get; init; }
    public required int WithWarnings { get; init; }
}

/// <summary>How far an import is.</summary>
public sealed record ImportProgress
{
    /// <summary>Rows checked; once it is all of them they are being stored.</summary>
    public required int RowsDone { get; init; }

    public required int Rows { get; init; }

    /// <summary>Left out until the first rows are checked.</summary>
    public int? RowsPerSecond { get; init; }
}

/// <summary>What became of a row.</summary>
public enum RowOutcome
{
    Created,
    Updated,
    Unchanged,
    Rejected,

    /// <summary>Nothing is wrong with it, but the import was refused or cancelled, or is not finished.</summary>
    NotStored,
}

/// <summary>A row there is something to say about.</summary>
public sealed record ImportRow
{
    /// <summary>1 for the first row of data; blank rows are counted.</summary>
    public required int Row { get; init; }

    /// <summary>Left out where it cannot be told.</summary>
    public string? AgencyCode { get; init; }

    /// <summary>Left out where it cannot be told, and of agencies.</summary>
    public int? FiscalYear { get; init; }

    public required RowOutcome Outcome { get; init; }
    public required IReadOnlyList<ImportRemark> Errors { get; init; }
    public required IReadOnlyList<ImportRemark> Warnings { get; init; }
}

/// <summary>One thing wrong, or one thing tolerated.</summary>
public sealed record ImportRemark
{
    /// <summary>A JSON Pointer into the item; empty where it is the whole row or file.</summary>
    public required string Pointer { get; init; }

    /// <summary>The header of the column, of a sheet.</summary>
    public string? Column { get; init; }

    /// <summary>Stable; what a program goes by.</summary>
    public required string Code { get; init; }

    public required string Message { get; init; }

    /// <summary>What was written, of a <c>normalized</c> value.</summary>
    public string? From { get; init; }

    /// <summary>What it was taken for.</summary>
    public string? To { get; init; }

    public static ImportRemark Of(RowFault fault, bool thai) => new()
    {
        Pointer = fault.Pointer,
        Column = fault.Column,
        Code = fault.Code,
        Message = fault.ToMessage(thai),
        From = fault.Code == RowFault.NormalizedCode ? fault.Arguments?["From"] : null,
        To = fault.Code == RowFault.NormalizedCode ? fault.Arguments?["To"] : null,
    };
}

/// <summary>How an import is to be carried out.</summary>
public sealed class ImportQuery
{
    /// <summary><c>atomic</c>, the default: all rows or none. <c>partial</c>: the rows that can be stored.</summary>
    [FromQuery(Name = "mode")] public ImportMode? Mode { get; init; }

    /// <summary>Check everything and store nothing.</summary>
    [FromQuery(Name = "dryRun")] public bool? DryRun { get; init; }
}

/// <summary>Which imports to list.</summary>
public sealed class ImportListQuery
{
    /// <summary>Only imports that stand so.</summary>
    [FromQuery(Name = "state")] public ImportState? State { get; init; }
}

/// <summary>What a template is to be made for.</summary>
public sealed class TemplateQuery
{
    /// <summary>The fiscal year (B.E.) to be filled in; the newest that has a framework where left out.</summary>
    [FromQuery(Name = "fiscalYear"), FiscalYear] public int? FiscalYear { get; init; }

    /// <summary>Only agencies of this province.</summary>
    [FromQuery(Name = "province"), ProvinceCode] public string? Province { get; init; }

    /// <summary>Whether it begins with a byte order mark, by which spreadsheets know UTF-8.</summary>
    [FromQuery(Name = "bom"), DefaultValue(true)] public bool? Bom { get; init; }
}

/// <summary>Assessments to import, as one JSON object.</summary>
/// <param name="Items">Whole assessments, each with its agency and fiscal year.</param>
public sealed record AssessmentItems(IReadOnlyList<NewAssessmentBody> Items);

/// <summary>Measures to import, as one JSON object.</summary>
/// <param name="Items">Whole measures, each with its agency.</param>
public sealed record MeasureItems(IReadOnlyList<MeasureBody> Items);

/// <summary>Agencies to import, as one JSON object.</summary>
/// <param name="Items">Whole agencies, each with its code.</param>
public sealed record AgencyItems(IReadOnlyList<AgencyBody> Items);
