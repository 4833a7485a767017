using System.Diagnostics.CodeAnalysis;

namespace ItaApi.Scoring;

/// <summary>One error in an input, in a form that a program can locate and that can be shown in any language.</summary>
/// <param name="Pointer">A JSON Pointer (RFC 6901) into the input, with the field names of the HTTP contract:
/// <c>/indicators/3/number</c>.</param>
/// <param name="Code">A stable snake_case code: <c>indicator_unknown</c>.</param>
/// <param name="Arguments">Values for the message, by name in PascalCase: <c>("Number", 11)</c>.</param>
[SuppressMessage("Naming", "CA1720", Justification = "RFC 6901 calls it a pointer, and so does the contract.")]
public sealed record Fault(string Pointer, string Code, params (string Name, object Value)[] Arguments);
