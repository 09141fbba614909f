-- Who stands in for a colleague who is away, from which day to which. Owner: care/caseload.
-- Why: docs/adr/0051-cover-ends-by-itself.md.

-- It names colleagues and no person: whom it opens is in the relations, which end by themselves.
CREATE TABLE case_cover (
    case_cover_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    version INTEGER NOT NULL DEFAULT 1,
    pcn_id INTEGER NOT NULL REFERENCES pcn,
    account_id INTEGER NOT NULL REFERENCES account,     -- who is away
    role INTEGER NOT NULL CHECK (role BETWEEN 1 AND 3), -- whose cases of theirs
    to_id INTEGER NOT NULL REFERENCES account,          -- who stands in,
    role_held_id INTEGER NOT NULL REFERENCES role_held, -- and as what
    from_on INTEGER NOT NULL,  -- days, both included
    until_on INTEGER NOT NULL,
    restricted INTEGER NOT NULL CHECK (restricted IN (0, 1)), -- restricted records too: arranged by who sees them
    made_by INTEGER NOT NULL REFERENCES account,
    made_at INTEGER NOT NULL,
    ended_by INTEGER REFERENCES account, -- before its last day
    ended_at INTEGER,
    CHECK (from_on <= until_on),
    CHECK (account_id <> to_id)
) STRICT;
CREATE INDEX case_cover_in ON case_cover (pcn_id, until_on) WHERE ended_at IS NULL;
CREATE INDEX case_cover_of ON case_cover (account_id, until_on) WHERE ended_at IS NULL;

-- Relations that a cover began, as long as they are live: what it ends, and nothing else.
CREATE TABLE case_cover_relation (
    case_cover_id INTEGER NOT NULL REFERENCES case_cover,
    relation_id INTEGER NOT NULL REFERENCES relation,
    PRIMARY KEY (case_cover_id, relation_id)
) STRICT, WITHOUT ROWID;
