using Microsoft.Extensions.Caching.Memory;

namespace ItaApi.Dashboards.Caching;

/// <summary>
/// Answers of this process by request. A cached answer is used only after the database has confirmed, in the statement that would read the
/// data again, that the answer's stamp is current. An answer is therefore never older than a new one would be, and a frequent request costs
/// one such query.
/// </summary>
internal sealed class AnswerCache : IDisposable
{
    /// <summary>The bytes of all answers together. Beyond this, the least recently used answers are evicted.</summary>
    private const int CapacityBytes = 32 * 1_048_576;

    /// <summary>The cost of an entry besides its body, so that many small entries count too.</summary>
    private const int EntryBytes = 1_024;

    private readonly MemoryCache answers = new(new MemoryCacheOptions { SizeLimit = CapacityBytes });

    public KeptAnswer? Find(string question) => answers.Get<KeptAnswer>(question);

    public void Keep(string question, KeptAnswer answer) =>
        answers.Set(question, answer, new MemoryCacheEntryOptions { Size = answer.Body.Length + question.Length + EntryBytes });

    public void Dispose() => answers.Dispose();
}

/// <summary>An answer in JSON as it was sent.</summary>
/// <param name="Stamp">The state of the data it was made from.</param>
/// <param name="Link">The header that names the next page, if there is one.</param>
internal sealed record KeptAnswer(string Stamp, byte[] Body, string? Link);
