using WireProxy.Policy;

namespace WireProxy.Tests.Sessions.Postgres;

/// <summary>Changes of the schema that would have masked rows found where no mask is: ssn of customers(id, name, ssn) is masked, plain(note) not.</summary>
public sealed class MaskedDefinitionTests : MaskedSessionFixture
{
    [Theory]
    [InlineData("ALTER TABLE customers RENAME COLUMN ssn TO other")]
    [InlineData("ALTER TABLE customers RENAME TO other")]
    [InlineData("ALTER TABLE IF EXISTS ONLY public.customers RENAME ssn TO other")]
    [InlineData("ALTER TABLE customers SET SCHEMA other")]
    [InlineData("ALTER TABLE customers INHERIT plain")]
    [InlineData("ALTER TABLE plain ATTACH PARTITION customers DEFAULT")]
    [InlineData("ALTER TABLE customers ALTER name TYPE text USING ssn")]
    [InlineData("ALTER TABLE customers ADD other text GENERATED ALWAYS AS (ssn) STORED")]
    [InlineData("ALTER TABLE ALL IN TABLESPACE a SET TABLESPACE b; ALTER TABLE customers RENAME TO other")]
    [InlineData("ALTER SCHEMA public RENAME TO other")]
    [InlineData("CREATE RULE r AS ON UPDATE TO customers DO ALSO INSERT INTO plain VALUES (new.ssn)")]
    [InlineData("CREATE TRIGGER t BEFORE UPDATE ON customers FOR EACH ROW EXECUTE FUNCTION keep()")]
    [InlineData("CREATE TABLE other AS SELECT ssn FROM customers")]
    public void Are_refused(string sql) => Assert.Equal(VerdictKind.Deny, Verdict(sql));

    [Theory]
    [InlineData("ALTER TABLE customers ADD other text")]
    [InlineData("ALTER TABLE customers ALTER name SET NOT NULL")]
    [InlineData("ALTER TABLE customers DROP COLUMN name")]
    [InlineData("ALTER TABLE plain RENAME TO other")]
    [InlineData("ALTER TABLE plain RENAME COLUMN note TO other")]
    [InlineData("ALTER TABLE plain ADD other timestamptz DEFAULT now()")]
    [InlineData("CREATE INDEX ON customers (name)")]
    [InlineData("CREATE TABLE other AS SELECT id, name FROM customers")]
    [InlineData("CREATE TABLE other (id int, at timestamptz DEFAULT now())")]
    [InlineData("DROP TABLE customers")]
    public void Of_other_kinds_are_allowed(string sql) => Assert.Equal(VerdictKind.Allow, Verdict(sql));

    private VerdictKind Verdict(string sql)
    {
        Session.Client(Database, Frontend.Query(sql));
        return Session.Recorder.Verdicts.Select(verdict => verdict.Verdict.Kind).LastOrDefault();
    }
}
