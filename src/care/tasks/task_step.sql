-- What happens to a task between its making and its end, and the lists of tasks. Only this file and task.sql name
-- task; only this one names task_step.

-- ---- one task, open or ended ----

-- @one task_whole_row(key uuid) -> (task_id task_id, key uuid, version int, person_id person_id, owner_id account_id,
--   owner_name text, kind text, title text, due date, promised_on date, repeats text?, offered_id account_id?,
--   offered_name text?, offered_at instant?, done_at instant?, stopped text?, dropped text?, after_death bool,
--   contact_day instant?)
--   shows person_id
SELECT t.task_id, t.key, t.version, t.person_id, t.owner_id, a.name, t.kind, t.title, t.due, t.promised_on, t.repeats,
    t.offered_to, o.name, t.offered_at, t.done_at, t.stopped, t.dropped, t.after_death, c.happened_at
FROM scoped_task t JOIN account a ON a.account_id = t.owner_id
    LEFT JOIN account o ON o.account_id = t.offered_to
    LEFT JOIN scoped_contact c ON c.contact_id = t.from_contact_id
WHERE t.key = :key;

-- @many task_step_rows(task_id task_id, most int) -> (person_id person_id, at instant, by_name text?, kind text,
--   reason text?, words text?, due_before date?, due_after date?, to_name text?)
--   shows person_id
SELECT t.person_id, s.at, a.name, s.kind, s.reason, s.words, s.due_before, s.due_after, o.name
FROM scoped_task_step s JOIN scoped_task t ON t.task_id = s.task_id
    LEFT JOIN account a ON a.account_id = s.account_id LEFT JOIN account o ON o.account_id = s.to_id
WHERE s.task_id = :task_id ORDER BY s.task_step_id DESC LIMIT :most;

-- ---- steps ----

-- @insert task_step_insert(task_id task_id, at instant, account_id account_id?, kind text, reason text?, words text?,
--   due_before date?, due_after date?, to_id account_id?)
INSERT INTO task_step (task_id, at, account_id, kind, reason, words, due_before, due_after, to_id)
VALUES (:task_id, :at, :account_id, :kind, :reason, :words, :due_before, :due_after, :to_id);

-- @exactly task_set_due(task_id task_id, version int, due date)
UPDATE task SET version = version + 1, due = :due
WHERE task_id IN (SELECT task_id FROM scoped_task WHERE task_id = :task_id) AND version = :version
    AND done_at IS NULL;

-- @exactly task_set_offer(task_id task_id, version int, offered_to account_id?, offered_at instant?)
UPDATE task SET version = version + 1, offered_to = :offered_to, offered_at = :offered_at
WHERE task_id IN (SELECT task_id FROM scoped_task WHERE task_id = :task_id) AND version = :version
    AND done_at IS NULL;

-- @exactly task_set_dropped(task_id task_id, version int, at instant, dropped text)
UPDATE task SET version = version + 1, done_at = :at, dropped = :dropped, offered_to = NULL, offered_at = NULL
WHERE task_id IN (SELECT task_id FROM scoped_task WHERE task_id = :task_id) AND version = :version
    AND done_at IS NULL;

-- ---- who can be asked ----

-- Colleagues who see the person: the network's or the practice's, of a restricted record those who support them.
-- @many task_colleague_rows(person_id person_id) -> (role_held_id role_held_id, account_id account_id, key uuid,
--   name text, role int, open int)
--   unscoped because it counts what a colleague has to do, about whomever
SELECT h.role_held_id, a.account_id, a.key, a.name, h.role,
    (SELECT count(*) FROM task t WHERE t.owner_id = a.account_id AND t.done_at IS NULL)
FROM person p JOIN role_held h ON h.pcn_id = p.pcn_id JOIN account a ON a.account_id = h.account_id
WHERE p.person_id = :person_id AND h.ended_at IS NULL AND a.state <> 'disabled'
    AND ((p.restricted = 0 AND (h.practice_id IS NULL OR h.practice_id = p.practice_id))
        OR EXISTS (SELECT 1 FROM relation l WHERE l.person_id = p.person_id AND l.role_held_id = h.role_held_id
            AND l.kind <> 'claim' AND l.ended_at IS NULL))
ORDER BY a.name, h.role_held_id;

-- Offers that nobody answered, and those to somebody who has left.
-- @many task_offers_stale(before instant, most int) -> (task_id task_id, key uuid, version int, person_id person_id,
--   owner_id account_id, owner_name text, kind text, title text, due date, promised_on date)
--   shows person_id
SELECT t.task_id, t.key, t.version, t.person_id, t.owner_id, a.name, t.kind, t.title, t.due, t.promised_on
FROM scoped_task t JOIN account a ON a.account_id = t.owner_id JOIN account o ON o.account_id = t.offered_to
WHERE t.done_at IS NULL AND (t.offered_at < :before OR o.state = 'disabled')
ORDER BY t.task_id LIMIT :most;

-- ---- lists ----

-- Of one owner, soonest first: after a place in that order.
-- @many task_list_mine(owner_id account_id, from_due date, up_to date, kind text, due date, task_id int,
--   most int) -> (key uuid, person_id person_id, person_key uuid, title text?, given_names text?, family_name text?, born date?,
--   nhs_number nhs_number?, task_id task_id, owner_name text, kind text, task text, due date, repeats text?,
--   offered_name text?)
--   shows person_id
SELECT t.key, p.person_id, p.key, p.title, p.given_names, p.family_name, p.born, p.nhs_number, t.task_id, a.name, t.kind,
    t.title, t.due, t.repeats, o.name
FROM scoped_task t JOIN scoped_person p ON p.person_id = t.person_id JOIN account a ON a.account_id = t.owner_id
    LEFT JOIN account o ON o.account_id = t.offered_to
WHERE t.owner_id = :owner_id AND t.done_at IS NULL AND t.due >= :from_due AND t.due <= :up_to
    AND (:kind = '' OR t.kind = :kind)
    AND t.due >= :due AND (t.due > :due OR t.task_id > :task_id)
ORDER BY t.due, t.task_id LIMIT :most;

-- The same before a place, nearest first.
-- @many task_list_mine_back(owner_id account_id, from_due date, up_to date, kind text, due date, task_id int,
--   most int) -> (key uuid, person_id person_id, person_key uuid, title text?, given_names text?, family_name text?,
--   born date?, nhs_number nhs_number?, task_id task_id, owner_name text, kind text, task text, due date,
--   repeats text?, offered_name text?)
--   shows person_id
SELECT t.key, p.person_id, p.key, p.title, p.given_names, p.family_name, p.born, p.nhs_number, t.task_id, a.name, t.kind,
    t.title, t.due, t.repeats, o.name
FROM scoped_task t JOIN scoped_person p ON p.person_id = t.person_id JOIN account a ON a.account_id = t.owner_id
    LEFT JOIN account o ON o.account_id = t.offered_to
WHERE t.owner_id = :owner_id AND t.done_at IS NULL AND t.due >= :from_due AND t.due <= :up_to
    AND (:kind = '' OR t.kind = :kind)
    AND t.due <= :due AND (t.due < :due OR t.task_id < :task_id)
ORDER BY t.due DESC, t.task_id DESC LIMIT :most;

-- Whoever's it is.
-- @many task_list_all(from_due date, up_to date, kind text, due date, task_id int, most int) -> (key uuid,
--   person_id person_id, person_key uuid, title text?, given_names text?, family_name text?, born date?,
--   nhs_number nhs_number?, task_id task_id, owner_name text, kind text, task text, due date, repeats text?,
--   offered_name text?)
--   shows person_id
SELECT t.key, p.person_id, p.key, p.title, p.given_names, p.family_name, p.born, p.nhs_number, t.task_id, a.name, t.kind,
    t.title, t.due, t.repeats, o.name
FROM scoped_task t JOIN scoped_person p ON p.person_id = t.person_id JOIN account a ON a.account_id = t.owner_id
    LEFT JOIN account o ON o.account_id = t.offered_to
WHERE t.done_at IS NULL AND t.due >= :from_due AND t.due <= :up_to AND (:kind = '' OR t.kind = :kind)
    AND t.due >= :due AND (t.due > :due OR t.task_id > :task_id)
ORDER BY t.due, t.task_id LIMIT :most;

-- @many task_list_all_back(from_due date, up_to date, kind text, due date, task_id int, most int) -> (key uuid,
--   person_id person_id, person_key uuid, title text?, given_names text?, family_name text?, born date?,
--   nhs_number nhs_number?, task_id task_id, owner_name text, kind text, task text, due date, repeats text?,
--   offered_name text?)
--   shows person_id
SELECT t.key, p.person_id, p.key, p.title, p.given_names, p.family_name, p.born, p.nhs_number, t.task_id, a.name, t.kind,
    t.title, t.due, t.repeats, o.name
FROM scoped_task t JOIN scoped_person p ON p.person_id = t.person_id JOIN account a ON a.account_id = t.owner_id
    LEFT JOIN account o ON o.account_id = t.offered_to
WHERE t.done_at IS NULL AND t.due >= :from_due AND t.due <= :up_to AND (:kind = '' OR t.kind = :kind)
    AND t.due <= :due AND (t.due < :due OR t.task_id < :task_id)
ORDER BY t.due DESC, t.task_id DESC LIMIT :most;

-- What a colleague asks somebody to take on.
-- @many task_list_asked(account_id account_id, most int) -> (key uuid, person_id person_id, person_key uuid,
--   title text?, given_names text?, family_name text?, born date?, nhs_number nhs_number?, task_id task_id,
--   owner_name text, kind text, task text, due date, repeats text?, offered_name text?)
--   shows person_id
SELECT t.key, p.person_id, p.key, p.title, p.given_names, p.family_name, p.born, p.nhs_number, t.task_id, a.name, t.kind,
    t.title, t.due, t.repeats, o.name
FROM scoped_task t JOIN scoped_person p ON p.person_id = t.person_id JOIN account a ON a.account_id = t.owner_id
    JOIN account o ON o.account_id = t.offered_to
WHERE t.offered_to = :account_id AND t.done_at IS NULL
ORDER BY t.due, t.task_id LIMIT :most;

-- What somebody asked others to take on.
-- @many task_list_waiting(owner_id account_id, most int) -> (key uuid, person_id person_id, person_key uuid,
--   title text?, given_names text?, family_name text?, born date?, nhs_number nhs_number?, task_id task_id,
--   owner_name text, kind text, task text, due date, repeats text?, offered_name text?)
--   shows person_id
SELECT t.key, p.person_id, p.key, p.title, p.given_names, p.family_name, p.born, p.nhs_number, t.task_id, a.name, t.kind,
    t.title, t.due, t.repeats, o.name
FROM scoped_task t JOIN scoped_person p ON p.person_id = t.person_id JOIN account a ON a.account_id = t.owner_id
    JOIN account o ON o.account_id = t.offered_to
WHERE t.owner_id = :owner_id AND t.done_at IS NULL AND t.offered_to IS NOT NULL
ORDER BY t.due, t.task_id LIMIT :most;

-- Came back since an instant: nobody took it on.
-- @many task_list_returned(owner_id account_id, since instant, most int) -> (key uuid, person_id person_id,
--   person_key uuid, given_names text?, family_name text?, title text, by_name text?, words text?)
--   shows person_id
SELECT t.key, p.person_id, p.key, p.given_names, p.family_name, t.title, a.name, s.words
FROM scoped_task t JOIN scoped_person p ON p.person_id = t.person_id
    JOIN scoped_task_step s ON s.task_id = t.task_id LEFT JOIN account a ON a.account_id = s.account_id
WHERE t.owner_id = :owner_id AND t.done_at IS NULL AND t.offered_to IS NULL AND s.kind IN ('declined', 'returned')
    AND s.at >= :since AND NOT EXISTS (SELECT 1 FROM scoped_task_step n WHERE n.task_id = s.task_id
        AND n.task_step_id > s.task_step_id)
ORDER BY s.task_step_id DESC LIMIT :most;
