-- Files that a data manager uploads: checked, reviewed, and imported when somebody approves. Why: docs/adr/0045.
-- Owner: care/imports.

-- What a source's lists look like: what their columns hold, as somebody said it.
CREATE TABLE import_source (
    import_source_id INTEGER PRIMARY KEY,
    pcn_id INTEGER NOT NULL REFERENCES pcn,
    name TEXT NOT NULL,
    columns TEXT NOT NULL, -- as src/wire/gp_table.h writes them down
    UNIQUE (pcn_id, name)
) STRICT;

CREATE TABLE import_upload (
    import_upload_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    pcn_id INTEGER NOT NULL REFERENCES pcn,
    practice_id INTEGER REFERENCES practice, -- only this one's people: whoever uploaded works for it alone
    otherwise_id INTEGER REFERENCES practice, -- of people whose practice isn't said
    account_id INTEGER NOT NULL REFERENCES account,
    at INTEGER NOT NULL,
    source TEXT NOT NULL,
    named TEXT NOT NULL, -- the file, as it was called
    bytes INTEGER NOT NULL,
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 7),
    columns TEXT,        -- of a table, as they were given or guessed
    columns_given INTEGER NOT NULL DEFAULT 0 CHECK (columns_given IN (0, 1)),
    why TEXT,            -- it can't be taken
    checked_at INTEGER,
    approved_at INTEGER,
    approved_by INTEGER REFERENCES account,
    import_id INTEGER REFERENCES import, -- what it became
    records_new INTEGER NOT NULL DEFAULT 0,
    records_same INTEGER NOT NULL DEFAULT 0,
    CHECK ((approved_at IS NULL) = (approved_by IS NULL))
) STRICT;
CREATE INDEX import_upload_of ON import_upload (pcn_id, import_upload_id);
CREATE INDEX import_upload_due ON import_upload (import_upload_id) WHERE state IN (1, 3);

-- The file, compressed, in pieces; gone as soon as it was imported or discarded.
CREATE TABLE import_piece (
    import_upload_id INTEGER NOT NULL REFERENCES import_upload,
    number INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (import_upload_id, number)
) STRICT, WITHOUT ROWID;

-- Whom an import brought something, once for each: for the person's timeline.
CREATE TABLE import_change (
    import_change_id INTEGER PRIMARY KEY,
    import_id INTEGER NOT NULL REFERENCES import,
    person_id INTEGER NOT NULL REFERENCES person,
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3) -- 1 they were added, 2 details changed, 3 coded records came
) STRICT;
CREATE INDEX import_change_of ON import_change (person_id);
CREATE VIEW scoped_import_change AS SELECT h.* FROM import_change h
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = h.person_id
        AND in_scope(p.practice_id, p.person_id, p.restricted));

-- What the check found, one row for each person of the file, and for each row that is not taken. Who is known here is
-- named by their key alone; who is new, by what the file says, until it is decided.
CREATE TABLE import_row (
    import_row_id INTEGER PRIMARY KEY,
    import_upload_id INTEGER NOT NULL REFERENCES import_upload,
    place INTEGER NOT NULL,
    found INTEGER NOT NULL CHECK (found BETWEEN 1 AND 7),
    practice_id INTEGER REFERENCES practice, -- where they are, or are to be; NULL: the row names nobody
    person_key BLOB CHECK (length(person_key) = 16),
    name TEXT,
    born INTEGER,
    nhs_number INTEGER,
    words TEXT, -- what changes; why they may be the same; why it is not taken
    decided INTEGER CHECK (decided IN (1, 2)) -- of a close match: 1 the same person, 2 another; NULL: left out
) STRICT;
CREATE INDEX import_row_of ON import_row (import_upload_id, found, import_row_id);
CREATE VIEW scoped_import_row AS SELECT w.* FROM import_row w
    WHERE w.practice_id IS NULL OR in_scope(w.practice_id, 0, 0);
