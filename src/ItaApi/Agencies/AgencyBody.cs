using System.ComponentModel.DataAnnotations;
using FluentValidation;
using ItaApi.Http.Requests;
using ItaApi.Http.Serialization;
using ItaApi.Provinces;
using ItaApi.Values;

namespace ItaApi.Agencies;

/// <summary>The body that creates or changes an agency.</summary>
[IgnoresMembers("version", "createdAt", "updatedAt", "warnings")]
internal sealed record AgencyBody
{
    /// <summary>May repeat the code in the address.</summary>
    public string? Code { get; init; }

    /// <summary>
    /// The code in the register of local governments: one digit for the kind, two for the province, two for the district, and two that
    /// distinguish the agencies of the district. It is unique.
    /// </summary>
    [RegularExpression(OfficialCodeForm)] public string? OfficialCode { get; init; }

    [Required] public string? NameTh { get; init; }
    public string? NameEn { get; init; }
    public string? ShortNameTh { get; init; }
    [Required] public AgencyKind? Kind { get; init; }

    /// <summary>Two digits. <c>GET /v1/provinces</c> lists the codes.</summary>
    [Required] public string? ProvinceCode { get; init; }

    public string? DistrictTh { get; init; }

    /// <summary>The four digits of TIS 1099; default: those in the official code.</summary>
    [RegularExpression(DistrictCodeForm)] public string? DistrictCode { get; init; }

    public string? WebsiteUrl { get; init; }
    public AgencyContacts? Contacts { get; init; }

    /// <summary>Other spellings of the name in documents. Former names are kept, whether the list contains them or not.</summary>
    [MaxLength(AgencyBodyValidator.MaxAliases)] public IReadOnlyList<string>? Aliases { get; init; }

    public int? FromFiscalYear { get; init; }
    public int? ToFiscalYear { get; init; }

    internal const string OfficialCodeForm = "^[2-6][0-9]{6}$";
    internal const string DistrictCodeForm = "^[0-9]{4}$";

    /// <summary>The code of the district, as sent or as contained in the official code.</summary>
    internal string? EffectiveDistrictCode => DistrictCode ?? OfficialCode?[1..5];
}

internal sealed class AgencyBodyValidator : AbstractValidator<AgencyBody>
{
    [Limit("aliases of an agency")]
    public const int MaxAliases = 20;

    public AgencyBodyValidator()
    {
        RuleFor(agency => agency.Code).RepeatsPath("agencyCode");
        RuleFor(agency => agency.NameTh).Required();
        RuleFor(agency => agency.NameTh).IsName(Limits.Name);
        RuleFor(agency => agency.NameEn).IsName(Limits.Name);
        RuleFor(agency => agency.ShortNameTh).IsName(Limits.Name);
        RuleFor(agency => agency.OfficialCode).HasForm(AgencyBody.OfficialCodeForm);
        RuleFor(agency => agency.Kind).Required();
        RuleFor(agency => agency.ProvinceCode).Required();
        RuleFor(agency => agency.ProvinceCode)
            .Must(code => code is null || ProvinceDirectory.Find(code) is not null)
            .WithErrorCode("unknown_province");
        RuleFor(agency => agency.DistrictTh).IsName(Limits.Name);
        RuleFor(agency => agency.DistrictCode).HasForm(AgencyBody.DistrictCodeForm);
        RuleFor(agency => agency.DistrictCode)
            .Must((agency, code) =>
                code is null || agency.ProvinceCode is not { } province || code.StartsWith(province, StringComparison.Ordinal))
            .WithErrorCode("district_of_other_province");
        RuleFor(agency => agency.WebsiteUrl).IsWebAddress();
        RuleFor(agency => agency.Contacts!).SetValidator(new AgencyContactsValidator()).When(agency => agency.Contacts is not null);
        RuleForEach(agency => agency.Aliases).IsName(Limits.Name);
        RuleFor(agency => agency.FromFiscalYear).IsFiscalYear();
        RuleFor(agency => agency.ToFiscalYear).IsFiscalYear();
        RuleFor(agency => agency.ToFiscalYear).Must((agency, to) => !(to < agency.FromFiscalYear)).WithErrorCode("years_out_of_order");
    }
}
