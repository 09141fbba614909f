-- What somebody who works with a person must know before the next contact, letter or task; what a death leaves to be
-- done; tasks that a death stopped; and a session whose screen the person sees.
-- Owners: care/notices (notice, closing_step), care/tasks (task.stopped), platform/auth (session.shown_to).
-- Why: docs/adr/0040-notices-and-deaths.md.

-- Raised by the write that causes it. Open until somebody dismisses it with a reason, or the cause goes.
CREATE TABLE notice (
    notice_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    version INTEGER NOT NULL DEFAULT 1,
    person_id INTEGER NOT NULL REFERENCES person,
    kind TEXT NOT NULL CHECK (kind IN ('died', 'left', 'moved', 'restricted', 'number_changed', 'number_gone', 'merged')),
    was TEXT,       -- before: the practice, the NHS number
    became TEXT,    -- since: the practice, the NHS number, the key of the record that was joined to theirs
    raised_at INTEGER NOT NULL,
    raised_by INTEGER REFERENCES account, -- NULL: the system itself, from another system's data
    closed_at INTEGER,
    closed_how TEXT CHECK (closed_how IN ('dismissed', 'resolved')),
    closed_by INTEGER REFERENCES account,
    closed_why TEXT,
    CHECK ((closed_at IS NULL) = (closed_how IS NULL))
) STRICT;
CREATE INDEX notice_open ON notice (person_id) WHERE closed_at IS NULL;
CREATE INDEX notice_about ON notice (person_id);
CREATE VIEW scoped_notice AS SELECT n.* FROM notice n
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = n.person_id
        AND in_scope(p.practice_id, p.person_id, p.restricted));

-- What remains to be done after a death: a row for each step that somebody did, or took back.
CREATE TABLE closing_step (
    closing_step_id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    person_id INTEGER NOT NULL REFERENCES person,
    notice_id INTEGER NOT NULL REFERENCES notice, -- of the death
    step TEXT NOT NULL CHECK (step IN ('team', 'family', 'practice', 'visitors', 'appointments', 'equipment',
        'carer', 'condolence', 'papers')),
    done_at INTEGER, -- NULL: taken back
    account_id INTEGER NOT NULL REFERENCES account,
    words TEXT,
    UNIQUE (notice_id, step)
) STRICT;
CREATE VIEW scoped_closing_step AS SELECT s.* FROM closing_step s
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = s.person_id
        AND in_scope(p.practice_id, p.person_id, p.restricted));

-- A task that nobody did and nobody will: done_at says since when, and this why. A task made after a death is for those
-- who are left, such as support for a carer: the death doesn't stop it, and taking the death back does.
ALTER TABLE task ADD COLUMN stopped TEXT CHECK (stopped IN ('died', 'alive'));
ALTER TABLE task ADD COLUMN after_death INTEGER NOT NULL DEFAULT 0 CHECK (after_death IN (0, 1));
CREATE INDEX task_stopped_about ON task (person_id) WHERE stopped IS NOT NULL;

-- The key of the person who looks at the screen with its user; NULL: nobody does.
ALTER TABLE session ADD COLUMN shown_to BLOB CHECK (length(shown_to) = 16);
