using System.Globalization;
using System.Text;
using ItaApi.Agencies;
using ItaApi.TestData;

namespace ItaApi.Benchmarks.Measuring;

/// <summary>
/// The generated country as the register of local governments is published: a row for each place that an agency covers, official codes,
/// names without their kind.
/// </summary>
internal static class RegisterSheet
{
    /// <summary>Rows for one agency: the published register has 82,641 rows for 7,849 agencies.</summary>
    private const int Places = 10;

    private const string Header =
        "\uFEFFจังหวัด,อำเภอ,ตำบล,รหัส อปท.,ประเภท อปท.,อปท.,ที่ตั้งสำนักงานเลขที่,หมู่ที่,รหัสไปรษณีย์,ขนาดพื้นที่,LAT,LONG,"
        + "เว็ปไซต์ของอปท";

    private static readonly Dictionary<AgencyKind, (int Digit, string Word, string Prefix)> Kinds = new()
    {
        [AgencyKind.ProvincialAdministrativeOrganization] = (2, "อบจ.", "องค์การบริหารส่วนจังหวัด"),
        [AgencyKind.CityMunicipality] = (3, "เทศบาลนคร", "เทศบาลนคร"),
        [AgencyKind.SpecialLocalGovernment] = (3, "ท้องถิ่นรูปแบบพิเศษ", ""),
        [AgencyKind.TownMunicipality] = (4, "เทศบาลเมือง", "เทศบาลเมือง"),
        [AgencyKind.SubdistrictMunicipality] = (5, "เทศบาลตำบล", "เทศบาลตำบล"),
        [AgencyKind.SubdistrictAdministrativeOrganization] = (6, "อบต.", "องค์การบริหารส่วนตำบล"),
    };

    /// <summary>The sheet, and the number of its agencies. Bangkok is not in the register.</summary>
    public static (byte[] Csv, int Agencies) Write(NationalData country)
    {
        var csv = new StringBuilder(Header).Append('\n');
        Dictionary<(string Province, string District), int> districts = [];
        Dictionary<string, int> agencies = [];
        var count = 0;
        foreach (var agency in country.Agencies.Select(agency => agency.Body).Where(body => body.DistrictTh is not null))
        {
            var district = districts.GetValueOrDefault((agency.ProvinceCode!, agency.DistrictTh!));
            if (district == 0)
            {
                district = 1 + districts.Keys.Count(key => key.Province == agency.ProvinceCode);
                districts.Add((agency.ProvinceCode!, agency.DistrictTh!), district);
            }

            var (digit, word, prefix) = Kinds[agency.Kind!.Value];
            var place = string.Create(CultureInfo.InvariantCulture, $"{digit}{agency.ProvinceCode}{district:00}");
            var number = agencies[place] = agencies.GetValueOrDefault(place) + 1;
            var provinceTh = Provinces.ProvinceDirectory.Find(agency.ProvinceCode!)!.NameTh;
            for (var i = 1; i <= Places; i++)
            {
                csv.Append(
                    CultureInfo.InvariantCulture,
                    $"{provinceTh},{agency.DistrictTh},ตำบลที่ {i},{place}{number:00},{word},"
                    + $"{agency.NameTh![prefix.Length..]},{i},{i},10000,42.5,13.75,100.5,www.{place}{number:00}.example\n");
            }

            count++;
        }

        return (Encoding.UTF8.GetBytes(csv.ToString()), count);
    }
}
