using System.ComponentModel.DataAnnotations;
using ItaApi.Faults;

namespace ItaApi.Values;

/// <summary>A score, 0 to 100 with at most two decimals.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class ScoreAttribute() : RangeAttribute(0, 100), IAddressRule
{
    [Limit("decimals of a score")]
    private const int MaxDecimals = 2;

    public RequestFault? Check(object value) => FindFault((decimal)value);

    public static RequestFault? FindFault(decimal score) =>
        score is < 0 or > 100 ? new RequestFault("", "out_of_range", new Dictionary<string, object?> { ["From"] = 0, ["To"] = 100 })
        : score.Scale > MaxDecimals ? new RequestFault("", "too_many_decimals")
        : null;
}
