-- From schema 2 to schema 3: threat levels and lockdowns, and where operators stand. The tables of the former begin
-- empty, since no entry of before speaks of any.

-- Threat levels that were set; the last row is in force, and without one it is normal.
CREATE TABLE postures (
    seq   INTEGER PRIMARY KEY,
    at    INTEGER NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('normal', 'alpha', 'bravo', 'charlie', 'delta'))
) STRICT;

-- Lockdowns; one goes on until `ended` names the entry that ended it.
CREATE TABLE lockdowns (
    seq   INTEGER PRIMARY KEY,
    at    INTEGER NOT NULL,
    ended INTEGER
) STRICT;
CREATE INDEX lockdowns_open ON lockdowns (seq) WHERE ended IS NULL;

-- Until now everybody enrolled was active and had the slots of their enrolment; when they signed in, and that somebody
-- failed to, the leaves tell.

CREATE TEMP TABLE operators_before AS SELECT * FROM operators;
DROP TABLE operators;
CREATE TABLE operators (
    id        BLOB PRIMARY KEY,
    seq       INTEGER NOT NULL,
    number    TEXT NOT NULL UNIQUE,
    roles     TEXT NOT NULL,            -- codes, separated by commas
    key       TEXT NOT NULL,
    slot_a    TEXT NOT NULL,            -- SHA-256 of the key slots, sorted
    slot_b    TEXT NOT NULL,
    slots     INTEGER NOT NULL,         -- the entry that says so: the enrolment, or the last change of passphrase
    state     TEXT NOT NULL CHECK (state IN ('active', 'suspended', 'ended')),
    pin       INTEGER,                  -- the entry that holds what their PIN is checked by
    signed_in INTEGER                   -- the entry of their last sign-in
) STRICT, WITHOUT ROWID;
INSERT INTO operators (id, seq, number, roles, key, slot_a, slot_b, slots, state, signed_in)
    SELECT id, seq, number, roles, key, slot_a, slot_b, seq, 'active',
        (SELECT max(e.seq) FROM entries e
         WHERE json_extract(CAST(e.leaf AS TEXT), '$.kind') = 'signed-in'
             AND json_extract(CAST(e.leaf AS TEXT), '$.key') = lower(hex(operators_before.id)))
    FROM operators_before;
DROP TABLE operators_before;

-- Sign-ins that failed. Which number was typed stands in the situation body.
CREATE TABLE failures (
    seq INTEGER PRIMARY KEY
) STRICT;
INSERT INTO failures SELECT seq FROM entries WHERE json_extract(CAST(leaf AS TEXT), '$.kind') = 'sign-in-failed';
