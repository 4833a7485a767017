using System.Numerics;

namespace ItaApi.Scoring.Tests.Support;

/// <summary>An exact fraction, so that the tests' arithmetic owes nothing to the code they test.</summary>
internal readonly record struct Rational(BigInteger Numerator, BigInteger Denominator) : IComparable<Rational>
{
    public static implicit operator Rational(int value) => new(value, 1);

    public static Rational operator +(Rational a, Rational b) =>
        new(a.Numerator * b.Denominator + b.Numerator * a.Denominator, a.Denominator * b.Denominator);

    public static Rational operator *(Rational a, Rational b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Rational operator /(Rational a, Rational b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    public static bool operator <=(Rational a, Rational b) => a.CompareTo(b) <= 0;

    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    public static bool operator >=(Rational a, Rational b) => a.CompareTo(b) >= 0;

    public int CompareTo(Rational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>To two decimals, by looking for the nearest hundredth: of two equally near ones the one farther from zero.</summary>
    public Rational Rounded()
    {
        var below = BigInteger.Divide(Numerator * 100, Denominator);
        var toBelow = this * 100 + new Rational(-below, 1);
        var toAbove = new Rational(below + 1, 1) + this * -100;
        return new(toBelow < toAbove ? below : below + 1, 100);
    }

    public int InHundredths() => (int)(Numerator * 100 / Denominator);

    public static Rational Mean(IReadOnlyCollection<Rational> values) =>
        values.Aggregate((Rational)0, (sum, value) => sum + value) / values.Count;
}
