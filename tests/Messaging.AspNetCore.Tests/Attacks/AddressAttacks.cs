namespace Messaging.AspNetCore.Tests;

/// <summary>Addresses of certificates and confirmations that point elsewhere. None is ever asked for anything.</summary>
internal static class AddressAttacks
{
    private const string File = "SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";

    public static IEnumerable<(string Name, Attack Attack)> All => Certificates
        .Select(each => ($"the certificate is {each.Where}", Attack.Forbidden(() => TestPost.Notification().Sign(url: each.Address))))
        .Concat(Confirmations.Select(each => (
            $"the confirmation is {each.Where}",
            Attack.Forbidden(() => TestPost.Confirmation(url: each.Address)))))
        .Append(("the certificate has no address", Attack.Forbidden(() => TestPost.Notification().Without("SigningCertURL"))));

    private static IEnumerable<(string Where, string Address)> Certificates =>
    [
        ("at a host that begins like SNS", $"https://sns.us-east-1.amazonaws.com.evil.example/{File}"),
        ("at a host that ends like SNS", $"https://evil-sns.us-east-1.amazonaws.com/{File}"),
        ("at a host with SNS in its path", $"https://evil.example/sns.us-east-1.amazonaws.com/{File}"),
        ("at a host with SNS in its query", $"https://evil.example/?https://sns.us-east-1.amazonaws.com/{File}"),
        ("at an IPv4 address", $"https://93.184.216.34/{File}"),
        ("at a decimal IP address", $"https://1572395042/{File}"),
        ("at an IPv6 address", $"https://[::1]/{File}"),
        ("at the metadata service", "http://169.254.169.254/latest/meta-data/cert.pem"),
        ("at this machine", $"https://localhost/{File}"),
        ("behind another port", $"https://sns.us-east-1.amazonaws.com:8443/{File}"),
        ("behind an explicit port", $"https://sns.us-east-1.amazonaws.com:443/{File}"),
        ("behind user information", $"https://user:password@sns.us-east-1.amazonaws.com/{File}"),
        ("behind SNS as user information", $"https://sns.us-east-1.amazonaws.com@evil.example/{File}"),
        ("behind SNS as user information, with a backslash", $"https://sns.us-east-1.amazonaws.com\\@evil.example/{File}"),
        ("to be had without encryption", $"http://sns.us-east-1.amazonaws.com/{File}"),
        ("to be had by FTP", $"ftp://sns.us-east-1.amazonaws.com/{File}"),
        ("a file", $"file:///etc/ssl/{File}"),
        ("at an address without a scheme", $"//sns.us-east-1.amazonaws.com/{File}"),
        ("in the address itself", "data:application/x-pem-file;base64,LS0tLS1CRUdJTg==.pem"),
        ("at a host with encoded dots", $"https://sns%2Eus-east-1.amazonaws.com/{File}"),
        ("at a host with an encoded slash", $"https://sns.us-east-1.amazonaws.com%2F@evil.example/{File}"),
        ("at a host with a line break", $"https://sns.us-east-1.amazonaws.com\n.evil.example/{File}"),
        ("at a host with a tab", $"https://sns.us-east-1.amazonaws.com\t/{File}"),
        ("at a host with a null", $"https://sns.us-east-1.amazonaws.com\0.evil.example/{File}"),
        ("at a host with a dot at its end", $"https://sns.us-east-1.amazonaws.com./{File}"),
        ("at a host with lookalike letters", $"https://ѕns.us-east-1.amazonaws.com/{File}"),
        ("at a host with a wide dot", $"https://sns。us-east-1。amazonaws。com/{File}"),
        ("at a bucket named like SNS", $"https://sns.us-east-1.s3.amazonaws.com/{File}"),
        ("in a bucket", $"https://s3.amazonaws.com/sns.us-east-1.amazonaws.com/{File}"),
        ("at another service", $"https://sqs.us-east-1.amazonaws.com/{File}"),
        ("at somebody's API", $"https://sns.execute-api.us-east-1.amazonaws.com/{File}"),
        ("at somebody's load balancer", $"https://sns.us-east-1.elb.amazonaws.com/{File}"),
        ("at somebody's function", $"https://sns.lambda-url.us-east-1.on.aws/{File}"),
        ("in another region than the topic", $"https://sns.eu-west-1.amazonaws.com/{File}"),
        ("in another partition than the topic", $"https://sns.us-east-1.amazonaws.com.cn/{File}"),
        ("at SNS without a region", $"https://sns.amazonaws.com/{File}"),
        ("an answer of an operation of SNS", "https://sns.us-east-1.amazonaws.com/?Action=GetTopicAttributes&TopicArn=x.pem"),
        ("a name with a query", $"https://sns.us-east-1.amazonaws.com/{File}?x=.pem"),
        ("a name with a fragment", $"https://sns.us-east-1.amazonaws.com/{File}#.pem"),
        ("a name that goes up", $"https://sns.us-east-1.amazonaws.com/../{File}"),
        ("a name with encoded parts", "https://sns.us-east-1.amazonaws.com/%2e%2e%2fcert.pem"),
        ("in a folder", $"https://sns.us-east-1.amazonaws.com/folder/{File}"),
        ("of another kind of file", "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123.crt"),
        ("a name with a line break at its end", $"https://sns.us-east-1.amazonaws.com/{File}\n"),
        ("no address", "certificate"),
    ];

    private static IEnumerable<(string Where, string Address)> Confirmations =>
    [
        ("at a host that begins like SNS", Replaced("sns.us-east-1.amazonaws.com", "sns.us-east-1.amazonaws.com.evil.example")),
        ("at another host", Replaced("sns.us-east-1.amazonaws.com", "evil.example")),
        ("at an IP address", Replaced("sns.us-east-1.amazonaws.com", "169.254.169.254")),
        ("in another region", Replaced("us-east-1.amazonaws", "eu-west-1.amazonaws")),
        ("behind another port", Replaced(".com/", ".com:8443/")),
        ("behind user information", Replaced("https://", "https://sns.us-east-1.amazonaws.com@")),
        ("to be had without encryption", Replaced("https://", "http://")),
        ("on another path", Replaced(".com/?", ".com/path?")),
        ("for another topic", Replaced("order-events", "other-events")),
        ("for another token", Replaced("Token=", "Token=1")),
        ("another operation", Replaced("ConfirmSubscription", "DeleteTopic")),
        ("two operations", Replaced("Action=ConfirmSubscription", "Action=ConfirmSubscription&Action=DeleteTopic")),
        ("one that takes away the right to unsubscribe", Replaced("&Token", "&AuthenticateOnUnsubscribe=true&Token")),
        ("followed by a fragment", TestPost.ConfirmUrl() + "#x"),
        ("without a token", Replaced("&Token=2336412f37fb687f5d51e6e2425a8a5870a", string.Empty)),
    ];

    private static string Replaced(string old, string replacement)
    {
        var address = TestPost.ConfirmUrl();
        Assert.Contains(old, address, StringComparison.Ordinal);
        return address.Replace(old, replacement, StringComparison.Ordinal);
    }
}
