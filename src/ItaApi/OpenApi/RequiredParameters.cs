using System.ComponentModel.DataAnnotations;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ItaApi.OpenApi;

/// <summary>A query parameter is nullable, so that its absence has a fault of our own; the contract says that it is needed all the same.</summary>
internal sealed class RequiredParameters : IParameterFilter
{
    public void Apply(IOpenApiParameter parameter, ParameterFilterContext context)
    {
        if (parameter is OpenApiParameter concrete && (context.PropertyInfo?.IsDefined(typeof(RequiredAttribute), inherit: true) ?? context.ParameterInfo?.IsDefined(typeof(RequiredAttribute), inherit: true)) == true)
            concrete.Required = true;
    }
}
