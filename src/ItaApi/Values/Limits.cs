namespace ItaApi.Values;

/// <summary>Limits that more than one request shares; those of one resource stand beside its validator.</summary>
public static class Limits
{
    /// <summary>Characters of a name or title.</summary>
    public const int Name = 300;

    /// <summary>Characters of a code a framework gives, and of one an assessment names.</summary>
    public const int Code = 32;

    /// <summary>Characters of a comment, a question, a method.</summary>
    public const int Sentence = 4_000;

    /// <summary>Characters of a web address.</summary>
    public const int WebAddress = 2_000;

    /// <summary>Bytes of a body, unless <c>Limits__BodyBytes</c> says otherwise.</summary>
    public const int BodyBytes = 1_048_576;

    /// <summary>Bytes of an import, unless <c>Imports__MaxBytes</c> says otherwise.</summary>
    public const int ImportBytes = 512 * 1_048_576;

    /// <summary>Objects and lists of a body within each other; deeper ones are refused while they are read.</summary>
    public const int JsonDepth = 16;

    /// <summary>Bytes of a request's first line, which holds the address.</summary>
    public const int RequestLineBytes = 8_192;

    /// <summary>Headers of a request.</summary>
    public const int Headers = 100;

    /// <summary>Bytes of a request's headers together.</summary>
    public const int HeaderBytes = 32_768;

    /// <summary>Seconds within which a request's headers must have come.</summary>
    public const int HeaderSeconds = 15;

    /// <summary>Seconds a connection may be kept open without a request.</summary>
    public const int IdleSeconds = 120;

    /// <summary>Bytes a second that a body must come with at least, once it has had its time to begin.</summary>
    public const int BodyBytesPerSecond = 240;

    /// <summary>Seconds a body has to begin.</summary>
    public const int BodyGraceSeconds = 5;
}
