using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ItaApi.Faults;

namespace ItaApi.Tests.Faults;

/// <summary>Every code has its words in both languages, and both speak of the same values.</summary>
public sealed partial class MessagesTests
{
    public static TheoryData<string, string, string> Sentences =>
    [
        .. Messages.Problems.Select(problem => (problem.Key, problem.Value.En, problem.Value.Th)),
        .. Messages.Problems.Where(problem => problem.Value.Detail is not null)
            .Select(problem => ($"{problem.Key} detail", problem.Value.Detail!.En, problem.Value.Detail.Th)),
        .. Messages.Faults.Select(fault => (fault.Key, fault.Value.En, fault.Value.Th)),
    ];

    [Theory]
    [MemberData(nameof(Sentences))]
    public void A_code_has_words_in_both_languages_that_speak_of_the_same_values(string code, string english, string thai)
    {
        Assert.Matches("^[a-z_]+( detail)?$", code);
        Assert.NotEqual("", english);
        Assert.Contains(thai, character => character is >= 'ก' and <= '๛');
        Assert.Equal(Placeholders(english), Placeholders(thai));
    }

    [Fact]
    public void The_codes_of_the_service_are_those_that_have_words()
    {
        var source = string.Join('\n', Directory.EnumerateFiles(SourceFolder(), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText));

        Assert.Subset(Messages.Problems.Keys.ToHashSet(), ProblemCode().Matches(source).Select(match => match.Groups[1].Value).ToHashSet());
        Assert.Subset(Messages.Faults.Keys.ToHashSet(), FaultCode().Matches(source).Select(match => match.Groups[1].Value).ToHashSet());
        Assert.All(
            Messages.Problems.Keys.Concat(Messages.Faults.Keys), code => Assert.Contains($"\"{code}\"", source, StringComparison.Ordinal));
    }

    [Fact]
    public void A_status_stands_for_a_refusal() =>
        Assert.All(Messages.Problems.Values, problem => Assert.True(problem.Status is 308 or (>= 400 and <= 599)));

    private static IEnumerable<string> Placeholders(string sentence) =>
        Placeholder().Matches(sentence).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);

    private static string SourceFolder([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "src");

    [GeneratedRegex(@"new Problem\(\s*""([a-z_]+)""")]
    private static partial Regex ProblemCode();

    [GeneratedRegex(
        @"(?:WithErrorCode\(|AddFault\(|JsonFaultException\(|(?:Fault|AddFaultAt|RowFault\.Of|Unreadable)\(\s*[^,]+,\s*)"
        + @"""([a-z_]+)""")]
    private static partial Regex FaultCode();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Placeholder();
}
