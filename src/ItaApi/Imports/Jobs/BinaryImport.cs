using Npgsql;
using NpgsqlTypes;

namespace ItaApi.Imports.Jobs;

internal static class BinaryImport
{
    public static Task WriteOrNullAsync<T>(this NpgsqlBinaryImporter copy, T? value, NpgsqlDbType type, CancellationToken ct) =>
        value is null ? copy.WriteNullAsync(ct) : copy.WriteAsync(value, type, ct);
}
