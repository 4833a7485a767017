using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using FluentValidation;
using ItaApi.History;
using ItaApi.Http.Requests;
using ItaApi.Values;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Erasures;

/// <summary>What to erase, and why.</summary>
internal sealed record ErasureBody
{
    [Limit("characters of a text to erase, at least")]
    public const int MinFind = 3;

    /// <summary>The text to find, 3 to 300 characters: literal, in upper and lower case as written. It is stored nowhere.</summary>
    [Required] public string? Find { get; init; }

    /// <summary>The text to write instead.</summary>
    [DefaultValue(ErasureBodyValidator.DefaultReplacement)]
    public string? ReplaceWith { get; init; }

    /// <summary>Only what belongs to this agency; default: everything that is stored.</summary>
    public string? AgencyCode { get; init; }

    /// <summary>Why, for those who ask later. It is stored, so it must not contain the text to find.</summary>
    [Required] public string? Reason { get; init; }

    /// <summary>The replacement that applies.</summary>
    internal string Replacement => ReplaceWith ?? ErasureBodyValidator.DefaultReplacement;
}

internal sealed class ErasureBodyValidator : AbstractValidator<ErasureBody>
{
    public const string DefaultReplacement = "[ลบแล้ว]";

    public ErasureBodyValidator()
    {
        RuleFor(erasure => erasure.Find).Required();
        RuleFor(erasure => erasure.Find).IsText(Limits.Name);
        RuleFor(erasure => erasure.Find)
            .Custom((find, context) =>
            {
                if (find is { Length: < ErasureBody.MinFind })
                    context.AddFault("too_short", ("MinLength", ErasureBody.MinFind), ("TotalLength", find.Length));
            });
        RuleFor(erasure => erasure.ReplaceWith).IsText(Limits.Name);
        RuleFor(erasure => erasure.ReplaceWith)
            .Must((erasure, _) => !Repeats(erasure.Replacement, erasure.Find))
            .WithErrorCode("replacement_repeats_find");
        RuleFor(erasure => erasure.AgencyCode).IsAgencyCode();
        RuleFor(erasure => erasure.Reason).Required();
        RuleFor(erasure => erasure.Reason).IsText(Limits.Sentence);
        RuleFor(erasure => erasure.Reason)
            .Must((erasure, reason) => !Repeats(reason, erasure.Find))
            .WithErrorCode("reason_repeats_find");
    }

    private static bool Repeats(string? text, string? find) =>
        !string.IsNullOrEmpty(find) && text?.Contains(find, StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>Whether to erase.</summary>
internal sealed class ErasureQuery
{
    /// <summary>Whether only to count what would change, and to change nothing.</summary>
    [FromQuery(Name = "dryRun"), DefaultValue(false)]
    public bool? DryRun { get; init; }
}

/// <summary>What an erasure changed, or would change.</summary>
internal sealed record ErasureOutcome
{
    /// <summary>Omitted for a dry run.</summary>
    public Guid? ErasureId { get; init; }

    public required bool DryRun { get; init; }
    public required ErasureCounts Counts { get; init; }
}

/// <summary>How many of each kind held the text.</summary>
internal sealed record ErasureCounts
{
    public required int Agencies { get; init; }
    public required int Assessments { get; init; }
    public required int Measures { get; init; }
    public required int Documents { get; init; }

    /// <summary>Recorded versions of all of these, deleted ones included.</summary>
    public required int Versions { get; init; }

    /// <summary>Imports, by their rows or by their errors and warnings.</summary>
    public required int Imports { get; init; }

    /// <summary>Answers kept for requests with an <c>Idempotency-Key</c>.</summary>
    public required int Answers { get; init; }

    /// <summary>Revisions of frameworks.</summary>
    public required int Frameworks { get; init; }

    /// <summary>API keys, by their names.</summary>
    public required int Keys { get; init; }
}

/// <summary>An erasure that was carried out, without what it found.</summary>
internal sealed record Erasure
{
    public required Guid ErasureId { get; init; }
    public required DateTime OccurredAt { get; init; }

    /// <summary>The key that the erasure was sent with.</summary>
    public required HistoryKey Key { get; init; }

    public required string Reason { get; init; }
    public required string ReplaceWith { get; init; }

    /// <summary>Omitted when it was not limited to an agency.</summary>
    public string? AgencyCode { get; init; }

    public required ErasureCounts Counts { get; init; }
}
