using System.Runtime.CompilerServices;
using Dapper;
using Npgsql;

namespace ItaApi.Database;

/// <summary>Streams rows from the database.</summary>
/// <remarks>
/// Dapper's own stream cancels the statement after its last row, and a cancellation is a connection of its own: a PostgreSQL process that
/// starts and ends for every list.
/// </remarks>
internal static class StreamedRows
{
    public static async IAsyncEnumerable<T> StreamAsync<T>(
        this NpgsqlConnection connection, string sql, object parameters, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var reader = await connection.ExecuteReaderAsync(new CommandDefinition(sql, parameters, cancellationToken: ct));
        var parse = reader.GetRowParser<T>();
        while (await reader.ReadAsync(ct))
            yield return parse(reader);
    }
}
