-- Posts, training, supervision and overrides. Only this file names staff, staff_link, training, supervision,
-- supervision_action and readiness_override.

-- ---- everything about one member of staff, or about all in a network (account_id NULL) ----

-- @many staff_rows(pcn_id pcn_id, account_id account_id?) -> (account_id account_id, key uuid, name text, state text,
--   staff_id staff_id?, version int?, start_on date?, week int?, administration int?, supervision int?,
--   development int?, travel int?, settings int?, specialisms int?, new_to_care bool?)
SELECT a.account_id, a.key, a.name, a.state, s.staff_id, s.version, s.start_on, s.week, s.administration,
    s.supervision, s.development, s.travel, s.settings, s.specialisms, s.new_to_care
FROM account a LEFT JOIN staff s ON s.account_id = a.account_id AND s.pcn_id = :pcn_id
WHERE (:account_id IS NULL OR a.account_id = :account_id)
    AND EXISTS (SELECT 1 FROM role_held r WHERE r.account_id = a.account_id AND r.pcn_id = :pcn_id)
ORDER BY a.name, a.account_id;

-- @many staff_role_rows(pcn_id pcn_id, account_id account_id?) -> (account_id account_id, role int, place_name text,
--   practice_id practice_id?)
SELECT r.account_id, r.role, coalesce(p.name, n.name), r.practice_id
FROM role_held r JOIN pcn n ON n.pcn_id = r.pcn_id LEFT JOIN practice p ON p.practice_id = r.practice_id
WHERE r.pcn_id = :pcn_id AND (:account_id IS NULL OR r.account_id = :account_id) AND r.ended_at IS NULL
ORDER BY r.account_id, r.role_held_id;

-- @many staff_link_rows(pcn_id pcn_id, account_id account_id?) -> (staff_id staff_id, kind text, to_id account_id,
--   key uuid, name text, works bool)
SELECT l.staff_id, l.kind, l.account_id, a.key, a.name,
    a.state <> 'disabled' AND EXISTS (SELECT 1 FROM role_held r WHERE r.account_id = a.account_id
        AND r.pcn_id = :pcn_id AND r.ended_at IS NULL) AS works
FROM staff_link l JOIN staff s ON s.staff_id = l.staff_id JOIN account a ON a.account_id = l.account_id
WHERE s.pcn_id = :pcn_id AND (:account_id IS NULL OR s.account_id = :account_id)
ORDER BY l.staff_id, l.kind;

-- @many training_rows(pcn_id pcn_id, account_id account_id?) -> (training_id training_id, key uuid, nonce uuid,
--   version int, staff_id staff_id, course text, setting text?, done_on date, expires_on date?, evidence text,
--   recorded_by account_id, recorded_by_name text, recorded_at instant, confirmed_by_name text?, confirmed_at instant?,
--   struck_by_name text?, struck_at instant?, struck_why text?)
SELECT t.training_id, t.key, t.nonce, t.version, t.staff_id, t.course, t.setting, t.done_on, t.expires_on, t.evidence,
    t.recorded_by, r.name, t.recorded_at, c.name, t.confirmed_at, k.name, t.struck_at, t.struck_why
FROM training t JOIN staff s ON s.staff_id = t.staff_id JOIN account r ON r.account_id = t.recorded_by
    LEFT JOIN account c ON c.account_id = t.confirmed_by LEFT JOIN account k ON k.account_id = t.struck_by
WHERE s.pcn_id = :pcn_id AND (:account_id IS NULL OR s.account_id = :account_id)
ORDER BY t.staff_id, t.done_on DESC, t.training_id DESC;

-- @many override_rows(pcn_id pcn_id, account_id account_id?) -> (readiness_override_id readiness_override_id, key uuid,
--   nonce uuid, version int, staff_id staff_id, role int, setting text, reason text, from_on date, until_on date,
--   made_by account_id, made_by_name text, made_at instant, ended_at instant?, works bool)
SELECT o.readiness_override_id, o.key, o.nonce, o.version, o.staff_id, o.role, o.setting, o.reason, o.from_on,
    o.until_on, o.made_by, m.name, o.made_at, o.ended_at,
    m.state <> 'disabled' AND EXISTS (SELECT 1 FROM role_held r WHERE r.account_id = m.account_id
        AND r.pcn_id = :pcn_id AND r.ended_at IS NULL) AS works
FROM readiness_override o JOIN staff s ON s.staff_id = o.staff_id JOIN account m ON m.account_id = o.made_by
WHERE s.pcn_id = :pcn_id AND (:account_id IS NULL OR s.account_id = :account_id)
ORDER BY o.staff_id, o.readiness_override_id DESC;

-- That it was held, and for how long; what was said is read by supervision_words alone.
-- @many supervision_rows(pcn_id pcn_id, account_id account_id?) -> (supervision_id supervision_id, key uuid, nonce uuid,
--   version int, staff_id staff_id, supervisor_id account_id, supervisor_name text, kind text, held_on date, minutes int,
--   recorded_at instant, struck_at instant?, struck_why text?)
SELECT v.supervision_id, v.key, v.nonce, v.version, v.staff_id, v.supervisor_id, a.name, v.kind, v.held_on, v.minutes,
    v.recorded_at, v.struck_at, v.struck_why
FROM supervision v JOIN staff s ON s.staff_id = v.staff_id JOIN account a ON a.account_id = v.supervisor_id
WHERE s.pcn_id = :pcn_id AND (:account_id IS NULL OR s.account_id = :account_id)
ORDER BY v.staff_id, v.held_on DESC, v.supervision_id DESC;

-- Of the members of staff with such ids: how many cases of which state and weight they have, and how many of colleagues
-- who are away they look after today.
-- @many staff_caseloads(pcn_id pcn_id, first int, last int, today date) -> (account_id account_id, covers bool,
--   state text, weight text, cases int)
--   unscoped because it only counts, whomever they support
SELECT t.account_id, t.covers, t.state, t.weight, t.cases FROM (
    SELECT k.coordinator_id AS account_id, 0 AS covers, k.state AS state, k.weight AS weight, count(*) AS cases
    FROM care_case k WHERE k.pcn_id = :pcn_id AND k.open = 1 AND k.coordinator_id BETWEEN :first AND :last
    GROUP BY k.coordinator_id, k.state, k.weight
    UNION ALL
    SELECT v.to_id AS account_id, 1 AS covers, k.state AS state, k.weight AS weight, count(*) AS cases
    FROM case_cover v JOIN role_held h ON h.role_held_id = v.role_held_id
        JOIN care_case k ON k.coordinator_id = v.account_id AND k.open = 1 AND k.pcn_id = v.pcn_id AND k.role = v.role
    WHERE v.pcn_id = :pcn_id AND v.until_on >= :today AND v.from_on <= :today AND v.ended_at IS NULL
        AND h.ended_at IS NULL AND v.to_id BETWEEN :first AND :last
    GROUP BY v.to_id, k.state, k.weight) AS t
ORDER BY t.account_id, t.covers, t.state, t.weight;

-- Of those who travel: how many contacts they recorded since an instant, of the last hundred, and how many were visits.
-- @many staff_visits(pcn_id pcn_id, first int, last int, since instant) -> (account_id account_id, contacts int, visits int)
--   unscoped because it only counts, whomever they support
SELECT s.account_id,
    (SELECT count(*) FROM (SELECT k.contact_id FROM contact k WHERE k.account_id = s.account_id
        AND k.recorded_at >= :since AND k.struck_at IS NULL ORDER BY k.recorded_at DESC LIMIT 100) AS a),
    (SELECT count(*) FROM (SELECT k.mode FROM contact k WHERE k.account_id = s.account_id
        AND k.recorded_at >= :since AND k.struck_at IS NULL ORDER BY k.recorded_at DESC LIMIT 100) AS v
        WHERE v.mode IN ('home_visit', 'care_home_visit'))
FROM staff s WHERE s.pcn_id = :pcn_id AND s.travel > 0 AND s.account_id BETWEEN :first AND :last
ORDER BY s.account_id;

-- ---- changes ----

-- @insert staff_insert(account_id account_id, pcn_id pcn_id)
INSERT INTO staff (account_id, pcn_id) VALUES (:account_id, :pcn_id);

-- @exactly staff_set(staff_id staff_id, version int, start_on date?, week int?, administration int, supervision int,
--   development int, travel int, settings int, specialisms int, new_to_care bool)
UPDATE staff SET version = version + 1, start_on = :start_on, week = :week, administration = :administration,
    supervision = :supervision, development = :development, travel = :travel, settings = :settings, specialisms = :specialisms,
    new_to_care = :new_to_care
WHERE staff_id = :staff_id AND version = :version;

-- @change staff_links_forget(staff_id staff_id)
DELETE FROM staff_link WHERE staff_id = :staff_id;

-- @change staff_link_add(staff_id staff_id, kind text, account_id account_id)
INSERT INTO staff_link (staff_id, kind, account_id) VALUES (:staff_id, :kind, :account_id);

-- Colleagues whose account is in use: for the lists of who is there for somebody.
-- @many staff_colleagues(pcn_id pcn_id) -> (account_id account_id, key uuid, name text)
SELECT a.account_id, a.key, a.name FROM account a
WHERE a.state <> 'disabled' AND EXISTS (SELECT 1 FROM role_held r WHERE r.account_id = a.account_id
    AND r.pcn_id = :pcn_id AND r.ended_at IS NULL)
ORDER BY a.name, a.account_id;

-- @insert training_insert(key uuid, staff_id staff_id, course text, setting text?, done_on date, expires_on date?,
--   evidence text, recorded_by account_id, recorded_at instant, confirmed_by account_id?, confirmed_at instant?,
--   nonce uuid)
INSERT INTO training (key, staff_id, course, setting, done_on, expires_on, evidence, recorded_by, recorded_at,
    confirmed_by, confirmed_at, nonce)
VALUES (:key, :staff_id, :course, :setting, :done_on, :expires_on, :evidence, :recorded_by, :recorded_at,
    :confirmed_by, :confirmed_at, :nonce);

-- @exactly training_set_confirmed(training_id training_id, version int, by account_id, at instant)
UPDATE training SET version = version + 1, confirmed_by = :by, confirmed_at = :at
WHERE training_id = :training_id AND version = :version AND confirmed_at IS NULL AND struck_at IS NULL;

-- @exactly training_set_struck(training_id training_id, version int, by account_id, at instant, why text)
UPDATE training SET version = version + 1, struck_by = :by, struck_at = :at, struck_why = :why
WHERE training_id = :training_id AND version = :version AND struck_at IS NULL;

-- @insert override_insert(key uuid, staff_id staff_id, role int, setting text, reason text, from_on date, until_on date,
--   made_by account_id, made_at instant, nonce uuid)
INSERT INTO readiness_override (key, staff_id, role, setting, reason, from_on, until_on, made_by, made_at, nonce)
VALUES (:key, :staff_id, :role, :setting, :reason, :from_on, :until_on, :made_by, :made_at, :nonce);

-- @exactly override_set_ended(readiness_override_id readiness_override_id, version int, by account_id, at instant)
UPDATE readiness_override SET version = version + 1, ended_by = :by, ended_at = :at
WHERE readiness_override_id = :readiness_override_id AND version = :version AND ended_at IS NULL;

-- @insert supervision_insert(key uuid, staff_id staff_id, supervisor_id account_id, kind text, held_on date,
--   minutes int, agenda text?, agreed text?, recorded_at instant, nonce uuid)
INSERT INTO supervision (key, staff_id, supervisor_id, kind, held_on, minutes, agenda, agreed, recorded_at, nonce)
VALUES (:key, :staff_id, :supervisor_id, :kind, :held_on, :minutes, :agenda, :agreed, :recorded_at, :nonce);

-- @exactly supervision_set_struck(supervision_id supervision_id, version int, at instant, why text)
UPDATE supervision SET version = version + 1, struck_at = :at, struck_why = :why
WHERE supervision_id = :supervision_id AND version = :version AND struck_at IS NULL;

-- @insert supervision_action_insert(key uuid, supervision_id supervision_id, owner_id account_id, title text, due date)
INSERT INTO supervision_action (key, supervision_id, owner_id, title, due)
VALUES (:key, :supervision_id, :owner_id, :title, :due);

-- @exactly supervision_action_set_done(supervision_action_id supervision_action_id, version int, at instant)
UPDATE supervision_action SET version = version + 1, done_at = :at
WHERE supervision_action_id = :supervision_action_id AND version = :version AND done_at IS NULL;

-- ---- by the keys of addresses ----

-- @one staff_of_key(key uuid, pcn_id pcn_id) -> (account_id account_id)
SELECT a.account_id FROM account a
WHERE a.key = :key AND EXISTS (SELECT 1 FROM role_held r WHERE r.account_id = a.account_id AND r.pcn_id = :pcn_id);

-- Whose row it is.
-- @one training_owner(key uuid, pcn_id pcn_id) -> (account_id account_id)
SELECT s.account_id FROM training t JOIN staff s ON s.staff_id = t.staff_id WHERE t.key = :key AND s.pcn_id = :pcn_id;

-- @one override_owner(key uuid, pcn_id pcn_id) -> (account_id account_id)
SELECT s.account_id FROM readiness_override o JOIN staff s ON s.staff_id = o.staff_id
WHERE o.key = :key AND s.pcn_id = :pcn_id;

-- What was said, for the two alone: viewer is one of them, or there is no row.
-- @one supervision_words(key uuid, pcn_id pcn_id, viewer account_id) -> (supervision_id supervision_id, key uuid,
--   version int, staff_id staff_id, staff_account account_id, staff_key uuid, staff_name text,
--   supervisor_id account_id, supervisor_name text, kind text, held_on date, minutes int, agenda text?, agreed text?,
--   struck_at instant?, struck_why text?)
SELECT v.supervision_id, v.key, v.version, v.staff_id, s.account_id, b.key, b.name, v.supervisor_id, a.name, v.kind,
    v.held_on, v.minutes, v.agenda, v.agreed, v.struck_at, v.struck_why
FROM supervision v JOIN staff s ON s.staff_id = v.staff_id JOIN account a ON a.account_id = v.supervisor_id
    JOIN account b ON b.account_id = s.account_id
WHERE v.key = :key AND s.pcn_id = :pcn_id AND (v.supervisor_id = :viewer OR s.account_id = :viewer);

-- @many supervision_actions_of(supervision_id supervision_id) -> (key uuid, owner_id account_id, owner_name text,
--   title text, due date, done_at instant?)
SELECT x.key, x.owner_id, a.name, x.title, x.due, x.done_at
FROM supervision_action x JOIN account a ON a.account_id = x.owner_id
WHERE x.supervision_id = :supervision_id ORDER BY x.supervision_action_id;

-- What somebody agreed to do, in this network and not done yet; the session it comes from has not been struck through.
-- @many supervision_actions_open(owner_id account_id, pcn_id pcn_id, most int) -> (key uuid, title text, due date,
--   session_key uuid, with_name text)
SELECT x.key, x.title, x.due, v.key, CASE WHEN v.supervisor_id = :owner_id THEN b.name ELSE a.name END
FROM supervision_action x JOIN supervision v ON v.supervision_id = x.supervision_id
    JOIN staff s ON s.staff_id = v.staff_id JOIN account a ON a.account_id = v.supervisor_id
    JOIN account b ON b.account_id = s.account_id
WHERE x.owner_id = :owner_id AND x.done_at IS NULL AND v.struck_at IS NULL AND s.pcn_id = :pcn_id
ORDER BY x.due, x.supervision_action_id LIMIT :most;

-- @one supervision_action_row(key uuid, owner_id account_id, pcn_id pcn_id) -> (
--   supervision_action_id supervision_action_id, version int, supervision_id supervision_id, title text, due date,
--   done_at instant?)
SELECT x.supervision_action_id, x.version, x.supervision_id, x.title, x.due, x.done_at
FROM supervision_action x JOIN supervision v ON v.supervision_id = x.supervision_id
    JOIN staff s ON s.staff_id = v.staff_id
WHERE x.key = :key AND x.owner_id = :owner_id AND s.pcn_id = :pcn_id;
