using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using ItaApi.Http.Answers;
using ItaApi.Http.Requests;

namespace ItaApi.Assessments;

/// <summary>
/// Identifies the state of a page of assessments by the version of each row and by what the row shows of its agency, which its version does
/// not count. These data are a tenth of the page and are known before the page is written.
/// </summary>
internal static class AssessmentListState
{
    /// <summary>The most bytes of a row without the name of its district.</summary>
    private const int RowBytes = 128;

    public static string Of(Page<AssessmentListItem> page)
    {
        var most = RowBytes;
        foreach (var item in page.Items)
            most += RowBytes + Encoding.UTF8.GetMaxByteCount(item.DistrictTh?.Length ?? 0);

        var made = ArrayPool<byte>.Shared.Rent(most);
        Utf8.TryWrite(
            made, CultureInfo.InvariantCulture, $"{page.PageInfo.NextCursor is not null}\n{page.PageInfo.TotalCount}\n", out var length);
        foreach (var item in page.Items)
        {
            Utf8.TryWrite(
                made.AsSpan(length),
                CultureInfo.InvariantCulture,
                $"{item.AgencyCode}\0{item.FiscalYear}\0{item.Version}\0{item.ProvinceCode}\0{item.DistrictTh}\0",
                out var written);
            length += written;
        }

        var state = EntityTags.Of(made.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(made);
        return state;
    }
}
