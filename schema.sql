-- The whole schema of a post's database, read by src/store.
--
-- Four kinds of tables:
--   the log        what happened: entries, hashes, bodies, checkpoints. Insert-only; nothing else is the record.
--   projections    what follows from the log, made by src/store/apply.rs alone. `rebuild` makes them anew, `verify`
--                  compares them. They hold times, states and random handles, and copy nothing from bodies that
--                  could name a person.
--   reference data lists of authorities, row by row. The log holds their digest, and they count only while they agree
--                  with it; `rebuild` leaves them alone.
--   working        what no verdict reads: settings of the window, drafts, counts of what was asked.
--
-- Times are milliseconds since 1970 UTC. Handles are random bytes. `seq` is the index of an entry in the log, from 0.

PRAGMA application_id = 0x47574431; -- "GWD1"
PRAGMA user_version = 13;

---------------------------------------------------------------------------------------------------- the log

-- One leaf of the RFC 6962 tree: the bytes that were hashed, never serialised again.
CREATE TABLE entries (
    seq  INTEGER PRIMARY KEY,
    leaf BLOB NOT NULL
) STRICT;
-- The few that the small tables below are made of: which lists there are, which rules are in force, who serves here.
-- Those tables are held against them at every sign-in (src/store/held.rs).
CREATE INDEX entries_governing ON entries (seq) WHERE CAST(substr(leaf, instr(leaf, CAST('"kind":"' AS BLOB)) + 8, instr(substr(leaf, instr(leaf, CAST('"kind":"' AS BLOB)) + 8), CAST('"' AS BLOB)) - 1) AS TEXT) IN ('founded', 'restored', 'rules-set', 'enrolled', 'started', 'roles-changed', 'operator-suspended', 'operator-resumed', 'operator-ended', 'passphrase-set', 'pin-set', 'recovery-set', 'security-key-set', 'watchlist-loaded', 'watchlist-set', 'watchlist-removed', 'names-loaded', 'names-removed', 'listing-added', 'listing-amended', 'listing-ended', 'posture-set', 'lockdown-begun', 'lockdown-ended', 'alarms-set', 'overridden', 'overrides-reviewed', 'store-doubted', 'store-cleared');

-- Hashes of complete subtrees, in the order in which appending completes them: the n-th leaf adds
-- 1 + trailing ones of n rows.
CREATE TABLE hashes (
    position INTEGER PRIMARY KEY,
    hash     BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- Three bodies an entry: person, situation, sealed. Each is padded, sealed under a key of its own, and that key is
-- wrapped: by the store key of its epoch, or, in the slot sealed, for the security role.
CREATE TABLE bodies (
    id      INTEGER PRIMARY KEY,            -- seq * 4 + slot
    class   TEXT    NOT NULL CHECK (class IN ('person', 'situation', 'record')),
    epoch   INTEGER NOT NULL,
    wrapped BLOB    NOT NULL,
    sealed  BLOB    NOT NULL
) STRICT;

-- Signed heads of the log (C2SP tlog-checkpoint in a signed note).
CREATE TABLE checkpoints (
    size INTEGER PRIMARY KEY,
    at   INTEGER NOT NULL,                  -- when the last entry it covers was written
    note TEXT    NOT NULL
) STRICT;

-- The guards. They stand against our own mistakes and against SQL injection; against a person with the file there
-- are the heads kept elsewhere. The BEFORE INSERT triggers are what stops REPLACE, which fires no DELETE trigger
-- unless recursive_triggers is on.
CREATE TRIGGER entries_append BEFORE INSERT ON entries
WHEN new.seq IS NOT (SELECT coalesce(max(seq), -1) + 1 FROM entries)
BEGIN SELECT raise(ABORT, 'the log is append-only: wrong sequence'); END;
CREATE TRIGGER entries_update BEFORE UPDATE ON entries
BEGIN SELECT raise(ABORT, 'the log is append-only'); END;
CREATE TRIGGER entries_delete BEFORE DELETE ON entries
BEGIN SELECT raise(ABORT, 'the log is append-only'); END;

CREATE TRIGGER hashes_append BEFORE INSERT ON hashes
WHEN new.position IS NOT (SELECT coalesce(max(position), -1) + 1 FROM hashes)
BEGIN SELECT raise(ABORT, 'the log is append-only: wrong position'); END;
CREATE TRIGGER hashes_update BEFORE UPDATE ON hashes
BEGIN SELECT raise(ABORT, 'the log is append-only'); END;
CREATE TRIGGER hashes_delete BEFORE DELETE ON hashes
BEGIN SELECT raise(ABORT, 'the log is append-only'); END;

CREATE TRIGGER bodies_append BEFORE INSERT ON bodies
WHEN new.id <= (SELECT coalesce(max(id), -1) FROM bodies)
BEGIN SELECT raise(ABORT, 'the log is append-only: wrong body'); END;
CREATE TRIGGER bodies_update BEFORE UPDATE ON bodies
BEGIN SELECT raise(ABORT, 'the log is append-only'); END;
CREATE TRIGGER bodies_delete BEFORE DELETE ON bodies
WHEN old.class = 'record' OR NOT EXISTS (SELECT 1 FROM erased WHERE entry = old.id / 4)
BEGIN SELECT raise(ABORT, 'a body goes only with the fact that erases it'); END;

CREATE TRIGGER checkpoints_append BEFORE INSERT ON checkpoints
WHEN new.size <= (SELECT coalesce(max(size), -1) FROM checkpoints)
BEGIN SELECT raise(ABORT, 'the log is append-only: wrong size'); END;
CREATE TRIGGER checkpoints_update BEFORE UPDATE ON checkpoints
BEGIN SELECT raise(ABORT, 'the log is append-only'); END;
CREATE TRIGGER checkpoints_delete BEFORE DELETE ON checkpoints
BEGIN SELECT raise(ABORT, 'the log is append-only'); END;

------------------------------------------------------------------------------------------------ projections

-- This post: a row from the founding entry, and one from each that restored it; the last is what it is now.
CREATE TABLE post (
    seq      INTEGER PRIMARY KEY,
    mission  TEXT NOT NULL,
    domain   TEXT NOT NULL,
    gate     TEXT NOT NULL,
    post     TEXT NOT NULL,
    key      TEXT NOT NULL,
    exchange TEXT NOT NULL,
    security TEXT NOT NULL
) STRICT;

-- Rules that were put in force; the last row is in force.
CREATE TABLE rules (
    seq  INTEGER PRIMARY KEY,
    hash TEXT NOT NULL
) STRICT;

-- Who may sign in. Their name is the person body of `seq`.
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

-- Changes of roles: which is said by the fact. Who is given the key of the security role follows from those facts and
-- from the enrolments, and not from the column above.
CREATE TABLE role_changes (
    seq INTEGER PRIMARY KEY
) STRICT;

-- Keys of the security role after the founding one; the last row is the one that bodies are sealed to.
CREATE TABLE role_keys (
    seq INTEGER PRIMARY KEY
) STRICT;

-- Sign-ins that failed. Which number was typed stands in the situation body.
CREATE TABLE failures (
    seq INTEGER PRIMARY KEY
) STRICT;

-- Recovery codes that were made; spent by the enrolment in `spent`.
CREATE TABLE recoveries (
    seq   INTEGER PRIMARY KEY,
    slot  TEXT NOT NULL,
    spent INTEGER
) STRICT;

-- Imports of guests. Their rows count while the state is 'closed'.
CREATE TABLE imports (
    id    BLOB PRIMARY KEY,
    seq   INTEGER NOT NULL,             -- the last entry that changed it
    state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'dropped')),
    rows  INTEGER NOT NULL,             -- as the closing fact says
    file  TEXT NOT NULL                 -- SHA-256 of the file, once closed
) STRICT, WITHOUT ROWID;

-- Guests. Who it is stands in the person body of `seq`, and their photo in that of `photo`.
CREATE TABLE persons (
    id     BLOB PRIMARY KEY,
    seq    INTEGER NOT NULL,
    import BLOB,
    photo  INTEGER
) STRICT, WITHOUT ROWID;

-- Visits. What for stands in the situation body of `seq`, the entry that scheduled, last amended or restored it.
CREATE TABLE visits (
    id       BLOB PRIMARY KEY,
    seq      INTEGER NOT NULL,
    entered  INTEGER NOT NULL,          -- the entry that scheduled it
    person   BLOB NOT NULL,
    starts   INTEGER NOT NULL,
    ends     INTEGER NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('requested', 'approved', 'declined', 'cancelled', 'walk-in')),
    import   BLOB,
    group_id BLOB                       -- the delegation that they come with
) STRICT, WITHOUT ROWID;
CREATE INDEX visits_by_start ON visits (starts);
CREATE INDEX visits_by_end ON visits (ends);
-- The few that last longer than a day; the others of a day begin on it or on the day before.
CREATE INDEX visits_long ON visits (ends) WHERE ends - starts > 86400000;
CREATE INDEX visits_by_person ON visits (person);
CREATE INDEX visits_requested ON visits (starts) WHERE state = 'requested';
CREATE INDEX visits_by_group ON visits (group_id) WHERE group_id IS NOT NULL;

-- What was said of delegations: which is said by the last entry of each stands in its situation body. Who belongs to it
-- say the visits.
CREATE TABLE groups (
    seq INTEGER PRIMARY KEY,
    id  BLOB
) STRICT;
CREATE INDEX groups_by_id ON groups (id);

-- What was done with visits after they were entered: who did it, when and what, say entry and leaf of `seq`.
CREATE TABLE visit_steps (
    seq   INTEGER PRIMARY KEY,
    visit BLOB
) STRICT;
CREATE INDEX visit_steps_by_visit ON visit_steps (visit);

-- Who approves visits in whose place, and until when; `ended` names the entry that ended it before.
CREATE TABLE delegations (
    seq   INTEGER PRIMARY KEY,
    giver BLOB NOT NULL,
    heir  BLOB NOT NULL,
    until INTEGER NOT NULL,
    ended INTEGER
) STRICT;

-- Stays. One begins with the admitting entry `seq`; it is over when `departed` or `corrected` names the entry that
-- ended it.
CREATE TABLE presences (
    seq       INTEGER PRIMARY KEY,
    at        INTEGER NOT NULL,
    visit     BLOB,
    person    BLOB,
    departed  INTEGER,
    corrected INTEGER
) STRICT;
CREATE INDEX presences_inside ON presences (person) WHERE departed IS NULL AND corrected IS NULL;
CREATE INDEX presences_by_visit ON presences (visit);

-- Badges and invitations. The id is the first half of the id of the entry `seq` that issued it.
CREATE TABLE badges (
    id       BLOB PRIMARY KEY,
    seq      INTEGER NOT NULL,
    presence INTEGER,                   -- the stay a badge belongs to
    visit    BLOB,                      -- the visit an invitation names
    class    TEXT,
    ends     INTEGER,
    revoked  INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX badges_by_seq ON badges (seq);
CREATE INDEX badges_by_presence ON badges (presence);
CREATE INDEX badges_by_visit ON badges (visit) WHERE visit IS NOT NULL;

-- Visitors who were asked to wait. `closed` names the entry that ended the wait.
CREATE TABLE referrals (
    seq    INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL,
    visit  BLOB,
    person BLOB,
    closed INTEGER
) STRICT;
CREATE INDEX referrals_waiting ON referrals (visit) WHERE closed IS NULL;

-- Answers given to reasons of a referral. The last one to a rule counts.
CREATE TABLE answers (
    seq      INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    referral INTEGER NOT NULL,
    rule     TEXT,
    granted  INTEGER
) STRICT;
CREATE INDEX answers_by_referral ON answers (referral);

-- Visitors who were turned away; `corrected` names the entry that took it back.
CREATE TABLE refusals (
    seq       INTEGER PRIMARY KEY,
    at        INTEGER NOT NULL,
    visit     BLOB,
    person    BLOB,
    corrected INTEGER
) STRICT;
CREATE INDEX refusals_by_person ON refusals (person, at);

-- Watch-lists that are configured. What they are called and how many rows they have says the fact of `seq`, from which
-- score on they count that of `limits`; the rows stand in `listings` under `load`. The mission's table of given names
-- stands among them under no name.
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

-- Doubts whether the tables are what the log says; one goes on until `ended` names the entry that ended it.
CREATE TABLE doubts (
    seq   INTEGER PRIMARY KEY,
    at    INTEGER NOT NULL,
    ended INTEGER
) STRICT;
CREATE INDEX doubts_open ON doubts (seq) WHERE ended IS NULL;

-- Places that silent alarms go to; which, and how to send there, is sealed in the entry `seq`.
CREATE TABLE alarm_places (
    seq   INTEGER PRIMARY KEY,
    ended INTEGER                       -- the entry that took it away
) STRICT;

-- Roll calls; one goes on until `ended` names the entry that ended it.
CREATE TABLE musters (
    seq   INTEGER PRIMARY KEY,
    at    INTEGER NOT NULL,
    ended INTEGER
) STRICT;
CREATE INDEX musters_open ON musters (seq) WHERE ended IS NULL;

-- Answers at a roll call: whether somebody is accounted for. The last one about a stay counts.
CREATE TABLE roll_answers (
    seq      INTEGER PRIMARY KEY,
    muster   INTEGER,
    presence INTEGER,
    found    INTEGER NOT NULL
) STRICT;
CREATE INDEX roll_answers_by_stay ON roll_answers (muster, presence);

-- Overrides; `reviewed` names the entry with which somebody went through them.
CREATE TABLE overrides (
    seq      INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    reviewed INTEGER
) STRICT;

-- Backups that were made; where they are, nobody keeps here.
CREATE TABLE backups (
    seq INTEGER PRIMARY KEY,
    at  INTEGER NOT NULL                -- when it was made
) STRICT;

-- Entries whose bodies were erased, as the facts say that erased them. Not with which fact: that would tell which entries
-- were of one person.
CREATE TABLE erased (
    entry INTEGER PRIMARY KEY
) STRICT;

--------------------------------------------------------------------------------------------- reference data

-- Rows of watch-lists, as one JSON object each, in the order of their number. A load that no fact speaks of does not
-- count: it is being written, was broken off, or was superseded.
CREATE TABLE listings (
    load   BLOB NOT NULL,
    number INTEGER NOT NULL,
    bytes  BLOB NOT NULL,
    PRIMARY KEY (load, number)
) STRICT, WITHOUT ROWID;

---------------------------------------------------------------------------------------------------- working

-- Settings of the window: theme, shielded screen, sound; and, as `columns/…`, what the columns of a file of guests are.
CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- How many verdicts an operator asked for on a day.
CREATE TABLE checks (
    day      TEXT NOT NULL,
    operator BLOB NOT NULL,
    count    INTEGER NOT NULL,
    PRIMARY KEY (day, operator)
) STRICT, WITHOUT ROWID;

-- How many persons an operator opened on a day.
CREATE TABLE openings (
    day      TEXT NOT NULL,
    operator BLOB NOT NULL,
    count    INTEGER NOT NULL,
    PRIMARY KEY (day, operator)
) STRICT, WITHOUT ROWID;

-- Messages of the silent alarm that not every place has yet: each of one size, sealed to the security role.
CREATE TABLE outbox (
    id      INTEGER PRIMARY KEY,
    message BLOB NOT NULL
) STRICT;

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

-- Visits that somebody began to enter, sealed to whoever wrote them.
CREATE TABLE drafts (
    id       BLOB PRIMARY KEY,
    operator BLOB NOT NULL,
    at       INTEGER NOT NULL,          -- when it was last written
    sealed   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
