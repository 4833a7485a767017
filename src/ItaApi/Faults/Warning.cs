namespace ItaApi.Faults;

/// <summary>An unusual value that is not an error.</summary>
internal sealed record Warning
{
    /// <summary>A JSON Pointer into the resource, for example <c>/endsOn</c>; empty for the whole resource.</summary>
    public required string Pointer { get; init; }

    /// <summary>A stable code for programs.</summary>
    public required string Code { get; init; }

    public required string Message { get; init; }
    public required string MessageTh { get; init; }

    public static Warning From(RequestFault oddity)
    {
        var texts = Messages.Faults[oddity.Code];
        return new Warning
        {
            Pointer = oddity.Pointer,
            Code = oddity.Code,
            Message = Messages.Fill(texts, thai: false, oddity.Arguments),
            MessageTh = Messages.Fill(texts, thai: true, oddity.Arguments),
        };
    }
}
