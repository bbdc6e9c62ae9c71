-- From schema 2 to schema 3: threat levels and lockdowns. Both tables begin empty, since no entry of before speaks of any.

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
