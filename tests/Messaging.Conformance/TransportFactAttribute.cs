using Xunit.Sdk;

namespace Messaging.Conformance;

/// <summary>Marks a test of the suite, which is skipped where its class has no transport to run against.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Messaging.Conformance.TransportFactDiscoverer", "Messaging.Conformance")]
public sealed class TransportFactAttribute : FactAttribute;
