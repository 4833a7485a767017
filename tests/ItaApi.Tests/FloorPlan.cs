namespace ItaApi.Tests;

/// <summary>
/// The floors of <c>src/ItaApi</c>, from below: what each folder may import. A folder that is not named imports nothing and may not exist.
/// The private PostgreSQL, a project of its own, is the folder <c>LocalPostgres</c>; <c>.</c> is <c>Program.cs</c>.
/// </summary>
/// <remarks>The scorer has no row: it is pure, references nothing and may be used by everybody.</remarks>
internal static class FloorPlan
{
    public static readonly IReadOnlyDictionary<string, string[]> Imports = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["LocalPostgres"] = [],
        ["Authentication"] = [],
        ["Configuration"] = [],
        ["Dashboards/Page"] = [],
        ["Database/Migrations"] = [],
        ["Faults"] = [],
        ["Health"] = ["Database", "Faults", "Http/Problems"],
        ["Values"] = ["Faults"],
        ["Database"] = ["LocalPostgres", "Configuration", "Database/Migrations"],
        ["Http/Serialization"] = ["Faults", "Values"],
        ["Values/Thai"] = ["Values"],
        ["Http/Admission"] = ["Authentication", "Configuration", "Faults", "Values"],
        ["Http/Answers"] = ["Authentication", "Faults", "Http/Admission", "Http/Serialization", "Values"],
        ["Imports/Rows"] = ["Faults", "Values", "Values/Thai"],
        ["Http/Problems"] = ["Database", "Faults", "Http/Answers", "Http/Serialization", "Values"],
        ["Changes"] = ["Configuration", "Database", "Faults", "Http/Problems", "Values"],
        ["Http/Requests"] = ["Faults", "Http/Problems", "Http/Serialization", "Values"],
        ["Imports/Files"] = ["Faults", "Http/Problems", "Http/Serialization", "Imports/Rows", "Values", "Values/Thai"],
        ["Frameworks"] =
        [
            "Authentication", "Database", "Faults", "Http/Answers", "Http/Problems", "Http/Requests", "Http/Serialization",
            "Values",
        ],
        ["Dashboards/Caching"] = ["Database", "Frameworks", "Http/Answers", "Values"],
        ["Imports/Jobs"] =
        [
            "Authentication", "Configuration", "Database", "Faults", "Http/Problems", "Http/Serialization", "Imports/Files",
            "Imports/Rows", "Values",
        ],
        ["Imports/Workbooks"] = ["Faults", "Imports/Files", "Imports/Rows", "Values"],
        ["Provinces"] = ["Faults", "Http/Answers", "Http/Problems", "Http/Requests", "Values", "Values/Thai"],
        ["Agencies"] =
        [
            "Authentication", "Database", "Faults", "Http/Answers", "Http/Problems", "Http/Requests", "Http/Serialization",
            "Provinces", "Values", "Values/Thai",
        ],
        ["ApiKeys"] =
        [
            "Authentication", "Configuration", "Database", "Faults", "Http/Answers", "Http/Problems", "Http/Requests", "Provinces",
            "Values",
        ],
        ["Assessments/Content"] = ["Faults", "Frameworks", "Http/Requests", "Http/Serialization", "Values"],
        ["Imports/AgencyMatching"] = ["Imports/Rows", "Provinces", "Values", "Values/Thai"],
        ["Measures/Effectiveness"] = ["Faults", "Frameworks", "Http/Answers", "Values"],
        ["Agencies/Districts"] = ["Http/Answers", "Http/Problems", "Provinces", "Values/Thai"],
        ["Assessments/Results"] =
        [
            "Agencies", "Assessments/Content", "Faults", "Frameworks", "Http/Serialization", "Provinces", "Values",
        ],
        ["Dashboards/Rankings"] =
        [
            "Agencies", "Dashboards/Caching", "Database", "Faults", "Frameworks", "Http/Admission", "Http/Answers",
            "Http/Problems", "Http/Requests", "Provinces", "Values",
        ],
        ["Imports/AgencyRows"] =
        [
            "Agencies", "Authentication", "Faults", "Http/Requests", "Imports/AgencyMatching", "Imports/Files", "Imports/Jobs",
            "Imports/Rows", "Provinces", "Values", "Values/Thai",
        ],
        ["Measures"] =
        [
            "Agencies", "Authentication", "Database", "Faults", "Frameworks", "Http/Answers", "Http/Problems", "Http/Requests",
            "Http/Serialization", "Provinces", "Values", "Values/Thai",
        ],
        ["Pipeline/Idempotency"] =
        [
            "Authentication", "Database", "Faults", "Http/Answers", "Http/Problems", "Http/Requests", "Http/Serialization", "Values",
        ],
        ["Assessments"] =
        [
            "Agencies", "Assessments/Content", "Assessments/Results", "Authentication", "Database", "Faults", "Frameworks",
            "Http/Admission", "Http/Answers", "Http/Problems", "Http/Requests", "Http/Serialization", "Provinces", "Values",
        ],
        ["Imports/MeasureRows"] =
        [
            "Authentication", "Database", "Faults", "Http/Requests", "Http/Serialization", "Imports/AgencyMatching", "Imports/Files",
            "Imports/Jobs", "Imports/Rows", "Measures", "Values", "Values/Thai",
        ],
        ["Imports/ProgressRows"] =
        [
            "Authentication", "Faults", "Http/Serialization", "Imports/AgencyMatching", "Imports/Files", "Imports/Jobs",
            "Imports/MeasureRows", "Imports/Rows", "Measures", "Values",
        ],
        ["Measures/Reports"] =
        [
            "Authentication", "Http/Answers", "Http/Problems", "Http/Serialization", "Measures", "Values",
        ],
        ["Measures/Summaries"] =
        [
            "Assessments/Content", "Assessments/Results", "Frameworks", "Http/Answers", "Http/Problems", "Http/Serialization",
            "Measures", "Provinces", "Values",
        ],
        ["Pipeline"] =
        [
            "Agencies", "ApiKeys", "Authentication", "Configuration", "Faults", "Http/Admission", "Http/Problems", "Http/Requests",
            "Http/Serialization", "Pipeline/Idempotency", "Values",
        ],
        ["Assessments/Simulations"] =
        [
            "Assessments", "Assessments/Content", "Assessments/Results", "Faults", "Frameworks", "Http/Problems", "Http/Requests",
            "Values",
        ],
        ["Dashboards/Figures"] =
        [
            "Agencies", "Dashboards/Caching", "Database", "Frameworks", "Measures/Summaries", "Provinces",
        ],
        ["Imports/AssessmentRows"] =
        [
            "Assessments", "Assessments/Content", "Assessments/Results", "Authentication", "Database", "Faults", "Frameworks",
            "Http/Requests",
            "Imports/AgencyMatching", "Imports/Files", "Imports/Jobs", "Imports/Rows", "Values",
        ],
        ["Measures/Recommendations"] =
        [
            "Assessments", "Assessments/Content", "Assessments/Results", "Frameworks", "Http/Answers", "Http/Problems",
            "Http/Serialization", "Values",
        ],
        ["OpenApi"] =
        [
            "ApiKeys", "Authentication", "Http/Answers", "Http/Problems", "Http/Requests", "Http/Serialization", "Pipeline",
            "Pipeline/Idempotency", "Values",
        ],
        ["Dashboards/Distributions"] =
        [
            "Agencies", "Dashboards/Caching", "Dashboards/Figures", "Faults", "Frameworks", "Http/Answers", "Http/Problems",
            "Provinces", "Values",
        ],
        ["Dashboards/Peers"] =
        [
            "Agencies", "Dashboards/Caching", "Dashboards/Figures", "Faults", "Http/Answers", "Http/Problems", "Values",
        ],
        ["Dashboards/Submissions"] =
        [
            "Agencies", "Dashboards/Caching", "Dashboards/Figures", "Database", "Faults", "Frameworks", "Http/Answers",
            "Http/Problems", "Measures", "Provinces", "Values",
        ],
        ["Dashboards/Summaries"] =
        [
            "Agencies", "Dashboards/Caching", "Dashboards/Figures", "Faults", "Frameworks", "Http/Answers", "Http/Problems",
            "Measures/Summaries", "Provinces", "Values",
        ],
        ["Dashboards/Trends"] =
        [
            "Agencies", "Dashboards/Caching", "Dashboards/Figures", "Faults", "Frameworks", "Http/Answers", "Http/Problems",
            "Provinces", "Values",
        ],
        ["Imports"] =
        [
            "Agencies", "Assessments/Content", "Authentication", "Configuration", "Database", "Faults", "Frameworks", "Http/Answers",
            "Http/Problems", "Http/Requests", "Http/Serialization", "Imports/AgencyRows", "Imports/AssessmentRows", "Imports/Files",
            "Imports/Jobs", "Imports/MeasureRows", "Imports/ProgressRows", "Imports/Rows", "Imports/Workbooks", "Measures", "Provinces",
            "Values",
        ],
        ["Dashboards"] =
        [
            "Dashboards/Caching", "Dashboards/Distributions", "Dashboards/Figures", "Dashboards/Peers", "Dashboards/Rankings",
            "Dashboards/Submissions", "Dashboards/Summaries", "Dashboards/Trends",
        ],
        ["History"] =
        [
            "Agencies", "Assessments", "Assessments/Content", "Assessments/Results", "Authentication", "Database", "Frameworks",
            "Http/Answers", "Http/Problems", "Http/Requests", "Http/Serialization", "Measures", "Values",
        ],
        ["Erasures"] = ["Authentication", "Database", "History", "Http/Requests", "Http/Serialization", "Values"],
        ["Startup"] =
        [
            "LocalPostgres", "Agencies", "ApiKeys", "Assessments", "Assessments/Content", "Assessments/Results", "Authentication",
            "Changes", "Configuration", "Database", "Database/Migrations", "Faults", "Frameworks", "Http/Admission",
            "Http/Answers", "Http/Serialization", "Imports/Jobs", "Measures", "OpenApi", "Pipeline", "Pipeline/Idempotency",
            "Provinces", "Values",
        ],
        ["."] =
        [
            "Agencies", "Agencies/Districts", "ApiKeys", "Assessments", "Assessments/Simulations", "Changes", "Dashboards",
            "Dashboards/Page", "Database", "Erasures", "Frameworks", "Health", "History", "Http/Problems", "Http/Requests", "Imports",
            "Measures", "Measures/Effectiveness", "Measures/Recommendations", "Measures/Reports", "Measures/Summaries", "OpenApi",
            "Pipeline", "Provinces", "Startup",
        ],
    };

    /// <summary>The folder of a namespace: <c>ItaApi.Http.Answers</c> is <c>Http/Answers</c>.</summary>
    public static string FolderOf(string space) => space == "ItaApi" ? "." : space["ItaApi.".Length..].Replace('.', '/');

    /// <summary>A circle among imports, in its order, or null where there is none.</summary>
    public static IReadOnlyList<string>? FindCircle(IReadOnlyDictionary<string, IReadOnlyCollection<string>> imports)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        List<string> path = [];
        return imports.Keys.Order(StringComparer.Ordinal).Select(Visit).FirstOrDefault(circle => circle is not null);

        IReadOnlyList<string>? Visit(string folder)
        {
            if (path.IndexOf(folder) is >= 0 and var start)
                return [.. path[start..], folder];
            if (!done.Add(folder))
                return null;
            path.Add(folder);
            foreach (var imported in imports.GetValueOrDefault(folder, []))
            {
                if (Visit(imported) is { } circle)
                    return circle;
            }

            path.RemoveAt(path.Count - 1);
            return null;
        }
    }
}
