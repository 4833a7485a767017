namespace ItaApi.Database;

/// <summary>The conditions of a list: those of the given filters, and no others.</summary>
/// <remarks>
/// One text for all filters, <c>(@province is null or province_code = @province)</c>, is either planned for each request, which takes
/// longer than reading a page, or planned once for all filters, and then reads everything. Built from constant parts, there is one text,
/// and one prepared statement, for each set of filters that is used.
/// </remarks>
internal static class WhereClause
{
    /// <summary>A <c>where</c> clause, or nothing when no filter is given. The conditions are constants; values are parameters.</summary>
    public static string Where(params ReadOnlySpan<(bool Given, string Condition)> filters)
    {
        var text = "";
        foreach (var (given, condition) in filters)
        {
            if (given)
                text += (text.Length == 0 ? "where " : "\n  and ") + condition;
        }

        return text;
    }
}
