using System.Collections.Immutable;
using System.Globalization;
using ItaApi.Agencies;
using ItaApi.Provinces;

namespace ItaApi.TestData;

/// <summary>An agency of the generated country.</summary>
/// <param name="Index">Its place in the country, from 0.</param>
/// <param name="Code">Eight digits, and without a gap, so that a load can draw an agency by a number.</param>
/// <param name="Body">What would be sent to create it.</param>
internal sealed record NationalAgency(int Index, string Code, AgencyBody Body);

/// <summary>
/// Local governments by kind as the Department of Local Administration counted them on 5 June 2563: 76, 30, 190, 2,242, 5,312 and 2, in
/// all 7,852.
/// </summary>
internal static class NationalAgencies
{
    public const int FirstCode = 10_000_001;

    private const string Bangkok = "10";
    private const string Chonburi = "20";
    private const int FewestDistricts = 6;
    private const int MostDistricts = 20;

    /// <summary>The kinds of which a province has several, with the prefixes of their names.</summary>
    private static readonly ImmutableArray<(AgencyKind Kind, int Count, string Prefix, string Short)> Several =
    [
        (AgencyKind.CityMunicipality, 30, "เทศบาลนคร", "ทน."),
        (AgencyKind.TownMunicipality, 190, "เทศบาลเมือง", "ทม."),
        (AgencyKind.SubdistrictMunicipality, 2_242, "เทศบาลตำบล", "ทต."),
        (AgencyKind.SubdistrictAdministrativeOrganization, 5_312, "องค์การบริหารส่วนตำบล", "อบต."),
    ];

    /// <summary>The agencies of the first provinces by code; those of fewer provinces are the first of those of more.</summary>
    public static ImmutableArray<NationalAgency> Of(int seed, int provinces)
    {
        var shares = Several.Select((kind, index) => Spread(seed, index, kind.Count)).ToArray();
        var agencies = ImmutableArray.CreateBuilder<NationalAgency>();
        for (var position = 0; position < provinces; position++)
        {
            foreach (var body in OfProvince(seed, position, [.. shares.Select(share => share[position])]))
                agencies.Add(new NationalAgency(agencies.Count, (FirstCode + agencies.Count).ToString(CultureInfo.InvariantCulture), body));
        }

        return agencies.ToImmutable();
    }

    private static IEnumerable<AgencyBody> OfProvince(int seed, int position, int[] counts)
    {
        var province = ProvinceDirectory.All[position];
        var draw = new Draw(seed, 1, position);
        var names = PlaceNames.Shuffled(ref draw);
        string[] districts = [$"เมือง{province.NameTh}", .. names[^draw.Between(FewestDistricts, MostDistricts)..]];
        List<AgencyBody> bodies = [];

        if (province.Code == Bangkok)
        {
            bodies.Add(Body(province, AgencyKind.SpecialLocalGovernment, province.NameTh, "กทม.", district: null));
        }
        else
        {
            bodies.Add(Body(
                province,
                AgencyKind.ProvincialAdministrativeOrganization,
                $"องค์การบริหารส่วนจังหวัด{province.NameTh}",
                $"อบจ.{province.NameTh}",
                districts[0]));
        }

        if (province.Code == Chonburi)
            bodies.Add(Body(province, AgencyKind.SpecialLocalGovernment, "เมืองพัทยา", shortName: null, "บางละมุง"));

        var next = 0;
        foreach (var (kind, count) in Several.Zip(counts))
        {
            for (var i = 0; i < count; i++, next++)
                bodies.Add(Body(province, kind.Kind, kind.Prefix + names[next], kind.Short + names[next], draw.Of<string>(districts)));
        }

        return bodies;
    }

    /// <summary>How many agencies of a kind each province has: Bangkok none, the others more or fewer as it is drawn.</summary>
    private static int[] Spread(int seed, int kind, int count)
    {
        var draw = new Draw(seed, 2, kind);
        var weights = ProvinceDirectory.All.Select(province => province.Code == Bangkok ? 0 : draw.Between(50, 150)).ToArray();
        var whole = weights.Sum();
        var spread = new int[weights.Length];
        var (position, below) = (0, weights[0]);
        for (var i = 0; i < count; i++)
        {
            // The middle of the i-th of `count` equal parts of the line on which the provinces lie side by side.
            while ((long)below * count * 2 <= (long)whole * ((2 * i) + 1))
                below += weights[++position];
            spread[position]++;
        }

        return spread;
    }

    private static AgencyBody Body(Province province, AgencyKind kind, string name, string? shortName, string? district) =>
        new() { NameTh = name, ShortNameTh = shortName, Kind = kind, ProvinceCode = province.Code, DistrictTh = district };
}
