using System.ComponentModel.DataAnnotations;
using ItaApi.Faults;

namespace ItaApi.Values;

/// <summary>A fiscal year of the Buddhist Era (C.E. + 543): 1 October to 30 September, named after the year in which it ends.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class FiscalYearAttribute() : RangeAttribute(First, Last), IAddressRule
{
    public const int First = 2500;
    public const int Last = 2699;

    /// <summary>The difference between the Buddhist Era and the Common Era in years.</summary>
    public const int Era = 543;

    public RequestFault? Check(object value) => FindFault((int)value);

    private const int FirstMonth = 10;

    /// <summary>1 October of the year before.</summary>
    public static DateOnly FirstDayOf(int year) => new(year - Era - 1, FirstMonth, 1);

    /// <summary>30 September of the year.</summary>
    public static DateOnly LastDayOf(int year) => new(year - Era, 9, 30);

    /// <summary>The fiscal year of a moment, by the calendar of Thailand.</summary>
    public static int YearOf(DateTimeOffset moment)
    {
        var there = moment.ToOffset(TimeSpan.FromHours(7));
        return there.Year + Era + (there.Month >= FirstMonth ? 1 : 0);
    }

    public static RequestFault? FindFault(int year) => year switch
    {
        >= First and <= Last => null,
        >= First - Era and <= Last - Era =>
            new RequestFault(
                "", "gregorian_year", new Dictionary<string, object?> { ["PropertyValue"] = year, ["BuddhistYear"] = year + Era }),
        _ => new RequestFault("", "out_of_range", new Dictionary<string, object?> { ["From"] = First, ["To"] = Last }),
    };
}
