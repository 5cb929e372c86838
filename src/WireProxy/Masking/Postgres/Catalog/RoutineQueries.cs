namespace WireProxy.Masking.Postgres.Catalog;

/// <summary>The catalog queries about functions and composite types, written as <see cref="CatalogQueries"/> are.</summary>
internal static class RoutineQueries
{
    /// <summary>
    /// schema, name, number of arguments, of defaults, and of the variadic one, typtype and relation of the result, argument names
    /// (JSON), modes (array), defaults, body. Of every function that has the name of a user's function in SQL, so that all overloads
    /// are there; a body only where it can be read.
    /// </summary>
    public const string Routines =
        $$"""
        SELECT {{CatalogQueries.Hex}}n.nspname{{CatalogQueries.Utf8}}, {{CatalogQueries.Hex}}p.proname{{CatalogQueries.Utf8}}, p.pronargs, p.pronargdefaults,
          CASE WHEN p.provariadic OPERATOR(pg_catalog.=) '0'::pg_catalog.oid THEN 0 ELSE 1 END,
          {{CatalogQueries.Hex}}t.typtype{{CatalogQueries.Utf8}}, t.typrelid,
          {{CatalogQueries.Hex}}COALESCE(pg_catalog.to_json(p.proargnames)::pg_catalog.text, '[]'){{CatalogQueries.Utf8}},
          {{CatalogQueries.Hex}}COALESCE(p.proargmodes::pg_catalog.text, ''){{CatalogQueries.Utf8}},
          {{CatalogQueries.Hex}}COALESCE(pg_catalog.pg_get_expr(p.proargdefaults, '0'::pg_catalog.oid), ''){{CatalogQueries.Utf8}},
          {{CatalogQueries.Hex}}CASE WHEN l.lanname OPERATOR(pg_catalog.=) 'sql'::pg_catalog.name AND p.prokind OPERATOR(pg_catalog.=) 'f'::pg_catalog."char"
              AND p.oid OPERATOR(pg_catalog.>=) '16384'::pg_catalog.oid AND pg_catalog.length(p.prosrc) OPERATOR(pg_catalog.<) 65536
            THEN COALESCE(pg_catalog.pg_get_function_sqlbody(p.oid), p.prosrc) ELSE '' END{{CatalogQueries.Utf8}}
        FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) p.pronamespace
        JOIN pg_catalog.pg_language l ON l.oid OPERATOR(pg_catalog.=) p.prolang
        JOIN pg_catalog.pg_type t ON t.oid OPERATOR(pg_catalog.=) p.prorettype
        WHERE p.proname OPERATOR(pg_catalog.=) ANY (
          SELECT q.proname FROM pg_catalog.pg_proc q JOIN pg_catalog.pg_language m ON m.oid OPERATOR(pg_catalog.=) q.prolang
          WHERE m.lanname OPERATOR(pg_catalog.=) 'sql'::pg_catalog.name AND q.oid OPERATOR(pg_catalog.>=) '16384'::pg_catalog.oid)
        """;

    /// <summary>relation or type, number and name of the fields of composite types and of columns of such types, the relation of that type or 0.</summary>
    public const string Composites =
        $$"""
        SELECT a.attrelid, a.attnum, {{CatalogQueries.Hex}}a.attname{{CatalogQueries.Utf8}},
          CASE WHEN t.typtype OPERATOR(pg_catalog.=) 'c'::pg_catalog."char" THEN t.typrelid ELSE '0'::pg_catalog.oid END
        FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid OPERATOR(pg_catalog.=) a.atttypid
        JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) a.attrelid
        WHERE {{CatalogQueries.Live}} AND a.attrelid OPERATOR(pg_catalog.>=) '16384'::pg_catalog.oid
          AND (t.typtype OPERATOR(pg_catalog.=) 'c'::pg_catalog."char" OR c.relkind OPERATOR(pg_catalog.=) 'c'::pg_catalog."char")
        """;
}
