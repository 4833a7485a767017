using System.Net.Http.Headers;
using System.Text;
using ItaApi.Tests.Support;
using Npgsql;
using static ItaApi.Tests.ApiKeys.AuthorizationMatrix;

namespace ItaApi.Tests.ApiKeys;

/// <summary>Who may do what: every operation of the contract, asked by every kind of caller.</summary>
[Trait("Category", "Slow")]
public sealed class AuthorizationMatrixTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task Every_operation_of_the_contract_is_in_the_table_and_no_other() =>
        Assert.Equal(
            (await ContractAsync()).Select(operation => operation.Id).Order(StringComparer.Ordinal),
            Operations.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public async Task Every_operation_answers_every_caller_as_the_table_says()
    {
        await ita.PutAsync("/v1/frameworks/2580", Some.Example(NextYear));
        List<string> wrong = [];
        foreach (var (caller, key) in await CallersAsync())
        {
            foreach (var (id, method, path) in (await ContractAsync()).Where(operation => Operations.ContainsKey(operation.Id)))
            {
                var operation = Operations[id];
                using var request = await RequestAsync(operation, method, path);
                if (key is not null)
                    request.Headers.Add("X-Api-Key", key);
                using var client = ita.CreateBareClient();

                var answer = await ItaApplication.SendAsync(client, request);

                var expected = Expected(operation, caller);
                if (expected != ((int)answer.Status, answer.Code))
                    wrong.Add($"{id} for {caller}: {expected} expected, {(int)answer.Status} {answer.Text}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task What_a_caller_without_a_key_sends_is_not_looked_at()
    {
        (string Content, string? MediaType)[] bodies =
            [("{", "application/json"), ("{}", "text/plain"), ("", null), (new string(' ', 1_048_577), "application/json")];
        var closed = (await ContractAsync())
            .Where(operation => Operations[operation.Id] is { Body: not null, For: not For.Everybody });
        foreach (var (id, method, path) in closed)
        {
            foreach (var (body, mediaType) in bodies)
            {
                foreach (var chunked in new[] { false, true })
                {
                    using var request = await RequestAsync(Operations[id], method, path);
                    request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
                    request.Content.Headers.ContentType = mediaType is null ? null : new MediaTypeHeaderValue(mediaType);
                    request.Headers.TransferEncodingChunked = chunked;
                    request.Headers.ExpectContinue = true;
                    using var client = ita.CreateBareClient();

                    (await ItaApplication.SendAsync(client, request)).IsProblem(401, "api_key_required");
                }
            }
        }
    }

    private async Task<Dictionary<string, string?>> CallersAsync()
    {
        var (revokedId, revoked) = await ita.CreateKeyAsync();
        Assert.Equal(System.Net.HttpStatusCode.NoContent, (await ita.DeleteAsync($"/v1/api-keys/{revokedId}")).Status);
        var (expiredId, expired) = await ita.CreateKeyAsync();
        await using var database = NpgsqlDataSource.Create(ita.ConnectionString);
        await using var command = database.CreateCommand(
            $"update api_key set expires_at = now() - interval '1 second' where id = '{expiredId}'");
        Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));

        return new Dictionary<string, string?>
        {
            ["none"] = null,
            // Of the right form, so that it is looked for; and of none.
            ["unknown"] = $"ita_AAAAAAAA.{new string('A', 43)}",
            ["malformed"] = "let me in",
            ["two"] = $"{ItaApplication.AdministratorKey}, {ItaApplication.AdministratorKey}",
            ["revoked"] = revoked,
            ["expired"] = expired,
            ["reader"] = (await ita.CreateKeyAsync(scopes: [])).Key,
            ["other province"] = (await ita.CreateKeyAsync(provinces: ["50"])).Key,
            ["own province"] = (await ita.CreateKeyAsync(provinces: [Own])).Key,
            ["every province"] = (await ita.CreateKeyAsync()).Key,
            ["admin"] = (await ita.CreateKeyAsync(scopes: ["admin"])).Key,
            ["the administrator"] = ItaApplication.AdministratorKey,
        };
    }

    private async Task<List<(string Id, HttpMethod Method, string Path)>> ContractAsync() =>
    [
        .. from path in (await ita.GetAsync("/openapi/v1.json")).Json["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           select (operation.Value!["operationId"]!.GetValue<string>(), new HttpMethod(operation.Key.ToUpperInvariant()), path.Key),
    ];

    /// <summary>What the operation is meant for, on things of its own: nothing but the caller is wrong with it.</summary>
    private async Task<HttpRequestMessage> RequestAsync(Operation operation, HttpMethod method, string path)
    {
        var agency = await ita.CreateAgencyAsync();
        if (path.Contains("assessments/{fiscalYear}", StringComparison.Ordinal))
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
            address = address.Replace(
                "{measureId}",
                (await ita.PostAsync($"/v1/agencies/{agency}/measures", Some.Measure())).Json["id"]!.GetValue<string>(),
                StringComparison.Ordinal);
        }

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
