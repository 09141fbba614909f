-- What happens to a task between its making and its end: put off with a reason, offered to a colleague, repeated, given up.
-- Owner: care/tasks. Why: docs/adr/0049-a-task-changes-hands-when-it-is-accepted.md.

ALTER TABLE task ADD COLUMN repeats TEXT
    CHECK (repeats IN ('week', 'fortnight', 'month', 'quarter', 'half_year', 'year')); -- NULL: once
-- Who is asked to take it on; the owner stays the owner until they accept.
ALTER TABLE task ADD COLUMN offered_to INTEGER REFERENCES account;
ALTER TABLE task ADD COLUMN offered_at INTEGER;
-- Nobody will do it, and why: done_at says since when.
ALTER TABLE task ADD COLUMN dropped TEXT CHECK (dropped IN ('not_needed', 'not_wanted', 'done_elsewhere', 'mistake'));
CREATE INDEX task_offered ON task (offered_to) WHERE offered_to IS NOT NULL;
CREATE INDEX task_open_by_day ON task (due, task_id) WHERE done_at IS NULL;

CREATE TABLE task_step (
    task_step_id INTEGER PRIMARY KEY,
    task_id INTEGER NOT NULL REFERENCES task,
    at INTEGER NOT NULL,
    account_id INTEGER REFERENCES account, -- NULL: nobody answered in time
    kind TEXT NOT NULL CHECK (kind IN ('moved', 'offered', 'accepted', 'declined', 'returned', 'dropped')),
    reason TEXT CHECK (reason IN ('asked', 'no_answer', 'waiting', 'no_time', 'other')), -- of a task that was moved
    words TEXT CHECK (length(words) BETWEEN 1 AND 500),
    due_before INTEGER,
    due_after INTEGER,
    to_id INTEGER REFERENCES account, -- of an offer: to whom
    CHECK ((kind = 'moved') = (reason IS NOT NULL)),
    CHECK ((kind = 'moved') = (due_after IS NOT NULL))
) STRICT;
CREATE INDEX task_step_of ON task_step (task_id);
CREATE VIEW scoped_task_step AS SELECT s.* FROM task_step s
    WHERE EXISTS (SELECT 1 FROM task t JOIN person p ON p.person_id = t.person_id
        WHERE t.task_id = s.task_id AND in_scope(p.practice_id, p.person_id, p.restricted));
