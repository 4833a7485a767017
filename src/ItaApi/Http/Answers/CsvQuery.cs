using System.ComponentModel;
using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Http.Answers;

/// <summary>The language of the names that a CSV has next to its codes.</summary>
internal enum CsvLabels
{
    /// <summary>Thai.</summary>
    Th,

    /// <summary>English.</summary>
    En,

    /// <summary>Both.</summary>
    Both,
}

/// <summary>The parameters of an answer in CSV besides its filters; they do not change an answer in JSON.</summary>
internal sealed class CsvQuery
{
    public const string MediaType = MediaTypeNames.Text.Csv;

    /// <summary>CSV only: whether the answer begins with a byte order mark, by which spreadsheets recognize UTF-8.</summary>
    [FromQuery(Name = "bom"), DefaultValue(true)]
    public bool? Bom { get; init; }

    /// <summary>CSV only: adds a column of names next to each column of codes.</summary>
    [FromQuery(Name = "labels")]
    public CsvLabels? Labels { get; init; }

    /// <summary>Whether names in a language are requested.</summary>
    public bool InThai => Labels is CsvLabels.Th or CsvLabels.Both;

    /// <inheritdoc cref="InThai"/>
    public bool InEnglish => Labels is CsvLabels.En or CsvLabels.Both;

    /// <summary>
    /// Whether the caller prefers CSV: it names <c>text/csv</c>, and ranks neither JSON by name as high nor every type higher. Any other
    /// request gets JSON; no type is refused.
    /// </summary>
    public static bool IsPreferredBy(HttpRequest request)
    {
        double? csv = null, json = null, anything = null;
        foreach (var accepted in request.GetTypedHeaders().Accept)
        {
            var quality = accepted.Quality ?? 1;
            if (accepted.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase))
                csv = quality;
            else if (accepted.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase))
                json = quality;
            else if (accepted.MatchesAllTypes)
                anything = quality;
        }

        return csv is > 0 && (json is { } named ? csv > named : csv >= (anything ?? 0));
    }
}
