namespace Messaging.Local;

/// <summary>Decides which deliveries go wrong because the broker was told so.</summary>
internal interface IDeliveryFaults
{
    /// <summary>Draws whether a delivery of a standard queue happens twice.</summary>
    bool Repeats(string queue);

    /// <summary>Draws how many visible messages of a standard queue are passed over; 0 for none.</summary>
    int PassesOver(string queue);

    /// <summary>Draws whether an attempt of a topic or a rule fails.</summary>
    bool Fails(Delivery delivery);
}
