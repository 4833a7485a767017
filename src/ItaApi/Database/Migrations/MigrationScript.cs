using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace ItaApi.Database.Migrations;

/// <summary>One step of the schema: a file <c>NNNN_name.sql</c>.</summary>
/// <param name="Version">The number of the script, from 1.</param>
/// <param name="FileName">The name of its file.</param>
/// <param name="Sql">Its text with line feeds as line ends.</param>
/// <param name="Checksum">The SHA-256 of that text as UTF-8, in lower-case hexadecimal digits.</param>
internal sealed partial record MigrationScript(int Version, string FileName, string Sql, string Checksum)
{
    /// <summary>Reads the scripts in a folder, in order. Their numbers must be a sequence from 1 without a gap.</summary>
    public static List<MigrationScript> ReadAll(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new MigrationException($"The folder of the migrations does not exist: {folder}.");
        }

        var scripts = Directory.EnumerateFiles(folder, "*.sql")
            .Order(StringComparer.Ordinal)
            .Select(Read)
            .ToList();

        foreach (var (index, script) in scripts.Index())
        {
            if (index > 0 && script.Version == scripts[index - 1].Version)
            {
                throw new MigrationException(
                    $"Two migrations have the same number: {scripts[index - 1].FileName} and {script.FileName}. "
                    + "Give the later one the next number.");
            }

            if (script.Version != index + 1)
            {
                throw new MigrationException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Migration {index + 1:0000} is missing in {folder}: the next file is {script.FileName}."));
            }
        }

        return scripts;
    }

    private static MigrationScript Read(string path)
    {
        var file = Path.GetFileName(path);
        var name = NamePattern().Match(file);
        if (!name.Success)
        {
            throw new MigrationException($"{file} must be named NNNN_name.sql, for example 0001_agencies.sql.");
        }

        // A checkout on Windows may have converted the line ends; that does not count as a change.
        var sql = File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal);
        return new MigrationScript(
            int.Parse(name.Groups["version"].ValueSpan, CultureInfo.InvariantCulture),
            file,
            sql,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
    }

    [GeneratedRegex(@"^(?<version>[0-9]{4})_[a-z0-9_]+\.sql$", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
