-- What was found to be missing, and what somebody said about it. Only this file names gap and gap_dismissal.

-- ---- lists: by consequence, then the longest ----

-- @many gap_rows_of(pcn_id pcn_id, owner_id account_id, role int, kind text?, today date, place int, since int, after_id int,
--   most int) -> (gap_id gap_id, key uuid,
--   kind text, about uuid, owner_id account_id?, owner text?, role int, place int, since date, fact int, put_off date?,
--   person_id person_id, person_key uuid, given_names text?, family_name text?, preferred_name text?, born date?,
--   nhs_number nhs_number?, restricted bool)
--   shows person_id
SELECT g.gap_id, g.key, g.kind, g.about, g.owner_id, a.name, g.role, g.place, g.since, g.fact, g.put_off, p.person_id, p.key,
    p.given_names, p.family_name, p.preferred_name, p.born, p.nhs_number, p.restricted
FROM scoped_gap g JOIN scoped_person p ON p.person_id = g.person_id LEFT JOIN account a ON a.account_id = g.owner_id
WHERE g.pcn_id = :pcn_id AND g.owner_id = :owner_id AND (:role = 0 OR g.role = 0 OR g.role = :role) AND (:kind IS NULL OR g.kind = :kind) AND (g.put_off IS NULL OR g.put_off < :today)
    AND (g.place, g.since, g.gap_id) > (:place, :since, :after_id)
ORDER BY g.place, g.since, g.gap_id LIMIT :most;

-- @many gap_rows_of_down(pcn_id pcn_id, owner_id account_id, role int, kind text?, today date, place int, since int, after_id int,
--   most int) -> (gap_id gap_id, key uuid,
--   kind text, about uuid, owner_id account_id?, owner text?, role int, place int, since date, fact int, put_off date?,
--   person_id person_id, person_key uuid, given_names text?, family_name text?, preferred_name text?, born date?,
--   nhs_number nhs_number?, restricted bool)
--   shows person_id
SELECT g.gap_id, g.key, g.kind, g.about, g.owner_id, a.name, g.role, g.place, g.since, g.fact, g.put_off, p.person_id, p.key,
    p.given_names, p.family_name, p.preferred_name, p.born, p.nhs_number, p.restricted
FROM scoped_gap g JOIN scoped_person p ON p.person_id = g.person_id LEFT JOIN account a ON a.account_id = g.owner_id
WHERE g.pcn_id = :pcn_id AND g.owner_id = :owner_id AND (:role = 0 OR g.role = 0 OR g.role = :role) AND (:kind IS NULL OR g.kind = :kind) AND (g.put_off IS NULL OR g.put_off < :today)
    AND (g.place, g.since, g.gap_id) < (:place, :since, :after_id)
ORDER BY g.place DESC, g.since DESC, g.gap_id DESC LIMIT :most;

-- @many gap_rows_all(pcn_id pcn_id, nobodys bool, kind text?, today date, place int, since int, after_id int,
--   most int) -> (gap_id gap_id, key uuid,
--   kind text, about uuid, owner_id account_id?, owner text?, role int, place int, since date, fact int, put_off date?,
--   person_id person_id, person_key uuid, given_names text?, family_name text?, preferred_name text?, born date?,
--   nhs_number nhs_number?, restricted bool)
--   shows person_id
SELECT g.gap_id, g.key, g.kind, g.about, g.owner_id, a.name, g.role, g.place, g.since, g.fact, g.put_off, p.person_id, p.key,
    p.given_names, p.family_name, p.preferred_name, p.born, p.nhs_number, p.restricted
FROM scoped_gap g JOIN scoped_person p ON p.person_id = g.person_id LEFT JOIN account a ON a.account_id = g.owner_id
WHERE g.pcn_id = :pcn_id AND (:nobodys = 0 OR g.owner_id IS NULL) AND (:kind IS NULL OR g.kind = :kind) AND (g.put_off IS NULL OR g.put_off < :today)
    AND (g.place, g.since, g.gap_id) > (:place, :since, :after_id)
ORDER BY g.place, g.since, g.gap_id LIMIT :most;

-- @many gap_rows_all_down(pcn_id pcn_id, nobodys bool, kind text?, today date, place int, since int, after_id int,
--   most int) -> (gap_id gap_id, key uuid,
--   kind text, about uuid, owner_id account_id?, owner text?, role int, place int, since date, fact int, put_off date?,
--   person_id person_id, person_key uuid, given_names text?, family_name text?, preferred_name text?, born date?,
--   nhs_number nhs_number?, restricted bool)
--   shows person_id
SELECT g.gap_id, g.key, g.kind, g.about, g.owner_id, a.name, g.role, g.place, g.since, g.fact, g.put_off, p.person_id, p.key,
    p.given_names, p.family_name, p.preferred_name, p.born, p.nhs_number, p.restricted
FROM scoped_gap g JOIN scoped_person p ON p.person_id = g.person_id LEFT JOIN account a ON a.account_id = g.owner_id
WHERE g.pcn_id = :pcn_id AND (:nobodys = 0 OR g.owner_id IS NULL) AND (:kind IS NULL OR g.kind = :kind) AND (g.put_off IS NULL OR g.put_off < :today)
    AND (g.place, g.since, g.gap_id) < (:place, :since, :after_id)
ORDER BY g.place DESC, g.since DESC, g.gap_id DESC LIMIT :most;

-- @many gap_rows_about(person_id person_id, most int) -> (gap_id gap_id, key uuid,
--   kind text, about uuid, owner_id account_id?, owner text?, role int, place int, since date, fact int, put_off date?,
--   person_id person_id, person_key uuid, given_names text?, family_name text?, preferred_name text?, born date?,
--   nhs_number nhs_number?, restricted bool)
--   shows person_id
SELECT g.gap_id, g.key, g.kind, g.about, g.owner_id, a.name, g.role, g.place, g.since, g.fact, g.put_off, p.person_id, p.key,
    p.given_names, p.family_name, p.preferred_name, p.born, p.nhs_number, p.restricted
FROM scoped_gap g JOIN scoped_person p ON p.person_id = g.person_id LEFT JOIN account a ON a.account_id = g.owner_id
WHERE g.person_id = :person_id ORDER BY g.place, g.since, g.gap_id LIMIT :most;

-- @many gap_counts_of(pcn_id pcn_id, owner_id account_id, role int, today date) -> (kind text, gaps int)
--   shows nobody because it only counts
SELECT g.kind, count(*) FROM scoped_gap g
WHERE g.pcn_id = :pcn_id AND g.owner_id = :owner_id AND (:role = 0 OR g.role = 0 OR g.role = :role)
    AND (g.put_off IS NULL OR g.put_off < :today)
GROUP BY g.place, g.kind ORDER BY g.place;

-- @many gap_counts_all(pcn_id pcn_id, nobodys bool, today date) -> (kind text, gaps int)
--   shows nobody because it only counts
SELECT g.kind, count(*) FROM scoped_gap g
WHERE g.pcn_id = :pcn_id AND (:nobodys = 0 OR g.owner_id IS NULL) AND (g.put_off IS NULL OR g.put_off < :today)
GROUP BY g.place, g.kind ORDER BY g.place;

-- Colleagues whose it is to close some.
-- @many gap_owners(pcn_id pcn_id) -> (account_id account_id, key uuid, name text)
--   unscoped because it names colleagues, whomever they support
SELECT a.account_id, a.key, a.name FROM account a
WHERE EXISTS (SELECT 1 FROM role_held h WHERE h.account_id = a.account_id AND h.pcn_id = :pcn_id)
    AND EXISTS (SELECT 1 FROM gap g WHERE g.pcn_id = :pcn_id AND g.owner_id = a.account_id)
ORDER BY a.name, a.account_id;

-- ---- looking ----

-- How many people are looked at, one by one along this order; and where a lot of them begins.
-- @one gap_cases_open() -> (cases int)
--   unscoped because it is a number and nothing more
SELECT count(*) FROM care_case WHERE open = 1;

-- @one gap_lot_begins(skip int) -> (person_id person_id)
--   unscoped because a job cuts its work into lots, and shows nobody
SELECT person_id FROM care_case WHERE open = 1 ORDER BY person_id, role LIMIT 1 OFFSET :skip;

-- @many gap_rows_between(from_id person_id, to_id person_id) -> (gap_id gap_id, person_id person_id, kind text,
--   about uuid, owner_id account_id?, role int, place int, since date, fact int)
--   shows nobody because nothing of them leaves the job
SELECT g.gap_id, g.person_id, g.kind, g.about, g.owner_id, g.role, g.place, g.since, g.fact FROM scoped_gap g
WHERE g.person_id >= :from_id AND g.person_id <= :to_id ORDER BY g.person_id, g.gap_id;

-- @insert gap_insert(key uuid, person_id person_id, pcn_id pcn_id, kind text, about uuid, owner_id account_id?, role int,
--   place int, since date, fact int, put_off date?)
INSERT INTO gap (key, person_id, pcn_id, kind, about, owner_id, role, place, since, fact, put_off)
VALUES (:key, :person_id, :pcn_id, :kind, :about, :owner_id, :role, :place, :since, :fact, :put_off);

-- @change gap_set(gap_id gap_id, pcn_id pcn_id, owner_id account_id?, role int, place int, since date, fact int,
--   put_off date?)
UPDATE gap SET pcn_id = :pcn_id, owner_id = :owner_id, role = :role, place = :place, since = :since, fact = :fact,
    put_off = :put_off
WHERE gap_id IN (SELECT gap_id FROM scoped_gap WHERE gap_id = :gap_id);

-- @change gap_forget(gap_id gap_id)
DELETE FROM gap WHERE gap_id IN (SELECT gap_id FROM scoped_gap WHERE gap_id = :gap_id);

-- ---- dismissing ----

-- The last that counts, of the same facts.
-- @one gap_dismissal_of(person_id person_id, kind text, about uuid, fact int) -> (until_on date?)
--   shows nobody because nothing of them leaves the job
SELECT d.until_on FROM scoped_gap_dismissal d
WHERE d.person_id = :person_id AND d.kind = :kind AND d.about = :about AND d.fact = :fact AND d.undone_at IS NULL
ORDER BY d.gap_dismissal_id DESC LIMIT 1;

-- @many gap_dismissals_about(person_id person_id, most int) -> (gap_dismissal_id gap_dismissal_id, key uuid, version int,
--   person_id person_id, kind text, about uuid, fact int, why text, until_on date?, by_name text, dismissed_at instant,
--   undone_at instant?, undone_by text?)
--   shows person_id
SELECT d.gap_dismissal_id, d.key, d.version, d.person_id, d.kind, d.about, d.fact, d.why, d.until_on, a.name,
    d.dismissed_at, d.undone_at, u.name
FROM scoped_gap_dismissal d JOIN account a ON a.account_id = d.account_id
    LEFT JOIN account u ON u.account_id = d.undone_by
WHERE d.person_id = :person_id ORDER BY d.gap_dismissal_id DESC LIMIT :most;

-- @insert gap_dismissal_insert(key uuid, person_id person_id, kind text, about uuid, fact int, why text, until_on date?,
--   account_id account_id, at instant)
INSERT INTO gap_dismissal (key, person_id, kind, about, fact, why, until_on, account_id, dismissed_at)
VALUES (:key, :person_id, :kind, :about, :fact, :why, :until_on, :account_id, :at);

-- @exactly gap_dismissal_set_undone(gap_dismissal_id gap_dismissal_id, version int, at instant, account_id account_id)
UPDATE gap_dismissal SET version = version + 1, undone_at = :at, undone_by = :account_id
WHERE gap_dismissal_id IN (SELECT gap_dismissal_id FROM scoped_gap_dismissal
        WHERE gap_dismissal_id = :gap_dismissal_id)
    AND version = :version AND undone_at IS NULL;

-- @change gap_put_off(person_id person_id, kind text, about uuid, fact int, put_off date?)
UPDATE gap SET put_off = :put_off
WHERE gap_id IN (SELECT gap_id FROM scoped_gap WHERE person_id = :person_id AND kind = :kind AND about = :about
        AND fact = :fact);

-- Two records of one person are joined, or parted again: the rows that a merge names (care/duplicates).
-- @change gap_dismissal_follow(from_id person_id, to_id person_id, merge_id int)
UPDATE gap_dismissal SET person_id = :to_id
WHERE gap_dismissal_id IN (SELECT gap_dismissal_id FROM scoped_gap_dismissal WHERE person_id = :from_id)
    AND gap_dismissal_id IN (SELECT row_id FROM person_merge_row
        WHERE merge_id = :merge_id AND kind = 'gap_dismissal');
