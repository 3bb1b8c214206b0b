namespace Messaging.Local;

/// <summary>The faults of a broker as far as they concern deliveries.</summary>
internal sealed class DeliveryFaults(LocalBrokerFaults faults) : IDeliveryFaults
{
    private const int MostPassedOver = 64;

    public bool Repeats(string queue) => faults.Draw(LocalBrokerFaultKind.DuplicateDelivery, queue, Named);

    public int PassesOver(string queue) =>
        faults.Draw(LocalBrokerFaultKind.ReorderDelivery, queue, Named) ? faults.DrawNumber(MostPassedOver) : 0;

    public bool Fails(Delivery delivery) =>
        faults.Draw(LocalBrokerFaultKind.FailDelivery, delivery, static subject => new FaultSubject(subject.IsAbout));

    private static FaultSubject Named(string queue) => new(resource => resource == queue);
}
