using System.Text.Json;

namespace Messaging.Aws;

/// <summary>What is read of a service's own envelope, member by member.</summary>
internal interface IWrappedParts
{
    /// <summary>Reads the value of the member whose name the reader is at, or skips it.</summary>
    void ReadMember(ref Utf8JsonReader reader);
}
