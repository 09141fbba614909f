-- The personalised care and support plan, which belongs to the person (docs/adr/0047). Owner: care/plan.

-- What it is made of: sections, needs, goals, and the steps of each goal; one document each (docs/adr/0036).
CREATE TABLE plan_part (
    part_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL CHECK (length(key) = 16), -- made with the form: sent twice, it is one
    person_id INTEGER NOT NULL REFERENCES person,
    kind TEXT NOT NULL CHECK (kind IN ('section', 'need', 'goal', 'step')),
    goal_key BLOB CHECK (length(goal_key) = 16), -- of a step: its goal
    version INTEGER NOT NULL CHECK (version > 0),
    words TEXT NOT NULL, -- one JSON object: its fields are those of care/plan's tables
    owner_id INTEGER REFERENCES account, -- of a step that a member of staff does
    task_id INTEGER REFERENCES task, -- what became due of it
    changed_at INTEGER NOT NULL, -- instant
    UNIQUE (person_id, kind, key),
    CHECK ((kind = 'step') = (goal_key IS NOT NULL))
) STRICT;
CREATE VIEW scoped_plan_part AS SELECT x.* FROM plan_part x
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = x.person_id
        AND in_scope(p.practice_id, p.person_id, p.restricted));

-- What was said about the whole of it: agreed, not agreed, declined, reviewed, copied. Never changed.
CREATE TABLE plan_event (
    event_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16), -- made with the form: sent twice, it is one
    person_id INTEGER NOT NULL REFERENCES person,
    kind TEXT NOT NULL CHECK (kind IN ('agreed', 'disagreed', 'could_not', 'declined', 'reviewed', 'copied')),
    code INTEGER, -- SNOMED CT, of those that have one
    happened_on INTEGER NOT NULL, -- day
    recorded_at INTEGER NOT NULL, -- instant
    account_id INTEGER NOT NULL REFERENCES account,
    role INTEGER NOT NULL,
    number INTEGER CHECK (number > 0), -- of an agreed version: 1, 2, 3
    mark INTEGER, -- of an agreed version: the plan's count of changes
    of_id INTEGER REFERENCES plan_event, -- which agreed version was reviewed or copied
    review_on INTEGER, -- day
    task_id INTEGER REFERENCES task, -- the review that comes due
    words TEXT NOT NULL, -- one JSON object: what was said
    snapshot TEXT, -- the whole plan as it was: one JSON object
    CHECK ((kind = 'agreed') = (number IS NOT NULL)),
    CHECK (kind <> 'agreed' OR (snapshot IS NOT NULL AND review_on IS NOT NULL AND mark IS NOT NULL))
) STRICT;
CREATE INDEX plan_event_of ON plan_event (person_id);
CREATE VIEW scoped_plan_event AS SELECT x.* FROM plan_event x
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = x.person_id
        AND in_scope(p.practice_id, p.person_id, p.restricted));
-- What was said stays: only whose it is changes, when two records of one person are joined or parted. On PostgreSQL
-- the role that serves has no other right to this table (postgres/after.sql).
-- [sqlite]
CREATE TRIGGER plan_event_stays BEFORE UPDATE OF event_id, key, kind, code, happened_on, recorded_at, account_id, role,
    number, mark, of_id, review_on, task_id, words, snapshot ON plan_event
BEGIN SELECT RAISE(ABORT, 'what was said about a plan is never changed'); END;
CREATE TRIGGER plan_event_remains BEFORE DELETE ON plan_event
BEGIN SELECT RAISE(ABORT, 'what was said about a plan is never removed'); END;
-- [end]
