namespace Messaging.Local;

/// <summary>Keeps what a registration sets on the options until the broker is made.</summary>
internal sealed record LocalBrokerSetup(Action<LocalBrokerOptions> Configure);
