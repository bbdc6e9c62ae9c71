-- From schema 11 to schema 12: hosts hear of their visits. What happened before is told to nobody.

CREATE TEMP TABLE mails_before AS SELECT * FROM mails;
DROP TABLE mails;
-- Mail to guests, and notices to hosts, that wait, went out or did not. Which visit it is about, in what state it is and since
-- when stands in the clear; to whom it goes and what it says is sealed under a key of the store's.
CREATE TABLE mails (
    id      INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,           -- when it was put here
    visit   BLOB NOT NULL,
    notice  INTEGER,                    -- what a host is told of; nothing where it is for the guest
    way     TEXT NOT NULL CHECK (way IN ('mail', 'webhook')),
    state   TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'saved', 'withdrawn')),
    tries   INTEGER NOT NULL,
    next    INTEGER,                    -- not before this it is tried again
    trouble TEXT,                       -- of which kind what went wrong last is
    head    BLOB NOT NULL,
    message BLOB NOT NULL               -- empty once it is not needed any more
) STRICT;
INSERT INTO mails (id, at, visit, notice, way, state, tries, next, trouble, head, message)
    SELECT id, at, visit, NULL, 'mail', state, tries, next, trouble, head, message FROM mails_before;
DROP TABLE mails_before;
CREATE INDEX mails_due ON mails (next) WHERE next IS NOT NULL;
CREATE INDEX mails_by_visit ON mails (visit);
CREATE UNIQUE INDEX mails_by_notice ON mails (notice, way) WHERE notice IS NOT NULL;

-- The mission's hosts: what each is called and where their mail goes is sealed under a key of the store's for this very row.
CREATE TABLE hosts (
    id     BLOB PRIMARY KEY,
    sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- What happened to visits that hosts and the desk hear of, each once; who it was says the visit.
CREATE TABLE notices (
    id    INTEGER PRIMARY KEY,
    event TEXT NOT NULL CHECK (event IN ('arrival', 'referral', 'overstay', 'departure')),
    entry INTEGER NOT NULL,             -- the stay, or the wait
    visit BLOB NOT NULL,
    at    INTEGER NOT NULL,             -- when it happened
    away  INTEGER NOT NULL,             -- whether the desk has put it away
    UNIQUE (event, entry)
) STRICT;
CREATE INDEX notices_by_visit ON notices (visit);

INSERT OR REPLACE INTO settings (name, value) SELECT 'notices-seen', CAST(count(*) AS TEXT) FROM entries;
