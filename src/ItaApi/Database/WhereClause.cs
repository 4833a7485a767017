namespace ItaApi.Database;

/// <summary>
/// The conditions of a list: those of the filters that were given, and no others.
/// </summary>
/// <remarks>
/// One text for every use, <c>(@province is null or province_code = @province)</c>, is either planned anew for each request, which takes
/// longer than a page does, or planned once for all and then reads everything. Put together from constant parts there is one text, and so
/// one prepared statement, for each set of filters that is really used.
/// </remarks>
public static class WhereClause
{
    /// <summary>A <c>where</c> clause, or nothing where no filter was given. The conditions are constants; values go by parameter.</summary>
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
