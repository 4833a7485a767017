using ItaApi.Faults;
using ItaApi.Imports.Files;
using ItaApi.Imports.Rows;
using ItaApi.Imports.Workbooks;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ItaApi.Imports;

/// <summary>What was sent to be imported: the body, or the one file of a form. Where its type says little, its bytes decide.</summary>
internal sealed class SentFile : IAsyncDisposable
{
    private const int SignBytes = 8;
    /// <summary>The characters of a boundary, by RFC 2046.</summary>
    private const int LongestBoundary = 70;

    private readonly Stream content;
    private readonly FileStream? temporary;

    private SentFile(ImportFormat format, Stream content, FileStream? temporary) =>
        (Format, this.content, this.temporary) = (format, content, temporary);

    public ImportFormat Format { get; }

    /// <exception cref="ProblemException">The type is not supported, or the form has other content than one file.</exception>
    public static async Task<SentFile> OpenAsync(HttpRequest request, CancellationToken ct)
    {
        if (!ImportFormats.IsForm(request.ContentType) && ImportFormats.Find(request.ContentType) is { } format)
            return new SentFile(format, request.Body, null);

        var temporary = TemporaryFile.Create();
        try
        {
            var type = request.ContentType;
            if (ImportFormats.IsForm(type))
                type = await CopyOnlyFileAsync(request, temporary, ct);
            else
                await request.Body.CopyToAsync(temporary, ct);

            temporary.Position = 0;
            var start = new byte[SignBytes];
            var length = await temporary.ReadAtLeastAsync(start, SignBytes, throwOnEndOfStream: false, ct);
            temporary.Position = 0;
            return new SentFile(ImportFormats.Find(type) ?? FileKind.Find(start.AsSpan(0, length)), temporary, temporary);
        }
        catch
        {
            await temporary.DisposeAsync();
            throw;
        }
    }

    /// <summary>The rows of the file.</summary>
    /// <exception cref="ProblemException">It is empty, not what its type says, or its header cannot be used.</exception>
    public async Task<RowSource> ReadAsync(ISheetRules rules, SheetGivens givens, CancellationToken ct) => Format switch
    {
        ImportFormat.Json => new JsonItemSource(content) { Unused = givens },
        ImportFormat.Ndjson => new JsonLineSource(content) { Unused = givens },
        ImportFormat.Csv => await CsvSource.OpenAsync(content, rules, givens, ct),
        _ => await WorkbookSource.OpenAsync(content, Format, rules, givens, ct),
    };

    public ValueTask DisposeAsync() => temporary?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Stores the only file of a form on disk.</summary>
    /// <returns>The type that the form gives it; any bytes when it gives none.</returns>
    private static async Task<string> CopyOnlyFileAsync(HttpRequest request, FileStream file, CancellationToken ct)
    {
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > LongestBoundary)
            throw RowSource.Unreadable("", "malformed_form");

        string? type = null;
        try
        {
            var form = new MultipartReader(boundary, request.Body);
            while (await form.ReadNextSectionAsync(ct) is { } section)
            {
                if (section.GetContentDispositionHeader() is not { } disposition || !disposition.IsFileDisposition() || type is not null)
                    throw RowSource.Unreadable("", "one_file_expected");

                type = section.ContentType ?? ImportFormats.Bytes;
                await section.Body.CopyToAsync(file, ct);
            }
        }
        catch (Exception fault) when (fault is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            throw RowSource.Unreadable("", "malformed_form");
        }

        return type ?? throw RowSource.Unreadable("", "one_file_expected");
    }
}
