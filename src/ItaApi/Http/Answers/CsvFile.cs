using System.Reflection;
using ItaApi.Http.Admission;
using Microsoft.AspNetCore.Http.Metadata;

namespace ItaApi.Http.Answers;

/// <summary>A CSV file to download, in the form of every CSV of this service. Each counts as a whole export.</summary>
/// <param name="fileName">The name of the file.</param>
/// <param name="write">Writes the content.</param>
internal sealed class CsvFile(string fileName, Func<Stream, CancellationToken, Task> write) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.RequestServices.GetRequiredService<WholeExports>().Enter(httpContext);
        httpContext.Response.ContentType = $"{CsvQuery.MediaType}; charset=utf-8; header=present";
        httpContext.Response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        return SpooledAnswer.SendAsync(httpContext, write);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), [CsvQuery.MediaType]));
}
