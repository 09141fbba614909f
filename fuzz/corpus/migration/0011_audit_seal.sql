-- How the audit is chained on PostgreSQL. Owner: platform/audit. Why: docs/adr/0020-the-audit-on-postgresql.md.
-- On SQLite each row of audit is chained as it is written: there they hold only what was sealed before a move.

-- The chain: place counts from 1 without gaps in the order of commits, mac covers the place before and the row.
CREATE TABLE audit_seal (
    place INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL UNIQUE REFERENCES audit,
    mac BLOB NOT NULL CHECK (length(mac) = 32)
) STRICT;

-- What the sealer has yet to chain. No evidence, only a list of what to do: verifying looks at audit itself.
CREATE TABLE audit_unsealed (seq INTEGER PRIMARY KEY) STRICT;
