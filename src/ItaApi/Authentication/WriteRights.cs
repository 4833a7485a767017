namespace ItaApi.Authentication;

/// <summary>The condition of a statement that writes: the caller's key may still write what belongs to an agency <c>g</c>.</summary>
internal static class WriteRights
{
    /// <summary>Of a key's provinces (null for every province) and of the single agencies it names.</summary>
    public const string OfAgency = "(@provinces::text[] is null or g.province_code = any(@provinces) or g.code = any(@agencies))";
}
