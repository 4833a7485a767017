namespace ItaApi.Authentication;

/// <summary>A condition of statements that write: the key of the caller still permits writing the data of an agency <c>g</c>.</summary>
internal static class WriteRights
{
    /// <summary>The agency is in one of the provinces of the key (null for every province), or one of its single agencies.</summary>
    public const string OfAgency = "(@provinces::text[] is null or g.province_code = any(@provinces) or g.code = any(@agencies))";
}
