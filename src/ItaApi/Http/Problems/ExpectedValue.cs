using System.Text.Json.Serialization.Metadata;
using ItaApi.Faults;
using ItaApi.Http.Serialization;
using ItaApi.Values;

namespace ItaApi.Http.Problems;

/// <summary>What a body may contain at a location: a type, or one of the codes of an enumeration.</summary>
internal static class ExpectedValue
{
    public static readonly Words Object = new("an object with the documented fields", "ออบเจ็กต์ (object) ที่มีฟิลด์ตามเอกสาร");
    public static readonly Words List = new("a list in square brackets", "รายการในวงเล็บเหลี่ยม (array)");

    private static readonly Dictionary<Type, Words> Plain = new()
    {
        [typeof(string)] = new("text in quotation marks", "ข้อความในเครื่องหมายคำพูด"),
        [typeof(bool)] = new("true or false", "true หรือ false"),
        [typeof(int)] = new(
            "a whole number of at most 9 digits, without quotation marks", "จำนวนเต็มไม่เกิน 9 หลักที่ไม่มีเครื่องหมายคำพูด"),
        [typeof(decimal)] = new("a number without quotation marks, such as 88.13", "ตัวเลขที่ไม่มีเครื่องหมายคำพูด เช่น 88.13"),
        [typeof(DateOnly)] = new("a date such as 2024-10-01", "วันที่ตามปี ค.ศ. เช่น 2024-10-01"),
        [typeof(DateTimeOffset)] = new(
            "a timestamp with an offset, such as 2024-10-01T00:00:00+07:00", "วันเวลาพร้อมเขตเวลา เช่น 2024-10-01T00:00:00+07:00"),
        [typeof(Guid)] = new("a UUID", "รหัส UUID"),
    };

    /// <param name="body">The type of the whole body.</param>
    /// <param name="pointer">A JSON Pointer into the body.</param>
    public static Words At(Type body, string pointer)
    {
        var type = body;
        foreach (var segment in JsonPointer.Segments(pointer))
        {
            if (Member(type, segment) is not { } member)
                break;
            type = member;
        }

        return Of(type);
    }

    private static Type? Member(Type type, string name)
    {
        var info = Json.Options.GetTypeInfo(type);
        return info.Kind == JsonTypeInfoKind.Object
            ? info.Properties.FirstOrDefault(property => property.Name == name)?.PropertyType
            : info.ElementType;
    }

    private static Words Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
        {
            var codes = string.Join(", ", EnumCodes.All(type));
            return new($"one of: {codes}", $"ค่าใดค่าหนึ่งต่อไปนี้ {codes}");
        }

        return Plain.GetValueOrDefault(type) ?? (Json.Options.GetTypeInfo(type).Kind == JsonTypeInfoKind.Enumerable ? List : Object);
    }
}
