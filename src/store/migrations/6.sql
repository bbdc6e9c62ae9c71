-- From schema 5 to schema 6: the entries that the small tables are made of are found without reading the others.

-- The few that the small tables below are made of: which lists there are, which rules are in force, who serves here.
-- Those tables are held against them at every sign-in (src/store/held.rs).
CREATE INDEX entries_governing ON entries (seq) WHERE CAST(substr(leaf, instr(leaf, CAST('"kind":"' AS BLOB)) + 8, instr(substr(leaf, instr(leaf, CAST('"kind":"' AS BLOB)) + 8), CAST('"' AS BLOB)) - 1) AS TEXT) IN ('founded', 'rules-set', 'enrolled', 'started', 'roles-changed', 'operator-suspended', 'operator-resumed', 'operator-ended', 'passphrase-set', 'pin-set', 'recovery-set', 'security-key-set', 'watchlist-loaded', 'watchlist-set', 'watchlist-removed', 'names-loaded', 'names-removed', 'listing-added', 'listing-amended', 'listing-ended', 'posture-set', 'lockdown-begun', 'lockdown-ended', 'alarms-set', 'overridden', 'overrides-reviewed');
