-- Tasks. Only this file names task.

-- @many task_rows_about(person_id person_id, most int) -> (task_id task_id, key uuid, version int,
--   person_id person_id, owner_id account_id, owner_name text, kind text, title text, due date, promised_on date)
--   shows person_id
SELECT t.task_id, t.key, t.version, t.person_id, t.owner_id, a.name, t.kind, t.title, t.due, t.promised_on
FROM scoped_task t JOIN account a ON a.account_id = t.owner_id
WHERE t.person_id = :person_id AND t.done_at IS NULL
ORDER BY t.due, t.task_id LIMIT :most;

-- @many task_rows_of(owner_id account_id, up_to date, most int) -> (task_id task_id, key uuid, version int,
--   person_id person_id, owner_id account_id, owner_name text, kind text, title text, due date, promised_on date)
--   shows nobody because it says only in which order to work; whoever names one of them reads that person
SELECT t.task_id, t.key, t.version, t.person_id, t.owner_id, a.name, t.kind, t.title, t.due, t.promised_on
FROM scoped_task t JOIN account a ON a.account_id = t.owner_id
WHERE t.owner_id = :owner_id AND t.due <= :up_to AND t.done_at IS NULL
ORDER BY CASE t.kind WHEN 'act_first' THEN 1 WHEN 'promise' THEN 2 ELSE 3 END, t.due, t.task_id LIMIT :most;

-- @many task_rows_done(person_id person_id, up_to instant, below int, most int) -> (task_id task_id, key uuid, version int,
--   person_id person_id, owner_id account_id, owner_name text, kind text, title text, due date, promised_on date,
--   done_at instant?, stopped text?, dropped text?)
--   shows person_id
SELECT t.task_id, t.key, t.version, t.person_id, t.owner_id, a.name, t.kind, t.title, t.due, t.promised_on, t.done_at,
    t.stopped, t.dropped
FROM scoped_task t JOIN account a ON a.account_id = t.owner_id
WHERE t.person_id = :person_id AND t.done_at <= :up_to AND (t.done_at < :up_to OR t.task_id < :below)
    AND t.done_contact_id IS NULL
ORDER BY t.done_at DESC, t.task_id DESC LIMIT :most;

-- @one task_row(key uuid) -> (task_id task_id, key uuid, version int, person_id person_id, owner_id account_id,
--   owner_name text, kind text, title text, due date, promised_on date)
--   shows person_id
SELECT t.task_id, t.key, t.version, t.person_id, t.owner_id, a.name, t.kind, t.title, t.due, t.promised_on
FROM scoped_task t JOIN account a ON a.account_id = t.owner_id
WHERE t.key = :key AND t.done_at IS NULL;

-- @one task_whose(key uuid) -> (person_key uuid)
--   shows nobody because it makes the address of a page, which says itself whom it shows
SELECT p.key FROM scoped_task t JOIN scoped_person p ON p.person_id = t.person_id
WHERE t.key = :key AND t.done_at IS NULL;

-- Whose task this was, once it is done.
-- @one task_done_row(key uuid) -> (owner_id account_id)
--   shows nobody because it only tells whether the actor has done it already
SELECT owner_id FROM scoped_task WHERE key = :key AND done_at IS NOT NULL;

-- @one task_counts_left(owner_id account_id, pcn_id pcn_id, today date) -> (open int, overdue int, contacts int)
--   unscoped because it only counts, for whoever sees no person
SELECT count(*), count(*) FILTER (WHERE t.due < :today), count(*) FILTER (WHERE t.kind = 'contact' AND t.due >= :today)
FROM task t JOIN person p ON p.person_id = t.person_id JOIN practice r ON r.practice_id = p.practice_id
WHERE t.owner_id = :owner_id AND t.done_at IS NULL AND r.pcn_id = :pcn_id;

-- From the index of what is due alone: asked for everybody who could be given something.
-- @one task_count_open(owner_id account_id) -> (open int)
--   unscoped because it only counts, for whoever sees no person
SELECT count(*) FROM task WHERE owner_id = :owner_id AND done_at IS NULL;

-- @insert task_insert(key uuid, person_id person_id, owner_id account_id, kind text, title text, due date,
--   promised_on date, from_contact_id contact_id?, after_death bool, repeats text?)
INSERT INTO task (key, person_id, owner_id, kind, title, due, promised_on, from_contact_id, after_death, repeats)
VALUES (:key, :person_id, :owner_id, :kind, :title, :due, :promised_on, :from_contact_id, :after_death, :repeats);

-- @one task_repeats_row(task_id task_id) -> (repeats text?, after_death bool)
--   shows nobody because it only says how often
SELECT repeats, after_death FROM scoped_task WHERE task_id = :task_id;

-- @exactly task_set_done(task_id task_id, version int, done_at instant, done_contact_id contact_id?)
UPDATE task SET version = version + 1, done_at = :done_at, done_contact_id = :done_contact_id, offered_to = NULL,
    offered_at = NULL
WHERE task_id IN (SELECT task_id FROM scoped_task WHERE task_id = :task_id) AND version = :version
    AND done_at IS NULL;

-- What somebody has to do, whoever asks: as far as they see the people.
-- @many task_rows_owned(owner_id account_id, most int) -> (task_id task_id, key uuid, version int,
--   person_id person_id, owner_id account_id, owner_name text, kind text, title text, due date, promised_on date)
--   shows person_id
SELECT t.task_id, t.key, t.version, t.person_id, t.owner_id, a.name, t.kind, t.title, t.due, t.promised_on
FROM scoped_task t JOIN account a ON a.account_id = t.owner_id
WHERE t.owner_id = :owner_id AND t.done_at IS NULL
ORDER BY t.due, t.task_id LIMIT :most;

-- @one task_row_by_id(task_id task_id) -> (task_id task_id, key uuid, version int, person_id person_id,
--   owner_id account_id, owner_name text, kind text, title text, due date, promised_on date)
--   shows person_id
SELECT t.task_id, t.key, t.version, t.person_id, t.owner_id, a.name, t.kind, t.title, t.due, t.promised_on
FROM scoped_task t JOIN account a ON a.account_id = t.owner_id
WHERE t.task_id = :task_id AND t.done_at IS NULL;

-- @exactly task_set_owner(task_id task_id, version int, owner_id account_id)
UPDATE task SET version = version + 1, owner_id = :owner_id, offered_to = NULL, offered_at = NULL
WHERE task_id IN (SELECT task_id FROM scoped_task WHERE task_id = :task_id) AND version = :version
    AND done_at IS NULL;

-- Two records of one person are joined, or parted again: the rows that a merge names (care/duplicates).
-- @change task_follow(from_id person_id, to_id person_id, merge_id int)
UPDATE task SET person_id = :to_id
WHERE task_id IN (SELECT task_id FROM scoped_task WHERE person_id = :from_id)
    AND task_id IN (SELECT row_id FROM person_merge_row WHERE merge_id = :merge_id AND kind = 'task');

-- Open, and made after a death or not.
-- @many task_rows_around_death(person_id person_id, after_death bool, most int) -> (task_id task_id, key uuid,
--   version int, person_id person_id, owner_id account_id, owner_name text, kind text, title text, due date,
--   promised_on date)
--   shows person_id
SELECT t.task_id, t.key, t.version, t.person_id, t.owner_id, a.name, t.kind, t.title, t.due, t.promised_on
FROM scoped_task t JOIN account a ON a.account_id = t.owner_id
WHERE t.person_id = :person_id AND t.after_death = :after_death AND t.done_at IS NULL
ORDER BY t.due, t.task_id LIMIT :most;

-- What a death stopped.
-- @many task_rows_stopped(person_id person_id, most int) -> (task_id task_id, key uuid, version int,
--   person_id person_id, owner_id account_id, owner_name text, kind text, title text, due date, promised_on date)
--   shows person_id
SELECT t.task_id, t.key, t.version, t.person_id, t.owner_id, a.name, t.kind, t.title, t.due, t.promised_on
FROM scoped_task t JOIN account a ON a.account_id = t.owner_id
WHERE t.person_id = :person_id AND t.stopped = 'died'
ORDER BY t.due, t.task_id LIMIT :most;

-- @exactly task_set_stopped(task_id task_id, version int, at instant, stopped text)
UPDATE task SET version = version + 1, done_at = :at, stopped = :stopped, offered_to = NULL, offered_at = NULL
WHERE task_id IN (SELECT task_id FROM scoped_task WHERE task_id = :task_id) AND version = :version
    AND done_at IS NULL;

-- @exactly task_set_back(task_id task_id, version int)
UPDATE task SET version = version + 1, done_at = NULL, stopped = NULL
WHERE task_id IN (SELECT task_id FROM scoped_task WHERE task_id = :task_id) AND version = :version
    AND stopped IS NOT NULL;
