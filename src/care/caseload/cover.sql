-- Cover for absence. Only this file changes case_cover and case_cover_relation.

-- Those of a network that act, or will: a few at any time.
-- @many case_covers_live(pcn_id pcn_id, today date) -> (case_cover_id case_cover_id, key uuid, version int,
--   account_id account_id, account_key uuid, name text, role int, to_id account_id, to_name text, from_on date,
--   until_on date, made_by_name text, works bool)
SELECT v.case_cover_id, v.key, v.version, v.account_id, a.key, a.name, v.role, v.to_id, t.name, v.from_on, v.until_on,
    m.name, h.ended_at IS NULL AND t.state <> 'disabled'
FROM case_cover v JOIN account a ON a.account_id = v.account_id JOIN account t ON t.account_id = v.to_id
    JOIN account m ON m.account_id = v.made_by JOIN role_held h ON h.role_held_id = v.role_held_id
WHERE v.pcn_id = :pcn_id AND v.until_on >= :today AND v.ended_at IS NULL
ORDER BY v.from_on, v.case_cover_id;

-- Who stands in today for somebody, if anybody does.
-- @one case_cover_now(account_id account_id, role int, today date) -> (name text, until_on date)
SELECT t.name, v.until_on
FROM case_cover v JOIN account t ON t.account_id = v.to_id JOIN role_held h ON h.role_held_id = v.role_held_id
WHERE v.account_id = :account_id AND v.until_on >= :today AND v.ended_at IS NULL AND v.role = :role
    AND v.from_on <= :today AND h.ended_at IS NULL AND t.state <> 'disabled'
ORDER BY v.case_cover_id LIMIT 1;

-- @insert case_cover_insert(key uuid, pcn_id pcn_id, account_id account_id, role int, to_id account_id,
--   role_held_id role_held_id, from_on date, until_on date, restricted bool, made_by account_id, made_at instant)
INSERT INTO case_cover (key, pcn_id, account_id, role, to_id, role_held_id, from_on, until_on, restricted, made_by,
    made_at)
VALUES (:key, :pcn_id, :account_id, :role, :to_id, :role_held_id, :from_on, :until_on, :restricted, :made_by, :made_at);

-- @exactly case_cover_set_ended(case_cover_id case_cover_id, by account_id, at instant)
UPDATE case_cover SET version = version + 1, ended_by = :by, ended_at = :at
WHERE case_cover_id = :case_cover_id AND ended_at IS NULL;

-- In which settings somebody has open cases.
-- @many case_settings_of(pcn_id pcn_id, account_id account_id, role int) -> (setting text)
--   unscoped because it names no person
SELECT DISTINCT setting FROM care_case
WHERE coordinator_id = :account_id AND open = 1 AND pcn_id = :pcn_id AND role = :role ORDER BY setting;

-- ---- what the job does ----

-- People whom a cover of today opens, and whom who stands in doesn't see by it yet.
-- @many case_cover_missing(today date, now instant, most int) -> (case_cover_id case_cover_id, person_id person_id,
--   to_id account_id, role_held_id role_held_id, until_on date)
--   shows nobody because nothing of them leaves the job
SELECT v.case_cover_id, k.person_id, v.to_id, v.role_held_id, v.until_on
FROM case_cover v JOIN scoped_care_case k ON k.coordinator_id = v.account_id AND k.open = 1 AND k.role = v.role
        AND k.pcn_id = v.pcn_id
    JOIN scoped_person p ON p.person_id = k.person_id JOIN role_held h ON h.role_held_id = v.role_held_id
WHERE v.until_on >= :today AND v.from_on <= :today AND v.ended_at IS NULL AND h.ended_at IS NULL
    AND (p.restricted = 0 OR v.restricted = 1)
    AND NOT EXISTS (SELECT 1 FROM scoped_relation l WHERE l.role_held_id = v.role_held_id
        AND l.person_id = k.person_id AND l.ended_at IS NULL AND l.kind = 'caseload'
        AND (l.until IS NULL OR l.until > :now))
ORDER BY v.case_cover_id, k.care_case_id LIMIT :most;

-- What a cover began and what is not so any more.
-- @many case_cover_over(today date, most int) -> (case_cover_id case_cover_id, relation_id relation_id, live bool)
--   shows nobody because nothing of them leaves the job
SELECT r.case_cover_id, r.relation_id, l.ended_at IS NULL
FROM case_cover_relation r JOIN case_cover v ON v.case_cover_id = r.case_cover_id
    JOIN scoped_relation l ON l.relation_id = r.relation_id
WHERE v.ended_at IS NOT NULL OR v.until_on < :today OR l.ended_at IS NOT NULL
    OR NOT EXISTS (SELECT 1 FROM scoped_care_case k WHERE k.person_id = l.person_id
        AND k.coordinator_id = v.account_id AND k.open = 1 AND k.role = v.role)
ORDER BY r.case_cover_id, r.relation_id LIMIT :most;

-- @change case_cover_relation_insert(case_cover_id case_cover_id, relation_id relation_id)
INSERT INTO case_cover_relation (case_cover_id, relation_id) VALUES (:case_cover_id, :relation_id);

-- @change case_cover_relation_forget(case_cover_id case_cover_id, relation_id relation_id)
DELETE FROM case_cover_relation WHERE case_cover_id = :case_cover_id AND relation_id = :relation_id;
