using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ItaApi.Assessments;
using ItaApi.Dashboards;

namespace ItaApi.Http;

/// <summary>
/// How pages of many rows are written: by code made when this is built, which is little more than the writer's calls one after another.
/// Every other answer is written as <see cref="Json.Written"/> finds out when it runs; both write the same.
/// </summary>
/// <remarks>
/// A type gains by it where it consists of plain members; one with a converter of its own, or with members that may be null, costs more
/// this way than the other.
/// </remarks>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Page<AssessmentListItem>))]
[JsonSerializable(typeof(Page<RankingRow>))]
internal sealed partial class AnswerForms : JsonSerializerContext
{
    /// <summary>The form of one type of answer.</summary>
    internal static class Of<T>
    {
        public static readonly JsonTypeInfo<T> Form = (JsonTypeInfo<T>)(Default.GetTypeInfo(typeof(T)) ?? Json.Written.GetTypeInfo(typeof(T)));
    }
}
