using System.Net.Sockets;
using System.Text;

namespace Messaging.Local.Server.Tests;

/// <summary>A connection that sends what it is told, whole requests or not.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public static async Task<RawClient> ConnectAsync(Uri address)
    {
        var client = new RawClient();
        try
        {
            await client._socket.ConnectAsync(address.Host, address.Port);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public static string Request(string action, string body, string host = "localhost") =>
        $"POST / HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-amz-json-1.0\r\n" +
        $"X-Amz-Target: AmazonSQS.{action}\r\nContent-Length: {body.Length}\r\n\r\n{body}";

    public async Task SendAsync(string text) => await _socket.SendAsync(Encoding.ASCII.GetBytes(text));

    /// <summary>Reads what comes next; empty when the server has closed the connection.</summary>
    public async Task<string> ReadAsync()
    {
        var buffer = new byte[16 * 1024];
        try
        {
            return Encoding.ASCII.GetString(buffer, 0, await _socket.ReceiveAsync(buffer));
        }
        catch (SocketException)
        {
            return string.Empty;
        }
    }

    public void Dispose() => _socket.Dispose();
}
