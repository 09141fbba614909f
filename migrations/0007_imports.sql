-- What was read from files, when, by whom, and what came of it. Owner: care/imports.
CREATE TABLE import (
    import_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    pcn_id INTEGER NOT NULL REFERENCES pcn, -- the network whose people it is about
    started_at INTEGER NOT NULL,
    ended_at INTEGER,      -- NULL: running, or interrupted
    account_id INTEGER REFERENCES account, -- NULL: the command line
    source TEXT NOT NULL,  -- the system it came from, as the one who imported named it; often empty
    files INTEGER NOT NULL,
    named TEXT NOT NULL,   -- the file or folder as it was given
    invented INTEGER NOT NULL DEFAULT 0 CHECK (invented IN (0, 1)), -- 1: nothing was read; a demonstration's records
    people_new INTEGER NOT NULL DEFAULT 0,
    people_changed INTEGER NOT NULL DEFAULT 0,
    people_same INTEGER NOT NULL DEFAULT 0,
    records_new INTEGER NOT NULL DEFAULT 0,
    records_changed INTEGER NOT NULL DEFAULT 0,
    records_same INTEGER NOT NULL DEFAULT 0,
    not_read INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX import_of ON import (pcn_id);

-- Which person a source's patient is, and who has a number that a system gave them. source_key is a hash of network, source system and id, so that two networks which
-- import the same ids don't meet. last_row is what the source last said (src/wire/fhir_rows.h): the next import
-- changes only what the source itself changed since, so that what people typed here stays.
CREATE TABLE import_person (
    import_person_id INTEGER PRIMARY KEY,
    source_key BLOB NOT NULL UNIQUE CHECK (length(source_key) = 16),
    person_id INTEGER REFERENCES person, -- NULL: never accepted
    refused_in INTEGER REFERENCES import, -- the import that last refused it: its records are refused too
    last_row BLOB,
    CHECK (person_id IS NOT NULL OR refused_in IS NOT NULL)
) STRICT;
CREATE VIEW scoped_import_person AS SELECT i.* FROM import_person i
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = i.person_id AND in_scope(p.practice_id, p.person_id, p.restricted));

-- Organisations, practitioners, their roles, places and services that others point at: nothing of them but name and
-- code, and of a role or place whose it is and where (keys of this table, whether or not they are in it yet).
CREATE TABLE import_actor (
    source_key BLOB PRIMARY KEY CHECK (length(source_key) = 16),
    ods_code TEXT,
    name TEXT,
    of_key BLOB CHECK (length(of_key) = 16),
    at_key BLOB CHECK (length(at_key) = 16)
) STRICT, WITHOUT ROWID;
