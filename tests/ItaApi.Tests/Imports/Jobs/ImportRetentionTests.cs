using System.Net;
using ItaApi.Imports.Jobs;
using ItaApi.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ItaApi.Tests.Imports.Jobs;

/// <summary>Outcomes of imports are kept for a time, and not for ever.</summary>
public sealed class ImportRetentionTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_import_that_is_older_than_it_is_kept_is_deleted_with_its_results()
    {
        var agency = await ita.CreateAgencyAsync();
        var (old, young) = (await ImportAsync(agency), await ImportAsync(agency));
        await using var database = NpgsqlDataSource.Create(ita.ConnectionString);
        await using (var age = database.CreateCommand($"update import set finished_at = now() - interval '91 days' where id = '{old}'"))
            await age.ExecuteNonQueryAsync(Cancelled);

        var imports = ita.Services.GetRequiredService<ImportLeases>();
        while (await imports.ForgetAsync(TimeProvider.System.GetUtcNow().AddDays(-90), Cancelled) > 0)
        {
        }

        (await ita.GetAsync($"/v1/imports/{old}")).IsProblem(404, "import_not_found");
        Assert.Equal(HttpStatusCode.OK, (await ita.GetAsync($"/v1/imports/{young}")).Status);
        await using var left = database.CreateCommand($"select import_id from import_outcome where import_id in ('{old}', '{young}')");
        Assert.Equal(young, (await left.ExecuteScalarAsync(Cancelled))!.ToString());
    }

    private async Task<string> ImportAsync(string agency) =>
        (await ita.ImportAsync(Importing.Sheet($"{agency},none,{Importing.Ten(90)}"), query: "?mode=partial"))
            .Json["importId"]!.GetValue<string>();
}
