-- From schema 10 to schema 11: the invitations to a visit are found by it.

CREATE INDEX badges_by_visit ON badges (visit) WHERE visit IS NOT NULL;

-- Mail to guests that waits, went out or did not. Which visit it is about, in what state it is and since when stands in the
-- clear; to whom it goes and what it says is sealed under a key of the store's.
CREATE TABLE mails (
    id      INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,           -- when it was put here
    visit   BLOB NOT NULL,
    state   TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'saved', 'withdrawn')),
    tries   INTEGER NOT NULL,
    next    INTEGER,                    -- not before this it is tried again
    trouble TEXT,                       -- of which kind what went wrong last is
    head    BLOB NOT NULL,
    message BLOB NOT NULL               -- empty once it is not needed any more
) STRICT;
CREATE INDEX mails_due ON mails (next) WHERE next IS NOT NULL;
CREATE INDEX mails_by_visit ON mails (visit);
