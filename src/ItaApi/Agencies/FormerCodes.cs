using System.Collections.Frozen;
using Dapper;
using ItaApi.Faults;
using ItaApi.Http.Problems;
using Microsoft.AspNetCore.Http.Extensions;
using Npgsql;

namespace ItaApi.Agencies;

/// <summary>
/// The codes that agencies had before theirs was changed, in memory: there are few. What another instance changed is known here some
/// seconds later; until then the database refuses an agency with a former code.
/// </summary>
internal sealed class FormerCodes(NpgsqlDataSource database, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim looking = new(1);
    private FrozenDictionary<string, string> known = FrozenDictionary<string, string>.Empty;
    private long? lookedAt;

    /// <summary>The present code of the agency that had this code; null for any other code.</summary>
    public async ValueTask<string?> FindAsync(string code, CancellationToken ct)
    {
        if (lookedAt is { } at && clock.GetElapsedTime(at) <= MaxAge)
            return known.GetValueOrDefault(code);

        await looking.WaitAsync(ct);
        try
        {
            if (lookedAt is not { } last || clock.GetElapsedTime(last) > MaxAge)
                await LoadAsync(ct);
        }
        finally
        {
            looking.Release();
        }

        return known.GetValueOrDefault(code);
    }

    public async Task LoadAsync(CancellationToken ct)
    {
        const string sql = "select code, agency_code from former_agency_code";

        var startedAt = clock.GetTimestamp();
        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<(string, string)>(new CommandDefinition(sql, cancellationToken: ct));
        known = rows.ToFrozenDictionary(row => row.Item1, row => row.Item2, StringComparer.Ordinal);
        lookedAt = startedAt;
    }

    public void Dispose() => looking.Dispose();
}

/// <summary>Leads requests for a former code to the agency, whatever their method: a PUT would create another agency.</summary>
internal static class FormerCodeRedirects
{
    private const string RouteValue = "agencyCode";

    public static IApplicationBuilder UseFormerCodes(this IApplicationBuilder app) => app.Use(static async (http, next) =>
    {
        if (http.Request.RouteValues[RouteValue] is not string code
            || http.GetEndpoint() is null
            || await http.RequestServices.GetRequiredService<FormerCodes>().FindAsync(code, http.RequestAborted) is not { } present)
        {
            await next(http);
            return;
        }

        // The code is a segment of its own, behind the one that names agencies.
        var path = http.Request.Path.Value!.Replace($"/agencies/{code}", $"/agencies/{present}", StringComparison.OrdinalIgnoreCase);
        // The path is decoded; a text that is converted to one would be decoded again.
        http.Response.Headers.Location = UriHelper.BuildRelative(http.Request.PathBase, new PathString(path), http.Request.QueryString);
        await ProblemWriter.WriteAsync(http, new Problem("agency_code_changed")
        {
            Arguments = new Dictionary<string, object?> { ["AgencyCode"] = code, ["Present"] = present },
        });
    });
}
