-- My day, put together from the actor's own tasks and contacts. It owns no table.

-- By consequence: what is due comes before what is coming, what can't wait before promises, those before contacts. Which
-- ones is settled before anything is read of the people.
-- @many my_day_tasks(owner_id account_id, today date, up_to date, most int, skip int) -> (key uuid, kind text,
--   task_title text, due date, promised_on date, person_id person_id, person_key uuid, given_names text?,
--   family_name text?, preferred_name text?, born date?, nhs_number nhs_number?, home_phone text?, mobile_phone text?,
--   preferred_contact text?, contact_times text?, language text?, interpreter bool, communication_note text?,
--   died_known bool, no_telephone bool)
--   shows person_id
SELECT t.key, t.kind, t.title, t.due, t.promised_on, p.person_id, p.key, p.given_names, p.family_name,
    p.preferred_name, p.born, p.nhs_number,
    CASE WHEN p.protected_address = 1 THEN NULL ELSE p.home_phone END,
    CASE WHEN p.protected_address = 1 THEN NULL ELSE p.mobile_phone END, p.preferred_contact, p.contact_times,
    p.language, p.interpreter, p.communication_note, p.died_known,
    -- the last decision about telephone calls is no agreement (care/consent)
    CASE WHEN EXISTS (SELECT 1 FROM scoped_consent c WHERE c.person_id = p.person_id AND c.channel = 'telephone'
            AND c.entry = 'decision' AND c.answer <> 'given' AND c.struck_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM scoped_consent d WHERE d.person_id = c.person_id AND d.channel = 'telephone'
                AND d.entry = 'decision' AND d.struck_at IS NULL AND (d.happened_on > c.happened_on
                    OR (d.happened_on = c.happened_on AND d.consent_id > c.consent_id))))
        THEN 1 ELSE 0 END
FROM (SELECT s.task_id, s.key, s.kind, s.title, s.due, s.promised_on, s.person_id,
        CASE WHEN s.due > :today THEN 4 WHEN s.kind = 'act_first' THEN 1 WHEN s.kind = 'promise' THEN 2 ELSE 3 END AS rank
    FROM scoped_task s WHERE s.owner_id = :owner_id AND s.due <= :up_to AND s.done_at IS NULL
    ORDER BY rank, s.due, s.task_id LIMIT :most OFFSET :skip) AS t
    JOIN scoped_person p ON p.person_id = t.person_id
ORDER BY t.rank, t.due, t.task_id;

-- Tasks that a contact finished, or put off, are spoken for by the contact.
-- @one my_day_done(account_id account_id, since instant) -> (contacts int, tasks int)
--   shows nobody because it only counts
SELECT (SELECT count(*) FROM scoped_contact
        WHERE account_id = :account_id AND recorded_at >= :since AND struck_at IS NULL),
    (SELECT count(*) FROM scoped_task
        WHERE owner_id = :account_id AND done_at >= :since AND done_contact_id IS NULL AND stopped IS NULL);

-- What the actor recorded, the newest first.
-- @many my_day_recorded(account_id account_id, since instant, most int) -> (person_id person_id, person_key uuid,
--   given_names text?, family_name text?, preferred_name text?, by_name text, recorded_at instant,
--   happened_at instant, outcome text, direction text, with_whom text, with_name text?)
--   shows person_id
SELECT p.person_id, p.key, p.given_names, p.family_name, p.preferred_name, a.name, k.recorded_at, k.happened_at,
    k.outcome, k.direction, k.with_whom, k.with_name
FROM scoped_contact k JOIN scoped_person p ON p.person_id = k.person_id JOIN account a ON a.account_id = k.account_id
WHERE k.account_id = :account_id AND k.recorded_at >= :since AND k.struck_at IS NULL
ORDER BY k.recorded_at DESC, k.contact_id DESC LIMIT :most;

-- What colleagues recorded about the people whom the actor has something to do for.
-- @many my_day_news(account_id account_id, since instant, most int) -> (person_id person_id, person_key uuid,
--   given_names text?, family_name text?, preferred_name text?, by_name text, recorded_at instant,
--   happened_at instant, outcome text, direction text, with_whom text, with_name text?)
--   shows person_id
SELECT p.person_id, p.key, p.given_names, p.family_name, p.preferred_name, a.name, k.recorded_at, k.happened_at,
    k.outcome, k.direction, k.with_whom, k.with_name
FROM scoped_contact k JOIN scoped_person p ON p.person_id = k.person_id JOIN account a ON a.account_id = k.account_id
WHERE k.person_id IN (SELECT t.person_id FROM scoped_task t WHERE t.owner_id = :account_id AND t.done_at IS NULL)
    AND k.account_id <> :account_id AND k.recorded_at >= :since AND k.struck_at IS NULL
ORDER BY k.recorded_at DESC, k.contact_id DESC LIMIT :most;

-- When the actor was last here before this session.
-- @one my_day_before(account_id account_id, session_id session_id) -> (seen_at instant)
SELECT seen_at FROM session WHERE account_id = :account_id AND session_id < :session_id
ORDER BY session_id DESC LIMIT 1;

-- The actor's own things to do in this network, with what decides whether they see the person. Nothing here says who.
-- @many my_day_all_due(owner_id account_id, pcn_id pcn_id, up_to date, most int) -> (person_id person_id,
--   practice_id practice_id, restricted bool, kind text, due date)
--   unscoped because it counts, and of what is out of sight only the kind and the day are shown
SELECT t.person_id, p.practice_id, p.restricted, t.kind, t.due
FROM task t JOIN person p ON p.person_id = t.person_id
WHERE t.owner_id = :owner_id AND t.done_at IS NULL AND t.due <= :up_to AND p.pcn_id = :pcn_id
ORDER BY t.due, t.task_id LIMIT :most;

-- The practices of all roles that somebody holds.
-- @many my_day_own_practices(account_id account_id) -> (practice_id practice_id?)
SELECT DISTINCT practice_id FROM role_held
WHERE account_id = :account_id AND ended_at IS NULL AND practice_id IS NOT NULL ORDER BY practice_id;

-- @many my_day_whom_to_ask(pcn_id pcn_id, but account_id, supervisor int, lead int, most int) -> (name text, role int)
SELECT DISTINCT a.name, h.role FROM role_held h JOIN account a ON a.account_id = h.account_id
WHERE h.pcn_id = :pcn_id AND h.ended_at IS NULL AND a.state <> 'disabled' AND a.account_id <> :but AND (h.role = :supervisor OR h.role = :lead)
ORDER BY h.role, a.name LIMIT :most;
