using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace ItaApi.Http.Answers;

/// <summary>A sheet to be saved, in the form every CSV has here; sent as it is made, so that its length does not matter.</summary>
/// <param name="fileName">What it is saved as.</param>
/// <param name="write">Writes it.</param>
public sealed class CsvFile(string fileName, Func<Stream, CancellationToken, Task> write) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = $"{CsvQuery.MediaType}; charset=utf-8; header=present";
        httpContext.Response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        return write(httpContext.Response.Body, httpContext.RequestAborted);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), [CsvQuery.MediaType]));
}
