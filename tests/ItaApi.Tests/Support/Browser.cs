using Microsoft.Playwright;

namespace ItaApi.Tests.Support;

/// <summary>
/// The Chromium installed on this machine, headless, shared by the tests of a class (<c>IClassFixture&lt;Browser&gt;</c>). It starts
/// with the first page. Nothing is downloaded: the package brings its driver and the machine brings the browser.
/// </summary>
public sealed class Browser : IAsyncDisposable
{
    /// <summary>
    /// Environment variable with the path of the browser. Where it is set, a missing browser is a failure, not a reason to skip.
    /// </summary>
    public const string PathVariable = "ITA_CHROMIUM";

    private static readonly string[] KnownNames = ["chromium", "chromium-browser", "google-chrome"];

    private static readonly string[] Arguments =
    [
        // Containers have neither the namespaces of the sandbox nor a graphics card.
        "--no-sandbox",
        "--disable-gpu",
        // A test speaks to the service under test and to nobody else.
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private readonly Lazy<Task<IBrowser>> chromium;
    private IPlaywright? driver;

    public Browser() => chromium = new(LaunchAsync);

    /// <summary>Opens an empty page with a profile of its own, which ends with the page.</summary>
    /// <remarks>Skips the calling test where this machine has no browser.</remarks>
    public async Task<IPage> NewPageAsync()
    {
        if (FindExecutable() is null)
        {
            Assert.Skip($"No browser: none of {string.Join(", ", KnownNames)} is on the PATH, and {PathVariable} is not set.");
        }

        return await (await chromium.Value).NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (chromium is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await chromium.Value).DisposeAsync();
        }

        driver?.Dispose();
    }

    private async Task<IBrowser> LaunchAsync()
    {
        driver = await Playwright.CreateAsync();

        return await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = FindExecutable(),
            Headless = true,
            Args = Arguments,
        });
    }

    private static string? FindExecutable()
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } named)
        {
            return File.Exists(named)
                ? named
                : throw new FileNotFoundException($"{PathVariable} names a browser that does not exist.", named);
        }

        var folders = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];
        return KnownNames.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}
