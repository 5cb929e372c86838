using System.Globalization;
using System.Text;

namespace WireProxy.Masking.Postgres.Catalog;

/// <summary>
/// The queries that read a database's catalog over a client's own session. Every name and operator is qualified with
/// pg_catalog, so that no search_path can put another object in its place. Names and trees come as the hexadecimal digits
/// of their UTF-8 bytes: what is read is shared, so it must not depend on one client's encoding.
/// </summary>
internal static class CatalogQueries
{
    /// <summary>Around a value that comes as hexadecimal digits.</summary>
    public const string Hex = "pg_catalog.encode(pg_catalog.convert_to((";
    public const string Utf8 = ")::pg_catalog.text, 'UTF8'), 'hex')";

    /// <summary>The columns <c>a</c> that can be named.</summary>
    public const string Live = "a.attnum OPERATOR(pg_catalog.>) 0 AND NOT a.attisdropped";

    // Functions and operators that are not the server's own. What they read is not seen.
    private const string CallsCode =
        """
        FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_depend p
          ON p.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_rewrite'::pg_catalog.regclass
          AND p.objid OPERATOR(pg_catalog.=) r.oid
          AND p.refobjid OPERATOR(pg_catalog.>=) '16384'::pg_catalog.oid
          AND (p.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_proc'::pg_catalog.regclass
            OR p.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_operator'::pg_catalog.regclass)
        WHERE r.rulename OPERATOR(pg_catalog.=) '_RETURN'::pg_catalog.name
        """;

    /// <summary>oid, schema, name, highest attribute number of everything that can be selected from.</summary>
    public const string Relations =
        $$"""
        SELECT c.oid, {{Hex}}n.nspname{{Utf8}}, {{Hex}}c.relname{{Utf8}}, c.relnatts
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
        WHERE c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p,v,m,f,S,t}'::pg_catalog."char"[])
        """;

    /// <summary>child, parent of inheritance and partitioning.</summary>
    public const string Inheritance = "SELECT i.inhrelid, i.inhparent FROM pg_catalog.pg_inherits i";

    /// <summary>relation, generated column, column that it is computed from.</summary>
    public const string GeneratedColumns =
        """
        SELECT d.adrelid, d.adnum, p.refobjsubid
        FROM pg_catalog.pg_attrdef d
        JOIN pg_catalog.pg_attribute a
          ON a.attrelid OPERATOR(pg_catalog.=) d.adrelid AND a.attnum OPERATOR(pg_catalog.=) d.adnum
        JOIN pg_catalog.pg_depend p
          ON p.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_attrdef'::pg_catalog.regclass
          AND p.objid OPERATOR(pg_catalog.=) d.oid AND p.refobjid OPERATOR(pg_catalog.=) d.adrelid
        WHERE a.attgenerated OPERATOR(pg_catalog.<>) '' AND p.refobjsubid OPERATOR(pg_catalog.<>) 0
          AND p.refobjsubid OPERATOR(pg_catalog.<>) d.adnum
        """;

    /// <summary>name of each function that can be called as if it were a column: its one argument is a relation's row.</summary>
    public const string RowFunctions =
        $"""
        SELECT DISTINCT {Hex}p.proname{Utf8}
        FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_type t ON t.oid OPERATOR(pg_catalog.=) p.proargtypes[0]
        WHERE p.pronargs OPERATOR(pg_catalog.=) 1 AND t.typtype OPERATOR(pg_catalog.=) 'c'
        """;

    /// <summary>
    /// relation, attribute number, name of the columns of the users' own relations and of those that a mask may be meant for or
    /// that show such. In a database with very many columns, of the latter only.
    /// </summary>
    /// <param name="names">The column names that masks give, or null when one of them is a pattern.</param>
    public static string Columns(IReadOnlyCollection<string>? names) => Readers(names) +
        $$"""
        SELECT a.attrelid, a.attnum, {{Hex}}a.attname{{Utf8}}
        FROM pg_catalog.pg_attribute a
        WHERE {{Live}} AND (a.attrelid OPERATOR(pg_catalog.=) ANY (SELECT reader.oid FROM reader)
          OR (a.attrelid OPERATOR(pg_catalog.=) ANY (
              SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
              WHERE c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p,v,m,f}'::pg_catalog."char"[])
                AND n.nspname OPERATOR(pg_catalog.<>) ALL ('{pg_catalog,information_schema,pg_toast}'::pg_catalog.name[]))
            AND (SELECT s.reltuples FROM pg_catalog.pg_class s
              WHERE s.oid OPERATOR(pg_catalog.=) 'pg_catalog.pg_attribute'::pg_catalog.regclass) OPERATOR(pg_catalog.<) '200000'::pg_catalog.float4))
        """;

    /// <summary>
    /// view, rule tree of every view that reads, through any number of views, a relation with such a column, or calls code.
    /// </summary>
    public static string Views(IReadOnlyCollection<string>? names) => Readers(names) +
        $"""
        SELECT r.ev_class, {Hex}r.ev_action{Utf8}
        FROM pg_catalog.pg_rewrite r JOIN reader ON reader.oid OPERATOR(pg_catalog.=) r.ev_class
        WHERE r.rulename OPERATOR(pg_catalog.=) '_RETURN'::pg_catalog.name
        """;

    /// <summary>view, relation that it reads, for the same views; 0 for one that calls code.</summary>
    public static string ViewSources(IReadOnlyCollection<string>? names) => Readers(names) +
        $"""
        SELECT DISTINCT r.ev_class, p.refobjid
        FROM pg_catalog.pg_rewrite r JOIN reader ON reader.oid OPERATOR(pg_catalog.=) r.ev_class
        JOIN pg_catalog.pg_depend p
          ON p.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_rewrite'::pg_catalog.regclass
          AND p.objid OPERATOR(pg_catalog.=) r.oid
          AND p.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass
          AND p.refobjid OPERATOR(pg_catalog.<>) r.ev_class
        WHERE r.rulename OPERATOR(pg_catalog.=) '_RETURN'::pg_catalog.name
        UNION ALL
        SELECT DISTINCT r.ev_class, '0'::pg_catalog.oid {CallsCode}
        """;

    private static string Readers(IReadOnlyCollection<string>? names) =>
        $"""
        WITH RECURSIVE reader(oid) AS (
          SELECT a.attrelid FROM pg_catalog.pg_attribute a WHERE {Candidate(names)}
          UNION
          SELECT r.ev_class {CallsCode}
          UNION
          SELECT r.ev_class FROM reader
          JOIN pg_catalog.pg_depend p
            ON p.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass
            AND p.refobjid OPERATOR(pg_catalog.=) reader.oid
            AND p.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_rewrite'::pg_catalog.regclass
          JOIN pg_catalog.pg_rewrite r ON r.oid OPERATOR(pg_catalog.=) p.objid
        )

        """;

    private static string Candidate(IReadOnlyCollection<string>? names)
    {
        if (names is null)
            return Live;
        var sql = new StringBuilder(Live).Append(" AND a.attname OPERATOR(pg_catalog.=) ANY (ARRAY[");
        sql.AppendJoin(", ", names.Select(Literal));
        return sql.Append("]::pg_catalog.name[])").ToString();
    }

    /// <summary>In ASCII and in a form that reads the same whatever encoding and standard_conforming_strings say.</summary>
    public static string Literal(string name)
    {
        var literal = new StringBuilder("E'");
        foreach (Rune character in name.EnumerateRunes())
        {
            if (character.IsAscii && character.Value is not ('\'' or '\\'))
                literal.Append((char)character.Value);
            else
                literal.Append(CultureInfo.InvariantCulture, $"\\U{character.Value:X8}");
        }
        return literal.Append('\'').ToString();
    }
}
