using System.ComponentModel.DataAnnotations;
using ItaApi.Faults;
using ItaApi.Values;

namespace ItaApi.Provinces;

/// <summary>A parameter that names a province. A province that does not exist is an error, not an empty answer.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class ProvinceCodeAttribute() : RegularExpressionAttribute("^[0-9]{2}$"), IAddressRule
{
    public RequestFault? Check(object value) =>
        ProvinceDirectory.Find((string)value) is null ? new RequestFault("", "unknown_province") : null;
}
