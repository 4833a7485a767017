using FluentValidation;
using ItaApi.Faults;

namespace ItaApi.Http.Requests;

internal static class BodyFaults
{
    /// <summary>The faults of a body: of its lists that are too long, or, if there are none, those that its validator finds.</summary>
    public static async Task<IReadOnlyList<RequestFault>> FindFaultsAsync(
        this IValidator validator, IValidationContext context, CancellationToken ct) =>
        ListLimits.FindFaults(context.InstanceToValidate) is { Count: > 0 } tooLong
            ? tooLong
            : [.. (await validator.ValidateAsync(context, ct)).Errors.Select(RequestFault.From)];
}
