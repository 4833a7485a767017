using System.ComponentModel;
using ItaApi.Http.Answers;
using ItaApi.Http.Problems;
using ItaApi.Provinces;
using ItaApi.Values.Thai;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.Agencies.Districts;

internal static class DistrictEndpoints
{
    public static IServiceCollection AddDistricts(this IServiceCollection services) => services.AddSingleton<DistrictRepository>();

    public static void MapDistricts(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/provinces").WithTags("Provinces").MapGet("/{provinceCode}/districts", ListDistricts);

    /// <summary>List the districts of a province that have agencies.</summary>
    /// <remarks>
    /// One answer contains all of them. Different spellings (เชียงแสน, อ.เชียงแสน, อำเภอเชียงแสน) are one district. The districts and their
    /// codes are those of the agencies: a province without agencies has no districts.
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
        Code = MostFrequent(spellings, spelling => spelling.DistrictCode),
        NameTh = MostFrequent(spellings, spelling => PlaceNames.DistrictName(spelling.DistrictTh, provinceTh))!,
        Agencies = spellings.Sum(spelling => spelling.Agencies),
    };

    private static string? MostFrequent(IEnumerable<DistrictSpelling> spellings, Func<DistrictSpelling, string?> select) => spellings
        .GroupBy(select, StringComparer.Ordinal)
        .Where(group => group.Key is not null)
        .OrderByDescending(group => group.Sum(spelling => spelling.Agencies))
        .ThenBy(group => group.Key, StringComparer.Ordinal)
        .FirstOrDefault()?.Key;
}
