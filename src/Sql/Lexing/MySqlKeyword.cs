namespace WireProxy.Sql.Lexing;

/// <summary>
/// The keywords that the parser reacts to. A member is spelt as the keyword with an underscore before each inner
/// capital: CurrentDate is current_date.
/// </summary>
internal enum MySqlKeyword : ushort
{
    None,

    // Reserved in MySQL 9 and in MariaDB 11: never an unquoted name.
    Accessible, Add, All, Alter, Analyze, And, As, Asc, Asensitive, Before, Between, Bigint, Binary, Blob, Both, By,
    Call, Cascade, Case, Change, Char, Character, Check, Collate, Column, Condition, Constraint, Continue, Convert,
    Create, Cross, CurrentDate, CurrentTime, CurrentTimestamp, CurrentUser, Cursor, Database, Databases, DayHour,
    DayMicrosecond, DayMinute, DaySecond, Dec, Decimal, Declare, Default, Delayed, Delete, Desc, Describe,
    Deterministic, Distinct, Distinctrow, Div, Double, Drop, Dual, Each, Else, Elseif, Enclosed, Escaped, Except,
    Exists, Exit, Explain, False, Fetch, Float, Float4, Float8, For, Force, Foreign, From, Fulltext, Grant, Group,
    Having, HighPriority, HourMicrosecond, HourMinute, HourSecond, If, Ignore, In, Index, Infile, Inner, Inout,
    Insensitive, Insert, Int, Int1, Int2, Int3, Int4, Int8, Integer, Intersect, Interval, Into, Is, Iterate, Join,
    Key, Keys, Kill, Leading, Leave, Left, Like, Limit, Linear, Lines, Load, Localtime, Localtimestamp, Lock, Long,
    Longblob, Longtext, Loop, LowPriority, Match, Maxvalue, Mediumblob, Mediumint, Mediumtext, Middleint,
    MinuteMicrosecond, MinuteSecond, Mod, Modifies, Natural, Not, NoWriteToBinlog, Null, Numeric, On, Optimize, Option,
    Optionally, Or, Order, Out, Outer, Outfile, Over, Partition, Precision, Primary, Procedure, Purge, Range, Read,
    Reads, ReadWrite, Real, Recursive, References, Regexp, Release, Rename, Repeat, Replace, Require, Resignal,
    Restrict, Return, Revoke, Right, Rlike, Rows, RowNumber, Schema, Schemas, SecondMicrosecond, Select, Sensitive,
    Separator, Set, Show, Signal, Smallint, Spatial, Specific, Sql, Sqlexception, Sqlstate, Sqlwarning, SqlBigResult,
    SqlCalcFoundRows, SqlSmallResult, Ssl, Starting, StraightJoin, Table, Terminated, Then, Tinyblob, Tinyint,
    Tinytext, To, Trailing, Trigger, True, Undo, Union, Unique, Unlock, Unsigned, Update, Usage, Use, Using, UtcDate,
    UtcTime, UtcTimestamp, Values, Varbinary, Varchar, Varcharacter, Varying, When, Where, While, With, Write, Xor,
    YearMonth, Zerofill,

    // Names somewhere: unreserved, or reserved by one of the two only.
    Account, Action, Adddate, Admin, After, Against, Aggregate, Algorithm, Always, Analyse, Any, Array, Ascii, At,
    Atomic, Avg, Autoextend, Backup, Begin, Binlog, Bit, Body, Bool, Boolean, Byte, Cache, Cascaded, Cast, Catalog,
    Chain, Changed, Channel, Charset, Checksum, Client, Clone, Close, Coalesce, Code, Collation, Columns, Comment,
    Commit, Committed, Component, Compressed, Concurrent, Connection, Consistent, Contains, Count, Cube, Curdate,
    Current, CurrentRole, Curtime, Cycle, Data, Date, DateAdd, DateSub, Datetime, Day, Deallocate, Definer,
    Diagnostics, Directory, Disable, Discard, Do, Dumpfile, Duplicate, Dynamic, Empty, Enable, End, Ends, Enforced,
    Engine, Engines, Enum, Error, Errors, Escape, Event, Events, Every, Exchange, Execute, Exclude, Export, Extended,
    Extract, File, Filter, First, Fixed, Flush, Following, Follows, Format, Found, Full, Function, General, Generated,
    Geometry, Geometrycollection, Get, GetFormat, Global, Grants, GroupConcat, GroupReplication, Grouping, Groups,
    Handler, Help, History, Host, Hosts, Hour, Identified, Immediate, Import, Increment, Indexes, Install, Instance,
    Invisible, Invoker, Isolation, Json, JsonArrayagg, JsonObjectagg, JsonTable, JsonValue, KeyBlockSize, Language,
    Last, Lateral, Leaves, Less, Level, Library, List, Local, Locked, Locks, Logfile, Logs, Lastval, Master, Max,
    Materialized, Member, Memory, Merge, Message, Mid, Microsecond, Min, Minute, Minvalue, Mode, Modify,
    Month, Mutex, Name, Names, National, Nchar, Next, Nextval, No, Nocache, Nocycle, Nomaxvalue, Nominvalue, None_,
    Now, Nowait, Nulls, Nvarchar, Of, Off, Offset, Old, One, Online, Only, Open, Options, Optimizer, Ordinality,
    Others, Overlaps, Owner, Package, Page, Parse, Parser, Partial, Partitioning, Partitions, Password, Path,
    Period, Persist, PersistOnly, Phase, Plugin, Plugins, Portion, Position, Precedes, Preceding, Prepare, Preserve,
    Prev, Previous, Privileges, Processlist, Profile, Profiles, Proxy, Qualify, Quarter, Query, Quick, Rebuild,
    Recover, Reference, Relay, Relaylog, Remove, Reorganize, Repair, Repeatable, Replica, Replicas, Replication, Reset,
    Resource, Restart, Restore, Resume, Returning, Returns, Reuse, Role, Rollback, Rollup, Routine, Row, RowCount,
    Rtree, Savepoint, Schedule, Second, Secondary, Security, Sequence, Serial, Serializable, Server, Session,
    SessionUser, Setval, Share, Shutdown, Signed, Simple, Skip, Slave, Slaves, Slow, Some, Soname, Sounds,
    Source, SqlBufferResult, SqlCache, SqlNoCache, SqlThread, Start, Starts, Statement, Statistics, Status,
    Stop, Storage, Stored, Std, Stddev, Subdate, Subpartition, Subpartitions, Substr, Substring, Sum, Super, Suspend,
    Swaps, Switches, Sysdate, System, SystemTime, SystemUser, Tables, Tablespace, Temporary, Temptable, Text, Than,
    Thread, Ties, Time, Timestamp, Timestampadd, Timestampdiff, Traditional, Transaction, Triggers, Trim, Truncate,
    Type, Unbounded, Uncommitted, Undefined, Undofile, Unicode, Uninstall, Unknown, Until, Upgrade, User, UserResources,
    UserVariables, Validation, Value, Variables, Variance, VarPop, VarSamp, Vcpu, Vector, Versioning, View, Virtual,
    Visible, Wait, Warnings, Week, WeightString, Window, Within, Without, Work, Wrapper, X509, Xa, Xid, Xml, Year,
}
