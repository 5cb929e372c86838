namespace WireProxy.Sql.Lexing;

/// <summary>
/// The keywords that the parser reacts to, grouped as PostgreSQL's kwlist.h groups them (<see cref="KeywordClass"/>).
/// A member is spelt as the keyword with an underscore before each inner capital: CurrentDate is current_date.
/// </summary>
internal enum PostgresKeyword : ushort
{
    None,

    // Reserved: all of them, as only their absence proves that a word is a name.
    All, Analyse, Analyze, And, Any, Array, As, Asc, Asymmetric, Both, Case, Cast, Check, Collate, Column, Constraint,
    Create, CurrentCatalog, CurrentDate, CurrentRole, CurrentTime, CurrentTimestamp, CurrentUser, Default, Deferrable,
    Desc, Distinct, Do, Else, End, Except, False, Fetch, For, Foreign, From, Grant, Group, Having, In, Initially,
    Intersect, Into, Lateral, Leading, Limit, Localtime, Localtimestamp, Not, Null, Offset, On, Only, Or, Order,
    Placing, Primary, References, Returning, Select, SessionUser, Some, Symmetric, Table, Then, To, Trailing,
    True, Union, Unique, User, Using, Variadic, When, Where, Window, With,

    // Type or function name: never the name of a column or relation.
    Authorization, Binary, Collation, Concurrently, Cross, CurrentSchema, Freeze, Full, Ilike, Inner, Is, Isnull, Join,
    Left, Like, Natural, Notnull, Outer, Overlaps, Right, Similar, Tablesample, Verbose,

    // Column name: never the name of a function. The JSON functions of version 16 are left out: they were names before.
    Between, Bigint, Bit, Boolean, Char, Character, Coalesce, Dec, Decimal, Exists, Extract, Float, Greatest, Grouping,
    Inout, Int, Integer, Interval, Least, National, Nchar, None_, Normalize, Nullif,
    Numeric, Out, Overlay, Position, Precision, Real, Row, Setof, Smallint, Substring, Time, Timestamp, Treat, Trim,
    Values, Varchar, Xmlattributes, Xmlconcat, Xmlelement, Xmlexists, Xmlforest, Xmlnamespaces, Xmlparse, Xmlpi, Xmlroot,
    Xmlserialize, Xmltable,

    // Unreserved: only those that start or steer a statement.
    Abort, Access, Add, Aggregate, Also, Alter, AlterReplicationSlot, At, Atomic, Attach, Authenticated, BaseBackup,
    Begin, By, Call, Cascade, Characteristics, Checkpoint, Class, Close, Cluster, Columns, Comment, Commit,
    Configuration, Conflict, Constraints, Content, Continue, Conversion, Copy, CreateReplicationSlot, Cube, Current,
    Cursor, Cycle, Data, Database, Day, Deallocate, Declare, Delete, Detach, Dictionary, Discard, Document, Domain,
    Double, Drop, DropReplicationSlot, Each, Escape, Event, Exclude, Execute, Explain, Expression, Extension, Family,
    Filter, Finalize, Force, Function, Functions, Generated, Global, Groups, Hour, IdentifySystem, Identity, If,
    Import, Include, Index, Inherit, Inherits, Insert, Instead, Key, Label, Language, Large, Listen, Load, Local,
    Location, Lock, Mapping, Match, Matched, Materialized, Merge, Method, Minute, Month, Move, Name, Names, New, No,
    Normalized, Nothing, Notify, Object, Of, Old, Operator, Option, Options, Ordinality, Over, Overriding, Owned,
    Parser, Partition, Passing, Policy, Prepare, Prepared, Privileges, Procedural, Procedure, Program, Publication,
    Range, ReadReplicationSlot, Reassign, Recursive, Refresh, Reindex, Release, Rename, Repeatable, Replace, Reset,
    Restart, Return, Returns, Revoke, Role, Rollback, Rollup, Routine, Routines, Rows, Rule, Savepoint, Schema,
    Schemas, Search, Second, Security, Sequence, Sequences, Server, Session, Set, Sets, Show, Source, Split, Start,
    StartReplication, Statistics, Stdin, Stdout, Subscription, System, Tables, Tablespace, Temp, Template, Temporary,
    Text, Ties, TimelineHistory, Transaction, Transform, Trigger, Truncate, Trusted, Type, Uescape, Unlisten,
    Unlogged, Update, UploadManifest, Usage, Vacuum, Value, Varying, View, Wait, Within, Without, Work, Wrapper,
    Write, Year, Zone,
}

/// <summary>Where PostgreSQL's grammar accepts a keyword as a name.</summary>
internal enum KeywordClass : byte
{
    Unreserved,
    ColumnName,
    TypeOrFunctionName,
    Reserved,
}
