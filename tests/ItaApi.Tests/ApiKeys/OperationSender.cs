using System.Text;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;
using Npgsql;
using static ItaApi.Tests.ApiKeys.AuthorizationMatrix;

namespace ItaApi.Tests.ApiKeys;

/// <summary>Makes a request for each operation of the contract, as the table of operations describes it.</summary>
internal sealed class OperationSender(ItaApplication ita)
{
    /// <summary>The operations of the contract.</summary>
    public async Task<List<(string Id, HttpMethod Method, string Path)>> ContractAsync() =>
    [
        .. from path in (await ita.GetAsync("/openapi/v1.json")).Json["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           select (operation.Value!["operationId"]!.GetValue<string>(), new HttpMethod(operation.Key.ToUpperInvariant()), path.Key),
    ];

    /// <summary>What the operation is meant for, on things of its own: nothing but the caller is wrong with it.</summary>
    public async Task<HttpRequestMessage> RequestAsync(Operation operation, HttpMethod method, string path)
    {
        var agency = await ita.CreateAgencyAsync();
        if (operation.HasAssessment || path.Contains("assessments/{fiscalYear}", StringComparison.Ordinal))
        {
            Assert.Equal(
                System.Net.HttpStatusCode.Created,
                (await ita.PutAsync($"/v1/agencies/{agency}/assessments/{operation.FiscalYear}", Some.Assessment())).Status);
        }

        var address = path
            .Replace("{agencyCode}", agency, StringComparison.Ordinal)
            .Replace("{fiscalYear}", $"{operation.FiscalYear}", StringComparison.Ordinal)
            .Replace("{number}", "7", StringComparison.Ordinal)
            .Replace("{provinceCode}", Own, StringComparison.Ordinal)
            .Replace("{number}", "7", StringComparison.Ordinal);
        if (address.Contains("/api-keys/{id}", StringComparison.Ordinal))
            address = address.Replace("{id}", (await ita.CreateKeyAsync()).Id, StringComparison.Ordinal);
        if (address.Contains("{measureId}", StringComparison.Ordinal))
        {
            var reported = Some.Measure().With("progress", new JsonArray(new JsonObject { ["results"] = new JsonArray("อบรมแล้ว") }));
            var measure = (await ita.PostAsync($"/v1/agencies/{agency}/measures", reported)).Json;
            address = address
                .Replace("{measureId}", measure["id"]!.GetValue<string>(), StringComparison.Ordinal)
                .Replace("{reportId}", measure["progress"]![0]!["id"]!.GetValue<string>(), StringComparison.Ordinal);
        }

        if (operation.Measure is { } externalId)
            await ita.PostAsync($"/v1/agencies/{agency}/measures", Some.Measure().With("externalId", externalId));
        if (address.Contains("{importId}", StringComparison.Ordinal))
            address = address.Replace("{importId}", await LeaveImportAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain('{', address);

        var request = new HttpRequestMessage(method, address + operation.Query);
        if (operation.Changes)
            request.Headers.TryAddWithoutValidation("If-Match", "*");
        if (operation.Body is { } body)
            request.Content = new StringContent(body(agency).ToJsonString(), Encoding.UTF8, "application/json");
        return request;
    }

    /// <summary>An import that somebody else is at.</summary>
    private async Task<string> LeaveImportAsync()
    {
        var id = Guid.NewGuid();
        await using var database = NpgsqlDataSource.Create(ita.ConnectionString);
        await using var command = database.CreateCommand(
            $"""
            insert into import (id, subject, format, mode, dry_run, state, key_name, created_at, leased_until)
            values ('{id}', 'assessments', 'csv', 'atomic', false, 'running', 'somebody', now(), now() + interval '1 hour')
            """);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return id.ToString();
    }
}
