using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using WireProxy.Configuration;

namespace WireProxy.Tests.Configuration;

public sealed class OptionsValidatorTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wireproxy-options");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("""{ "Effect": "RequireApproval" }""", "RequireApproval is not supported yet")]
    [InlineData("""{ "Effect": "Limit" }""", "Limit is not supported yet")]
    public void Effects_that_come_later_are_errors(string rule, string error) =>
        Assert.Equal([$"WireProxy:Policies:0:Rules:0:Effect: {error}"],
            Configured.PolicyErrors($$"""{ "Name": "p", "Rules": [ {{rule}} ] }"""));

    [Theory]
    [InlineData("""{ "Store": "Postgres" }""", "ConnectionString: is missing: Store Postgres needs it")]
    [InlineData("""{ "ConnectionString": "Host=x" }""", "ConnectionString: means nothing to Store Sqlite")]
    [InlineData("""{ "Encryption": { "KeyFile": "/no/such" } }""", "Encryption:KeyFile: Could not find a part of the path '/no/such'.")]
    [InlineData("""{ "Encryption": { "KeyFile": "/dev/null" } }""", "Encryption:KeyFile: '/dev/null': it is not a key ring as `wireproxy keys create` writes it")]
    [InlineData("""{ "Encryption": { "KeyVariable": "NO_SUCH_VARIABLE" } }""", "Encryption:KeyVariable: the variable NO_SUCH_VARIABLE is not set")]
    [InlineData("""{ "Encryption": { "KeyFile": "a", "KeyVariable": "b" } }""", "Encryption: KeyFile and KeyVariable can not both be given")]
    [InlineData("""{ "Encryption": { "Key": "a" } }""", "Encryption:Key: unknown key")]
    [InlineData("""{ "Signing": { "KeyFile": "/no/such" } }""", "Signing:KeyFile: the signing key /no/such can not be used: Could not find a part of the path '/no/such'.")]
    [InlineData("""{ "Signing": { "KeyVariable": "NO_SUCH_VARIABLE" } }""", "Signing:KeyVariable: the variable NO_SUCH_VARIABLE is not set")]
    [InlineData("""{ "Signing": { "Interval": "30" } }""", "Signing:Interval: '30': expected a duration hh:mm:ss, more than zero, at most a day")]
    [InlineData("""{ "Witness": { "File": "w" } }""", "Witness: needs signatures: name the key in WireProxy:Audit:Signing:KeyFile")]
    [InlineData("""{ "Witness": { "Url": "w" } }""", "Witness:Url: 'w': expected an http or https address")]
    [InlineData("""{ "Retention": { "MaxAge": "90" } }""", "Retention:MaxAge: '90': expected days.hh:mm:ss, at least a day")]
    [InlineData("""{ "Retention": { "MaxAge": "01:00:00" } }""", "Retention:MaxAge: '01:00:00': expected days.hh:mm:ss, at least a day")]
    [InlineData("""{ "Retention": { "MaxBytes": "many" } }""", "Retention:MaxBytes: 'many': expected a number of bytes, or one with KB, MB, GB or TB")]
    [InlineData("""{ "Retention": { "MaxBytes": "99999999TB" } }""", "Retention:MaxBytes: '99999999TB': expected a number of bytes, or one with KB, MB, GB or TB")]
    [InlineData("""{ "Results": "None" }""", "Results: 'None': unknown value; one of Full")]
    [InlineData("""{ "Path": "" }""", "Path: '': expected a folder")]
    public void Audit_options_that_can_not_be_kept_are_errors(string audit, string error) =>
        Assert.Equal([$"WireProxy:Audit:{error}"], Configured.Errors($"\"Audit\": {audit}").Select(found => found.Split("; did you mean")[0]));

    [Fact]
    public void A_store_that_is_not_beside_the_program_is_an_error_that_says_how_to_build_it()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "litedb");

        Assert.Equal(
            [$"WireProxy:Audit:Store: LiteDb is no part of the program, and there is no {folder}/WireProxy.Audit.LiteDb.dll: build it in the source tree with 'dotnet publish -c Release src/Audit.LiteDb -o {folder}'"],
            Configured.Errors("""
                "Audit": { "Store": "LiteDb" }
                """));
    }

    [Fact]
    public void What_keeps_recordings_is_read_with_its_units()
    {
        AuditOptions audit = Configured.Valid("""
            "Audit": { "Retention": { "MaxAge": "90.00:00:00", "MaxBytes": "5GB" } }
            """).Audit;

        Assert.Equal(new AuditRetentionOptions(TimeSpan.FromDays(90), 5L << 30), audit.Retention);
        Assert.Equal(new AuditKeyOptions(), audit.Encryption);
    }

    [Fact]
    public void Endpoints_that_can_not_be_served_are_errors() =>
        Assert.Equal(
            [
                "WireProxy:Endpoints:my:Authentication: Proxy is not supported yet",
                "WireProxy:Endpoints:pg:AllowLocalInfile: means nothing to a Postgres endpoint",
            ],
            Configured.Read("""
                "Endpoints": {
                  "pg": { "Protocol": "Postgres", "Listen": "*:0", "Upstream": { "Address": "db:1" }, "AllowLocalInfile": true },
                  "my": { "Protocol": "MySql", "Listen": "*:0", "Upstream": { "Address": "db:2" }, "AllowLocalInfile": true, "Authentication": "Proxy" } }
                """).Errors.Select(error => error.ToString()));

    [Fact]
    public void A_configuration_without_endpoints_is_an_error() =>
        Assert.Equal("WireProxy:Endpoints: at least one endpoint is needed", Assert.Single(Configured.Read("").Errors).ToString());

    [Theory]
    [InlineData("127.0.0.1:7000", "127.0.0.1:7000", 1)]
    [InlineData("127.0.0.1:7000", "localhost:7000", 1)]
    [InlineData("127.0.0.1:7000", "*:7000", 1)]
    [InlineData("0.0.0.0:7000", "127.0.0.1:7000", 1)]
    [InlineData("[::1]:7000", "127.0.0.1:7000", 0)]
    [InlineData("0.0.0.0:7000", "[::1]:7000", 0)]
    [InlineData("127.0.0.1:0", "127.0.0.1:0", 0)]
    [InlineData("127.0.0.1:6480", "127.0.0.1:7000", 1)]
    public void An_address_can_be_listened_on_once(string first, string second, int errors)
    {
        ConfigurationResult result = Configured.Read($$"""
            "Endpoints": {
              "a": { "Protocol": "Postgres", "Listen": "{{first}}", "Upstream": { "Address": "db:1" } },
              "b": { "Protocol": "Postgres", "Listen": "{{second}}", "Upstream": { "Address": "db:1" } } }
            """);
        Assert.Equal(errors, result.Errors.Length);
        Assert.All(result.Errors, error => Assert.Contains("is taken by", error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("127.0.0.1:7000", "127.0.0.1:7000", true)]
    [InlineData("*:7000", "localhost:7000", true)]
    [InlineData("127.0.0.1:7000", "127.0.0.1:7001", false)]
    [InlineData("127.0.0.1:7000", "db.example:7000", false)]
    public void An_endpoint_is_not_its_own_server(string listen, string upstream, bool refused) =>
        Assert.Equal(refused, Configured.Read($$"""
            "Endpoints": { "a": { "Protocol": "Postgres", "Listen": "{{listen}}", "Upstream": { "Address": "{{upstream}}" } } }
            """).Errors.Any(error => error.Path == "WireProxy:Endpoints:a:Upstream:Address"));

    [Fact]
    public void Policies_have_names_of_their_own() =>
        Assert.Equal(["WireProxy:Policies:1:Name: 'P' is also the name of WireProxy:Policies:0"],
            Configured.PolicyErrors("""{ "Name": "p" }, { "Name": "P" }"""));

    [Theory]
    [InlineData("""{ "Endpoints": ["pgg"] }""", "Endpoints: 'pgg': no such endpoint (did you mean pg?)")]
    [InlineData("""{ "Endpoints": ["x*"] }""", "Endpoints: 'x*': no such endpoint")]
    [InlineData("""{ "Groups": ["dba"] }""", "Groups: groups are not supported yet")]
    public void A_match_that_never_holds_is_an_error(string match, string error) =>
        Assert.Equal([$"WireProxy:Policies:0:Match:{error}"], Configured.PolicyErrors($$"""{ "Name": "p", "Match": {{match}} }"""));

    [Fact]
    public void A_hash_mask_needs_a_key()
    {
        const string Policies = """ "Policies": [ { "Name": "p", "Masks": [ { "Column": "a.b", "With": "Hash" } ] } ] """;
        string file = Write("key", new byte[32]);

        Assert.Equal(["WireProxy:Policies:0:Masks:0:With: Hash needs a key: name its file in WireProxy:Masking:HashKeyFile"], Configured.Errors(Policies));
        Assert.Equal(32, Configured.Valid($$"""{{Policies}}, "Masking": { "HashKeyFile": "{{file}}" }""").Masking.HashKey.Length);
    }

    [Fact]
    public void A_hash_key_is_base64_or_the_bytes_themselves()
    {
        byte[] key = [.. Enumerable.Range(0, 40).Select(i => (byte)(i * 7))];

        Assert.Equal(key, HashKey.Decode(key));
        Assert.Equal(key, HashKey.Decode(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(key) + "\n")));
        // 32 letters are base64 of 24 bytes: too short for that reading, long enough for the other.
        Assert.Equal(32, HashKey.Decode("abcdefghijklmnopqrstuvwxyzABCDEF"u8.ToArray()).Length);
    }

    [Fact]
    public void A_short_or_missing_key_file_is_an_error()
    {
        string file = Write("short", new byte[31]);
        Assert.Equal([$"WireProxy:Masking:HashKeyFile: '{file}' holds 31 bytes; a key has at least 32"],
            Configured.Errors($$""" "Masking": { "HashKeyFile": "{{file}}" } """));
        Assert.Contains("WireProxy:Masking:HashKeyFile: Could not find", Assert.Single(
            Configured.Errors($$""" "Masking": { "HashKeyFile": "{{file}}.not" } """)), StringComparison.Ordinal);
    }

    [Fact]
    public void Client_tls_needs_a_certificate_and_the_key_that_belongs_to_it()
    {
        (string certificate, string key) = WritePair("one");
        (_, string otherKey) = WritePair("two");

        Assert.Equal(
            [
                "WireProxy:Endpoints:pg:ClientTls:Certificate: is missing: Mode Require needs it",
                $"WireProxy:Endpoints:pg:ClientTls:Key: '{key}.not': no such file",
            ],
            TlsErrors($$"""{ "Mode": "Require", "Key": "{{key}}.not" }"""));
        Assert.Empty(TlsErrors($$"""{ "Mode": "Allow", "Certificate": "{{certificate}}", "Key": "{{key}}" }"""));
        Assert.Contains("WireProxy:Endpoints:pg:ClientTls: certificate and key can not be used", Assert.Single(
            TlsErrors($$"""{ "Mode": "Allow", "Certificate": "{{certificate}}", "Key": "{{otherKey}}" }""")), StringComparison.Ordinal);
    }

    private static string[] TlsErrors(string tls) =>
        [.. Configured.Read($$"""
            "Endpoints": { "pg": { "Protocol": "Postgres", "Listen": "*:0", "Upstream": { "Address": "db:1" }, "ClientTls": {{tls}} } }
            """).Errors.Select(error => error.ToString())];

    private (string Certificate, string Key) WritePair(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return (Write($"{name}.crt", System.Text.Encoding.ASCII.GetBytes(certificate.ExportCertificatePem())),
            Write($"{name}.key", System.Text.Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem())));
    }

    private string Write(string name, byte[] content)
    {
        string file = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(file, content);
        return file;
    }
}
