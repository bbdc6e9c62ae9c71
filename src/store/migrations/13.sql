-- From schema 12 to schema 13: guests have a photo.

CREATE TEMP TABLE persons_before AS SELECT * FROM persons;
DROP TABLE persons;
-- Guests. Who it is stands in the person body of `seq`, and their photo in that of `photo`.
CREATE TABLE persons (
    id     BLOB PRIMARY KEY,
    seq    INTEGER NOT NULL,
    import BLOB,
    photo  INTEGER
) STRICT, WITHOUT ROWID;
INSERT INTO persons (id, seq, import) SELECT id, seq, import FROM persons_before;
DROP TABLE persons_before;
