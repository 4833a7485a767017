using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace ItaApi.Dashboards.Page;

/// <summary>
/// A sample page for people. It reads <c>/v1</c> without a key, as any other client would, and is not part of the contract. Its files
/// (<c>Page/</c>) are embedded in the program, so that the page works wherever the program is started.
/// </summary>
internal static class DashboardPage
{
    /// <summary>The prefix of the resource names of the files.</summary>
    private const string Prefix = "ItaApi.Dashboards.Page.";

    private const string Entry = "index.html";

    public static void MapDashboardPage(this IEndpointRouteBuilder routes)
    {
        var program = typeof(DashboardPage).Assembly;
        foreach (var resource in program.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var file = new PageFile(program, resource);
            routes.MapGet(file.Name == Entry ? "/dashboard" : $"/dashboard/{file.Name}", file.Answer).ExcludeFromDescription();
        }
    }

    private sealed class PageFile
    {
        private readonly byte[] content;
        private readonly string mediaType;
        private readonly EntityTagHeaderValue tag;

        public PageFile(Assembly program, string resource)
        {
            using var stream = program.GetManifestResourceStream(resource)!;
            content = new byte[stream.Length];
            stream.ReadExactly(content);
            Name = resource[Prefix.Length..];
            mediaType = Path.GetExtension(Name) switch
            {
                ".html" => "text/html; charset=utf-8",
                ".css" => "text/css; charset=utf-8",
                ".js" => "text/javascript; charset=utf-8",
                ".svg" => "image/svg+xml",
                var other => throw new InvalidOperationException($"The media type of {other} is unknown."),
            };
            tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"");
        }

        public string Name { get; }

        /// <summary>The file, or 304. It is revalidated each time, so that all files are of one build.</summary>
        public FileContentHttpResult Answer(HttpContext http)
        {
            http.Response.Headers.CacheControl = "no-cache";
            return http.Request.PathBase.HasValue && Name == Entry
                ? TypedResults.Bytes(Below(http.Request.PathBase.Value), mediaType)
                : TypedResults.Bytes(content, mediaType, entityTag: tag);
        }

        /// <summary>The page with its addresses as a proxy publishes them.</summary>
        private byte[] Below(string prefix)
        {
            var safe = HtmlEncoder.Default.Encode(prefix);
            return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(content).Replace("=\"/", $"=\"{safe}/", StringComparison.Ordinal));
        }
    }
}
