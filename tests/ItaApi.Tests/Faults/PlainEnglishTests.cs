using ItaApi.Faults;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Faults;

/// <summary>What users read is plain English.</summary>
public sealed class PlainEnglishTests
{
    [Fact]
    public void The_messages_are_in_plain_english() => Assert.Empty(
        Messages.Problems.Values.SelectMany(problem => new[] { problem.En, problem.Detail?.En ?? "" })
            .Concat(Messages.Faults.Values.Select(fault => fault.En))
            .SelectMany(PlainEnglish.FindDialect));

    [Fact]
    public void The_contract_is_in_plain_english() => Assert.Empty(PlainEnglish.FindDialect(Repository.Read("openapi/ita-api.v1.yaml")));

    [Theory]
    [InlineData("Left out where that is nobody.", 2)]
    [InlineData("Omitted when no agency has a score.", 0)]
    [InlineData("Read everything anew,\nthen go on.", 2)]
    public void Dialect_is_found(string text, int words) => Assert.Equal(words, PlainEnglish.FindDialect(text).Count);
}
