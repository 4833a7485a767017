using System.Data;
using Dapper;

namespace ItaApi.Database;

/// <summary>How Dapper reads rows and sends parameters, in the whole process.</summary>
internal static class DapperSetup
{
    /// <summary>Must come before the first statement; repeating it changes nothing.</summary>
    public static void Apply()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.AddTypeHandler(new UtcTimestamp());
        SqlMapper.AddTypeHandler(new TextList());
    }

    /// <summary>Reads a <c>text[]</c> as the list type of the contract.</summary>
    private sealed class TextList : SqlMapper.TypeHandler<IReadOnlyList<string>>
    {
        public override void SetValue(IDbDataParameter parameter, IReadOnlyList<string>? value) => parameter.Value = value?.ToArray();

        public override IReadOnlyList<string> Parse(object value) => (string[])value;
    }

    /// <summary>Converts to UTC: Npgsql refuses another offset for a <c>timestamptz</c> and then breaks the connection.</summary>
    private sealed class UtcTimestamp : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = value.ToUniversalTime();

        public override DateTimeOffset Parse(object value) => new(DateTime.SpecifyKind((DateTime)value, DateTimeKind.Utc));
    }
}
