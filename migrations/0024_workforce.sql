-- Who may take referrals yet, and who looks after those who do: posts, training, supervision, overrides.
-- Owner: care/workforce. Why: docs/adr/0044-readiness-is-computed-from-rules.md. Nothing here is about a person who is
-- supported, so nothing is scoped: whose page may be seen is decided by src/care/workforce/reach.c.

-- What somebody's work in one network is. Who works there at all is said by role_held.
CREATE TABLE staff (
    staff_id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    account_id INTEGER NOT NULL REFERENCES account,
    pcn_id INTEGER NOT NULL REFERENCES pcn,
    start_on INTEGER, -- day
    week INTEGER CHECK (week BETWEEN 0 AND 3600), -- minutes a week; of them reserved:
    administration INTEGER NOT NULL DEFAULT 0 CHECK (administration >= 0),
    supervision INTEGER NOT NULL DEFAULT 0 CHECK (supervision >= 0),
    development INTEGER NOT NULL DEFAULT 0 CHECK (development >= 0),
    travel INTEGER NOT NULL DEFAULT 0 CHECK (travel BETWEEN 0 AND 480), -- minutes there and back, for each visit
    settings INTEGER NOT NULL DEFAULT 0 CHECK (settings BETWEEN 0 AND 2047), -- a bit each, as in workforce.h
    specialisms INTEGER NOT NULL DEFAULT 0 CHECK (specialisms BETWEEN 0 AND 2047),
    new_to_care INTEGER NOT NULL DEFAULT 0 CHECK (new_to_care IN (0, 1)),
    CHECK (administration + supervision + development <= coalesce(week, 0)),
    UNIQUE (account_id, pcn_id)
) STRICT;

-- Who is there for them: one colleague of each kind. What it was before stands in the versions of the post.
CREATE TABLE staff_link (
    staff_id INTEGER NOT NULL REFERENCES staff,
    kind TEXT NOT NULL CHECK (kind IN ('first_contact', 'concerns', 'gp', 'buddy', 'day_to_day', 'clinical', 'educational')),
    account_id INTEGER NOT NULL REFERENCES account,
    PRIMARY KEY (staff_id, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX staff_link_to ON staff_link (account_id);

-- What somebody was trained in. A row is confirmed once by a supervisor who saw the evidence, or struck through.
CREATE TABLE training (
    training_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    version INTEGER NOT NULL DEFAULT 1,
    staff_id INTEGER NOT NULL REFERENCES staff,
    course TEXT NOT NULL CHECK (course IN ('coordinator', 'link_worker', 'health_coach', 'planning',
        'shared_decisions', 'induction', 'setting_induction', 'setting_training', 'adults_1', 'adults_2', 'adults_3',
        'children_1', 'children_2', 'children_3', 'information_governance', 'confidentiality', 'consent_capacity',
        'record_keeping', 'care_certificate', 'coaching_skills', 'motivational')),
    setting TEXT CHECK (setting IN ('general', 'cancer', 'end_of_life', 'learning_disability', 'dementia',
        'anticipatory', 'elective', 'care_homes', 'long_term', 'perioperative', 'children')),
    done_on INTEGER NOT NULL, -- days
    expires_on INTEGER,       -- the last day, where the certificate says one; otherwise by the course's rule
    evidence TEXT NOT NULL CHECK (length(evidence) BETWEEN 1 AND 200),
    recorded_by INTEGER NOT NULL REFERENCES account,
    recorded_at INTEGER NOT NULL,
    confirmed_by INTEGER REFERENCES account,
    confirmed_at INTEGER,
    struck_at INTEGER, struck_by INTEGER REFERENCES account, struck_why TEXT,
    nonce BLOB NOT NULL CHECK (length(nonce) = 16), -- the form's: sent twice, saved once
    CHECK ((setting IS NOT NULL) = (course IN ('setting_induction', 'setting_training'))),
    CHECK (expires_on >= done_on),
    CHECK ((confirmed_at IS NULL) = (confirmed_by IS NULL)),
    CHECK ((struck_at IS NULL) = (struck_by IS NULL)),
    UNIQUE (staff_id, nonce)
) STRICT;

-- One talk between somebody and who supervises them. agenda and agreed are read by these two and nobody else.
CREATE TABLE supervision (
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
CREATE INDEX supervision_by ON supervision (supervisor_id);

-- What the two agreed that one of them does.
CREATE TABLE supervision_action (
    supervision_action_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    version INTEGER NOT NULL DEFAULT 1,
    supervision_id INTEGER NOT NULL REFERENCES supervision,
    owner_id INTEGER NOT NULL REFERENCES account,
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    due INTEGER NOT NULL, -- day
    done_at INTEGER
) STRICT;
CREATE INDEX supervision_action_of ON supervision_action (supervision_id);
CREATE INDEX supervision_action_open ON supervision_action (owner_id, due) WHERE done_at IS NULL;

-- A supervisor answers for it that somebody takes referrals before they are ready: for one setting, for a while.
CREATE TABLE readiness_override (
    readiness_override_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    version INTEGER NOT NULL DEFAULT 1,
    staff_id INTEGER NOT NULL REFERENCES staff,
    role INTEGER NOT NULL CHECK (role > 0),
    setting TEXT NOT NULL CHECK (setting IN ('general', 'cancer', 'end_of_life', 'learning_disability', 'dementia',
        'anticipatory', 'elective', 'care_homes', 'long_term', 'perioperative', 'children')),
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 200),
    from_on INTEGER NOT NULL, -- days, both included
    until_on INTEGER NOT NULL CHECK (until_on - from_on BETWEEN 0 AND 28),
    made_by INTEGER NOT NULL REFERENCES account,
    made_at INTEGER NOT NULL,
    ended_at INTEGER, ended_by INTEGER REFERENCES account,
    nonce BLOB NOT NULL CHECK (length(nonce) = 16),
    CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
    UNIQUE (staff_id, nonce)
) STRICT;
