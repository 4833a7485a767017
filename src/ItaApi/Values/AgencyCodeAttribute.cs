using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace ItaApi.Values;

/// <summary>
/// The code of an agency, chosen by the client. The service gives it no meaning, because no official format is established.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed partial class AgencyCodeAttribute() : RegularExpressionAttribute(Form)
{
    public const string Form = Code + "$";

    private const string Code = "^[A-Za-z0-9][A-Za-z0-9-]{1,31}";

    /// <summary>An empty code is invalid; the framework's attribute would accept it.</summary>
    public override bool IsValid(object? value) => value is null || (value is string code && Whole().IsMatch(code));

    [GeneratedRegex(Code + @"\z")]
    private static partial Regex Whole();
}
