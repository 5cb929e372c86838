using System.Collections.Frozen;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>
/// Functions whose value depends on their arguments and the session only. Those of one server are left to stored
/// functions on the other.
/// </summary>
internal static class BuiltInFunctions
{
    /// <summary>Built in where FROM calls it; in an expression it is a stored function's name.</summary>
    public const string Table = "json_table";

    public static FrozenSet<string> Common { get; } = Of("""
        abs acos adddate addtime aes_decrypt aes_encrypt ascii asin atan atan2 avg benchmark bin bit_and bit_count bit_length
        bit_or bit_xor cast ceil ceiling char char_length character_length charset coalesce coercibility collation compress
        concat concat_ws connection_id conv convert convert_tz cos cot count crc32 cume_dist curdate current_date current_role
        current_time current_timestamp current_user curtime database date date_add date_format date_sub datediff day dayname
        dayofmonth dayofweek dayofyear default degrees dense_rank elt exp export_set extract extractvalue field find_in_set
        first_value floor format found_rows from_base64 from_days from_unixtime get_format get_lock greatest group_concat hex
        hour if ifnull inet6_aton inet6_ntoa inet_aton inet_ntoa insert instr interval is_free_lock is_ipv4 is_ipv4_compat
        is_ipv4_mapped is_ipv6 is_used_lock isnull json_array json_array_append json_array_insert json_arrayagg json_contains
        json_contains_path json_depth json_extract json_insert json_keys json_length json_merge json_merge_patch
        json_merge_preserve json_object json_objectagg json_overlaps json_quote json_remove json_replace json_search json_set
        json_type json_unquote json_valid json_value lag last_day last_value lcase lead least left length ln localtime
        localtimestamp locate log log10 log2 lower lpad ltrim make_set makedate maketime max md5 microsecond mid min minute mod
        month monthname name_const now nth_value ntile nullif oct octet_length ord percent_rank period_add period_diff pi
        position pow power quarter quote radians rand rank regexp_instr regexp_replace regexp_substr release_all_locks
        release_lock repeat replace reverse right round row row_count row_number rpad rtrim schema sec_to_time second
        session_user sha sha1 sha2 sign sin sleep soundex space sqrt std stddev stddev_pop stddev_samp str_to_date strcmp
        subdate substr substring substring_index subtime sum sysdate system_user tan time time_format time_to_sec timediff
        timestamp timestampadd timestampdiff to_base64 to_days to_seconds trim truncate ucase uncompress uncompressed_length
        unhex unix_timestamp updatexml upper user utc_date utc_time utc_timestamp uuid uuid_short values var_pop var_samp
        variance version week weekday weekofyear weight_string year yearweek
        geometrycollection linestring mbrcontains mbrdisjoint mbrequals mbrintersects mbroverlaps mbrtouches mbrwithin
        multilinestring multipoint multipolygon point polygon st_area st_asbinary st_asgeojson st_astext st_aswkb st_aswkt
        st_buffer st_centroid st_contains st_convexhull st_crosses st_difference st_dimension st_disjoint st_distance
        st_distance_sphere st_endpoint st_envelope st_equals st_exteriorring st_geomcollfromtext st_geometryn st_geometrytype
        st_geomfromgeojson st_geomfromtext st_geomfromwkb st_interiorringn st_intersection st_intersects st_isclosed st_isempty
        st_issimple st_length st_linefromtext st_linefromwkb st_numgeometries st_numinteriorrings st_numpoints st_overlaps
        st_pointfromtext st_pointfromwkb st_pointn st_polyfromtext st_polyfromwkb st_srid st_startpoint st_symdifference
        st_touches st_union st_within st_x st_y
        """);

    public static FrozenSet<string> MySql { get; } = Of("""
        any_value bin_to_uuid distance format_bytes format_pico_time grouping gtid_subset gtid_subtract icu_version is_uuid
        json_pretty json_schema_valid json_schema_validation_report json_storage_free json_storage_size mbrcoveredby mbrcovers
        ps_current_thread_id ps_thread_id random_bytes regexp_like roles_graphml source_pos_wait st_buffer_strategy st_collect
        st_frechetdistance st_geohash st_hausdorffdistance st_isvalid st_latfromgeohash st_latitude st_lineinterpolatepoint
        st_longfromgeohash st_longitude st_makeenvelope st_pointatdistance st_pointfromgeohash st_simplify st_swapxy
        st_transform st_validate statement_digest statement_digest_text string_to_vector uuid_to_bin
        validate_password_strength vector_dim vector_distance vector_to_string
        """);

    public static FrozenSet<string> MariaDb { get; } = Of("""
        add_months binlog_gtid_pos chr column_add column_check column_create column_delete column_exists column_get column_json
        column_list crc32c decode decode_histogram decode_oracle des_decrypt des_encrypt encode encrypt format_pico_time json_array_intersect
        json_compact json_detailed json_equals json_exists json_key_value json_loose json_normalize json_object_filter_keys
        json_object_to_array json_pretty json_query json_schema_valid kdf lastval lengthb median natural_sort_key nextval nvl
        nvl2 old_password password percentile_cont percentile_disc random_bytes rownum setval sformat st_boundary st_isring
        st_pointonsurface st_relate sys_guid to_char to_number trunc uuid_v4 uuid_v7 value vec_distance vec_distance_cosine
        vec_distance_euclidean vec_fromtext vec_totext
        """);

    /// <summary>Names that are built-in functions only directly before their parenthesis, unless IGNORE_SPACE is on.</summary>
    public static FrozenSet<string> NeedAdjacency { get; } = Of("""
        adddate bit_and bit_or bit_xor cast count cume_dist curdate curtime date_add date_format date_sub decode dense_rank
        extract first_value group_concat json_arrayagg json_objectagg lag last_value lead max median mid min now nth_value
        ntile nvl nvl2 percent_rank percentile_cont percentile_disc position rank row_number session_user st_collect std
        stddev stddev_pop stddev_samp subdate substr substring sum sysdate system_user trim variance var_pop var_samp
        """);

    private static FrozenSet<string> Of(string names) =>
        names.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
