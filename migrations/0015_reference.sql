-- What others publish and Cairn looks up: organisations, deprivation, code lists, bank holidays. Owner: care/reference.
-- A set is one version of one list. It is filled in slices and then made ready with all sets of its file at once; what
-- was ready before stays, and can be read by its version. A set that never became ready is an import that was cut off:
-- nothing reads it. There is nothing about people here.
CREATE TABLE reference_set (
    reference_set_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    kind TEXT NOT NULL CHECK (kind IN ('codes', 'organisations', 'deprivation', 'postcodes', 'holidays')),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    version TEXT NOT NULL CHECK (length(version) BETWEEN 1 AND 200), -- the publisher's word, or the day it was loaded
    dated INTEGER,              -- the day of the data, where somebody said it
    source TEXT NOT NULL,       -- who publishes it
    digest BLOB NOT NULL CHECK (length(digest) = 32), -- of its rows: the same again changes nothing
    row_count INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    loaded_at INTEGER NOT NULL,
    account_id INTEGER REFERENCES account, -- NULL: the command line, or compiled in
    ready INTEGER NOT NULL DEFAULT 0 CHECK (ready IN (0, 1)),
    current INTEGER NOT NULL DEFAULT 0 CHECK (current IN (0, 1)) -- of its kind and name the one that is looked at
) STRICT;
CREATE UNIQUE INDEX reference_set_current ON reference_set (kind, name) WHERE current = 1;
CREATE UNIQUE INDEX reference_set_version ON reference_set (kind, name, version) WHERE ready = 1;

CREATE TABLE reference_code (
    reference_set_id INTEGER NOT NULL REFERENCES reference_set,
    code INTEGER NOT NULL,   -- SNOMED CT concept
    category TEXT NOT NULL,  -- empty where the list has none
    term TEXT NOT NULL,
    place INTEGER NOT NULL,  -- in the list's own order
    PRIMARY KEY (reference_set_id, code, category)
) STRICT, WITHOUT ROWID;

CREATE TABLE reference_organisation (
    reference_set_id INTEGER NOT NULL REFERENCES reference_set,
    ods_code TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,      -- "GP practice"; empty where the file doesn't say
    open INTEGER NOT NULL CHECK (open IN (0, 1)),
    parent TEXT NOT NULL,    -- ODS code of its network or board; empty: not said
    closed INTEGER,          -- day
    PRIMARY KEY (ods_code, reference_set_id)
) STRICT, WITHOUT ROWID;

-- The Index of Multiple Deprivation: 1 is the most deprived.
CREATE TABLE reference_deprivation (
    reference_set_id INTEGER NOT NULL REFERENCES reference_set,
    lsoa TEXT NOT NULL,
    rank INTEGER NOT NULL,
    decile INTEGER NOT NULL CHECK (decile BETWEEN 1 AND 10),
    PRIMARY KEY (lsoa, reference_set_id)
) STRICT, WITHOUT ROWID;

-- Where a postcode lies: lower layer super output areas of the censuses of 2011 and 2021; empty: not said.
CREATE TABLE reference_postcode (
    reference_set_id INTEGER NOT NULL REFERENCES reference_set,
    postcode TEXT NOT NULL,
    lsoa_2011 TEXT NOT NULL,
    lsoa_2021 TEXT NOT NULL,
    PRIMARY KEY (postcode, reference_set_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE reference_holiday (
    reference_set_id INTEGER NOT NULL REFERENCES reference_set,
    day INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (reference_set_id, day)
) STRICT, WITHOUT ROWID;
