using System.Buffers;
using System.Text;

namespace ItaApi.Pipeline;

/// <summary>
/// Standard output, written by a thread of its own: who logs hands over a line and goes on. The console's own writer would send each
/// line in three pieces, under one lock, while the request waits.
/// </summary>
/// <remarks>
/// Lines that come within <see cref="Gathering"/> go out together; a process that is killed loses at most those. Where nobody reads, who
/// logs waits in the end, as with any output, instead of filling the memory.
/// </remarks>
internal sealed class StandardOutput : IDisposable
{
    private const int MostPending = 1024 * 1024;

    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(10);

    private readonly Stream output = Console.OpenStandardOutput();
    private readonly object changed = new();
    private readonly Thread writer;

    // Keeps the first half of a character that two parts of a line share.
    private readonly Encoder encoder = Encoding.UTF8.GetEncoder();
    private ArrayBufferWriter<byte> pending = new();
    private bool ended;

    public StandardOutput()
    {
        writer = new Thread(WriteAll) { IsBackground = true, Name = "Log" };
        writer.Start();
    }

    /// <summary>Hands over whole lines, ended as lines are.</summary>
    public void Write(StringBuilder lines)
    {
        lock (changed)
        {
            while (pending.WrittenCount > MostPending && !ended)
                Monitor.Wait(changed);
            if (ended)
                return;
            if (pending.WrittenCount == 0)
                Monitor.PulseAll(changed);
            foreach (var part in lines.GetChunks())
                encoder.Convert(part.Span, pending, flush: false, out _, out _);
        }
    }

    /// <summary>Writes what is left.</summary>
    public void Dispose()
    {
        lock (changed)
        {
            ended = true;
            Monitor.PulseAll(changed);
        }

        writer.Join();
        output.Dispose();
    }

    private void WriteAll()
    {
        var writing = new ArrayBufferWriter<byte>();
        for (var isLast = false; !isLast;)
        {
            lock (changed)
            {
                while (pending.WrittenCount == 0 && !ended)
                    Monitor.Wait(changed);
            }

            if (!ended)
                Thread.Sleep(Gathering);
            lock (changed)
            {
                (pending, writing) = (writing, pending);
                isLast = ended;
                Monitor.PulseAll(changed);
            }

            try
            {
                output.Write(writing.WrittenSpan);
            }
            catch (IOException)
            {
                // Whoever read the log is gone; the service has no other place to say so.
            }

            writing.ResetWrittenCount();
        }
    }
}
