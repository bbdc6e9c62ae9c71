-- From schema 8 to schema 9: backups are on record, and a post goes on from one under other keys. No entry of before
-- says either.

CREATE TABLE backups (
    seq INTEGER PRIMARY KEY,
    at  INTEGER NOT NULL                -- when it was made
) STRICT;

DROP INDEX entries_governing;
CREATE INDEX entries_governing ON entries (seq) WHERE CAST(substr(leaf, instr(leaf, CAST('"kind":"' AS BLOB)) + 8, instr(substr(leaf, instr(leaf, CAST('"kind":"' AS BLOB)) + 8), CAST('"' AS BLOB)) - 1) AS TEXT) IN ('founded', 'restored', 'rules-set', 'enrolled', 'started', 'roles-changed', 'operator-suspended', 'operator-resumed', 'operator-ended', 'passphrase-set', 'pin-set', 'recovery-set', 'security-key-set', 'watchlist-loaded', 'watchlist-set', 'watchlist-removed', 'names-loaded', 'names-removed', 'listing-added', 'listing-amended', 'listing-ended', 'posture-set', 'lockdown-begun', 'lockdown-ended', 'alarms-set', 'overridden', 'overrides-reviewed');
