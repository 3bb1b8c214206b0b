using System.Linq.Expressions;
using System.Reflection;

namespace Messaging.Aws;

/// <summary>What a pattern asks of the properties of a message. All of it must hold.</summary>
/// <typeparam name="TMessage">The type of the messages.</typeparam>
public sealed class MessageConditions<TMessage>
    where TMessage : notnull
{
    internal MessageConditions()
    {
    }

    internal List<(IReadOnlyList<MemberInfo> Members, Match[] Any)> All { get; } = [];

    /// <summary>Asks that a property has one of several values.</summary>
    /// <typeparam name="TValue">The type of the property.</typeparam>
    /// <param name="property">The property, such as <c>order => order.Customer.Country</c>. Of a list, any element will do.</param>
    /// <param name="any">What is asked for: values, or the matches of <see cref="Match"/>. One of them must hold.</param>
    /// <returns>These conditions.</returns>
    /// <exception cref="ArgumentException">The expression is no property, or no value of it could match.</exception>
    public MessageConditions<TMessage> Where<TValue>(Expression<Func<TMessage, TValue>> property, params Match[] any)
    {
        ArgumentNullException.ThrowIfNull(property);
        ArgumentNullException.ThrowIfNull(any);
        ArgumentOutOfRangeException.ThrowIfZero(any.Length, nameof(any));
        CheckKinds(typeof(TValue), property, any);
        All.Add((Members(property), any));
        return this;
    }

    private static List<MemberInfo> Members(LambdaExpression property)
    {
        var members = new List<MemberInfo>();
        var part = property.Body;
        while (part is UnaryExpression { NodeType: ExpressionType.Convert } convert)
        {
            part = convert.Operand;
        }

        while (part is MemberExpression member)
        {
            members.Insert(0, member.Member);
            part = member.Expression;
        }

        return part is ParameterExpression && members.Count > 0
            ? members
            : throw new ArgumentException(
                $"'{property}' is no property of the message. Use one such as 'order => order.Total' or 'order => order.Customer.Country'.",
                nameof(property));
    }

    private static void CheckKinds(Type type, LambdaExpression property, Match[] any)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        var kind = Type.GetTypeCode(plain) switch
        {
            _ when plain.IsEnum => MatchKind.Any,
            TypeCode.String => MatchKind.Text,
            TypeCode.Boolean => MatchKind.Truth,
            >= TypeCode.SByte and <= TypeCode.Decimal => MatchKind.Number,
            TypeCode.DateTime => MatchKind.Text,
            _ when plain == typeof(Guid) || plain == typeof(DateTimeOffset) || plain == typeof(DateOnly) => MatchKind.Text,
            _ => MatchKind.Any,
        };
        if (kind != MatchKind.Any && Array.Find(any, match => match.Kind != MatchKind.Any && match.Kind != kind) is { } never)
        {
            throw new ArgumentException(
                $"'{property}' is {Name(kind)}, and the match {never.ToJson()?.ToJsonString(PolicyJson.Relaxed)} is for {Name(never.Kind)}: " +
                "it could never be true. Ask for values of the property's own type.", nameof(any));
        }
    }

    private static string Name(MatchKind kind) => kind switch
    {
        MatchKind.Text => "a text",
        MatchKind.Number => "a number",
        MatchKind.Truth => "true or false",
        MatchKind.Enum => "an enum",
        _ => "anything",
    };
}
