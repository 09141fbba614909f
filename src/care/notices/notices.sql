-- Notices, and what remains to be done after a death. Only this file names notice and closing_step.

-- The last of its kind that is open, or of its kind and about the same. A record may be out of its own changer's sight by
-- the time: restricted, or moved.
-- @one notice_of_kind(person_id person_id, kind text, about text?) -> (notice_id notice_id, version int, was text?,
--   became text?)
--   unscoped because it is asked in the very write that can take the person out of sight, and shows nothing
SELECT notice_id, version, was, became FROM notice
WHERE person_id = :person_id AND kind = :kind AND closed_at IS NULL AND (:about IS NULL OR became = :about)
ORDER BY notice_id DESC LIMIT 1;

-- @one notice_last() -> (last int)
--   unscoped because it is a number and nothing more
SELECT coalesce(max(notice_id), 0) FROM notice;

-- @insert notice_insert(key uuid, person_id person_id, kind text, was text?, became text?, raised_at instant,
--   raised_by account_id?)
--   unscoped because it is raised by the very write that can take the person out of sight
INSERT INTO notice (key, person_id, kind, was, became, raised_at, raised_by)
VALUES (:key, :person_id, :kind, :was, :became, :raised_at, :raised_by);

-- @exactly notice_set_resolved(notice_id notice_id, at instant)
--   unscoped because the cause can go in the very write that takes the person out of sight
UPDATE notice SET version = version + 1, closed_at = :at, closed_how = 'resolved'
WHERE notice_id = :notice_id AND closed_at IS NULL;

-- @exactly notice_set_dismissed(notice_id notice_id, at instant, account_id account_id, why text?)
UPDATE notice SET version = version + 1, closed_at = :at, closed_how = 'dismissed', closed_by = :account_id,
    closed_why = :why
WHERE notice_id IN (SELECT notice_id FROM scoped_notice WHERE notice_id = :notice_id) AND closed_at IS NULL;

-- @many notice_rows_open(person_id person_id, most int) -> (notice_id notice_id, key uuid, version int,
--   person_id person_id, kind text, was text?, became text?, raised_at instant, raised_by text?, closed_at instant?,
--   closed_how text?, closed_by text?, closed_why text?)
--   shows person_id
SELECT n.notice_id, n.key, n.version, n.person_id, n.kind, n.was, n.became, n.raised_at, a.name, NULL, NULL, NULL, NULL
FROM scoped_notice n LEFT JOIN account a ON a.account_id = n.raised_by
WHERE n.person_id = :person_id AND n.closed_at IS NULL
ORDER BY n.notice_id DESC LIMIT :most;

-- @many notice_rows(person_id person_id, most int) -> (notice_id notice_id, key uuid, version int,
--   person_id person_id, kind text, was text?, became text?, raised_at instant, raised_by text?, closed_at instant?,
--   closed_how text?, closed_by text?, closed_why text?)
--   shows person_id
SELECT n.notice_id, n.key, n.version, n.person_id, n.kind, n.was, n.became, n.raised_at, a.name, n.closed_at,
    n.closed_how, b.name, n.closed_why
FROM scoped_notice n LEFT JOIN account a ON a.account_id = n.raised_by
    LEFT JOIN account b ON b.account_id = n.closed_by
WHERE n.person_id = :person_id ORDER BY n.notice_id DESC LIMIT :most;

-- What is open about the people whom the actor supports, has something to do for, or had when they died.
-- @many notice_rows_mine(account_id account_id, role_held_id role_held_id, most int) -> (person_id person_id,
--   person_key uuid, given_names text?, family_name text?, preferred_name text?, kind text, was text?, became text?,
--   raised_at instant, steps int)
--   shows person_id
SELECT p.person_id, p.key, p.given_names, p.family_name, p.preferred_name, n.kind, n.was, n.became, n.raised_at,
    (SELECT count(*) FROM scoped_closing_step s WHERE s.notice_id = n.notice_id AND s.done_at IS NOT NULL)
FROM scoped_notice n JOIN scoped_person p ON p.person_id = n.person_id
WHERE n.closed_at IS NULL AND n.person_id IN (
    SELECT r.person_id FROM scoped_relation r
    WHERE r.role_held_id = :role_held_id AND r.ended_at IS NULL AND r.kind <> 'claim'
    UNION SELECT t.person_id FROM scoped_task t
    WHERE t.owner_id = :account_id AND (t.done_at IS NULL OR t.stopped IS NOT NULL))
ORDER BY n.notice_id DESC LIMIT :most;

-- @many closing_rows(notice_id notice_id) -> (closing_step_id closing_step_id, person_id person_id, version int,
--   step text, done_at instant?, by_name text, words text?)
--   shows person_id
SELECT s.closing_step_id, s.person_id, s.version, s.step, s.done_at, a.name, s.words
FROM scoped_closing_step s JOIN account a ON a.account_id = s.account_id WHERE s.notice_id = :notice_id;

-- @insert closing_insert(person_id person_id, notice_id notice_id, step text, done_at instant, account_id account_id,
--   words text?)
INSERT INTO closing_step (person_id, notice_id, step, done_at, account_id, words)
VALUES (:person_id, :notice_id, :step, :done_at, :account_id, :words);

-- @exactly closing_set(closing_step_id closing_step_id, version int, done_at instant?, account_id account_id,
--   words text?)
UPDATE closing_step SET version = version + 1, done_at = :done_at, account_id = :account_id, words = :words
WHERE closing_step_id IN (SELECT closing_step_id FROM scoped_closing_step WHERE closing_step_id = :closing_step_id)
    AND version = :version;

-- Two records of one person are joined, or parted again: the rows that a merge names (care/duplicates).
-- @change notice_follow(from_id person_id, to_id person_id, merge_id int)
UPDATE notice SET person_id = :to_id
WHERE notice_id IN (SELECT notice_id FROM scoped_notice WHERE person_id = :from_id)
    AND notice_id IN (SELECT row_id FROM person_merge_row WHERE merge_id = :merge_id AND kind = 'notice');
