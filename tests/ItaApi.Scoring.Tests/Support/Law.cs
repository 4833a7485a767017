using FsCheck;
using FsCheck.Fluent;

namespace ItaApi.Scoring.Tests.Support;

/// <summary>Laws that hold for whatever is thrown at them.</summary>
internal static class Law
{
    /// <summary>Seeds for tests that build their own random case: the seed a failure names builds it again.</summary>
    public static Gen<int> Seeds { get; } = Gen.Choose(0, int.MaxValue - 1);

    public static void Holds<T>(int times, Gen<T> cases, Func<T, bool> law) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(times), Prop.ForAll(cases.ToArbitrary(), law));
}
