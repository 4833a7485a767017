using ItaApi.Faults;

namespace ItaApi.Agencies;

/// <summary>The names of the kinds of agencies.</summary>
internal static class AgencyKindNames
{
    public static Words ToName(this AgencyKind kind) => kind switch
    {
        AgencyKind.ProvincialAdministrativeOrganization => new Words("Provincial administrative organization", "องค์การบริหารส่วนจังหวัด"),
        AgencyKind.CityMunicipality => new Words("City municipality", "เทศบาลนคร"),
        AgencyKind.TownMunicipality => new Words("Town municipality", "เทศบาลเมือง"),
        AgencyKind.SubdistrictMunicipality => new Words("Subdistrict municipality", "เทศบาลตำบล"),
        AgencyKind.SubdistrictAdministrativeOrganization => new Words("Subdistrict administrative organization", "องค์การบริหารส่วนตำบล"),
        AgencyKind.SpecialLocalGovernment => new Words("Special local government", "องค์กรปกครองส่วนท้องถิ่นรูปแบบพิเศษ"),
        _ => new Words("Other", "อื่น ๆ"),
    };
}
