using ItaApi.Faults;

namespace ItaApi.Values;

/// <summary>A rule of a route or query parameter with a fault code of its own.</summary>
internal interface IAddressRule
{
    /// <summary>The fault of a parsed value, or null. The caller adds the pointer.</summary>
    RequestFault? Check(object value);
}
