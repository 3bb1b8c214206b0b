using System.Net.Sockets;
using System.Text;

namespace Messaging.Benchmarks;

/// <summary>One connection that sends several requests in a row and reads as many answers; it costs as little as can be.</summary>
/// <remarks>It reads what the measured servers write: a status and a length, and answers that fit a mebibyte.</remarks>
internal sealed class HttpPipe(Uri endpoint) : IDisposable
{
    private readonly byte[] _buffer = new byte[1 << 20];
    private Socket? _socket;
    private int _start;
    private int _end;

    /// <summary>Sends the requests, all at once.</summary>
    public void Send(ReadOnlySpan<byte> requests)
    {
        if (_socket is null)
        {
            _socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            _socket.Connect(endpoint.Host, endpoint.Port);
            _start = _end = 0;
        }

        while (requests.Length > 0)
        {
            requests = requests[_socket.Send(requests)..];
        }
    }

    /// <summary>Reads the body of the next answer; it is valid until the next call.</summary>
    public ReadOnlySpan<byte> ReadAnswer()
    {
        int length;
        while ((length = Unread.IndexOf("\r\n\r\n"u8)) < 0)
        {
            Fill();
        }

        var head = Unread[..length];
        var isOk = head[9..].StartsWith("200"u8);
        var closes = FindHeader(head, "\r\nconnection: close"u8) >= 0;
        var body = ContentLength(head);
        _start += length + 4;
        while (_end - _start < body)
        {
            Fill();
        }

        var answer = _buffer.AsSpan(_start, body);
        _start += body;
        if (closes)
        {
            Dispose();
        }

        return isOk ? answer : throw new InvalidOperationException($"The server answered {Encoding.UTF8.GetString(answer)}");
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private ReadOnlySpan<byte> Unread => _buffer.AsSpan(_start, _end - _start);

    private static int ContentLength(ReadOnlySpan<byte> head)
    {
        var at = FindHeader(head, "\r\ncontent-length: "u8);
        var length = 0;
        foreach (var digit in at < 0 ? throw new InvalidOperationException("The answer has no length.") : head[at..])
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                break;
            }

            length = (length * 10) + digit - '0';
        }

        return length;
    }

    /// <summary>Finds where the value of a header begins, or -1; headers differ in the case of their letters.</summary>
    private static int FindHeader(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        for (var at = 0; at + name.Length <= head.Length; at++)
        {
            var next = head[at..].IndexOf((byte)'\r');
            if (next < 0 || (at += next) + name.Length > head.Length)
            {
                return -1;
            }

            if (Ascii.EqualsIgnoreCase(head.Slice(at, name.Length), name))
            {
                return at + name.Length;
            }
        }

        return -1;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        var count = _socket!.Receive(_buffer.AsSpan(_end));
        _end += count == 0 ? throw new InvalidOperationException("The server closed the connection.") : count;
    }
}
