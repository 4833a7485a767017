using System.ComponentModel.DataAnnotations;
using System.Text;
using FluentValidation;
using ItaApi.Authentication;
using ItaApi.Http.Requests;
using ItaApi.Provinces;
using ItaApi.Values;

namespace ItaApi.ApiKeys;

/// <summary>An API key, without its secret.</summary>
internal record ApiKey
{
    public required Guid Id { get; init; }

    /// <summary>The first characters of the key, which distinguish it from others.</summary>
    public required string Prefix { get; init; }

    public required string Name { get; init; }

    /// <summary>What the key permits beyond reading. A key with an empty list can only read, within rate limits of its own.</summary>
    public required IReadOnlyList<Scope> Scopes { get; init; }

    /// <summary>The codes of the provinces in which the key can write; <c>*</c> means every province.</summary>
    public required IReadOnlyList<string> Provinces { get; init; }

    /// <summary>The codes of single agencies for which the key can write, in addition to those in its provinces.</summary>
    public required IReadOnlyList<string> Agencies { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>The name of the key that created it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When the key expires. Omitted when it does not expire.</summary>
    public DateTime? ExpiresAt { get; init; }

    /// <summary>When the key was last used, to the minute. Omitted when it was never used.</summary>
    public DateTime? LastUsedAt { get; init; }

    /// <summary>When the key was revoked. Omitted when it was not revoked.</summary>
    public DateTime? RevokedAt { get; init; }
}

/// <summary>A new key with its secret, which is shown only in this answer.</summary>
internal sealed record NewApiKey : ApiKey
{
    /// <summary>The value for <c>X-Api-Key</c>. It is not stored and cannot be shown again.</summary>
    public required string Key { get; init; }
}

/// <summary>The body that creates a key.</summary>
internal sealed record ApiKeyBody
{
    /// <summary>The holder of the key, for example the office and its system.</summary>
    [Required] public string? Name { get; init; }

    /// <summary>What the key permits beyond reading. With an empty list, the key can only read.</summary>
    [Required, MaxLength(ApiKeyBodyValidator.MaxScopes)] public IReadOnlyList<Scope>? Scopes { get; init; }

    /// <summary>
    /// The codes of the provinces in which the key can write, or <c>*</c> alone for every province. Required unless there are
    /// <c>agencies</c>.
    /// </summary>
    [MaxLength(ApiKeyBodyValidator.MaxProvinces)] public IReadOnlyList<string>? Provinces { get; init; }

    /// <summary>The codes of single agencies for which the key can write, in addition to those in its provinces.</summary>
    [MaxLength(ApiKeyBodyValidator.MaxAgencies)] public IReadOnlyList<string>? Agencies { get; init; }

    /// <summary>When the key expires, with an offset from UTC. Omitted for a key that does not expire.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

internal sealed class ApiKeyBodyValidator : AbstractValidator<ApiKeyBody>
{
    /// <summary>Used alone: every province, also those added later.</summary>
    public const string EveryProvince = "*";

    [Limit("scopes of a key")]
    public const int MaxScopes = 10;
    [Limit("provinces of a key")]
    public const int MaxProvinces = 100;
    [Limit("single agencies of a key")]
    public const int MaxAgencies = 100;

    /// <summary>The names under which the history lists writes without a stored key.</summary>
    private static readonly string[] ReservedNames = [Caller.Administrator.KeyName, Caller.Service.KeyName, Caller.Anonymous.KeyName];

    public ApiKeyBodyValidator(TimeProvider clock)
    {
        RuleFor(key => key.Name).Required();
        RuleFor(key => key.Name).IsText(Limits.Name);
        RuleFor(key => key.Name).Must(static name => name is null || !IsReserved(name)).WithErrorCode("reserved_name");
        RuleFor(key => key.Scopes).Required();
        RuleFor(key => key.Scopes)
            .Must(scopes => scopes is null || scopes.Distinct().Count() == scopes.Count)
            .WithErrorCode("repeated_value");
        RuleFor(key => key.Provinces).Required().When(key => key.Agencies is null);
        RuleFor(key => key.Provinces)
            .Must(provinces => provinces is null || provinces.Distinct(StringComparer.Ordinal).Count() == provinces.Count)
            .WithErrorCode("repeated_value");
        RuleForEach(key => key.Provinces)
            .Must(
                (key, province) => (province == EveryProvince && key.Provinces!.Count == 1) || ProvinceDirectory.Find(province) is not null)
            .WithErrorCode("unknown_province");
        RuleFor(key => key.Agencies)
            .Must(agencies => agencies is null || agencies.Distinct(StringComparer.Ordinal).Count() == agencies.Count)
            .WithErrorCode("repeated_value");
        RuleForEach(key => key.Agencies).IsAgencyCode();
        RuleFor(key => key.Provinces)
            .Must(static (key, provinces) => provinces is null or [] or [EveryProvince] || key.Scopes?.Contains(Scope.Admin) != true)
            .WithErrorCode("admin_everywhere");
        RuleFor(key => key.ExpiresAt).Must(end => end is null || end > clock.GetUtcNow()).WithErrorCode("past_time");
    }

    /// <summary>Whether the letters of a name are those of a reserved one; spaces and marks between them do not make it another.</summary>
    private static bool IsReserved(string name)
    {
        var letters = string.Concat(name.Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit));
        return ReservedNames.Contains(letters, StringComparer.OrdinalIgnoreCase);
    }
}
