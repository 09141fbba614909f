-- What somebody learns at work: a portfolio linked to competencies, how they and their supervisor see each, and groups
-- of peers. Owner: care/workforce. Nothing here is about a person who is supported; whose page may be seen is decided by
-- src/care/workforce/reach.c.

-- Something that somebody did, was told or thought about. Read by them and by who supervises them.
CREATE TABLE portfolio_entry (
    portfolio_entry_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    version INTEGER NOT NULL DEFAULT 1,
    staff_id INTEGER NOT NULL REFERENCES staff,
    kind TEXT NOT NULL CHECK (kind IN ('example', 'feedback', 'observed', 'reflection', 'peer_meeting',
        'share_and_learn', 'action_learning', 'buddy', 'shadowing', 'reading', 'event')),
    competency TEXT CHECK (competency IN ('conversations', 'needs', 'resources', 'responsibility', 'transitions', 'plan',
        'following_up', 'self_management', 'relationships', 'communication', 'interpersonal', 'passing_on', 'community',
        'digital_services', 'teamwork', 'records', 'learning', 'professionalism', 'digital_tools')),
    done_on INTEGER NOT NULL, -- day
    minutes INTEGER CHECK (minutes BETWEEN 5 AND 480),
    words TEXT NOT NULL CHECK (length(words) > 0),
    recorded_by INTEGER NOT NULL REFERENCES account,
    recorded_at INTEGER NOT NULL,
    answer TEXT, -- what a supervisor says to it, once
    answered_by INTEGER REFERENCES account,
    answered_at INTEGER,
    struck_at INTEGER, struck_why TEXT, -- by who recorded it
    nonce BLOB NOT NULL CHECK (length(nonce) = 16), -- the form's: sent twice, saved once
    CHECK (competency IS NOT NULL OR kind NOT IN ('example', 'feedback', 'observed', 'reflection')),
    CHECK ((answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL)),
    UNIQUE (staff_id, nonce)
) STRICT;

-- How far somebody is in a competency, as they or a supervisor saw it on a day. Rows are never changed: the newest of
-- each of the two counts, and the others are how it went.
CREATE TABLE competency_rating (
    competency_rating_id INTEGER PRIMARY KEY,
    staff_id INTEGER NOT NULL REFERENCES staff,
    competency TEXT NOT NULL CHECK (competency IN ('conversations', 'needs', 'resources', 'responsibility',
        'transitions', 'plan', 'following_up', 'self_management', 'relationships', 'communication', 'interpersonal',
        'passing_on', 'community', 'digital_services', 'teamwork', 'records', 'learning', 'professionalism',
        'digital_tools')),
    level TEXT NOT NULL CHECK (level IN ('learning', 'supported', 'confident', 'signed_off')),
    own INTEGER NOT NULL CHECK (own IN (0, 1)), -- by themselves, or by a supervisor
    rated_by INTEGER NOT NULL REFERENCES account,
    rated_at INTEGER NOT NULL,
    CHECK (own = 0 OR level <> 'signed_off')
) STRICT;
CREATE INDEX competency_rating_of ON competency_rating (staff_id);

-- A group of peers in a network who meet.
CREATE TABLE peer_group (
    peer_group_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    version INTEGER NOT NULL DEFAULT 1,
    pcn_id INTEGER NOT NULL REFERENCES pcn,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    about TEXT NOT NULL CHECK (length(about) BETWEEN 1 AND 200), -- for whom, and what for
    meets TEXT NOT NULL CHECK (length(meets) BETWEEN 1 AND 200), -- when and where, in words
    next_on INTEGER, -- day
    made_by INTEGER NOT NULL REFERENCES account,
    made_at INTEGER NOT NULL,
    nonce BLOB NOT NULL CHECK (length(nonce) = 16),
    UNIQUE (pcn_id, nonce)
) STRICT;

CREATE TABLE peer_group_member (
    peer_group_id INTEGER NOT NULL REFERENCES peer_group,
    account_id INTEGER NOT NULL REFERENCES account,
    since INTEGER NOT NULL,
    PRIMARY KEY (peer_group_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX peer_group_member_of ON peer_group_member (account_id);
