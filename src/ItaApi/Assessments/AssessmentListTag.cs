using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using ItaApi.Http;

namespace ItaApi.Assessments;

/// <summary>
/// Tags a page of assessments by what its rows are made of: the version of each, and what they say of their agency that no version of
/// theirs counts. That is a tenth of what the page says, and is known before any of it is written.
/// </summary>
internal static class AssessmentListTag
{
    /// <summary>The most a row takes beside the name of its district.</summary>
    private const int RowBytes = 128;

    public static string Of(Page<AssessmentListItem> page)
    {
        var made = new ArrayBufferWriter<byte>((page.Items.Count + 1) * RowBytes);
        Utf8.TryWrite(
            made.GetSpan(RowBytes), CultureInfo.InvariantCulture, $"{EntityTags.Build}\n{page.PageInfo.NextCursor is not null}\n{page.PageInfo.TotalCount}\n", out var written);
        made.Advance(written);
        foreach (var item in page.Items)
        {
            var district = item.DistrictTh ?? "";
            Utf8.TryWrite(
                made.GetSpan(RowBytes + Encoding.UTF8.GetMaxByteCount(district.Length)),
                CultureInfo.InvariantCulture,
                $"{item.AgencyCode}\0{item.FiscalYear}\0{item.Version}\0{item.ProvinceCode}\0{district}\0",
                out written);
            made.Advance(written);
        }

        return EntityTags.Of(made.WrittenSpan);
    }
}
