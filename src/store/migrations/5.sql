-- From schema 4 to schema 5: roll calls and overrides. Every new table begins empty, since no entry of before speaks of any.

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
