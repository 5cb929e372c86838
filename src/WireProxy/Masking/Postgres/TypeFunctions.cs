using System.Collections.Frozen;

namespace WireProxy.Masking.Postgres;

/// <summary>Functions of PostgreSQL's data types: the result depends on the arguments alone.</summary>
internal static class TypeFunctions
{
    public static FrozenSet<string> Names { get; } = FrozenSet.ToFrozenSet(
        ((string[])[
            // bits, bytes, numbers, money, enums
            "get_bit set_bit get_byte set_byte bit_count bit varbit bool bytea char oid xid money cash_words sind cosd tand cotd asind acosd",
            "atand atan2d erf erfc gamma lgamma crc32 crc32c numeric_inc pg_size_bytes enum_first enum_last enum_range random_normal",
            "unicode_version unicode_assigned casefold array_sample array_shuffle array_sort array_reverse pg_input_is_valid pg_input_error_info",
            // geometry
            "area center diameter height width radius diagonal slope isclosed isopen isparallel isperp ishorizontal isvertical npoints pclose",
            "popen point box circle line lseg path polygon bound_box point_distance poly_center path_center box_intersect",
            // ranges
            "range_adjacent range_before range_after range_contains range_contained_by range_contains_elem range_overlaps range_minus",
            "range_union range_intersect int4multirange int8multirange nummultirange datemultirange tsmultirange tstzmultirange multirange",
            // addresses, snapshots, positions
            "set_masklen hostmask inet_merge inet_same_family inet cidr macaddr macaddr8 macaddr8_set7bit pg_lsn pg_wal_lsn_diff",
            "txid_current_snapshot txid_snapshot_xmin txid_snapshot_xmax txid_snapshot_xip txid_visible_in_snapshot pg_current_snapshot",
            "pg_snapshot_xmin pg_snapshot_xmax pg_snapshot_xip pg_visible_in_snapshot",
            // times
            "time timetz",
            // json and xml
            "json_populate_record jsonb_populate_record json_populate_recordset jsonb_populate_recordset json_to_record jsonb_to_record",
            "json_to_recordset jsonb_to_recordset jsonb_contains jsonb_contained jsonb_exists jsonb_exists_any jsonb_exists_all jsonb_concat",
            "jsonb_delete jsonb_delete_path jsonb_path_query_tz jsonb_path_exists_tz jsonb_path_match_tz jsonb_path_query_array_tz",
            "jsonb_path_query_first_tz json_object_agg_strict json_agg_strict xpath xpath_exists xml xmlcomment xmltext xml_is_well_formed",
            "xml_is_well_formed_document xml_is_well_formed_content",
            // text search
            "tsquery tsvector setweight strip numnode querytree tsquery_phrase ts_delete ts_filter tsvector_to_array array_to_tsvector ts_lexize ts_parse",
            "ts_token_type ts_debug json_to_tsvector jsonb_to_tsvector",
        ]).SelectMany(names => names.Split(' ')), StringComparer.Ordinal);
}
