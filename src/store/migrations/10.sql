-- From schema 9 to schema 10: visits may belong to a delegation, and that the tables are doubted is on record, and holds
-- until they were compared. No entry of before speaks of either.

CREATE TEMP TABLE visits_before AS SELECT * FROM visits;
DROP TABLE visits;
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

INSERT INTO visits (id, seq, entered, person, starts, ends, state, import)
    SELECT id, seq, entered, person, starts, ends, state, import FROM visits_before;
DROP TABLE visits_before;

-- What was said of delegations: which is said by the last entry of each stands in its situation body. Who belongs to it
-- say the visits.
CREATE TABLE groups (
    seq INTEGER PRIMARY KEY,
    id  BLOB
) STRICT;
CREATE INDEX groups_by_id ON groups (id);

CREATE TABLE doubts (
    seq   INTEGER PRIMARY KEY,
    at    INTEGER NOT NULL,
    ended INTEGER
) STRICT;
CREATE INDEX doubts_open ON doubts (seq) WHERE ended IS NULL;

DROP INDEX entries_governing;
CREATE INDEX entries_governing ON entries (seq) WHERE CAST(substr(leaf, instr(leaf, CAST('"kind":"' AS BLOB)) + 8, instr(substr(leaf, instr(leaf, CAST('"kind":"' AS BLOB)) + 8), CAST('"' AS BLOB)) - 1) AS TEXT) IN ('founded', 'restored', 'rules-set', 'enrolled', 'started', 'roles-changed', 'operator-suspended', 'operator-resumed', 'operator-ended', 'passphrase-set', 'pin-set', 'recovery-set', 'security-key-set', 'watchlist-loaded', 'watchlist-set', 'watchlist-removed', 'names-loaded', 'names-removed', 'listing-added', 'listing-amended', 'listing-ended', 'posture-set', 'lockdown-begun', 'lockdown-ended', 'alarms-set', 'overridden', 'overrides-reviewed', 'store-doubted', 'store-cleared');
