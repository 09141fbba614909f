-- Why somebody may see somebody beyond their own practice's people, and what the governance lead is told of it.
-- Owners: platform/auth (relation), care/access (the others). Why: docs/adr/0022-legitimate-relationships.md.

-- One member of staff, in one role, and one person. It ends with the role, at its time, or when somebody ends it; rows
-- stay, so that "who could see me, and why" has an answer.
CREATE TABLE relation (
    relation_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    account_id INTEGER NOT NULL REFERENCES account,
    role_held_id INTEGER NOT NULL REFERENCES role_held,
    person_id INTEGER NOT NULL REFERENCES person,
    kind TEXT NOT NULL CHECK (kind IN ('caseload', 'referral', 'meeting', 'team', 'claim')),
    reason TEXT,   -- of a claim: a word of enum claim_reason
    words TEXT,    -- of a claim for another reason: what was typed; never in the audit or on the lead's page
    confirmed INTEGER NOT NULL DEFAULT 0 CHECK (confirmed IN (0, 1)), -- of a claim: with a factor once more
    since INTEGER NOT NULL,
    until INTEGER, -- of a claim always
    made_by INTEGER REFERENCES account, -- NULL: the system itself
    ended_at INTEGER,
    CHECK (kind <> 'claim' OR (until IS NOT NULL AND reason IS NOT NULL))
) STRICT;
CREATE INDEX relation_of ON relation (role_held_id, person_id) WHERE ended_at IS NULL;
CREATE INDEX relation_about ON relation (person_id);
CREATE INDEX relation_by ON relation (account_id) WHERE ended_at IS NULL;
CREATE VIEW scoped_relation AS SELECT r.* FROM relation r
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = r.person_id
        AND in_scope(p.practice_id, p.person_id, p.restricted));

-- An exact look-up beyond one's own people; its key stands in the address of the page that asks for the reason. Counted
-- against the limit and forgotten within a day.
CREATE TABLE access_look_up (
    key BLOB PRIMARY KEY CHECK (length(key) = 16),
    account_id INTEGER NOT NULL REFERENCES account,
    role_held_id INTEGER NOT NULL REFERENCES role_held,
    found INTEGER, -- the person's id; NULL: nobody in the network. No reference: it must not outlive or hold the person
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX access_look_up_by ON access_look_up (account_id, at);

-- What the information governance lead looks at. It names no person: who, as what, where, when and a coded reason.
CREATE TABLE review (
    review_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    version INTEGER NOT NULL DEFAULT 1,
    pcn_id INTEGER NOT NULL REFERENCES pcn,
    kind TEXT NOT NULL, -- a word of REVIEW_KIND_LIST
    account_id INTEGER NOT NULL REFERENCES account,
    role INTEGER NOT NULL,
    practice_id INTEGER REFERENCES practice, -- where the role is held; NULL: the whole network
    at INTEGER NOT NULL,
    reason TEXT,    -- a word of the program's own
    hours INTEGER,  -- of a claim: for how long
    people INTEGER, -- of an alarm: how many
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'fits', 'follow_up')),
    note TEXT,
    reviewed_by INTEGER REFERENCES account,
    reviewed_at INTEGER,
    CHECK ((state = 'open') = (reviewed_at IS NULL))
) STRICT;
CREATE INDEX review_of ON review (pcn_id, state, at);
CREATE INDEX review_about ON review (account_id, pcn_id, kind, at);

-- Whom each account saw in each network in the last day, copied from the audit as it grows; the alarms count it.
CREATE TABLE access_seen (
    account_id INTEGER NOT NULL,
    pcn_id INTEGER NOT NULL,
    listed INTEGER NOT NULL CHECK (listed IN (0, 1)), -- 1: in a list (search results, My day); 0: their record
    person_id INTEGER NOT NULL,
    role INTEGER NOT NULL,
    practice_id INTEGER,
    at INTEGER NOT NULL,
    PRIMARY KEY (account_id, pcn_id, listed, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX access_seen_at ON access_seen (at);

-- How far in the audit they were copied: one row.
CREATE TABLE access_counted (
    access_counted_id INTEGER PRIMARY KEY CHECK (access_counted_id = 1),
    seq INTEGER NOT NULL
) STRICT;
INSERT INTO access_counted (access_counted_id, seq) VALUES (1, 0);
