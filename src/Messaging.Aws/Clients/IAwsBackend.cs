namespace Messaging.Aws;

/// <summary>Answers the requests of AWS clients in place of AWS. The embedded broker registers one.</summary>
/// <remarks>
/// When the service collection holds an <see cref="IAwsBackend"/>, every client that the transports create sends its
/// requests to <see cref="Handler"/> with placeholder credentials; no network, account or credential is touched, and
/// missing queues are created unless the application says otherwise.
/// </remarks>
public interface IAwsBackend
{
    /// <summary>Gets the region that clients sign their requests for, such as <c>us-east-1</c>.</summary>
    string Region { get; }

    /// <summary>Gets the account that owns what is created.</summary>
    /// <value>The default is <c>000000000000</c>.</value>
    string AccountId => "000000000000";

    /// <summary>Gets the address that clients put on their requests. It is never resolved.</summary>
    Uri Endpoint { get; }

    /// <summary>Gets the handler that answers. It is shared by all clients, and they do not dispose it.</summary>
    HttpMessageHandler Handler { get; }
}
