using System.Globalization;
using System.Text;
using ItaApi.Authentication;
using ItaApi.Faults;
using ItaApi.Http.Answers;

namespace ItaApi.Agencies;

/// <summary>A row of <c>agency</c> as it is read. Dapper fills it by name; a column that a statement does not select keeps its default.</summary>
public sealed record AgencyRow
{
    /// <summary>Parts the version from what else an entity tag depends on.</summary>
    private const char StateSeparator = '-';

    public string Code { get; init; } = "";
    public string? OfficialCode { get; init; }
    public string NameTh { get; init; } = "";
    public string? NameEn { get; init; }
    public string? ShortNameTh { get; init; }
    public AgencyKind Kind { get; init; }
    public string ProvinceCode { get; init; } = "";
    public string? DistrictTh { get; init; }
    public string? DistrictCode { get; init; }
    public string? WebsiteUrl { get; init; }
    public string? ContactPhone { get; init; }
    public string? ContactEmail { get; init; }
    public string? ContactLineId { get; init; }

    /// <summary>As they were sent, without <see cref="FormerNames"/>.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The names it had before, the latest last; a trigger keeps them.</summary>
    public IReadOnlyList<string> FormerNames { get; init; } = [];

    public int? FromFiscalYear { get; init; }
    public int? ToFiscalYear { get; init; }
    public int Version { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime UpdatedAt { get; init; }

    /// <summary>The codes of other agencies that people read the same name of.</summary>
    public IReadOnlyList<string>? SimilarCodes { get; init; }

    /// <summary>The fiscal years of which something is stored though the agency does not exist in them.</summary>
    public short[]? YearsOutside { get; init; }

    public AgencyContacts? Contacts => ContactPhone is null && ContactEmail is null && ContactLineId is null
        ? null
        : new AgencyContacts { Phone = ContactPhone, Email = ContactEmail, LineId = ContactLineId };

    /// <summary>The agency as a caller sees it.</summary>
    public Agency ToAgency(Caller caller)
    {
        var contacts = caller.Identity is null ? null : Contacts;
        var warnings = FindOdd();
        return new Agency
        {
            Code = Code,
            OfficialCode = OfficialCode,
            NameTh = NameTh,
            NameEn = NameEn,
            ShortNameTh = ShortNameTh,
            Kind = Kind,
            ProvinceCode = ProvinceCode,
            DistrictTh = DistrictTh,
            DistrictCode = DistrictCode,
            WebsiteUrl = WebsiteUrl,
            Contacts = contacts,
            Aliases = [.. Aliases, .. FormerNames],
            FromFiscalYear = FromFiscalYear,
            ToFiscalYear = ToFiscalYear,
            Version = Version,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
            Warnings = warnings.Count == 0 ? null : [.. warnings.Select(Warning.From)],
            State = StateOf(hidesContacts: contacts is null && Contacts is not null, warnings),
        };
    }

    /// <summary>What is sent of it, without the names it keeps by itself.</summary>
    public AgencyBody WithoutFormerNames(AgencyBody body) =>
        body.Aliases is { } aliases && FormerNames.Count > 0 ? body with { Aliases = [.. aliases.Except(FormerNames, StringComparer.Ordinal)] } : body;

    /// <summary>The versions that the tags of a condition name: what else a tag depends on is no matter of what is stored.</summary>
    public static string[] VersionsOf(Preconditions given) => [.. given.States.Select(state => state.Split(StateSeparator)[0])];

    /// <summary>What is odd, without its words.</summary>
    private List<RequestFault> FindOdd()
    {
        List<RequestFault> odd = [];
        if (SimilarCodes is { Count: > 0 } codes)
            odd.Add(new RequestFault("/nameTh", "similar_agency", "Codes", string.Join(", ", codes)));
        if (YearsOutside is { Length: > 0 } years)
            odd.Add(new RequestFault(ToFiscalYear is null ? "/fromFiscalYear" : "/toFiscalYear", "years_outside", "FiscalYears", string.Join(", ", years)));
        return odd;
    }

    private string StateOf(bool hidesContacts, List<RequestFault> odd)
    {
        var version = Version.ToString(CultureInfo.InvariantCulture);
        if (!hidesContacts && odd.Count == 0)
            return version;

        var shown = string.Join('\n', odd.SelectMany(fault => fault.Arguments.Values).Prepend(hidesContacts));
        return $"{version}{StateSeparator}{EntityTags.Of(Encoding.UTF8.GetBytes(shown))}";
    }
}
