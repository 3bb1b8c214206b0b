using Xunit.Abstractions;
using Xunit.Sdk;

namespace Messaging.Conformance;

/// <summary>Makes the test cases of the suite, of which the class decides whether they are skipped.</summary>
public sealed class TransportFactDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        [new TransportTestCase(diagnostics, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)];
}
