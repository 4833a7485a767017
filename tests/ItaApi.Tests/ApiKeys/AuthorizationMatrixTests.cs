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
    private readonly OperationSender sender = new(ita);

    [Fact]
    public async Task Every_operation_of_the_contract_is_in_the_table_and_no_other() =>
        Assert.Equal(
            (await sender.ContractAsync()).Select(operation => operation.Id).Order(StringComparer.Ordinal),
            Operations.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public async Task Every_operation_answers_every_caller_as_the_table_says()
    {
        await ita.PutAsync("/v1/frameworks/2580", Some.Example(NextYear));
        List<string> wrong = [];
        foreach (var (caller, key) in await CallersAsync())
        {
            foreach (var (id, method, path) in (await sender.ContractAsync()).Where(operation => Operations.ContainsKey(operation.Id)))
            {
                var operation = Operations[id];
                using var request = await sender.RequestAsync(operation, method, path);
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
        var closed = (await sender.ContractAsync())
            .Where(operation => Operations[operation.Id] is { Body: not null, For: not For.Everybody });
        foreach (var (id, method, path) in closed)
        {
            foreach (var (body, mediaType) in bodies)
            {
                foreach (var chunked in new[] { false, true })
                {
                    using var request = await sender.RequestAsync(Operations[id], method, path);
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
}
