using System.Reflection;
using FluentValidation;
using ItaApi.Faults;
using ItaApi.Http.Problems;

namespace ItaApi.Http.Requests;

/// <summary>
/// Runs the validator of a request's body before the handler. It is looked up when the endpoint is built: a route without a validator has
/// no filter.
/// </summary>
internal static class RequestValidation
{
    /// <summary>
    /// The key under which a validator finds the route values of the request, for fields that repeat the path or take a default from it.
    /// </summary>
    public const string RouteValues = "route";

    /// <summary>Under this key a validator finds where to put what the handler needs as well.</summary>
    public const string Findings = "findings";

    public static TBuilder WithRequestValidation<TBuilder>(this TBuilder group) where TBuilder : IEndpointConventionBuilder
    {
        group.Add(static endpoint =>
        {
            var isService = endpoint.ApplicationServices.GetRequiredService<IServiceProviderIsService>();
            var parameters = endpoint.Metadata.OfType<MethodInfo>().FirstOrDefault()?.GetParameters() ?? [];
            for (var i = 0; i < parameters.Length; i++)
            {
                var (position, validatorType) = (i, typeof(IValidator<>).MakeGenericType(parameters[i].ParameterType));
                if (!isService.IsService(validatorType))
                    continue;

                endpoint.FilterFactories.Add((_, next) => invocation => ValidateAsync(invocation, next, position, validatorType));
                return;
            }
        });
        return group;
    }

    private static async ValueTask<object?> ValidateAsync(
        EndpointFilterInvocationContext invocation, EndpointFilterDelegate next, int position, Type validatorType)
    {
        var http = invocation.HttpContext;
        var validator = (IValidator)http.RequestServices.GetRequiredService(validatorType);
        var context = new ValidationContext<object>(invocation.Arguments[position]!)
        {
            RootContextData = { [RouteValues] = http.Request.RouteValues, [Findings] = http.Features },
        };
        var faults = await validator.FindFaultsAsync(context, http.RequestAborted);
        if (faults.Count == 0)
            return await next(invocation);

        await ProblemWriter.WriteAsync(http, Problem.Invalid(faults));
        return TypedResults.Empty;
    }
}
