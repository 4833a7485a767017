using System.Reflection;
using ItaApi.Imports.Files;
using Microsoft.AspNetCore.Http.Metadata;

namespace ItaApi.Imports;

/// <summary>A workbook to download.</summary>
/// <param name="fileName">The name of the file.</param>
/// <param name="content">The file.</param>
internal sealed class WorkbookFile(string fileName, Stream content) : IResult, IEndpointMetadataProvider
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var _ = content;
        httpContext.Response.ContentType = ImportFormats.Xlsx;
        httpContext.Response.ContentLength = content.Length;
        httpContext.Response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        await content.CopyToAsync(httpContext.Response.Body, httpContext.RequestAborted);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(Stream), [ImportFormats.Xlsx]));
}
