using System.Globalization;

namespace ItaApi.Changes;

/// <summary>
/// A position in the feed: the transaction, then the change within it. Transactions are listed in the order of their numbers, once no lower
/// one can still commit. A reader that has passed a position has therefore missed nothing before it.
/// </summary>
internal readonly record struct ChangePosition(ulong Transaction, long Sequence)
{
    /// <summary>The form of a position for readers, for whom it has no meaning.</summary>
    public const string Pattern = "^(0|[0-9]{1,20}-[0-9]{1,19})$";

    public static ChangePosition Start => default;

    /// <summary>Null when the numbers are larger than possible.</summary>
    public static ChangePosition? Parse(string text)
    {
        if (text == "0")
            return Start;
        var parts = text.Split('-');
        return ulong.TryParse(parts[0], CultureInfo.InvariantCulture, out var transaction)
            && long.TryParse(parts[1], CultureInfo.InvariantCulture, out var sequence)
            ? new ChangePosition(transaction, sequence)
            : null;
    }

    public bool IsBefore(ChangePosition other) => (Transaction, Sequence).CompareTo((other.Transaction, other.Sequence)) < 0;

    public override string ToString() => this == Start ? "0" : string.Create(CultureInfo.InvariantCulture, $"{Transaction}-{Sequence}");
}
