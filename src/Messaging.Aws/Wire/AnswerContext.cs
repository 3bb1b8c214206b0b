using System.Buffers;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Messaging.Aws;

/// <summary>Holds the whole body of an answer, and the request that it answers.</summary>
internal sealed class AnswerContext : UnmarshallerContext
{
    private const int DefaultSize = 4096;

    private byte[] _buffer;
    private int _length;

    public AnswerContext(
        Stream stream, bool maintainResponseBody, IWebResponseData response, bool isException, AmazonWebServiceRequest? request)
    {
        WebResponseData = response;
        MaintainResponseBody = maintainResponseBody;
        IsException = isException;
        Request = request;
        if (isException || maintainResponseBody)
        {
            // The pipeline logs what passed through here.
            stream = WrappingStream = new CachingWrapperStream(
                stream, isException ? null : Amazon.AWSConfigs.LoggingConfig.LogResponsesSizeLimit);
        }

        var expected = response.ContentLength;
        _buffer = ArrayPool<byte>.Shared.Rent(expected is > 0 and < int.MaxValue / 2 ? (int)expected + 1 : DefaultSize);
        ReadAll(stream);
    }

    /// <summary>Gets the request that is answered.</summary>
    public AmazonWebServiceRequest? Request { get; }

    public ReadOnlySpan<byte> Body => _buffer.AsSpan(0, _length);

    public override string CurrentPath => "/";

    public override int CurrentDepth => 0;

    public override bool IsStartElement => false;

    public override bool IsEndElement => false;

    public override bool IsStartOfDocument => true;

    /// <summary>Gets a header, or null where there is none.</summary>
    public string? Header(string name)
    {
        var value = ResponseData.IsHeaderPresent(name) ? ResponseData.GetHeaderValue(name) : null;
        return string.IsNullOrEmpty(value) ? null : value;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            _length = 0;
        }

        base.Dispose(disposing);
    }

    private void ReadAll(Stream stream)
    {
        while (stream.Read(_buffer, _length, _buffer.Length - _length) is > 0 and var read)
        {
            _length += read;
            if (_length == _buffer.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
                _buffer.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(_buffer);
                _buffer = larger;
            }
        }
    }
}
