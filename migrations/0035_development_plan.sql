-- What somebody wants to learn, how and by when: their plan for the year, agreed with who supervises them. Owner:
-- care/workforce. Nothing here is about a person who is supported.
CREATE TABLE development_goal (
    development_goal_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    version INTEGER NOT NULL DEFAULT 1,
    staff_id INTEGER NOT NULL REFERENCES staff,
    what TEXT NOT NULL CHECK (length(what) BETWEEN 1 AND 200),
    how TEXT CHECK (length(how) BETWEEN 1 AND 200),
    competency TEXT CHECK (competency IN ('conversations', 'needs', 'resources', 'responsibility', 'transitions', 'plan',
        'following_up', 'self_management', 'relationships', 'communication', 'interpersonal', 'passing_on', 'community',
        'digital_services', 'teamwork', 'records', 'learning', 'professionalism', 'digital_tools')),
    by_on INTEGER NOT NULL, -- day
    made_by INTEGER NOT NULL REFERENCES account,
    made_at INTEGER NOT NULL,
    reached INTEGER CHECK (reached IN (0, 1)), -- NULL: open; 0: given up
    outcome TEXT CHECK (length(outcome) BETWEEN 1 AND 200),
    ended_by INTEGER REFERENCES account,
    ended_at INTEGER,
    nonce BLOB NOT NULL CHECK (length(nonce) = 16), -- the form's: sent twice, saved once
    CHECK ((reached IS NULL) = (ended_at IS NULL)),
    CHECK ((reached IS NULL) = (ended_by IS NULL)),
    CHECK ((reached IS NULL) = (outcome IS NULL)),
    UNIQUE (staff_id, nonce)
) STRICT;
