using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization;
using FluentValidation;
using ItaApi.Http.Requests;
using ItaApi.Http.Serialization;
using ItaApi.Provinces;
using ItaApi.Values;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Agencies;

/// <summary>The kinds of local government (ประเภทองค์กรปกครองส่วนท้องถิ่น).</summary>
[JsonConverter(typeof(EnumCodeConverter<AgencyKind>))]
internal enum AgencyKind
{
    /// <summary>องค์การบริหารส่วนจังหวัด (อบจ.)</summary>
    ProvincialAdministrativeOrganization,

    /// <summary>เทศบาลนคร (ทน.)</summary>
    CityMunicipality,

    /// <summary>เทศบาลเมือง (ทม.)</summary>
    TownMunicipality,

    /// <summary>เทศบาลตำบล (ทต.)</summary>
    SubdistrictMunicipality,

    /// <summary>องค์การบริหารส่วนตำบล (อบต.)</summary>
    SubdistrictAdministrativeOrganization,

    /// <summary>กรุงเทพมหานคร, เมืองพัทยา</summary>
    SpecialLocalGovernment,

    Other,
}

/// <summary>A public body that is assessed (หน่วยงาน).</summary>
internal sealed record Agency
{
    /// <summary>A code chosen by the client. The service gives it no meaning, because no official format is established.</summary>
    public required string Code { get; init; }

    public required string NameTh { get; init; }
    public string? NameEn { get; init; }

    /// <summary>The name as offices abbreviate it, for example <c>ทต.แม่เงิน</c>.</summary>
    public string? ShortNameTh { get; init; }

    public required AgencyKind Kind { get; init; }
    public required string ProvinceCode { get; init; }
    public string? DistrictTh { get; init; }
    public string? WebsiteUrl { get; init; }

    /// <summary>Other spellings of the name in documents.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>The first fiscal year (B.E.) in which the agency exists. Omitted when it has always existed.</summary>
    public int? FromFiscalYear { get; init; }

    /// <summary>The last fiscal year (B.E.) in which the agency exists. Omitted while it exists.</summary>
    public int? ToFiscalYear { get; init; }

    /// <summary>The number of changes, deletions included; 1 when the agency is first created.</summary>
    public required int Version { get; init; }

    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }

    /// <summary>Identifies this version in the entity tag.</summary>
    internal string State => Version.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The body that creates or changes an agency.</summary>
[IgnoresMembers("version", "createdAt", "updatedAt")]
internal sealed record AgencyBody
{
    /// <summary>May repeat the code in the address.</summary>
    public string? Code { get; init; }

    [Required] public string? NameTh { get; init; }
    public string? NameEn { get; init; }
    public string? ShortNameTh { get; init; }
    [Required] public AgencyKind? Kind { get; init; }

    /// <summary>Two digits. <c>GET /v1/provinces</c> lists the codes.</summary>
    [Required] public string? ProvinceCode { get; init; }

    public string? DistrictTh { get; init; }
    public string? WebsiteUrl { get; init; }
    public IReadOnlyList<string>? Aliases { get; init; }
    public int? FromFiscalYear { get; init; }
    public int? ToFiscalYear { get; init; }
}

internal sealed class AgencyBodyValidator : AbstractValidator<AgencyBody>
{
    [Limit("aliases of an agency")]
    private const int MaxAliases = 20;

    public AgencyBodyValidator()
    {
        RuleFor(agency => agency.Code).RepeatsPath("agencyCode");
        RuleFor(agency => agency.NameTh).Required();
        RuleFor(agency => agency.NameTh).IsText(Limits.Name);
        RuleFor(agency => agency.NameEn).IsText(Limits.Name);
        RuleFor(agency => agency.ShortNameTh).IsText(Limits.Name);
        RuleFor(agency => agency.Kind).Required();
        RuleFor(agency => agency.ProvinceCode).Required();
        RuleFor(agency => agency.ProvinceCode)
            .Must(code => code is null || ProvinceDirectory.Find(code) is not null)
            .WithErrorCode("unknown_province");
        RuleFor(agency => agency.DistrictTh).IsText(Limits.Name);
        RuleFor(agency => agency.WebsiteUrl).IsWebAddress();
        RuleFor(agency => agency.Aliases).HoldsAtMost(MaxAliases);
        RuleForEach(agency => agency.Aliases).IsText(Limits.Name);
        RuleFor(agency => agency.FromFiscalYear).IsFiscalYear();
        RuleFor(agency => agency.ToFiscalYear).IsFiscalYear();
        RuleFor(agency => agency.ToFiscalYear).Must((agency, to) => !(to < agency.FromFiscalYear)).WithErrorCode("years_out_of_order");
    }
}

/// <summary>The filters of a list of agencies.</summary>
internal sealed class AgencyListQuery
{
    /// <summary>Only agencies in this province.</summary>
    [FromQuery(Name = "province"), ProvinceCode] public string? Province { get; init; }

    /// <summary>
    /// Only agencies in the district with this Thai name, for example <c>เชียงแสน</c>, with or without อำเภอ or เขต. <c>เมือง</c> is the district
    /// of a provincial capital.
    /// </summary>
    [FromQuery(Name = "district"), StringLength(Limits.Name)] public string? District { get; init; }

    /// <summary>Only agencies of this kind.</summary>
    [FromQuery(Name = "kind")] public AgencyKind? Kind { get; init; }

    /// <summary>
    /// Only agencies whose code, names or aliases contain this text, in any spelling that looks the same, in upper or lower case.
    /// <c>อบต.</c>, <c>ทต.</c>, <c>ทม.</c>, <c>ทน.</c> and <c>อบจ.</c> mean the kind in full.
    /// </summary>
    [FromQuery(Name = "q"), StringLength(Limits.Name)] public string? Q { get; init; }
}
