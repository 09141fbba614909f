-- Primary care networks and their member practices. Owner: care/organisations.
-- One installation holds one or many networks; nothing crosses between them (domain section 1).
CREATE TABLE pcn (
    pcn_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200)
) STRICT;

CREATE TABLE practice (
    practice_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    version INTEGER NOT NULL DEFAULT 1,
    pcn_id INTEGER NOT NULL REFERENCES pcn,
    ods_code TEXT NOT NULL UNIQUE CHECK (length(ods_code) BETWEEN 1 AND 9),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    UNIQUE (practice_id, pcn_id) -- so that other tables can name both and have them agree
) STRICT;
CREATE INDEX practice_of_pcn ON practice (pcn_id);
