using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using FluentValidation;
using ItaApi.Faults;
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

    /// <summary>The code in the register of local governments. Omitted when it is unknown.</summary>
    public string? OfficialCode { get; init; }

    public required string NameTh { get; init; }
    public string? NameEn { get; init; }

    /// <summary>The name as offices abbreviate it, for example <c>ทต.แม่เงิน</c>.</summary>
    public string? ShortNameTh { get; init; }

    public required AgencyKind Kind { get; init; }
    public required string ProvinceCode { get; init; }
    public string? DistrictTh { get; init; }

    /// <summary>The four digits of TIS 1099. Omitted when they are unknown.</summary>
    public string? DistrictCode { get; init; }

    public string? WebsiteUrl { get; init; }

    /// <summary>Omitted when none are stored, and for callers without a key.</summary>
    public AgencyContacts? Contacts { get; init; }

    /// <summary>Other spellings of the name in documents, and the former names of the agency.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>The first fiscal year (B.E.) in which the agency exists. Omitted when it has always existed.</summary>
    public int? FromFiscalYear { get; init; }

    /// <summary>The last fiscal year (B.E.) in which the agency exists. Omitted while it exists.</summary>
    public int? ToFiscalYear { get; init; }

    /// <summary>The number of changes, deletions included; 1 when the agency is first created.</summary>
    public required int Version { get; init; }

    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }

    /// <summary>
    /// Unusual but accepted values: <c>similar_agency</c>, another agency of the same kind and district has the same name in some spelling;
    /// <c>years_outside</c>, data is stored for a year in which the agency does not exist. Omitted from lists, and when there are none.
    /// </summary>
    public IReadOnlyList<Warning>? Warnings { get; init; }

    /// <summary>Identifies this version in the entity tag.</summary>
    internal string State { get; init; } = "";
}

/// <summary>Another code for an agency.</summary>
internal sealed record AgencyCodeBody
{
    /// <summary>The code from now on. No other agency may have or have had it.</summary>
    [Required] public string? Code { get; init; }
}

internal sealed class AgencyCodeBodyValidator : AbstractValidator<AgencyCodeBody>
{
    public AgencyCodeBodyValidator()
    {
        RuleFor(change => change.Code).Required();
        RuleFor(change => change.Code).IsAgencyCode();
    }
}

/// <summary>The filters of a list of agencies.</summary>
internal sealed class AgencyListQuery
{
    /// <summary>Only agencies in this province.</summary>
    [FromQuery(Name = "province"), ProvinceCode] public string? Province { get; init; }

    /// <summary>
    /// Only agencies in the district with this Thai name, for example <c>เชียงแสน</c>, with or without อำเภอ or เขต. <c>เมือง</c> is the
    /// district of a provincial capital.
    /// </summary>
    [FromQuery(Name = "district"), StringLength(Limits.Name)] public string? District { get; init; }

    /// <summary>Only agencies of this kind.</summary>
    [FromQuery(Name = "kind")] public AgencyKind? Kind { get; init; }

    /// <summary>Only the agency with this official code.</summary>
    [FromQuery(Name = "officialCode"), RegularExpression(AgencyBody.OfficialCodeForm)] public string? OfficialCode { get; init; }

    /// <summary>Only agencies in the district with this code of TIS 1099.</summary>
    [FromQuery(Name = "districtCode"), RegularExpression(AgencyBody.DistrictCodeForm)] public string? DistrictCode { get; init; }

    /// <summary>
    /// Only agencies whose code, names or aliases contain this text, in any spelling that looks the same, in upper or lower case.
    /// <c>อบต.</c>, <c>ทต.</c>, <c>ทม.</c>, <c>ทน.</c> and <c>อบจ.</c> mean the kind in full.
    /// </summary>
    [FromQuery(Name = "q"), StringLength(Limits.Name)] public string? Q { get; init; }
}
