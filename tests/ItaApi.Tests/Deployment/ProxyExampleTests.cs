using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Deployment;

/// <summary>The example of a proxy in the documentation, run as it is written but for its certificate and its ports.</summary>
[Trait("Category", "CultureFree")]
public sealed partial class ProxyExampleTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task The_service_is_reached_by_tls_and_counts_callers_by_their_own_address()
    {
        var nginx = new[] { "/usr/sbin/nginx", "/usr/local/bin/nginx", "/usr/bin/nginx" }.FirstOrDefault(File.Exists);
        Assert.SkipWhen(nginx is null, "nginx is not installed.");

        await using var service = ItaApplication.Start(
            ita.ConnectionString,
            settings:
            [
                ("ForwardedHeaders:KnownProxies:0", "127.0.0.1"), ("RateLimit:ReadsPerAddress", "10"), ("RateLimit:WindowSeconds", "600"),
            ]);
        using var known = service.CreateClient();
        var folder = Directory.CreateTempSubdirectory("ita-proxy-").FullName;
        var port = FreePort();
        await WriteAsync(folder, known.BaseAddress!, port);
        using var proxy = Process.Start(new ProcessStartInfo(nginx!, ["-p", folder, "-c", "nginx.conf", "-g", "daemon off;"])
        {
            RedirectStandardError = true,
        })!;
        try
        {
            using var handler = new SocketsHttpHandler();
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                certificate?.Subject == "CN=ita.example.go.th";
            using var client = new HttpClient(handler) { BaseAddress = new Uri($"https://127.0.0.1:{port}") };
            await UntilItListensAsync(client, proxy);

            Assert.Equal(HttpStatusCode.OK, (await GetAsync(client, "/v1/provinces/57", forwardedFor: null)).Status);
            // What a caller writes of its address is not believed: both have one budget.
            var first = await GetAsync(client, "/v1/provinces/57", "203.0.113.7");
            var second = await GetAsync(client, "/v1/provinces/57", "203.0.113.8");
            Assert.Equal(Left(first) - 1, Left(second));

            var below = await GetAsync(client, "/ita/v1/frameworks/2565", forwardedFor: null);
            Assert.Equal(HttpStatusCode.OK, below.Status);
            var page = await GetAsync(client, "/ita/dashboard", forwardedFor: null);
            Assert.Contains("src=\"/ita/dashboard/dashboard.js\"", page.Text, StringComparison.Ordinal);
            var script = await GetAsync(client, "/ita/dashboard/dashboard.js", forwardedFor: null);
            Assert.Equal(HttpStatusCode.OK, script.Status);

            using var large = new HttpRequestMessage(HttpMethod.Post, "/v1/scorings")
            {
                Content = new StringContent(new string(' ', 2_000_000), System.Text.Encoding.UTF8, "application/json"),
            };
            (await ItaApplication.SendAsync(client, large)).IsProblem(413, "body_too_large");
        }
        finally
        {
            proxy.Kill(entireProcessTree: true);
            await proxy.WaitForExitAsync(TestContext.Current.CancellationToken);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WriteAsync(string folder, Uri service, int port)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=ita.example.go.th", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await File.WriteAllTextAsync(Path.Combine(folder, "ita.crt"), certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(folder, "ita.key"), key.ExportPkcs8PrivateKeyPem());

        var examples = Example().Matches(Repository.Read("docs/operations.md")).Select(match => match.Groups["text"].Value).ToList();
        Assert.Equal(2, examples.Count);
        // The second is a location within the server of the first.
        var example = examples[0][..examples[0].LastIndexOf('}')] + examples[1] + "}\n";
        example = example
            .Replace("listen 443 ssl", $"listen 127.0.0.1:{port} ssl", StringComparison.Ordinal)
            .Replace("/etc/ssl/", $"{folder}/", StringComparison.Ordinal)
            .Replace("http://127.0.0.1:5080", service.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
        Assert.Contains("proxy_pass", example, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"), $$"""
            pid {{folder}}/nginx.pid;
            error_log stderr;
            events { }
            http {
                access_log off;
                client_body_temp_path {{folder}}/body;
                proxy_temp_path {{folder}}/proxy;
                fastcgi_temp_path {{folder}}/fastcgi;
                uwsgi_temp_path {{folder}}/uwsgi;
                scgi_temp_path {{folder}}/scgi;
                {{example}}
            }
            """);
    }

    private static async Task UntilItListensAsync(HttpClient client, Process proxy)
    {
        for (var i = 0; i < 100; i++)
        {
            Assert.False(proxy.HasExited, "nginx does not take the example.");
            try
            {
                await client.GetAsync("/health/live", TestContext.Current.CancellationToken);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }

        Assert.Fail("nginx did not begin to listen.");
    }

    private static async Task<Answer> GetAsync(HttpClient client, string path, string? forwardedFor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (forwardedFor is not null)
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        return await ItaApplication.SendAsync(client, request);
    }

    private static int Left(Answer answer) =>
        int.Parse(Remaining().Match(Assert.Single(answer.Headers.GetValues("RateLimit"))).Groups[1].Value, CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("^```nginx\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Example();

    [GeneratedRegex("r=([0-9]+)")]
    private static partial Regex Remaining();
}
