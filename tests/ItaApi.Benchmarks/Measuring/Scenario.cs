using System.Globalization;
using System.Text.Json;
using ItaApi.Assessments.Content;
using ItaApi.Assessments.Results;
using ItaApi.Benchmarks.Floor;
using ItaApi.Http.Serialization;
using ItaApi.TestData;

namespace ItaApi.Benchmarks.Measuring;

/// <summary>One kind of request: what is sent, what it should reach, and its statement as pgbench sends it.</summary>
/// <param name="Name">As the table calls it.</param>
/// <param name="Aim">The rate to reach, as a share of the floor's.</param>
/// <param name="Requests">Sent in turn; as many as make no row hotter than the country would.</param>
/// <param name="Script">The floor's statement with drawn parameters.</param>
internal sealed record Scenario(string Name, double Aim, IReadOnlyList<byte[]> Requests, string Script)
{
    private const int Addresses = 4_000;
    private const int PageSize = 50;

    /// <summary>Every fourth agency is written and not read, so that what the rounds write does not change what they read.</summary>
    private const int Written = 4;

    /// <summary>Every kind of request, in the order of the table.</summary>
    /// <param name="key">Sent with every request, reading ones too.</param>
    public static IReadOnlyList<Scenario> All(NationalData data, string key)
    {
        var headers = $"X-Api-Key: {key}\r\n";
        var reads = Drawn(data, agency => agency.Index % Written != 0).ToList();
        return
        [
            new(
                "one result",
                0.85,
                [.. reads.Select(of => Get($"{PathOf(of)}/result"))],
                ScriptOf(data, step: 1, FloorStatements.Result, "$1", ":code", "$2", ":year")),
            new(
                "one assessment",
                0.85,
                [.. reads.Select(of => Get(PathOf(of)))],
                ScriptOf(data, step: 1, FloorStatements.Assessment, "$1", ":code", "$2", ":year")),
            new(
                "a page of 50",
                0.85,
                [.. Provinces(data).Select(of => Get($"/v1/assessments?fiscalYear={of.Year}&province={of.Province}&limit={PageSize}"))],
                PageScript(data)),
            new(
                "a province's summary",
                0.90,
                [.. Provinces(data).Select(of => Get($"/v1/provinces/{of.Province}/summary?fiscalYear={of.Year}"))],
                SummaryScript(data, FloorStatements.ProvinceStamp)),
            new(
                "the country's summary",
                0.90,
                [.. Years(data).Select(year => Get($"/v1/summary?fiscalYear={year}"))],
                SummaryScript(data, FloorStatements.NationalStamp)),
            new(
                "a ranking page",
                0.90,
                [.. Years(data).Select(year => Get($"/v1/rankings?fiscalYear={year}&limit={PageSize}"))],
                SummaryScript(data, FloorStatements.RankingStamp)),
            new(
                "PUT of ten scores",
                0.80,
                Puts(data, headers, [.. Drawn(data, agency => agency.Index % Written == 0).Distinct()]),
                PutScript(data)),
        ];

        byte[] Get(string path) => LoadConnection.Request("GET", path, headers);
    }

    /// <summary>
    /// Agencies and years as they come, without those whose document misprints its total: the floor does not answer them.
    /// </summary>
    private static IEnumerable<(NationalAgency Agency, int Year)> Drawn(NationalData data, Func<NationalAgency, bool> wanted)
    {
        var draw = new Draw(NationalData.UsualSeed, 6);
        var left = Addresses;
        while (left > 0)
        {
            var agency = data.Agencies[draw.Between(0, data.Agencies.Length - 1)];
            var year = data.FiscalYears[draw.Between(0, data.FiscalYears.Length - 1)];
            if (!wanted(agency) || IsMisprinted(data, agency, year))
                continue;
            left--;
            yield return (agency, year);
        }
    }

    private static bool IsMisprinted(NationalData data, NationalAgency agency, int year) =>
        new Evaluation(data.FrameworkOf(year), data.AssessmentOf(agency, year)).Verdict is not (null or Scoring.Verdict.Agrees);

    private static IEnumerable<(string Province, int Year)> Provinces(NationalData data) =>
        from year in data.FiscalYears.TakeLast(NationalData.AllYears)
        from province in data.Agencies.Select(ProvinceOf).Distinct()
        select (province, year);

    /// <summary>Each as often as the answers are checked.</summary>
    private static IEnumerable<int> Years(NationalData data) =>
        Enumerable.Range(0, Comparison.Checked).SelectMany(_ => data.FiscalYears.TakeLast(NationalData.AllYears));

    /// <summary>First one set of scores for every address, then another, so that each PUT changes what is there.</summary>
    private static List<byte[]> Puts(NationalData data, string headers, IReadOnlyList<(NationalAgency Agency, int Year)> targets)
    {
        var conditions = $"{headers}If-Match: *\r\n";
        return
        [
            .. new[] { 0, 1 }.SelectMany(set => targets.Select(of => LoadConnection.Request("PUT", PathOf(of), conditions, Body(of, set)))),
        ];

        // Another agency's scores of the year, so that there are items that could give them.
        string Body((NationalAgency Agency, int Year) of, int set)
        {
            var other = data.Agencies[(of.Agency.Index + set + 1) % data.Agencies.Length];
            var scores = new Evaluation(data.FrameworkOf(of.Year), data.AssessmentOf(other, of.Year)).Scores()!;
            return JsonSerializer.Serialize(
                new AssessmentBody
                {
                    Indicators = [.. scores.Select((score, index) => new IndicatorEntry { Number = index + 1, Score = score })],
                },
                Json.Options);
        }
    }

    /// <summary>Reads of one province's newest year, each to be repeated while <see cref="WritesToOneProvince"/> change it.</summary>
    public static IReadOnlyList<(string Name, byte[] Request)> OfOneProvince(NationalData data, string key)
    {
        var (province, year) = (ProvinceOf(data.Agencies[0]), data.FiscalYears[^1]);
        return
        [
            ("a province's summary", Get($"/v1/provinces/{province}/summary?fiscalYear={year}")),
            ("the country's summary", Get($"/v1/summary?fiscalYear={year}")),
            ("a ranking page", Get($"/v1/rankings?fiscalYear={year}&province={province}&limit={PageSize}")),
        ];

        byte[] Get(string path) => LoadConnection.Request("GET", path, $"X-Api-Key: {key}\r\n");
    }

    /// <summary>Two sets of scores for every agency of that province and year, so that each PUT changes what is there.</summary>
    public static IReadOnlyList<byte[]> WritesToOneProvince(NationalData data, string key)
    {
        var (province, year) = (ProvinceOf(data.Agencies[0]), data.FiscalYears[^1]);
        return Puts(
            data,
            $"X-Api-Key: {key}\r\n",
            [.. data.Agencies.Where(agency => ProvinceOf(agency) == province).Select(agency => (agency, year))]);
    }

    private static string ProvinceOf(NationalAgency agency) => agency.Body.ProvinceCode!;

    private static string PathOf((NationalAgency Agency, int Year) of) => $"/v1/agencies/{of.Agency.Code}/assessments/{of.Year}";

    private static string PageScript(NationalData data)
    {
        var statement = FloorStatements.Page
            .Replace("$1", ":year", StringComparison.Ordinal)
            .Replace("$2", ":province", StringComparison.Ordinal)
            .Replace("$3", $"{PageSize + 1}", StringComparison.Ordinal);
        return $"""
            \set year random({data.FiscalYears[^NationalData.AllYears]}, {data.FiscalYears[^1]})
            \set province random(11, 27)
            {statement};
            """;
    }

    /// <summary>As nearly every request sends it: what was kept at the stamp still holds.</summary>
    private static string SummaryScript(NationalData data, string sql) => $"""
        \set year random({data.FiscalYears[^NationalData.AllYears]}, {data.FiscalYears[^1]})
        \set province random(11, 27)
        {sql.Replace("$1", ":year", StringComparison.Ordinal).Replace("$2", ":province::text", StringComparison.Ordinal)};
        """;

    /// <summary>pgbench draws numbers and no arrays: the scores stay, and a threshold that differs each time is the change.</summary>
    private static string PutScript(NationalData data) => $"""
        \set threshold random(1, 9999) / 100.0
        {ScriptOf(
            data, step: Written, FloorStatements.Put,
            "$10", "null", "$9", "now()", "$8", "'{89.55,83.08,92.50}'", "$7", "'A'", "$6", "88.32", "$5", ":threshold",
            "$4", "'{90.25,91.50,88.75,84.00,93.25,87.50,79.75,82.00,90.00,95.00}'", "$3", "1", "$2", ":year", "$1", ":code")}
        """;

    /// <param name="step">1 for every agency, <see cref="Written"/> for those that are written.</param>
    /// <param name="values">What stands for each parameter; $10 before $1.</param>
    private static string ScriptOf(NationalData data, int step, string sql, params string[] values)
    {
        for (var i = 0; i < values.Length; i += 2)
            sql = sql.Replace(values[i], values[i + 1], StringComparison.Ordinal);
        return string.Create(CultureInfo.InvariantCulture, $"""
            \set code {NationalAgencies.FirstCode} + {step} * random(0, {(data.Agencies.Length / step) - 1})
            \set year random({data.FiscalYears[0]}, {data.FiscalYears[^1]})
            {sql};
            """);
    }
}
