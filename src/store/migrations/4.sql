-- From schema 3 to schema 4: the key of the security role is renewed, and silent alarms go out. No entry of before speaks of another key than the
-- founding one, and that roles were changed the leaves tell.

-- Changes of roles: which is said by the fact. Who is given the key of the security role follows from those facts and
-- from the enrolments, and not from the column above.
CREATE TABLE role_changes (
    seq INTEGER PRIMARY KEY
) STRICT;
INSERT INTO role_changes SELECT seq FROM entries WHERE json_extract(CAST(leaf AS TEXT), '$.kind') = 'roles-changed';

-- Keys of the security role after the founding one; the last row is the one that bodies are sealed to.
CREATE TABLE role_keys (
    seq INTEGER PRIMARY KEY
) STRICT;

-- Places that silent alarms go to; which, and how to send there, is sealed in the entry `seq`.
CREATE TABLE alarm_places (
    seq   INTEGER PRIMARY KEY,
    ended INTEGER                       -- the entry that took it away
) STRICT;

-- Messages of the silent alarm that not every place has yet: each of one size, sealed to the security role.
CREATE TABLE outbox (
    id      INTEGER PRIMARY KEY,
    message BLOB NOT NULL
) STRICT;
