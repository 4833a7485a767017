using ItaApi.Http.Problems;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace ItaApi.OpenApi;

/// <summary>Describes bodies from <see cref="AcceptedBody"/>, as the framework does from its own metadata.</summary>
internal sealed class AcceptedBodies : IApiDescriptionProvider
{
    private readonly EmptyModelMetadataProvider types = new();

    /// <summary>Among the framework's own providers; each adds what it knows.</summary>
    public int Order => 0;

    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
    }

    public void OnProvidersExecuted(ApiDescriptionProviderContext context)
    {
        foreach (var operation in context.Results)
        {
            if (operation.ActionDescriptor.EndpointMetadata.OfType<AcceptedBody>().FirstOrDefault() is not { } accepted)
                continue;

            foreach (var mediaType in accepted.MediaTypes)
                operation.SupportedRequestFormats.Add(new ApiRequestFormat { MediaType = mediaType });
            // A handler that reads the body itself has no parameter for it.
            if (accepted.Type is { } type && operation.ParameterDescriptions.All(parameter => parameter.Source != BindingSource.Body))
            {
                operation.ParameterDescriptions.Add(new ApiParameterDescription
                {
                    Name = "body",
                    Type = type,
                    ModelMetadata = types.GetMetadataForType(type),
                    Source = BindingSource.Body,
                    IsRequired = true,
                });
            }
        }
    }
}
