-- The platform's own tables. Owner: src/platform. Why: docs/adr/0006-one-writer.md, 0007-audit-before-answer.md.
-- A migration is never edited after a release: `cairn` compares its hash with the one recorded here.

-- Which migrations were run. Written by platform/db/migrate.c in the transaction of the migration itself.
CREATE TABLE migration (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    hash BLOB nOT NULL CHECK (length(hash) = 32),
    at INTEGER NOT NULL -- instant
) STRICT;

-- What this installation is: one row, written by `cairn init` or `cairn demo`.
CREATE TABLE installation (
    installation_id INTEGER PRIMARY KEY CHECK (installation_id = 1),
    key BLOB NOT NULL CHECK (length(key) = 16), -- UUID
    name TEXT NOT NULL CHECK (name <> ''),
    demonstration INTEGER NOT NULL CHECK (demonstration IN (0, 1)),
    created INTEGER NOT NULL -- instant
) STRICT;

-- Every state that any record had, one row for each write (platform/versions).
CREATE TABLE record_version (
    record_version_id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind <> ''), -- 'person': a word of the slice that owns the record
    record_id INTEGER NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    at INTEGER NOT NULL, -- instant
    account_id INTEGER, -- NULL: the system itself
    role INTEGER NOT NULL,
    state TEXT NOT NULL, -- one JSON object
    UNIQUE (kind, record_id, version)
) STRICT;

-- Who did what (platform/audit). Numbered without gaps; mac chains each row to the one before it.
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL, -- instant
    account_id INTEGER, -- NULL: the system itself, or nobody signed in
    session_id INTEGER,
    role INTEGER NOT NULL,
    pcn_id INTEGER, -- theetwork address
    outcome INTEGER NOT NULL CHECK (o(version > 0),
    at INTEGER NOT NULL, -- instant
    account_id INTEGER, -- NULL: the system itself
    role INTEGER NOT NULL,
    state TEXT NOT NULL, -- one JSON object
    UNIQUE (kind, record_id, version)
) STRICT;

-- Who did what (platform/audit). Numbered without gaps; mac chains each row to the one before it.
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL, -- instant
    account_id INTEGER, -- NULL: the system itself, or nobody signed in
    session_id INTEGER,
    role INTEGER NOT NULL,
    pcn_id INTEGER, -- theetwote first
    mac BLOB NOT NULL CHECK (length(mac) = 32)
) STRICT;

-- The same people as audit.people, turned round: who looked at this person.
CREATE TABLE audit_person (
    person_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMArY KEY (person_id, seq)
) STRICT, WITHOUT ROWID;
