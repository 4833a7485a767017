using System.Globalization;
using ItaApi.Tests.ApiKeys;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Database;

/// <summary>A request that holds a connection and needs another waits for itself; with pools of one connection each it is found.</summary>
[Trait("Category", "CultureFree")]
public sealed class OneConnectionTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_operation_needs_one_connection(bool withIdempotencyKey)
    {
        await using var ita = new ItaApplication(postgres)
        {
            Settings =
            [
                ("Database:InteractiveConnections", "1"), ("Database:WorkConnections", "1"), ("Database:ProbeConnections", "1"),
            ],
        };
        await ita.InitializeAsync();
        await ita.PutAsync("/v1/frameworks/2580", Some.Example(AuthorizationMatrix.NextYear));
        var sender = new OperationSender(ita);
        List<string> wrong = [];
        foreach (var (id, method, path) in await sender.ContractAsync())
        {
            var operation = AuthorizationMatrix.Operations[id];
            using var request = await sender.RequestAsync(operation, method, path);
            if (withIdempotencyKey)
                request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            using var asCsv = method == HttpMethod.Get ? new HttpRequestMessage(method, request.RequestUri) : null;
            asCsv?.Headers.Add("Accept", "text/csv");

            var answer = await ItaApplication.SendAsync(ita.Client, request);

            if ((int)answer.Status != operation.Status)
                wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{id}: {(int)answer.Status} {answer.Text}"));
            if (asCsv is null)
                continue;

            var table = await ItaApplication.SendAsync(ita.Client, asCsv);
            if ((int)table.Status != operation.Status)
                wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{id} as CSV: {(int)table.Status} {table.Text}"));
        }

        Assert.Empty(wrong);
    }
}
