-- Published tables that somebody uploads: read, looked through, and loaded when somebody approves. Why: docs/adr/0057.
-- Owner: care/reference. There is nothing about people here.
CREATE TABLE reference_upload (
    reference_upload_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    pcn_id INTEGER NOT NULL REFERENCES pcn,         -- whose people may look through it
    account_id INTEGER NOT NULL REFERENCES account,
    at INTEGER NOT NULL,
    named TEXT NOT NULL,                            -- the file, as it was called
    bytes INTEGER NOT NULL,
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 7),
    kind TEXT CHECK (kind IN ('codes', 'organisations', 'deprivation', 'postcodes', 'holidays')), -- NULL: not recognised yet
    name TEXT, version TEXT, source TEXT,           -- what somebody said of it; NULL: as the file says
    dated INTEGER,
    why TEXT,                                       -- it can't be loaded; or why it is to be looked through again
    row_count INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0,
    passed_over INTEGER NOT NULL DEFAULT 0,         -- rows that are not meant: codes out of use, other countries
    listed INTEGER NOT NULL DEFAULT 0,              -- rows of what changes, as they are kept for the file
    checked_at INTEGER,
    decided_at INTEGER,
    decided_by INTEGER REFERENCES account,
    CHECK ((decided_at IS NULL) = (decided_by IS NULL))
) STRICT;
CREATE INDEX reference_upload_of ON reference_upload (pcn_id, reference_upload_id);
CREATE INDEX reference_upload_due ON reference_upload (reference_upload_id) WHERE state IN (1, 3);

-- Each list of the file, beside what is there.
CREATE TABLE reference_upload_list (
    reference_upload_id INTEGER NOT NULL REFERENCES reference_upload,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    becomes INTEGER NOT NULL CHECK (becomes BETWEEN 0 AND 3), -- what loading does with it, as reference_stage.h counts
    was TEXT,                                       -- the version that is looked at now; NULL: none is
    row_count INTEGER NOT NULL,
    added INTEGER NOT NULL,
    dropped INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    PRIMARY KEY (reference_upload_id, place)
) STRICT, WITHOUT ROWID;

-- Compressed, in pieces: the file itself (part 1), gone as soon as it was loaded or discarded; rows that can't be taken
-- (2); what is different (3).
CREATE TABLE reference_piece (
    reference_upload_id INTEGER NOT NULL REFERENCES reference_upload,
    part INTEGER NOT NULL CHECK (part BETWEEN 1 AND 3),
    number INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (reference_upload_id, part, number)
) STRICT, WITHOUT ROWID;
