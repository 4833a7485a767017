using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Http.Answers;

/// <summary>Which names stand beside the codes of a CSV.</summary>
public enum CsvLabels
{
    /// <summary>Thai.</summary>
    Th,

    /// <summary>English.</summary>
    En,

    /// <summary>Both.</summary>
    Both,
}

/// <summary>What an answer in CSV takes beside its filters; an answer in JSON is the same with and without.</summary>
public sealed class CsvQuery
{
    public const string MediaType = "text/csv";

    /// <summary>CSV only: whether it begins with a byte order mark, by which spreadsheets know UTF-8.</summary>
    [FromQuery(Name = "bom"), DefaultValue(true)]
    public bool? Bom { get; init; }

    /// <summary>CSV only: adds a column of names beside each column of codes.</summary>
    [FromQuery(Name = "labels")]
    public CsvLabels? Labels { get; init; }

    /// <summary>Whether names of a language are asked for.</summary>
    public bool InThai => Labels is CsvLabels.Th or CsvLabels.Both;

    /// <inheritdoc cref="InThai"/>
    public bool InEnglish => Labels is CsvLabels.En or CsvLabels.Both;

    /// <summary>
    /// Whether the caller would rather have CSV: it names <c>text/csv</c>, and ranks neither JSON as high by name nor everything higher.
    /// Whoever asks for something else still gets JSON, because nothing here can be refused for its form.
    /// </summary>
    public static bool IsPreferredBy(HttpRequest request)
    {
        double? csv = null, json = null, anything = null;
        foreach (var accepted in request.GetTypedHeaders().Accept)
        {
            var quality = accepted.Quality ?? 1;
            if (accepted.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase))
                csv = quality;
            else if (accepted.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
                json = quality;
            else if (accepted.MatchesAllTypes)
                anything = quality;
        }

        return csv is > 0 && (json is { } named ? csv > named : csv >= (anything ?? 0));
    }
}
