using System.Numerics;

namespace ItaApi.Scoring.Tests.Support;

/// <summary>An exact fraction, so that the tests' arithmetic owes nothing to the code they test.</summary>
internal readonly record struct Fraction(BigInteger Numerator, BigInteger Denominator) : IComparable<Fraction>
{
    public static implicit operator Fraction(int value) => new(value, 1);

    public static Fraction operator +(Fraction a, Fraction b) =>
        new(a.Numerator * b.Denominator + b.Numerator * a.Denominator, a.Denominator * b.Denominator);

    public static Fraction operator *(Fraction a, Fraction b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Fraction operator /(Fraction a, Fraction b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public int CompareTo(Fraction other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>To two decimals, by looking for the nearest hundredth: of two equally near ones the one farther from zero.</summary>
    public Fraction Rounded()
    {
        var below = BigInteger.Divide(Numerator * 100, Denominator);
        var toBelow = this * 100 + new Fraction(-below, 1);
        var toAbove = new Fraction(below + 1, 1) + this * -100;
        return new(toBelow.CompareTo(toAbove) < 0 ? below : below + 1, 100);
    }

    public int InHundredths() => (int)(Numerator * 100 / Denominator);

    public static Fraction Mean(IReadOnlyCollection<Fraction> values) =>
        values.Aggregate((Fraction)0, (sum, value) => sum + value) / values.Count;
}
