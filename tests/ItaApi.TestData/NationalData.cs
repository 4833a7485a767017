using System.Collections.Immutable;
using System.Text.Json;
using ItaApi.Assessments.Content;
using ItaApi.Assessments.Results;
using ItaApi.Frameworks;
using ItaApi.Http.Serialization;
using ItaApi.Values;

namespace ItaApi.TestData;

/// <summary>
/// A country that never was, the same for the same seed: its local governments by kind, what they scored year after year, and what they
/// planned to do about it. A third of the assessments hold every inspected item, a third of them lead to measures.
/// </summary>
/// <remarks>
/// The years begin at 2563. Beyond the six that have a framework of their own, each year takes over the framework and the habits of six
/// years before, so that more years are more of the same.
/// </remarks>
internal sealed class NationalData
{
    public const int AllProvinces = 77;
    public const int AllYears = 6;
    public const int FirstFiscalYear = 2563;
    public const int UsualSeed = 2565;

    private readonly int seed;
    private readonly ImmutableDictionary<int, YearFramework> frameworks;

    private NationalData(int seed, int provinces, int years)
    {
        this.seed = seed;
        Agencies = NationalAgencies.Of(seed, provinces);
        FiscalYears = [.. Enumerable.Range(FirstFiscalYear, years)];
        frameworks = FiscalYears.ToImmutableDictionary(
            year => year, year => new YearFramework(Shipped(FirstYearLike(year)) with { FiscalYear = year }, textVersion: 1));
    }

    public ImmutableArray<NationalAgency> Agencies { get; }

    /// <summary>Earliest first (B.E.).</summary>
    public ImmutableArray<int> FiscalYears { get; }

    /// <summary>The country of a seed.</summary>
    /// <param name="provinces">Its first provinces by code, at most all 77; Bangkok is the first and has one agency.</param>
    /// <param name="years">How many fiscal years from 2563 on.</param>
    public static NationalData Generate(int seed = UsualSeed, int provinces = AllProvinces, int years = AllYears)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(provinces, AllProvinces);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(years, FiscalYearAttribute.Last - FirstFiscalYear + 1);
        return new NationalData(seed, provinces, years);
    }

    /// <summary>The rules of one of the years; revision 1.</summary>
    public YearFramework FrameworkOf(int fiscalYear) => frameworks[fiscalYear];

    /// <summary>What the agency would send for the year.</summary>
    public AssessmentBody AssessmentOf(NationalAgency agency, int fiscalYear) =>
        NationalSheets.Of(
            new Draw(seed, 3, agency.Index, fiscalYear),
            QualityOf(agency),
            FrameworkOf(fiscalYear),
            FirstYearLike(fiscalYear) - FirstFiscalYear);

    /// <summary>Everybody's assessment of the year, evaluated.</summary>
    public IReadOnlyList<NationalAssessment> AssessmentsOf(int fiscalYear) =>
    [
        .. from agency in Agencies
           let body = AssessmentOf(agency, fiscalYear)
           select new NationalAssessment(agency, fiscalYear, body, new Evaluation(FrameworkOf(fiscalYear), body)),
    ];

    /// <summary>What the agency planned after the year's result; of two thirds of the assessments nothing.</summary>
    public IReadOnlyList<NationalMeasure> MeasuresOf(NationalAgency agency, int fiscalYear) =>
        NationalMeasure.Of(new Draw(seed, 4, agency.Index, fiscalYear), agency.Code, fiscalYear);

    /// <summary>The points around which an agency scores, before the years improve them.</summary>
    private int QualityOf(NationalAgency agency)
    {
        var draw = new Draw(seed, 5, agency.Index);
        return (draw.Between(68, 96) + draw.Between(78, 96)) / 2;
    }

    private static int FirstYearLike(int fiscalYear) => FirstFiscalYear + ((fiscalYear - FirstFiscalYear) % AllYears);

    private static FrameworkDocument Shipped(int fiscalYear) => JsonSerializer.Deserialize<FrameworkDocument>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Frameworks", "Shipped", $"{fiscalYear}.json")), Json.Options)!;
}

/// <summary>An agency's assessment of a year and what it makes.</summary>
internal sealed record NationalAssessment(NationalAgency Agency, int FiscalYear, AssessmentBody Body, Evaluation Evaluation);
