-- From schema 12 to schema 13: guests have a photo.

ALTER TABLE persons ADD COLUMN photo INTEGER;
