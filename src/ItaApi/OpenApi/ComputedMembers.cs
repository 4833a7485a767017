using System.Reflection;
using ItaApi.Http.Serialization;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ItaApi.OpenApi;

/// <summary>Names the members of an answer that a body may repeat and that are not read.</summary>
internal sealed class ComputedMembers : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema body || context.Type.GetCustomAttribute<IgnoresMembersAttribute>() is not { } ignored)
            return;

        var names = string.Join(", ", ignored.Names.Select(name => $"`{name}`"));
        body.Description = $"{body.Description}\n\nComputed by the service; a body may repeat them, and they are not read: {names}.";
    }
}
