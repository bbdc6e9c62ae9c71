-- From schema 9 to schema 10: that the tables are doubted is on record, and holds until they were compared. No entry of
-- before says so.

CREATE TABLE doubts (
    seq   INTEGER PRIMARY KEY,
    at    INTEGER NOT NULL,
    ended INTEGER
) STRICT;
CREATE INDEX doubts_open ON doubts (seq) WHERE ended IS NULL;

DROP INDEX entries_governing;
CREATE INDEX entries_governing ON entries (seq) WHERE CAST(substr(leaf, instr(leaf, CAST('"kind":"' AS BLOB)) + 8, instr(substr(leaf, instr(leaf, CAST('"kind":"' AS BLOB)) + 8), CAST('"' AS BLOB)) - 1) AS TEXT) IN ('founded', 'restored', 'rules-set', 'enrolled', 'started', 'roles-changed', 'operator-suspended', 'operator-resumed', 'operator-ended', 'passphrase-set', 'pin-set', 'recovery-set', 'security-key-set', 'watchlist-loaded', 'watchlist-set', 'watchlist-removed', 'names-loaded', 'names-removed', 'listing-added', 'listing-amended', 'listing-ended', 'posture-set', 'lockdown-begun', 'lockdown-ended', 'alarms-set', 'overridden', 'overrides-reviewed', 'store-doubted', 'store-cleared');
