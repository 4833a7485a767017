using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace ItaApi.Values;

/// <summary>An agency's code: the caller's own, opaque; no official format is established.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed partial class AgencyCodeAttribute() : RegularExpressionAttribute(Form)
{
    public const string Form = Code + "$";

    private const string Code = "^[A-Za-z0-9][A-Za-z0-9-]{1,31}";

    /// <summary>An empty code is none, where the framework's attribute leaves that to others.</summary>
    public override bool IsValid(object? value) => value is null || (value is string code && Whole().IsMatch(code));

    [GeneratedRegex(Code + @"\z")]
    private static partial Regex Whole();
}
