using System.ComponentModel;
using ItaApi.Http.Answers;
using ItaApi.Http.Problems;
using ItaApi.Http.Requests;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.Provinces;

internal static class ProvinceEndpoints
{
    public static RouteGroupBuilder MapProvinces(this IEndpointRouteBuilder routes)
    {
        var provinces = routes.MapGroup("/provinces").WithTags("Provinces");

        provinces.MapGet("", ListProvinces);
        provinces.MapGet("/{provinceCode}", GetProvince);

        return provinces;
    }

    /// <summary>List the 77 provinces in the order of their codes, on one page.</summary>
    /// <remarks>The provinces are part of the service: the list needs no database and is never paged.</remarks>
    private static Snapshot<Page<Province>> ListProvinces() =>
        new(new Page<Province>(ProvinceDirectory.All, new PageInfo { Limit = PageQuery.MaxLimit }));

    /// <summary>Get one province by its code.</summary>
    /// <remarks>The province with its names in both languages and its region.</remarks>
    /// <param name="provinceCode">The two-digit code of TIS 1099, for example <c>57</c> for Chiang Rai.</param>
    private static Results<Snapshot<Province>, NotFoundProblem> GetProvince([DefaultValue("57")] string provinceCode) =>
        ProvinceDirectory.Find(provinceCode) is { } province
            ? new Snapshot<Province>(province)
            : NotFoundProblem.Province(provinceCode);
}
