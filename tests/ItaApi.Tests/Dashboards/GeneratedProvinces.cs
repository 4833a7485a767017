using System.Globalization;
using System.Text.Json.Nodes;
using ItaApi.Scoring;
using ItaApi.Tests.Support;
using Npgsql;

namespace ItaApi.Tests.Dashboards;

/// <summary>
/// Forty agencies in two provinces over three years, sent over HTTP into a database of its own, and what was sent, so that a test can
/// compute every figure again. Scores lie close together, so that totals tie; some agencies report in no year, some in their own years
/// only, some nothing but a total.
/// </summary>
public sealed class GeneratedProvinces(PostgresFixture postgres) : IAsyncLifetime
{
    public const string Province = "57";
    public const string OtherProvince = "40";

    public static readonly int[] Years = [2564, 2565, 2566];
    private static readonly string[] Kinds = ["subdistrictMunicipality", "subdistrictAdministrativeOrganization", "townMunicipality"];

    public ItaApplication Ita { get; } = new(postgres);

    public IList<SentAgency> Agencies { get; } = [];
    public IList<SentAssessment> Assessments { get; } = [];

    public async ValueTask InitializeAsync()
    {
        await Ita.InitializeAsync();
        var random = new Random(2565);
        for (var i = 0; i < 40; i++)
        {
            var agency = new SentAgency(
                string.Create(CultureInfo.InvariantCulture, $"g-{i:00}"), Kinds[i % 3],
                i < 30 ? Province : OtherProvince, i % 2 == 0 ? "เมือง" : "เชียงแสน",
                From: i == 5 ? 2565 : null, To: i == 6 ? 2564 : null);
            Agencies.Add(agency);
            await SendAsync(agency);
            foreach (var year in Years.Where(year => agency.StandsIn(year) && (i + year) % 7 != 0))
                await SendAsync(Assessment(agency, year, i, random));
        }
    }

    public ValueTask DisposeAsync() => Ita.DisposeAsync();

    /// <summary>Who exists in a year, or reported of it.</summary>
    public IEnumerable<SentAgency> Standing(int year) => Agencies.Where(agency => agency.StandsIn(year));

    public IEnumerable<SentAssessment> Of(int year, Func<SentAgency, bool>? among = null) =>
        Assessments.Where(assessment => assessment.Year == year && (among is null || among(assessment.Agency)));

    public async Task<JsonNode> GetAsync(string path)
    {
        var answer = await Ita.GetAsync(path);
        Assert.True(answer.Status == System.Net.HttpStatusCode.OK, answer.Text);
        return answer.Json;
    }

    /// <summary>Adds a measure of an agency.</summary>
    public async Task AddMeasureAsync(string agencyCode, int year, string status, bool withProgress)
    {
        const string sql = """
            insert into measure (
                id, agency_code, based_on_fiscal_year, implement_fiscal_year, titles, status, progress, created_at, updated_at)
            values (gen_random_uuid(), @agencyCode, @year - 1, @year, array['มาตรการ'], @status, @progress::jsonb, now(), now())
            """;

        await using var connection = new NpgsqlConnection(Ita.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters =
            {
                new("agencyCode", agencyCode), new("year", year), new("status", status),
                new("progress", withProgress ? """[{"recordedAt": "2023-01-01T00:00:00Z", "results": ["ดำเนินการแล้ว"]}]""" : "[]"),
            },
        };
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private async Task SendAsync(SentAgency agency)
    {
        var body = Some.Agency();
        body["nameTh"] = $"เทศบาล {agency.Code}";
        (body["kind"], body["provinceCode"], body["districtTh"]) = (agency.Kind, agency.Province, agency.District);
        if (agency.From is { } from)
            body["fromFiscalYear"] = from;
        if (agency.To is { } to)
            body["toFiscalYear"] = to;
        Assert.Equal(System.Net.HttpStatusCode.Created, (await Ita.PutAsync($"/v1/agencies/{agency.Code}", body)).Status);
    }

    private async Task SendAsync(SentAssessment assessment)
    {
        Assessments.Add(assessment);
        var body = assessment.Scores is { } scores
            ? new JsonObject { ["indicators"] = Some.Indicators(scores) }
            : new JsonObject { ["reported"] = new JsonObject { ["total"] = assessment.Total } };
        if (assessment.Threshold is { } threshold)
            body["strengthThreshold"] = threshold;
        var answer = await Ita.PutAsync($"/v1/agencies/{assessment.Agency.Code}/assessments/{assessment.Year}", body);
        Assert.True(answer.Status == System.Net.HttpStatusCode.Created, answer.Text);
    }

    private static SentAssessment Assessment(SentAgency agency, int year, int i, Random random) => (i + year) % 11 == 0
        ? new SentAssessment(agency, year, null, 90.25m, null)
        : new SentAssessment(
            agency, year,
            // Half of them have one score throughout, so that totals tie.
            i % 4 < 2
                ? [.. Enumerable.Repeat(80m + i % 3 * 5, 10)]
                : [.. Enumerable.Range(0, 10).Select(_ => random.Next(6_000, 10_001) / 100m)],
            null,
            i % 5 == 0 ? 90m : null);
}

public sealed record SentAgency(string Code, string Kind, string Province, string District, int? From, int? To)
{
    public bool StandsIn(int year) => !(year < From) && !(year > To);
}

/// <summary>An assessment as it was sent; its figures follow from that alone, in plain decimals.</summary>
public sealed record SentAssessment(SentAgency Agency, int Year, decimal[]? Scores, decimal? Reported, decimal? Threshold)
{
    /// <summary>IIT, EIT and OIT; null of a reported total.</summary>
    public decimal[]? Instruments => Scores is null ? null : [Plain.Mean(Scores[..5]), Plain.Mean(Scores[5..8]), Plain.Mean(Scores[8..])];

    public decimal Total => Reported ?? Rounding.ToDecimals(0.3m * Instruments![0] + 0.3m * Instruments[1] + 0.4m * Instruments[2], 2);

    /// <summary>Null where a total alone leaves the level open.</summary>
    public string? Grade => Year >= 2566 ? Level : Letter;

    private string? Level => (Total, Lowest: Instruments?.Min()) switch
    {
        (_, null) => null,
        ( >= 95, >= 95) => "EXCELLENT",
        ( >= 85, >= 85) => "GOOD",
        ( >= 85, _) => "PASSED",
        ( >= 70, _) => "IMPROVE",
        _ => "URGENT",
    };

    private string Letter => Total switch
    {
        >= 95 => "AA",
        >= 85 => "A",
        >= 75 => "B",
        >= 65 => "C",
        >= 55 => "D",
        >= 50 => "E",
        _ => "F",
    };

    public bool IsWeak(int index) => Scores![index] < (Threshold ?? 85m);
}

/// <summary>Figures by sorting and dividing, the way one would with a pencil.</summary>
public static class Plain
{
    public static decimal Mean(IEnumerable<decimal> values) => Rounding.ToDecimals(values.Sum() / values.Count(), 2);

    public static decimal Quantile(IEnumerable<decimal> values, decimal part)
    {
        var sorted = values.Order().ToList();
        var place = (sorted.Count - 1) * part;
        var lower = (int)decimal.Floor(place);
        return Rounding.ToDecimals(sorted[lower] + (sorted[Math.Min(lower + 1, sorted.Count - 1)] - sorted[lower]) * (place - lower), 2);
    }

    public static decimal Share(int part, int whole) => Rounding.ToDecimals(part * 100m / whole, 2);

    /// <summary>A number of an answer; null where it is left out.</summary>
    public static decimal? Number(this JsonNode? node) => node?.GetValue<decimal>();
}
