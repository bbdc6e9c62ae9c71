-- From schema 6 to schema 7: bodies can be erased, each with the fact that says so. The new table begins empty, since no
-- entry of before speaks of any.

-- Entries whose bodies were erased, as the facts say that erased them. Not with which fact: that would tell which entries
-- were of one person.
CREATE TABLE erased (
    entry INTEGER PRIMARY KEY
) STRICT;

DROP TRIGGER bodies_delete;
CREATE TRIGGER bodies_delete BEFORE DELETE ON bodies
WHEN old.class = 'record' OR NOT EXISTS (SELECT 1 FROM erased WHERE entry = old.id / 4)
BEGIN SELECT raise(ABORT, 'a body goes only with the fact that erases it'); END;
