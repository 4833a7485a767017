using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ItaApi.OpenApi;

/// <summary>Marks required query parameters. They are nullable in code, so that their absence is one of our own faults.</summary>
internal sealed class RequiredParameters : IParameterFilter
{
    public void Apply(IOpenApiParameter parameter, ParameterFilterContext context)
    {
        if (parameter is OpenApiParameter concrete && (IsRequired(context.PropertyInfo) ?? IsRequired(context.ParameterInfo)) == true)
            concrete.Required = true;
    }

    private static bool? IsRequired(ICustomAttributeProvider? member) => member?.IsDefined(typeof(RequiredAttribute), inherit: true);
}
