using System.ComponentModel.DataAnnotations;
using FluentValidation;
using ItaApi.Authentication;
using ItaApi.Http.Requests;
using ItaApi.Provinces;
using ItaApi.Values;

namespace ItaApi.ApiKeys;

/// <summary>A key, without what makes it one.</summary>
public record ApiKey
{
    public required Guid Id { get; init; }

    /// <summary>How the key begins, to tell one from another.</summary>
    public required string Prefix { get; init; }

    public required string Name { get; init; }

    /// <summary>What it may do beside reading; a key with an empty list only reads, with limits of its own.</summary>
    public required IReadOnlyList<Scope> Scopes { get; init; }

    /// <summary>The codes of the provinces it may write in; <c>*</c> is every province.</summary>
    public required IReadOnlyList<string> Provinces { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>The name of the key that made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it ends by itself; left out of one that does not.</summary>
    public DateTime? ExpiresAt { get; init; }

    /// <summary>When it was last used, to the minute; left out of one that never was.</summary>
    public DateTime? LastUsedAt { get; init; }

    /// <summary>When it was revoked; left out of one that was not.</summary>
    public DateTime? RevokedAt { get; init; }
}

/// <summary>A key as it is shown once, to whoever made it.</summary>
public sealed record NewApiKey : ApiKey
{
    /// <summary>What is sent in <c>X-Api-Key</c>. It is not kept and cannot be shown again.</summary>
    public required string Key { get; init; }
}

/// <summary>What is sent to make a key.</summary>
public sealed record ApiKeyBody
{
    /// <summary>Whose key it is, for example the office and its system.</summary>
    [Required] public string? Name { get; init; }

    /// <summary>What it may do beside reading; an empty list is a key that only reads.</summary>
    [Required] public IReadOnlyList<Scope>? Scopes { get; init; }

    /// <summary>The codes of the provinces it may write in, or <c>*</c> alone for every province.</summary>
    [Required] public IReadOnlyList<string>? Provinces { get; init; }

    /// <summary>When it is to end, with an offset from UTC; left out for a key without an end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

public sealed class ApiKeyBodyValidator : AbstractValidator<ApiKeyBody>
{
    /// <summary>Stands alone for every province, those to come included.</summary>
    public const string EveryProvince = "*";

    public ApiKeyBodyValidator(TimeProvider clock)
    {
        RuleFor(key => key.Name).Required();
        RuleFor(key => key.Name).IsText(Limits.Name);
        RuleFor(key => key.Scopes).Required();
        RuleFor(key => key.Scopes).Must(scopes => scopes is null || scopes.Distinct().Count() == scopes.Count).WithErrorCode("repeated_value");
        RuleFor(key => key.Provinces).Required();
        RuleFor(key => key.Provinces).Must(provinces => provinces is null || provinces.Distinct(StringComparer.Ordinal).Count() == provinces.Count).WithErrorCode("repeated_value");
        RuleForEach(key => key.Provinces)
            .Must((key, province) => (province == EveryProvince && key.Provinces!.Count == 1) || ProvinceDirectory.Find(province) is not null)
            .WithErrorCode("unknown_province");
        RuleFor(key => key.ExpiresAt).Must(end => end is null || end > clock.GetUtcNow()).WithErrorCode("past_time");
    }
}
