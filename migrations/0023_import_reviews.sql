-- Imports that somebody looks at before they count: uploaded, checked, reviewed, approved, undone. Why: docs/adr/0040.
-- Owner: care/imports, but for person_withdrawn.

-- Whom an import that was undone had added: in no list, found by nothing, opened by nobody. The row stays for the
-- audit. Owner: care/people.
CREATE TABLE person_withdrawn (
    person_id INTEGER PRIMARY KEY REFERENCES person,
    at INTEGER NOT NULL
) STRICT;
CREATE VIEW scoped_person_withdrawn AS SELECT w.* FROM person_withdrawn w
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = w.person_id
        AND in_scope(p.practice_id, p.person_id, p.restricted));

-- What an import did to somebody: their timeline says so, and undoing goes by it.
CREATE TABLE import_touch (
    import_touch_id INTEGER PRIMARY KEY,
    import_id INTEGER NOT NULL REFERENCES import,
    person_id INTEGER NOT NULL REFERENCES person,
    change INTEGER NOT NULL CHECK (change BETWEEN 1 AND 3), -- enum import_change
    version INTEGER NOT NULL,    -- of the person, made by the import; 0: only records came
    practice_before INTEGER REFERENCES practice, -- of whoever moved
    row_before BLOB,             -- what the source had said before: import_person.last_row
    undone INTEGER NOT NULL DEFAULT 0 CHECK (undone BETWEEN 0 AND 2), -- 1: it is, 2: it stays, and `stays` says why
    stays TEXT,
    UNIQUE (import_id, person_id),
    CHECK ((undone = 2) = (stays IS NOT NULL))
) STRICT;
CREATE INDEX import_touch_person ON import_touch (person_id);
CREATE VIEW scoped_import_touch AS SELECT t.* FROM import_touch t
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = t.person_id
        AND in_scope(p.practice_id, p.person_id, p.restricted));

-- What the columns of a source's tables hold, as a data manager said last (src/wire/gp_table.h).
CREATE TABLE import_mapping (
    import_mapping_id INTEGER PRIMARY KEY,
    pcn_id INTEGER NOT NULL REFERENCES pcn,
    source TEXT NOT NULL,
    columns TEXT NOT NULL,
    account_id INTEGER NOT NULL REFERENCES account,
    saved_at INTEGER NOT NULL,
    UNIQUE (pcn_id, source)
) STRICT;

CREATE TABLE import_review (
    import_review_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    pcn_id INTEGER NOT NULL REFERENCES pcn,
    practice_id INTEGER REFERENCES practice, -- whose people alone it may be about; NULL: the whole network's
    account_id INTEGER NOT NULL REFERENCES account, -- who uploaded it
    role INTEGER NOT NULL,
    uploaded_at INTEGER NOT NULL,
    source TEXT NOT NULL,
    named TEXT NOT NULL,     -- the file's own name
    bytes INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('uploaded', 'columns', 'refused', 'waiting', 'approved', 'done', 'undoing',
        'undone', 'discarding', 'discarded')), -- enum import_state
    version INTEGER NOT NULL DEFAULT 1, -- each decision counts: two who decide at once are told
    columns TEXT,            -- what they were taken for; NULL: it is no table
    encoding INTEGER NOT NULL DEFAULT 0,
    why TEXT,                -- of 'refused' and 'columns': what is the matter
    begun INTEGER NOT NULL DEFAULT 0, -- the highest row that is staged: those of a check that was interrupted go first
    groups INTEGER NOT NULL DEFAULT 0, -- which were approved, bits of enum import_group
    decided_by INTEGER REFERENCES account,
    decided_at INTEGER,
    import_id INTEGER REFERENCES import,
    undone_by INTEGER REFERENCES account,
    undone_at INTEGER
) STRICT;
CREATE INDEX import_review_of ON import_review (pcn_id, import_review_id);
CREATE INDEX import_review_import ON import_review (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX import_review_to_do ON import_review (import_review_id)
    WHERE state IN ('uploaded', 'approved', 'undoing', 'discarding');

-- The file, until it is decided upon: each piece compressed (zstd).
CREATE TABLE import_piece (
    import_review_id INTEGER NOT NULL REFERENCES import_review,
    number INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (import_review_id, number)
) STRICT;

-- Its rows, as the sandboxed reader sent them (src/wire/fhir_rows.h), in their order. What can't be imported isn't
-- here: other practices' people leave nothing but the line they stood in.
CREATE TABLE import_row (
    import_row_id INTEGER PRIMARY KEY,
    import_review_id INTEGER NOT NULL REFERENCES import_review,
    number INTEGER NOT NULL,
    group_is INTEGER NOT NULL CHECK (group_is BETWEEN 0 AND 6), -- enum import_group; 0: a record, which goes with its person
    place INTEGER NOT NULL,   -- the line of the file; 0: of nobody in it
    practice_id INTEGER REFERENCES practice, -- NULL: a record, which goes with its person
    person_id INTEGER REFERENCES person, -- who it is, or may be
    owner INTEGER NOT NULL,   -- of a record: the number of its person's row; 0: somebody who was here already
    what TEXT,                -- what changes, or why they may be the same
    decision INTEGER NOT NULL DEFAULT 0 CHECK (decision BETWEEN 0 AND 3), -- enum import_decision
    body BLOB,                -- NULL once it is decided upon
    UNIQUE (import_review_id, number),
    CHECK (group_is = 0 OR practice_id IS NOT NULL)
) STRICT;
CREATE INDEX import_row_group ON import_row (import_review_id, group_is, number) WHERE group_is > 0;
CREATE INDEX import_row_person ON import_row (person_id, import_review_id) WHERE person_id IS NOT NULL;
CREATE VIEW scoped_import_row AS SELECT r.* FROM import_row r
    WHERE in_scope(r.practice_id, 0, 0) AND (r.person_id IS NULL OR EXISTS (SELECT 1 FROM person p
        WHERE p.person_id = r.person_id AND in_scope(p.practice_id, p.person_id, p.restricted)));

-- What isn't imported, and why: a line and a sentence, nothing of anybody.
CREATE TABLE import_refusal (
    import_review_id INTEGER NOT NULL REFERENCES import_review,
    number INTEGER NOT NULL,
    place INTEGER NOT NULL,
    elsewhere INTEGER NOT NULL CHECK (elsewhere IN (0, 1)), -- somebody of another practice
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (import_review_id, number)
) STRICT, WITHOUT ROWID;

-- A record that an import replaced, found again when the import is undone.
CREATE INDEX coded_record_replaced ON coded_record (person_id) WHERE replaced_in IS NOT NULL;
