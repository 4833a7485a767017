using FluentValidation.Results;
using ItaApi.Scoring;

namespace ItaApi.Faults;

/// <summary>One error in a request: its location, its code, and the values in its message.</summary>
/// <param name="Pointer">A JSON Pointer into the body (<c>/indicators/3/score</c>), or the parameter's name.</param>
/// <param name="Code">A key of <see cref="Messages.Faults"/>.</param>
internal sealed record RequestFault(string Pointer, string Code, IReadOnlyDictionary<string, object?> Arguments)
{
    private static readonly Dictionary<string, object?> None = [];

    /// <summary>A fault from the scorer.</summary>
    public static RequestFault From(Fault fault) =>
        new(fault.Pointer, fault.Code, fault.Arguments.ToDictionary(argument => argument.Name, argument => (object?)argument.Value));

    /// <summary>A fault from a validator.</summary>
    public static RequestFault From(ValidationFailure error) =>
        new(JsonPointer.FromPropertyPath(error.PropertyName), error.ErrorCode, error.FormattedMessagePlaceholderValues ?? None);

    public RequestFault(string pointer, string code) : this(pointer, code, None)
    {
    }

    public RequestFault(string pointer, string code, string argument, object? value)
        : this(pointer, code, new Dictionary<string, object?> { [argument] = value })
    {
    }
}
