-- A schema just large enough for the tests of the statement compiler and its runtime.
CREATE TABLE practice (practice_id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;

CREATE TABLE person (
    person_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    practice_id INTEGER NOT NULL REFERENCES practice,
    version INTEGER NOT NULL DEFAULT 1,
    family_name TEXT NOT NULL,
    born INTEGER,
    nhs_number INTEGER,
    photograph BLOB,
    height REAL,
    died INTEGER NOT NULL DEFAULT 0 CHECK (died IN (0, 1)),
    made_at INTEGER NOT NULL DEFAULT 0,
    flags INTEGER,
    restricted INTEGER NOT NULL DEFAULT 0 CHECK (restricted IN (0, 1))
) STRICT;
CREATE VIEW scoped_person AS SELECT * FROM person WHERE in_scope(practice_id, person_id, restricted);

CREATE TABLE contact (
    contact_id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
    note TEXT NOT NULL
) STRICT;
CREATE VIEW scoped_contact AS
    SELECT c.* FROM contact c WHERE c.person_id IN (SELECT person_id FROM scoped_person);
CREATE VIEW contact_names AS
    SELECT c.contact_id, p.family_name FROM scoped_contact c JOIN scoped_person p ON p.person_id = c.person_id;
CREATE VIEW careless AS SELECT family_name FROM person;
