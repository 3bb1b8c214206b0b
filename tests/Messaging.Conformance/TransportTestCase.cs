using System.ComponentModel;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Messaging.Conformance;

/// <summary>A test of the suite in one class; it knows whether that class needs the server.</summary>
public sealed class TransportTestCase : XunitTestCase
{
    public TransportTestCase(
        IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(diagnostics, display, options, method)
    {
    }

    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("For the runner, which reads test cases that it has written.")]
    public TransportTestCase()
    {
    }

    protected override string? GetSkipReason(IAttributeInfo factAttribute) =>
        TestMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsServerAttribute)).Any()
            ? NeedsServerAttribute.SkipReason
            : base.GetSkipReason(factAttribute);
}
