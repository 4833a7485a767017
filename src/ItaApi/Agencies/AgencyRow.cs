using System.Globalization;
using System.Text;
using ItaApi.Authentication;
using ItaApi.Faults;
using ItaApi.Http.Answers;

namespace ItaApi.Agencies;

/// <summary>A row of <c>agency</c>. Dapper fills it by name; a column that a statement does not select keeps its default.</summary>
internal sealed record AgencyRow
{
    /// <summary>Separates the version from the rest of an entity tag.</summary>
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

    /// <summary>The aliases that were sent, without <see cref="FormerNames"/>.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The former names of the agency, the latest last. A trigger records them.</summary>
    public IReadOnlyList<string> FormerNames { get; init; } = [];

    public int? FromFiscalYear { get; init; }
    public int? ToFiscalYear { get; init; }
    public int Version { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime UpdatedAt { get; init; }

    /// <summary>The codes of other agencies of the same kind and district whose name reads the same.</summary>
    public IReadOnlyList<string>? SimilarCodes { get; init; }

    /// <summary>The fiscal years with stored data in which the agency does not exist.</summary>
    public short[]? YearsOutside { get; init; }

    public AgencyContacts? Contacts => ContactPhone is null && ContactEmail is null && ContactLineId is null
        ? null
        : new AgencyContacts { Phone = ContactPhone, Email = ContactEmail, LineId = ContactLineId };

    /// <summary>The agency as a caller sees it.</summary>
    public Agency ToAgency(Caller caller)
    {
        var contacts = caller.Identity is null ? null : Contacts;
        var oddities = FindOddities();
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
            Warnings = oddities.Count == 0 ? null : [.. oddities.Select(Warning.From)],
            State = StateOf(hidesContacts: contacts is null && Contacts is not null, oddities),
        };
    }

    /// <summary>The body without the former names, which are stored by themselves.</summary>
    public AgencyBody WithoutFormerNames(AgencyBody body) => body.Aliases is { } aliases && FormerNames.Count > 0
        ? body with { Aliases = [.. aliases.Except(FormerNames, StringComparer.Ordinal)] }
        : body;

    /// <summary>The versions in the tags of a condition; the rest of a tag does not concern the stored row.</summary>
    public static string[] VersionsOf(Preconditions given) => [.. given.States.Select(state => state.Split(StateSeparator)[0])];

    private List<RequestFault> FindOddities()
    {
        List<RequestFault> oddities = [];
        if (SimilarCodes is { Count: > 0 } codes)
            oddities.Add(new RequestFault("/nameTh", "similar_agency", "Codes", string.Join(", ", codes)));
        if (YearsOutside is { Length: > 0 } years)
        {
            var pointer = ToFiscalYear is null ? "/fromFiscalYear" : "/toFiscalYear";
            oddities.Add(new RequestFault(pointer, "years_outside", "FiscalYears", string.Join(", ", years)));
        }

        return oddities;
    }

    private string StateOf(bool hidesContacts, List<RequestFault> oddities)
    {
        var version = Version.ToString(CultureInfo.InvariantCulture);
        if (!hidesContacts && oddities.Count == 0)
            return version;

        var shown = string.Join('\n', oddities.SelectMany(oddity => oddity.Arguments.Values).Prepend(hidesContacts));
        return $"{version}{StateSeparator}{EntityTags.Of(Encoding.UTF8.GetBytes(shown))}";
    }
}
