-- What somebody learns at work: a portfolio linked to competencies, how they and their supervisor see each, and groups
-- of peers; appraisals beside supervision, and a buddy among who is there for them. Owner: care/workforce. Nothing here is
-- about a person who is supported; whose page may be seen is decided by src/care/workforce/reach.c.

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

-- A buddy or mentor is named as well, and talks that look at a longer while are logged as supervision is. SQLite changes
-- no CHECK, so there the two tables are made anew.
-- [sqlite]
CREATE TABLE staff_link_anew (
    staff_id INTEGER NOT NULL REFERENCES staff,
    kind TEXT NOT NULL CHECK (kind IN ('first_contact', 'concerns', 'gp', 'buddy', 'day_to_day', 'clinical', 'educational')),
    account_id INTEGER NOT NULL REFERENCES account,
    PRIMARY KEY (staff_id, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO staff_link_anew SELECT staff_id, kind, account_id FROM staff_link;
DROP TABLE staff_link;
ALTER TABLE staff_link_anew RENAME TO staff_link;
CREATE INDEX staff_link_to ON staff_link (account_id);

CREATE TABLE supervision_anew (
    supervision_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    version INTEGER NOT NULL DEFAULT 1,
    staff_id INTEGER NOT NULL REFERENCES staff,
    supervisor_id INTEGER NOT NULL REFERENCES account,
    kind TEXT NOT NULL CHECK (kind IN ('day_to_day', 'clinical', 'educational', 'development', 'appraisal')),
    held_on INTEGER NOT NULL, -- day
    minutes INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 480),
    agenda TEXT,
    agreed TEXT,
    recorded_at INTEGER NOT NULL,
    struck_at INTEGER, struck_why TEXT, -- by the supervisor who wrote it
    nonce BLOB NOT NULL CHECK (length(nonce) = 16),
    UNIQUE (staff_id, nonce)
) STRICT;
INSERT INTO supervision_anew SELECT supervision_id, key, version, staff_id, supervisor_id, kind, held_on, minutes, agenda,
    agreed, recorded_at, struck_at, struck_why, nonce FROM supervision;
DROP TABLE supervision;
ALTER TABLE supervision_anew RENAME TO supervision;
CREATE INDEX supervision_by ON supervision (supervisor_id);
-- [end]
-- [postgres]
-- ALTER TABLE staff_link DROP CONSTRAINT staff_link_kind_check;
-- ALTER TABLE staff_link ADD CONSTRAINT staff_link_kind_check CHECK (kind IN ('first_contact', 'concerns', 'gp', 'buddy',
--     'day_to_day', 'clinical', 'educational'));
-- ALTER TABLE supervision DROP CONSTRAINT supervision_kind_check;
-- ALTER TABLE supervision ADD CONSTRAINT supervision_kind_check CHECK (kind IN ('day_to_day', 'clinical', 'educational',
--     'development', 'appraisal'));
-- [end]

-- Evidence of competencies was kept among training, by area. It goes to the portfolio, each under its area's broadest.
INSERT INTO portfolio_entry (key, staff_id, kind, competency, done_on, words, recorded_by, recorded_at, answer, answered_by,
    answered_at, struck_at, struck_why, nonce)
SELECT t.key, t.staff_id, 'example', CASE t.course WHEN 'portfolio_care' THEN 'needs'
        WHEN 'portfolio_relationships' THEN 'relationships' WHEN 'portfolio_communication' THEN 'communication'
        ELSE 'learning' END,
    t.done_on, t.evidence, t.recorded_by, t.recorded_at, CASE WHEN t.confirmed_at IS NOT NULL THEN 'Confirmed' END,
    t.confirmed_by, t.confirmed_at, t.struck_at, t.struck_why, t.nonce
FROM training t
WHERE t.course IN ('portfolio_care', 'portfolio_relationships', 'portfolio_communication', 'portfolio_learning');
DELETE FROM training
WHERE course IN ('portfolio_care', 'portfolio_relationships', 'portfolio_communication', 'portfolio_learning');
