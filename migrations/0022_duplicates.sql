-- Two records of one person: which may be, which were joined, and what moved. Why: docs/adr/0039.

-- Whose record became part of another's. The row stays a signpost: its address leads to whoever remains, and it is in
-- no list and found by nothing. Owner: care/people.
CREATE TABLE person_merged (
    person_id INTEGER PRIMARY KEY REFERENCES person,
    into_id INTEGER NOT NULL REFERENCES person,
    at INTEGER NOT NULL,
    CHECK (person_id <> into_id)
) STRICT;
CREATE INDEX person_merged_into ON person_merged (into_id);
CREATE VIEW scoped_person_merged AS SELECT m.* FROM person_merged m
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = m.into_id
        AND in_scope(p.practice_id, p.person_id, p.restricted));

-- The ledger: each time that two records were joined. Owner, also of the tables below: care/duplicates.
CREATE TABLE person_merge (
    merge_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    kept_id INTEGER NOT NULL REFERENCES person,
    away_id INTEGER NOT NULL REFERENCES person,
    kept_version INTEGER NOT NULL,   -- of the one who remains, made by the merge: what it changed is the difference to the one before
    away_number INTEGER,             -- NHS number of the other before, and how far it was checked
    away_status TEXT NOT NULL,
    kept_status TEXT NOT NULL,       -- how far the number of the one who remains was checked before
    taken TEXT NOT NULL,             -- which details were taken from the other, in words
    account_id INTEGER NOT NULL REFERENCES account,
    role INTEGER NOT NULL,
    at INTEGER NOT NULL,
    undone_at INTEGER,
    undone_by INTEGER REFERENCES account,
    CHECK (kept_id <> away_id),
    CHECK ((undone_at IS NULL) = (undone_by IS NULL))
) STRICT;
CREATE INDEX person_merge_kept ON person_merge (kept_id);
CREATE INDEX person_merge_away ON person_merge (away_id);
CREATE VIEW scoped_person_merge AS SELECT m.* FROM person_merge m
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = m.kept_id
        AND in_scope(p.practice_id, p.person_id, p.restricted));

-- Which rows of other tables went along. It names nobody: a table's name and a number.
CREATE TABLE person_merge_row (
    merge_id INTEGER NOT NULL REFERENCES person_merge,
    kind TEXT NOT NULL,      -- the table
    row_id INTEGER NOT NULL,
    was INTEGER,             -- of a consent: the party that it is about; of a relation: 1 where who remains had the same
    PRIMARY KEY (merge_id, kind, row_id)
) STRICT, WITHOUT ROWID;

-- Two who may be one person, and what somebody decided about them.
CREATE TABLE duplicate_pair (
    duplicate_pair_id INTEGER PRIMARY KEY,
    one_id INTEGER NOT NULL REFERENCES person,
    other_id INTEGER NOT NULL REFERENCES person,
    likeness INTEGER NOT NULL CHECK (likeness BETWEEN 1 AND 100),
    found_at INTEGER NOT NULL,
    decision TEXT CHECK (decision IN ('not_same', 'merged')), -- NULL: nobody has decided
    why TEXT,                -- of 'not_same': how they know
    decided_by INTEGER REFERENCES account,
    decided_at INTEGER,
    CHECK (one_id < other_id),
    CHECK ((decision IS NULL) = (decided_at IS NULL)),
    UNIQUE (one_id, other_id)
) STRICT;
CREATE INDEX duplicate_pair_other ON duplicate_pair (other_id);
CREATE INDEX duplicate_pair_open ON duplicate_pair (likeness, duplicate_pair_id) WHERE decision IS NULL;
CREATE VIEW scoped_duplicate_pair AS SELECT d.* FROM duplicate_pair d
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = d.one_id
            AND in_scope(p.practice_id, p.person_id, p.restricted))
        AND EXISTS (SELECT 1 FROM person q WHERE q.person_id = d.other_id
            AND in_scope(q.practice_id, q.person_id, q.restricted));

-- How far everybody's versions were looked through: one row.
CREATE TABLE duplicate_looked (
    duplicate_looked_id INTEGER PRIMARY KEY CHECK (duplicate_looked_id = 1),
    record_version_id INTEGER NOT NULL
) STRICT;
INSERT INTO duplicate_looked (duplicate_looked_id, record_version_id) VALUES (1, 0);
