namespace ItaApi.Assessments;

/// <summary>
/// The columns of <c>assessment</c>, each list once, and the parts of statements made of them. The table is called <c>a</c> in every
/// statement, and a row to be stored <c>excluded</c>.
/// </summary>
internal static class AssessmentSql
{
    /// <summary>What was sent, without the document's words: all that scores it and checks its figures.</summary>
    public const string Figures = "framework_revision, scores, calculated_numbers, strength_threshold, questions, items, reported";

    /// <summary>What makes two rows differ: what was sent, and the revision that scored it. The rest follows from these.</summary>
    public const string Compared = $"{Figures}, respondents, notes, source";

    /// <summary>What is stored besides the key, the agency's name and kind, and the version. A staged row has the same columns.</summary>
    public const string Columns = $"{Compared}, basis, total, grade, verdict, instrument_scores";

    /// <summary>The columns that hold text somebody wrote, in JSON too.</summary>
    public const string TextColumns = "agency_name_th, questions, items, notes, source";

    /// <summary>What a change makes of a row; the agency's name and kind stay those of the time of creation.</summary>
    public const string Assignments = """
        framework_revision = excluded.framework_revision, scores = excluded.scores, calculated_numbers = excluded.calculated_numbers,
        strength_threshold = excluded.strength_threshold, questions = excluded.questions, items = excluded.items,
        reported = excluded.reported, respondents = excluded.respondents, notes = excluded.notes, source = excluded.source,
        basis = excluded.basis, total = excluded.total, grade = excluded.grade, verdict = excluded.verdict,
        instrument_scores = excluded.instrument_scores, updated_at = excluded.updated_at
        """;

    /// <summary>Stores rows; their source follows.</summary>
    public const string Insert = $"""
        insert into assessment as a (agency_code, fiscal_year, agency_name_th, agency_kind, {Columns}, version, created_at, updated_at)
        select agency_code, fiscal_year, agency_name_th, agency_kind, {Columns}, version, created_at, updated_at
        from
        """;

    /// <summary>Changes the row that is there; the condition follows.</summary>
    public const string OnConflict = $"""
        on conflict (agency_code, fiscal_year) do update
        set {Assignments}
        where
        """;

    /// <summary>Whether an agency <c>g</c> does not exist in the fiscal year of the assessment; null when there is no assessment.</summary>
    public const string IsOutside = """
        (g.from_fiscal_year is not null and a.fiscal_year < g.from_fiscal_year
         or g.to_fiscal_year is not null and a.fiscal_year > g.to_fiscal_year)
        """;

    /// <summary>Whether a row is to be changed: compared to the byte, as the trigger that counts versions does.</summary>
    public const string Differs = $"""
        (select row({Compared}) from (select a.*) stored) *<> (select row({Compared}) from (select excluded.*) sent)
        """;
}
