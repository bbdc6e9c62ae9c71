-- From schema 1 to schema 2: lists, listings and the answers of security. Every new table begins empty, since no
-- entry of before speaks of any.

-- Watch-lists that are configured. What they are called and how many rows they have says the fact of `seq`, from which
-- score on they count that of `limits`; the rows stand in `listings` under `load`.
CREATE TABLE watchlists (
    name   TEXT PRIMARY KEY,
    seq    INTEGER NOT NULL,            -- the entry that loaded it
    at     INTEGER NOT NULL,            -- when that was
    load   BLOB NOT NULL,
    limits INTEGER NOT NULL             -- the last entry that set its limits
) STRICT, WITHOUT ROWID;

-- The mission's own list. Who it is stands in the person body of `seq`, why in its sealed body.
CREATE TABLE own_listings (
    id    BLOB PRIMARY KEY,
    seq   INTEGER NOT NULL,             -- the entry that added or last amended it
    at    INTEGER NOT NULL,             -- when that was
    until INTEGER,                      -- the last moment at which it counts
    ended INTEGER                       -- the entry that ended it
) STRICT, WITHOUT ROWID;

-- The last answer of security to each thing it was asked about. `id` says nothing without the store's key; who is safe
-- from what is those granted.
CREATE TABLE reviews (
    id      BLOB PRIMARY KEY,
    seq     INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    person  BLOB NOT NULL,
    granted INTEGER NOT NULL,
    until   INTEGER                     -- the last moment at which it holds
) STRICT, WITHOUT ROWID;
CREATE INDEX reviews_by_person ON reviews (person);

-- Rows of watch-lists, as one JSON object each, in the order of their number. A load that no fact speaks of does not
-- count: it is being written, was broken off, or was superseded.
CREATE TABLE listings (
    load   BLOB NOT NULL,
    number INTEGER NOT NULL,
    bytes  BLOB NOT NULL,
    PRIMARY KEY (load, number)
) STRICT, WITHOUT ROWID;

-- How many persons an operator opened on a day.
CREATE TABLE openings (
    day      TEXT NOT NULL,
    operator BLOB NOT NULL,
    count    INTEGER NOT NULL,
    PRIMARY KEY (day, operator)
) STRICT, WITHOUT ROWID;
