namespace ItaApi.Values;

/// <summary>Limits that several requests share. The limits of one resource are in the file of its validator.</summary>
internal static class Limits
{
    [Limit("bytes of a body", Setting = "Limits__BodyBytes")]
    public const int BodyBytes = 1_048_576;

    [Limit("bytes of an import", Setting = "Imports__MaxBytes")]
    public const int ImportBytes = 512 * 1_048_576;

    /// <remarks>Reading stops at a deeper body.</remarks>
    [Limit("levels of objects and lists within each other in a body")]
    public const int JsonDepth = 16;

    [Limit("bytes of the request line, which holds the address")]
    public const int RequestLineBytes = 8_192;

    [Limit("headers of a request")]
    public const int Headers = 100;

    [Limit("bytes of a request's headers together")]
    public const int HeaderBytes = 32_768;

    [Limit("seconds until all headers of a request have arrived")]
    public const int HeaderSeconds = 15;

    [Limit("seconds a connection stays open without a request")]
    public const int IdleSeconds = 120;

    [Limit("seconds before the speed of a body counts")]
    public const int BodyGraceSeconds = 5;

    [Limit("bytes a second at which a body must then arrive, at least")]
    public const int BodyBytesPerSecond = 240;

    [Limit("characters of a name or title")]
    public const int Name = 300;

    [Limit("characters of a code in a framework or an assessment")]
    public const int Code = 32;

    [Limit("characters of a comment, a question or a method")]
    public const int Sentence = 4_000;

    [Limit("characters of a web address")]
    public const int WebAddress = 2_000;
}
