-- Posts, training, supervision and overrides. Only this file names staff, staff_link, training, supervision,
-- supervision_action and readiness_override.

-- ---- everything about one member of staff, or about all in a network (account_id NULL) ----

-- @many staff_rows(pcn_id pcn_id, account_id account_id?) -> (account_id account_id, key uuid, name text, state text,
--   staff_id staff_id?, version int?, start_on date?, week int?, administration int?, supervision int?,
--   development int?, settings int?, specialisms int?, new_to_care bool?)
SELECT a.account_id, a.key, a.name, a.state, s.staff_id, s.version, s.start_on, s.week, s.administration,
    s.supervision, s.development, s.settings, s.specialisms, s.new_to_care
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
--   key uuid, name text, state text)
SELECT l.staff_id, l.kind, l.account_id, a.key, a.name, a.state
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
--   made_by account_id, made_by_name text, made_at instant, ended_at instant?)
SELECT o.readiness_override_id, o.key, o.nonce, o.version, o.staff_id, o.role, o.setting, o.reason, o.from_on,
    o.until_on, o.made_by, m.name, o.made_at, o.ended_at
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
