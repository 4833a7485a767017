using Microsoft.Extensions.Caching.Memory;

namespace ItaApi.Dashboards.Caching;

/// <summary>
/// Answers this process gave, by what was asked. One is given again only when the database has said, in the statement that would have
/// read it anew, that the stamp it was made at still holds; so it is never older than an answer made afresh, and what is asked often
/// costs that one question.
/// </summary>
public sealed class AnswerCache : IDisposable
{
    /// <summary>Bytes of all answers together; beyond, those asked least recently go.</summary>
    private const int CapacityBytes = 32 * 1_048_576;

    /// <summary>What an entry costs beside its body, so that many small ones do not pass for nothing.</summary>
    private const int EntryBytes = 1_024;

    private readonly MemoryCache answers = new(new MemoryCacheOptions { SizeLimit = CapacityBytes });

    public KeptAnswer? Find(string question) => answers.Get<KeptAnswer>(question);

    public void Keep(string question, KeptAnswer answer) =>
        answers.Set(question, answer, new MemoryCacheEntryOptions { Size = answer.Body.Length + question.Length + EntryBytes });

    public void Dispose() => answers.Dispose();
}

/// <summary>An answer in JSON as it was sent.</summary>
/// <param name="Stamp">The state of the data it was made of.</param>
/// <param name="Link">The header that names the next page, where there is one.</param>
public sealed record KeptAnswer(string Stamp, byte[] Body, string? Link);
