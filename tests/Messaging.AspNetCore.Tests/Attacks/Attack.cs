using System.Net;

namespace Messaging.AspNetCore.Tests;

/// <summary>A post that must be refused.</summary>
internal sealed record Attack(HttpStatusCode Status, Func<TestPost> Post)
{
    /// <summary>Gets what SNS is asked before the refusal; nothing, unless the certificate is needed to see through it.</summary>
    public IReadOnlyList<string> Fetches { get; init; } = [];

    /// <summary>Gets what lies at the certificate's address.</summary>
    public Func<HttpResponseMessage>? Certificate { get; init; }

    public Action<SnsEndpointBuilder>? Configure { get; init; }

    public static Attack Malformed(Func<TestPost> post) => new(HttpStatusCode.BadRequest, post);

    public static Attack Forbidden(Func<TestPost> post) => new(HttpStatusCode.Forbidden, post);

    /// <summary>Only the signature gives it away, so that the one certificate is fetched.</summary>
    public static Attack Unsigned(Func<TestPost> post) => Forbidden(post) with { Fetches = [TestPost.CertificateUrl] };
}
