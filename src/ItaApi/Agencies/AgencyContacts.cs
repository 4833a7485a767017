using System.ComponentModel.DataAnnotations;
using FluentValidation;
using ItaApi.Http.Requests;
using ItaApi.Values;

namespace ItaApi.Agencies;

/// <summary>How to reach an agency. Only callers with a key can read this.</summary>
internal sealed record AgencyContacts
{
    public string? Phone { get; init; }
    [EmailAddress] public string? Email { get; init; }
    public string? LineId { get; init; }
}

internal sealed class AgencyContactsValidator : AbstractValidator<AgencyContacts>
{
    public AgencyContactsValidator()
    {
        RuleFor(contacts => contacts.Phone).IsName(Limits.Name);
        RuleFor(contacts => contacts.Email).IsName(Limits.Name);
        RuleFor(contacts => contacts.Email)
            .Must(email => string.IsNullOrWhiteSpace(email) || new EmailAddressAttribute().IsValid(email))
            .WithErrorCode("invalid_email");
        RuleFor(contacts => contacts.LineId).IsName(Limits.Name);
    }
}
