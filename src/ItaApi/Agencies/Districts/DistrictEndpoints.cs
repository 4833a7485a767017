using System.ComponentModel;
using ItaApi.Http.Answers;
using ItaApi.Http.Problems;
using ItaApi.Provinces;
using ItaApi.Values.Thai;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.Agencies.Districts;

public static class DistrictEndpoints
{
    public static IServiceCollection AddDistricts(this IServiceCollection services) => services.AddSingleton<DistrictRepository>();

    public static void MapDistricts(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/provinces").WithTags("Provinces").MapGet("/{provinceCode}/districts", ListDistricts);

    /// <summary>List the districts of a province that have agencies; one answer holds them all.</summary>
    /// <remarks>
    /// A district is one however its agencies write it (เชียงแสน, อ.เชียงแสน, อำเภอเชียงแสน). Districts and their codes come with the agencies: a province
    /// without agencies has none.
    /// </remarks>
    /// <param name="provinceCode">The two-digit code of TIS 1099, for example <c>57</c> for Chiang Rai.</param>
    private static async Task<Results<Snapshot<DistrictList>, NotFoundProblem>> ListDistricts(
        [DefaultValue("57")] string provinceCode, DistrictRepository districts, CancellationToken ct)
    {
        if (ProvinceDirectory.Find(provinceCode) is not { } province)
            return NotFoundProblem.Province(provinceCode);

        var spellings = await districts.ListSpellingsAsync(provinceCode, ct);
        return new Snapshot<DistrictList>(new DistrictList(
        [
            .. spellings
                .GroupBy(spelling => DistrictKeys.Of(spelling.DistrictTh, provinceCode), StringComparer.Ordinal)
                .Select(district => ToDistrict(district, province.NameTh))
                .OrderBy(district => ThaiOrder.KeyOf(district.NameTh), StringComparer.Ordinal),
        ]));
    }

    private static District ToDistrict(IEnumerable<DistrictSpelling> spellings, string provinceTh) => new()
    {
        Code = spellings.Where(spelling => spelling.DistrictCode is not null).GroupBy(spelling => spelling.DistrictCode)
            .OrderByDescending(code => code.Sum(spelling => spelling.Agencies)).ThenBy(code => code.Key, StringComparer.Ordinal).FirstOrDefault()?.Key,
        NameTh = spellings.GroupBy(spelling => PlaceNames.DistrictName(spelling.DistrictTh, provinceTh), StringComparer.Ordinal)
            .OrderByDescending(name => name.Sum(spelling => spelling.Agencies)).ThenBy(name => name.Key, StringComparer.Ordinal).First().Key,
        Agencies = spellings.Sum(spelling => spelling.Agencies),
    };
}
