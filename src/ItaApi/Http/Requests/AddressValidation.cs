using System.ComponentModel.DataAnnotations;
using System.Reflection;
using ItaApi.Faults;
using ItaApi.Http.Problems;
using ItaApi.Values;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace ItaApi.Http.Requests;

/// <summary>
/// Checks every route and query parameter before the framework binds them: binding stops at the first fault, describes it in English prose,
/// and ignores unknown parameters. The parameters of an endpoint are read from its handler once, when it is built.
/// </summary>
internal static class AddressValidation
{
    /// <summary>Adds the check to every endpoint of the group.</summary>
    public static TBuilder WithAddressValidation<TBuilder>(this TBuilder group) where TBuilder : IEndpointConventionBuilder
    {
        group.Finally(static endpoint =>
        {
            if (endpoint is RouteEndpointBuilder route && route.Metadata.OfType<MethodInfo>().FirstOrDefault() is { } handler)
                route.Metadata.Add(Contract.Of(handler, [.. route.RoutePattern.Parameters.Select(parameter => parameter.Name)]));
        });
        return group;
    }

    public static IApplicationBuilder UseAddressValidation(this IApplicationBuilder app) => app.Use(static (http, next) =>
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<Contract>() is not { } contract)
            return next(http);
        if (contract.FindFaults(http.Request) is { Count: > 0 } faults)
            return ProblemWriter.WriteAsync(http, Problem.Invalid(faults));

        contract.PrepareBinding(http);
        return next(http);
    });

    private sealed record Contract(IReadOnlyList<AddressParameter> Route, IReadOnlyDictionary<string, AddressParameter> Query)
    {
        private readonly AddressParameter[] required = [.. Query.Values.Where(parameter => parameter.IsRequired)];

        public static Contract Of(MethodInfo handler, HashSet<string> routeNames)
        {
            var all = handler.GetParameters().SelectMany(Expand).ToList();
            return new Contract(
                [.. all.Where(parameter => routeNames.Contains(parameter.Name))],
                all.Where(parameter => !routeNames.Contains(parameter.Name))
                    .ToDictionary(parameter => parameter.Name, StringComparer.Ordinal));
        }

        public List<RequestFault> FindFaults(HttpRequest request)
        {
            List<RequestFault> faults = [];
            foreach (var parameter in Route)
            {
                if (request.RouteValues[parameter.Name] is string text && parameter.Check(text) is { } fault)
                    faults.Add(fault);
            }

            foreach (var (name, values) in request.Query)
            {
                if (!Query.TryGetValue(name, out var parameter))
                    faults.Add(UnknownParameter(name));
                else if (values.Count > 1)
                    faults.Add(new RequestFault(name, "repeated_parameter"));
                else if (parameter.Check(values.ToString(), () => EncodedValue(request, name)) is { } fault)
                    faults.Add(fault);
            }

            foreach (var parameter in required)
            {
                if (!request.Query.ContainsKey(parameter.Name))
                    faults.Add(parameter.Missing());
            }

            return faults;
        }

        /// <summary>
        /// Binding accepts the members of an enumeration only by their names in C#, and reads timestamps by rules of its own, so the query
        /// collection gets what binding reads. The query string does not change.
        /// </summary>
        public void PrepareBinding(HttpContext http)
        {
            var query = http.Request.Query;
            if (query.Count == 0 || !query.Keys.Any(name => Query[name].IsRewritten))
                return;

            Dictionary<string, StringValues> prepared = [];
            foreach (var (name, values) in query)
                prepared[name] = Query[name].IsRewritten ? Query[name].ForBinding(values.ToString()) : values;
            http.Features.Set<IQueryFeature>(new QueryFeature(new QueryCollection(prepared)));
        }

        private RequestFault UnknownParameter(string name)
        {
            var known = Query.Count == 0 ? null : string.Join(", ", Query.Keys);
            if (!TextRules.IsText(name))
                return TextRules.FaultOf(name) with { Pointer = TextRules.Show(name) };
            return new RequestFault(name, "unknown_parameter", new Dictionary<string, object?>
            {
                ["Allowed"] = known ?? "none",
                ["AllowedTh"] = known ?? "ไม่มี",
            });
        }

        private static ReadOnlyMemory<char> EncodedValue(HttpRequest request, string name)
        {
            foreach (var pair in new QueryStringEnumerable(request.QueryString.Value))
            {
                if (pair.DecodeName().Span.Equals(name, StringComparison.OrdinalIgnoreCase))
                    return pair.EncodedValue;
            }

            return default;
        }

        private static IEnumerable<AddressParameter> Expand(ParameterInfo parameter)
        {
            if (parameter.GetCustomAttribute<AsParametersAttribute>() is not null)
            {
                return parameter.ParameterType.GetProperties()
                    .Where(property => property.GetCustomAttribute<FromQueryAttribute>() is not null)
                    .Select(
                        property => Parameter(
                            property.GetCustomAttribute<FromQueryAttribute>()!.Name ?? property.Name, property.PropertyType, property));
            }

            return IsOfAddress(parameter.ParameterType)
                ? [Parameter(parameter.Name!, parameter.ParameterType, parameter)]
                : [];
        }

        private static AddressParameter Parameter(string name, Type type, ICustomAttributeProvider member) =>
            new(
                name,
                Nullable.GetUnderlyingType(type) ?? type,
                [.. member.GetCustomAttributes(inherit: true).OfType<ValidationAttribute>()]);

        private static bool IsOfAddress(Type type)
        {
            var bare = Nullable.GetUnderlyingType(type) ?? type;
            return bare.IsEnum
                || bare == typeof(string) || bare == typeof(int) || bare == typeof(decimal) || bare == typeof(bool)
                || bare == typeof(DateTimeOffset) || bare == typeof(Guid);
        }
    }
}
