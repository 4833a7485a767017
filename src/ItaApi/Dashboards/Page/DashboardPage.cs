using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace ItaApi.Dashboards.Page;

/// <summary>
/// A sample page on this service, for people. It reads <c>/v1</c> as any client of another house would, without a key, and is no part of
/// the contract. Its files (<c>Page/</c>) are part of the program, so that it is there wherever the program is started from.
/// </summary>
public static class DashboardPage
{
    /// <summary>What every file's resource is named after.</summary>
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
                var other => throw new InvalidOperationException($"No media type is known for {other}."),
            };
            tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"");
        }

        public string Name { get; }

        /// <summary>The file, or 304; asked for each time, so that all files are always of one build.</summary>
        public FileContentHttpResult Answer(HttpContext http)
        {
            http.Response.Headers.CacheControl = "no-cache";
            return TypedResults.Bytes(content, mediaType, entityTag: tag);
        }
    }
}
