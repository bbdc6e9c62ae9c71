-- From schema 7 to schema 8: visits are declined as well, and remember who entered them and what was done with them;
-- approval is delegated for a time, and what is half entered is kept. No entry of before declines or delegates.

CREATE TEMP TABLE visits_before AS SELECT * FROM visits;
DROP TABLE visits;
-- Visits. What for stands in the situation body of `seq`, the entry that scheduled, last amended or restored it.
CREATE TABLE visits (
    id      BLOB PRIMARY KEY,
    seq     INTEGER NOT NULL,
    entered INTEGER NOT NULL,           -- the entry that scheduled it
    person  BLOB NOT NULL,
    starts  INTEGER NOT NULL,
    ends    INTEGER NOT NULL,
    state   TEXT NOT NULL CHECK (state IN ('requested', 'approved', 'declined', 'cancelled', 'walk-in')),
    import  BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX visits_by_start ON visits (starts);
CREATE INDEX visits_by_end ON visits (ends);
-- The few that last longer than a day; the others of a day begin on it or on the day before.
CREATE INDEX visits_long ON visits (ends) WHERE ends - starts > 86400000;
CREATE INDEX visits_by_person ON visits (person);
CREATE INDEX visits_requested ON visits (starts) WHERE state = 'requested';

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

-- An amendment names the entry that said before it what the visit was for, and so on back to the one that entered it.
CREATE TEMP TABLE described AS
    WITH RECURSIVE back (visit, seq) AS (
        SELECT id, seq FROM visits_before
        UNION ALL
        SELECT back.visit, json_extract(CAST(e.leaf AS TEXT), '$.refs[0]') FROM back JOIN entries e ON e.seq = back.seq
            WHERE json_extract(CAST(e.leaf AS TEXT), '$.kind') = 'amended' AND json_extract(CAST(e.leaf AS TEXT), '$.refs[0]') IS NOT NULL
    )
    SELECT visit, seq FROM back;
CREATE INDEX temp.described_by_seq ON described (seq);
CREATE INDEX temp.described_by_visit ON described (visit);
INSERT INTO visits (id, seq, entered, person, starts, ends, state, import)
    SELECT b.id, b.seq, (SELECT min(d.seq) FROM described d WHERE d.visit = b.id), b.person, b.starts, b.ends, b.state, b.import
    FROM visits_before b;
INSERT INTO visit_steps (seq, visit)
    SELECT e.seq, (SELECT d.visit FROM described d WHERE d.seq = json_extract(CAST(e.leaf AS TEXT), '$.refs[0]'))
    FROM entries e WHERE json_extract(CAST(e.leaf AS TEXT), '$.kind') IN ('amended', 'cancelled', 'approved', 'pass-reviewed');
DROP TABLE described;
DROP TABLE visits_before;

-- Visits that somebody began to enter, sealed to whoever wrote them.
CREATE TABLE drafts (
    id       BLOB PRIMARY KEY,
    operator BLOB NOT NULL,
    at       INTEGER NOT NULL,          -- when it was last written
    sealed   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
