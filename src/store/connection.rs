//! Opening the database: one file, checked before it is believed, and guarded against ourselves.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

use super::error::StoreError;
use super::migrate::migrate;

/// The whole current schema.
pub const SCHEMA: &str = include_str!("../../schema.sql");
/// The database's name in its folder.
pub const DATABASE: &str = "gateward.db";
/// What `application_id` says in every store of ours.
const APPLICATION_ID: i64 = 0x4757_4431;
/// The schema this build writes.
pub(super) const SCHEMA_VERSION: i64 = 13;
/// The first SQLite whose WAL cannot be reset under a reader (sqlite.org/wal.html, "WAL-reset bug").
const OLDEST_SQLITE: i32 = 3_051_003;
pub(super) const LOCK: &str = "gateward.lock";

/// What a connection may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Make the file; the lock must be held.
    Create,
    /// Read and write; the lock must be held.
    Write,
    /// Read beside whoever writes.
    Read,
}

/// The right to write, held as long as this lives; the operating system gives it back if the process dies.
#[derive(Debug)]
pub struct WriterLock {
    _file: File,
}

impl WriterLock {
    /// Takes the lock of this folder, or says who holds it.
    pub fn take(folder: &Path) -> Result<Self, StoreError> {
        Self::take_as(folder, LOCK)
    }

    /// The same of another lock, for what goes on beside a writer and not twice at once.
    pub(super) fn take_as(folder: &Path, name: &str) -> Result<Self, StoreError> {
        let path = folder.join(name);
        let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = open.map_err(StoreError::file(&path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let _ = file.take(200).read_to_string(&mut holder);
                let holder = crate::domain::text::escape(holder.trim(), 100);
                return Err(StoreError::InUse(if holder.is_empty() { "another process".into() } else { holder }));
            }
            Err(TryLockError::Error(error)) => return Err(StoreError::File { path, error }),
        }
        let name = format!("process {}", std::process::id());
        let write = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(name.as_bytes()));
        write.map_err(StoreError::file(&path))?;
        Ok(Self { _file: file })
    }
}

/// Opens the database in this folder, checks that it is ours and not newer, and sets the guards.
pub fn open(folder: &Path, mode: Mode) -> Result<Connection, StoreError> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(StoreError::OldSqlite(rusqlite::version().to_owned()));
    }
    let path = folder.join(DATABASE);
    if mode != Mode::Create {
        is_there(folder)?;
    }
    match open_at(&path, mode) {
        // A copy on a medium that takes no writing is still to be audited: without a log of its own beside it, it can
        // be read as it lies there.
        Err(StoreError::Disk(_)) if mode == Mode::Read && !has_wal(folder) => open_unchanging(&path),
        opened => opened,
    }
}

/// Whether a post is set up in this folder.
pub fn is_there(folder: &Path) -> Result<(), StoreError> {
    if folder.join(DATABASE).exists() {
        return Ok(());
    }
    let slots = folder.join("keyslots.json").exists() && !folder.join("setup").exists();
    let folder = folder.to_owned();
    Err(if slots { StoreError::LostDatabase(folder) } else { StoreError::NoPost(folder) })
}

/// Whether entries lie in the write-ahead log that the database itself does not have yet.
fn has_wal(folder: &Path) -> bool {
    std::fs::metadata(folder.join(format!("{DATABASE}-wal"))).is_ok_and(|wal| wal.len() > 0)
}

fn open_unchanging(path: &Path) -> Result<Connection, StoreError> {
    let path = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    ready(Connection::open_with_flags(format!("file:{path}?immutable=1"), flags)?, Mode::Read)
}

fn open_at(path: &Path, mode: Mode) -> Result<Connection, StoreError> {
    let flags = match mode {
        Mode::Create => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        Mode::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
        Mode::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
    };
    ready(Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?, mode)
}

fn ready(mut connection: Connection, mode: Mode) -> Result<Connection, StoreError> {
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    if mode == Mode::Create {
        create(&connection)?;
    }
    let found = check(&connection)?;
    settle(&connection, mode)?;
    match mode {
        _ if found == SCHEMA_VERSION => {}
        Mode::Read => return Err(StoreError::Older { found, known: SCHEMA_VERSION }),
        Mode::Create | Mode::Write => migrate(&connection, found)?,
    }
    guard(&mut connection)?;
    Ok(connection)
}

/// A store of our schema in another place, for a rebuild to be compared with; nothing in it needs to survive.
pub fn open_scratch(path: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open(path)?;
    connection.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16384;")?;
    connection.execute_batch(SCHEMA)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

fn create(connection: &Connection) -> Result<(), StoreError> {
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 {
        return Err(StoreError::Damaged("a database is there already".into()));
    }
    connection.execute_batch(&format!("BEGIN IMMEDIATE;\n{SCHEMA}\nCOMMIT;"))?;
    Ok(())
}

/// Makes sure that the file is ours and not newer; returns its schema.
fn check(connection: &Connection) -> Result<i64, StoreError> {
    let pragma = |name: &str| connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0));
    if pragma("application_id")? != APPLICATION_ID {
        return Err(StoreError::Damaged("it does not carry Gateward's mark".into()));
    }
    let found = pragma("user_version")?;
    match found {
        1..=SCHEMA_VERSION => Ok(found),
        _ if found > SCHEMA_VERSION => Err(StoreError::Newer { found, known: SCHEMA_VERSION }),
        _ => Err(StoreError::Damaged(format!("schema {found} was never released"))),
    }
}

fn settle(connection: &Connection, mode: Mode) -> Result<(), StoreError> {
    if mode != Mode::Read {
        let _: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    }
    connection.execute_batch(
        "PRAGMA synchronous = FULL;
         PRAGMA secure_delete = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA recursive_triggers = ON;
         PRAGMA foreign_keys = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -32768;
         PRAGMA mmap_size = 0;",
    )?;
    for (limit, value) in [
        (Limit::SQLITE_LIMIT_LENGTH, 16 << 20),
        (Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 64),
        (Limit::SQLITE_LIMIT_ATTACHED, 0),
    ] {
        let _ = connection.set_limit(limit, value)?;
    }
    // A plan that does not depend on what is bound: else every query with a range is planned anew at each use.
    let _ = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}

/// From here on the log's tables take rows at their end and nothing else, whatever SQL is tried.
pub(super) fn guard(connection: &mut Connection) -> Result<(), StoreError> {
    let _ = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.authorizer(Some(|context: AuthContext<'_>| authorize(&context.action)))?;
    Ok(())
}

/// The same, but that bodies can be deleted: those that a fact erases, which is for the trigger to see to. [`guard`] ends
/// it.
pub(super) fn guard_but_bodies(connection: &mut Connection) -> Result<(), StoreError> {
    let of_bodies = |action: &AuthAction<'_>| matches!(action, AuthAction::Delete { table_name: "bodies" });
    connection.authorizer(Some(move |context: AuthContext<'_>| match &context.action {
        action if of_bodies(action) => Authorization::Allow,
        action => authorize(action),
    }))?;
    Ok(())
}

fn authorize(action: &AuthAction<'_>) -> Authorization {
    match action {
        AuthAction::Update { table_name, .. } | AuthAction::Delete { table_name } => {
            let is_schema = table_name.starts_with("sqlite_");
            if is_log(table_name) || is_schema { Authorization::Deny } else { Authorization::Allow }
        }
        AuthAction::Pragma { pragma_name, pragma_value } => authorize_pragma(pragma_name, *pragma_value),
        AuthAction::Insert { .. }
        | AuthAction::Read { .. }
        | AuthAction::Select
        | AuthAction::Function { .. }
        | AuthAction::Transaction { .. }
        | AuthAction::Savepoint { .. }
        | AuthAction::Recursive => Authorization::Allow,
        // Every change of the schema, every other file, everything this list does not know.
        _ => Authorization::Deny,
    }
}

fn authorize_pragma(name: &str, value: Option<&str>) -> Authorization {
    let reads = ["data_version", "user_version", "application_id", "page_count", "quick_check"];
    let takes_a_name = ["wal_checkpoint", "table_info", "index_list", "index_info"].contains(&name);
    let allowed = takes_a_name || (value.is_none() && reads.contains(&name));
    if allowed { Authorization::Allow } else { Authorization::Deny }
}

fn is_log(table: &str) -> bool {
    ["entries", "hashes", "bodies", "checkpoints"].iter().any(|log| log.eq_ignore_ascii_case(table))
}
