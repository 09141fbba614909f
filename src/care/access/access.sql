-- Look-ups, the lead's reviews and what the alarms count. Only this file names access_look_up, review, access_seen,
-- access_counted and handover. None of them shows a person: reviews name staff, the others hold ids.

-- ---- looking up ----

-- Somebody of this network with exactly this number and date of birth. No row and a row take the same way.
-- @many access_exact(nhs_number nhs_number, born date, pcn_id pcn_id) -> (person_id person_id)
--   unscoped because who looks somebody up exactly learns that there is somebody, and nothing else
SELECT p.person_id FROM person p
WHERE p.pcn_id = :pcn_id AND p.nhs_number = :nhs_number AND p.born = :born;

-- @change access_look_up_add(key uuid, account_id account_id, role_held_id role_held_id, found person_id?, at instant)
INSERT INTO access_look_up (key, account_id, role_held_id, found, at)
VALUES (:key, :account_id, :role_held_id, :found, :at);

-- @one access_look_ups_since(account_id account_id, pcn_id pcn_id, since instant) -> (look_ups int)
SELECT count(*) FROM access_look_up l JOIN role_held h ON h.role_held_id = l.role_held_id
WHERE l.account_id = :account_id AND l.at > :since AND h.pcn_id = :pcn_id;

-- @one access_look_up_get(key uuid, role_held_id role_held_id, since instant) -> (found person_id?)
SELECT found FROM access_look_up WHERE key = :key AND role_held_id = :role_held_id AND at > :since;

-- @change access_look_up_sweep(before instant)
DELETE FROM access_look_up WHERE at < :before;

-- @one access_seen_already(person_id person_id) -> (person_id person_id, key uuid)
--   shows person_id
SELECT person_id, key FROM scoped_person WHERE person_id = :person_id;

-- @one access_person(person_id person_id, pcn_id pcn_id) -> (key uuid, restricted bool)
--   unscoped because a claim opens somebody who is out of reach until then
SELECT p.key, p.restricted FROM person p WHERE p.person_id = :person_id AND p.pcn_id = :pcn_id;

-- @many access_claims_of(role_held_id role_held_id, person_id person_id, now instant, confirmed bool)
--   -> (relation_id relation_id)
--   unscoped because it asks only whether the actor's own claim is there already
SELECT relation_id FROM relation
WHERE role_held_id = :role_held_id AND person_id = :person_id AND kind = 'claim' AND ended_at IS NULL AND until > :now
    AND confirmed >= :confirmed;

-- ---- one's own people, and a person's team ----

-- @many access_own(role_held_id role_held_id, now instant, most int) -> (key uuid, person_id person_id, person_key uuid,
--   given_names text?, family_name text?, preferred_name text?, born date?, nhs_number nhs_number?, practice text,
--   kind text, reason text?, until instant?)
--   shows person_id
SELECT l.key, p.person_id, p.key, p.given_names, p.family_name, p.preferred_name, p.born, p.nhs_number, r.name,
    l.kind, l.reason, l.until
FROM scoped_relation l
JOIN scoped_person p ON p.person_id = l.person_id
JOIN practice r ON r.practice_id = p.practice_id
WHERE l.role_held_id = :role_held_id AND l.ended_at IS NULL AND (l.until IS NULL OR l.until > :now)
ORDER BY CASE WHEN l.kind = 'claim' THEN 0 ELSE 1 END, p.family_name IS NULL, p.family_name, p.given_names IS NULL,
    p.given_names, l.relation_id
LIMIT :most;

-- @one access_own_by_key(key uuid, role_held_id role_held_id) -> (relation_id relation_id, person_id person_id)
--   shows person_id
SELECT relation_id, person_id FROM scoped_relation
WHERE key = :key AND role_held_id = :role_held_id AND kind = 'claim' AND ended_at IS NULL;

-- Those who see the record now: a claim without a factor doesn't open a restricted one.
-- @many access_team(person_id person_id, now instant) -> (relation_id relation_id, key uuid, person_id person_id,
--   account_id account_id, name text, role int, place text, kind text, reason text?, words text?, since instant,
--   until instant?)
--   shows person_id
SELECT l.relation_id, l.key, l.person_id, l.account_id, a.name, h.role, coalesce(r.name, n.name), l.kind, l.reason,
    l.words, l.since, l.until
FROM scoped_relation l
JOIN scoped_person p ON p.person_id = l.person_id
JOIN account a ON a.account_id = l.account_id
JOIN role_held h ON h.role_held_id = l.role_held_id
JOIN pcn n ON n.pcn_id = h.pcn_id
LEFT JOIN practice r ON r.practice_id = h.practice_id
WHERE l.person_id = :person_id AND l.ended_at IS NULL AND (l.until IS NULL OR l.until > :now) AND h.ended_at IS NULL
    AND (l.kind <> 'claim' OR l.confirmed = 1 OR p.restricted = 0)
ORDER BY CASE WHEN l.kind = 'claim' THEN 1 ELSE 0 END, a.name, l.relation_id;

-- Colleagues of the network, each in each of their roles; account, role and place together name one.
-- @many access_colleagues(pcn_id pcn_id) -> (role_held_id role_held_id, account_id account_id, account uuid, name text,
--   role int, place uuid, place_name text)
SELECT h.role_held_id, a.account_id, a.key, a.name, h.role, coalesce(r.key, n.key), coalesce(r.name, n.name)
FROM role_held h
JOIN account a ON a.account_id = h.account_id
JOIN pcn n ON n.pcn_id = h.pcn_id
LEFT JOIN practice r ON r.practice_id = h.practice_id
WHERE h.pcn_id = :pcn_id AND h.ended_at IS NULL AND a.state <> 'disabled'
ORDER BY a.name, h.role, h.role_held_id;

-- ---- the lead's reviews ----

-- @insert review_insert(key uuid, pcn_id pcn_id, kind text, account_id account_id, role int, practice_id practice_id?,
--   at instant, reason text?, hours int?, people int?)
INSERT INTO review (key, pcn_id, kind, account_id, role, practice_id, at, reason, hours, people)
VALUES (:key, :pcn_id, :kind, :account_id, :role, :practice_id, :at, :reason, :hours, :people);

-- @one review_since(account_id account_id, pcn_id pcn_id, kind text, since instant) -> (reviews int)
SELECT count(*) FROM review WHERE account_id = :account_id AND pcn_id = :pcn_id AND kind = :kind AND at > :since;

-- An alarm that is still open goes on counting.
-- @change review_recount(account_id account_id, pcn_id pcn_id, kind text, since instant, people int)
UPDATE review SET people = :people, version = version + 1
WHERE account_id = :account_id AND pcn_id = :pcn_id AND kind = :kind AND at > :since AND state = 'open'
    AND people < :people;

-- Open ones by age: after a place, or, going back, before it. Where done is asked for, those reviewed last instead.
-- @many review_list(pcn_id pcn_id, done bool, back bool, at int, review_id int, most int) -> (review_id review_id, key uuid, kind text, name text,
--   role int, place text, at instant, reason text?, hours int?, people int?, state text, note text?,
--   reviewed_by text?, reviewed_at instant?)
SELECT v.review_id, v.key, v.kind, a.name, v.role, coalesce(r.name, n.name), v.at, v.reason, v.hours, v.people, v.state,
    v.note, b.name, v.reviewed_at
FROM review v
JOIN account a ON a.account_id = v.account_id
JOIN pcn n ON n.pcn_id = v.pcn_id
LEFT JOIN practice r ON r.practice_id = v.practice_id
LEFT JOIN account b ON b.account_id = v.reviewed_by
WHERE v.review_id IN (
    SELECT d.review_id FROM (SELECT review_id FROM review
        WHERE :done = 0 AND :back = 0 AND pcn_id = :pcn_id AND state = 'open' AND (at, review_id) > (:at, :review_id)
        ORDER BY at, review_id LIMIT :most) d
    UNION ALL
    SELECT u.review_id FROM (SELECT review_id FROM review
        WHERE :done = 0 AND :back = 1 AND pcn_id = :pcn_id AND state = 'open' AND (at, review_id) < (:at, :review_id)
        ORDER BY at DESC, review_id DESC LIMIT :most) u
    UNION ALL
    SELECT e.review_id FROM (SELECT review_id FROM review
        WHERE :done = 1 AND pcn_id = :pcn_id AND state <> 'open'
        ORDER BY reviewed_at DESC, review_id LIMIT :most) e)
ORDER BY CASE WHEN v.state = 'open' THEN v.at ELSE -v.reviewed_at END, v.review_id;

-- @one review_counts(pcn_id pcn_id) -> (open int, follow_up int, done int)
SELECT count(*) FILTER (WHERE state = 'open'), count(*) FILTER (WHERE state = 'follow_up'),
    count(*) FILTER (WHERE state <> 'open')
FROM review WHERE pcn_id = :pcn_id;

-- @one review_by_key(key uuid, pcn_id pcn_id) -> (review_id review_id, version int, kind text, account_id account_id,
--   account_key uuid, name text, role int, place text, at instant, reason text?, hours int?, people int?, state text,
--   note text?, reviewed_by text?, reviewed_at instant?)
SELECT v.review_id, v.version, v.kind, v.account_id, a.key, a.name, v.role, coalesce(r.name, n.name), v.at, v.reason,
    v.hours, v.people, v.state, v.note, b.name, v.reviewed_at
FROM review v
JOIN account a ON a.account_id = v.account_id
JOIN pcn n ON n.pcn_id = v.pcn_id
LEFT JOIN practice r ON r.practice_id = v.practice_id
LEFT JOIN account b ON b.account_id = v.reviewed_by
WHERE v.key = :key AND v.pcn_id = :pcn_id;

-- The entry of the audit that was written with it: at that moment or just after, so few are read.
-- @one review_entry(review_id review_id, first int, beyond int) -> (seq int)
SELECT coalesce(min(seq), 0) FROM audit
WHERE seq >= :first AND seq < :beyond AND object_kind = 'review' AND object_id = :review_id;

-- @exactly review_settle(review_id review_id, version int, state text, note text?, reviewed_by account_id, at instant)
UPDATE review SET state = :state, note = :note, reviewed_by = :reviewed_by, reviewed_at = :at, version = version + 1
WHERE review_id = :review_id AND version = :version;

-- ---- roles, and what somebody leaves behind ----

-- @many access_roles(pcn_id pcn_id) -> (name text, email text, state text, signed_in_at instant?, created_at instant,
--   role int, place text)
SELECT a.name, a.email, a.state, a.signed_in_at, a.created_at, h.role, coalesce(r.name, n.name)
FROM role_held h
JOIN account a ON a.account_id = h.account_id
JOIN pcn n ON n.pcn_id = h.pcn_id
LEFT JOIN practice r ON r.practice_id = h.practice_id
WHERE h.pcn_id = :pcn_id AND h.ended_at IS NULL
ORDER BY a.name, a.account_id, h.role, h.role_held_id;

-- @one leaving_sessions(account_id account_id) -> (sessions int)
SELECT count(*) FROM session WHERE account_id = :account_id AND stage <> 'ended';

-- @one leaving_relations(account_id account_id, pcn_id pcn_id, now instant) -> (direct int, claims int)
--   unscoped because it only counts, for whoever sees no person
SELECT count(*) FILTER (WHERE l.kind <> 'claim'), count(*) FILTER (WHERE l.kind = 'claim')
FROM relation l JOIN role_held h ON h.role_held_id = l.role_held_id
WHERE l.account_id = :account_id AND h.pcn_id = :pcn_id AND l.ended_at IS NULL
    AND (l.until IS NULL OR l.until > :now);

-- @many leaving_tasks(owner_id account_id, most int) -> (person_id person_id, person_key uuid, given_names text?,
--   family_name text?, preferred_name text?, born date?, nhs_number nhs_number?, kind text, task_title text, due date)
--   shows person_id
SELECT p.person_id, p.key, p.given_names, p.family_name, p.preferred_name, p.born, p.nhs_number, t.kind, t.title, t.due
FROM scoped_task t JOIN scoped_person p ON p.person_id = t.person_id
WHERE t.owner_id = :owner_id AND t.done_at IS NULL
ORDER BY t.due, t.task_id LIMIT :most;

-- ---- handing over ----

-- @insert handover_add(key uuid, pcn_id pcn_id, from_id account_id, to_id account_id, made_by account_id, at instant)
INSERT INTO handover (key, pcn_id, from_id, to_id, made_by, at)
VALUES (:key, :pcn_id, :from_id, :to_id, :made_by, :at);

-- @change handover_task_add(handover_id int, task_id task_id, version int, relation_id relation_id?)
INSERT INTO handover_task (handover_id, task_id, version, relation_id)
VALUES (:handover_id, :task_id, :version, :relation_id);

-- The last one that stands.
-- @one handover_last(from_id account_id, pcn_id pcn_id) -> (handover_id int, key uuid, from_id account_id,
--   to_id account_id, to_name text, by_name text, at instant, tasks int)
SELECT h.handover_id, h.key, h.from_id, h.to_id, t.name, m.name, h.at,
    (SELECT count(*) FROM handover_task k WHERE k.handover_id = h.handover_id)
FROM handover h JOIN account t ON t.account_id = h.to_id JOIN account m ON m.account_id = h.made_by
WHERE h.from_id = :from_id AND h.pcn_id = :pcn_id AND h.undone_at IS NULL
ORDER BY h.handover_id DESC LIMIT 1;

-- @many handover_tasks(handover_id int) -> (task_id task_id, version int, relation_id relation_id?)
SELECT task_id, version, relation_id FROM handover_task WHERE handover_id = :handover_id ORDER BY task_id;

-- @exactly handover_set_undone(handover_id int, at instant)
UPDATE handover SET undone_at = :at WHERE handover_id = :handover_id AND undone_at IS NULL;

-- ---- the alarm ----

-- @one access_counted_to() -> (seq int)
SELECT seq FROM access_counted WHERE access_counted_id = 1;

-- @exactly access_set_counted(seq int)
UPDATE access_counted SET seq = :seq WHERE access_counted_id = 1;

-- @many access_entries(after int, most int) -> (seq int, at instant, account_id account_id?, role int,
--   pcn_id pcn_id?, practice_id practice_id?, route text, people blob?)
SELECT a.seq - s.ahead, a.at, a.account_id, a.role, a.pcn_id, a.practice_id, a.route, a.people
FROM (SELECT coalesce((SELECT max(seq) FROM audit_seal) - (SELECT max(place) FROM audit_seal), 0) AS ahead) s
CROSS JOIN audit a
WHERE a.seq > :after + s.ahead ORDER BY a.seq LIMIT :most; -- by places: numbers are ahead after a time on PostgreSQL
-- Numbers are not given in the order of commits there: places in the chain are (docs/adr/0020).
-- @many access_entries [postgres]
SELECT s.place, a.at, a.account_id, a.role, a.pcn_id, a.practice_id, a.route, a.people
FROM audit_seal s JOIN audit a ON a.seq = s.seq WHERE s.place > :after ORDER BY s.place LIMIT :most;

-- @one access_place_of(seq int) -> (place int)
SELECT :seq - coalesce((SELECT max(seq) FROM audit_seal) - (SELECT max(place) FROM audit_seal), 0);
-- @one access_place_of [postgres]
SELECT coalesce((SELECT place FROM audit_seal WHERE seq >= :seq ORDER BY seq LIMIT 1),
    (SELECT coalesce(max(place), 0) + 1 FROM audit_seal));

-- @change access_note_seen(account_id account_id, pcn_id pcn_id, listed bool, person_id person_id, role int,
--   practice_id practice_id?, at instant)
INSERT INTO access_seen (account_id, pcn_id, listed, person_id, role, practice_id, at)
VALUES (:account_id, :pcn_id, :listed, :person_id, :role, :practice_id, :at)
ON CONFLICT (account_id, pcn_id, listed, person_id) DO UPDATE
    SET at = excluded.at, role = excluded.role, practice_id = excluded.practice_id;

-- Of the accounts that were busy since a moment: how many different people each of them saw.
-- @one access_people_seen(account_id account_id, pcn_id pcn_id, listed bool, since instant) -> (people int)
SELECT count(*) FROM access_seen
WHERE account_id = :account_id AND pcn_id = :pcn_id AND listed = :listed AND at > :since;

-- @change access_seen_sweep(before instant)
DELETE FROM access_seen WHERE at < :before;
