using ItaApi.Faults;

namespace ItaApi.Values;

/// <summary>A rule of a route or query parameter that has a code of its own.</summary>
public interface IAddressRule
{
    /// <summary>The fault of a parsed value, or null. The pointer is filled in by the caller.</summary>
    RequestFault? Check(object value);
}
