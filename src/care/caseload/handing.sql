-- Cases that went to a colleague, and who has been told. Only this file changes case_handing and case_handed.

-- @insert case_handing_insert(pcn_id pcn_id, from_id account_id?, to_id account_id, made_by account_id, at instant,
--   cases int, tasks int, from_read_at instant?, to_read_at instant?)
INSERT INTO case_handing (pcn_id, from_id, to_id, made_by, at, cases, tasks, from_read_at, to_read_at)
VALUES (:pcn_id, :from_id, :to_id, :made_by, :at, :cases, :tasks, :from_read_at, :to_read_at);

-- @change case_handed_insert(case_handing_id int, care_case_id care_case_id)
INSERT INTO case_handed (case_handing_id, care_case_id) VALUES (:case_handing_id, :care_case_id);

-- What somebody has not read yet, the newest first: what came to them, and what went from them.
-- @many case_handings_unread(pcn_id pcn_id, account_id account_id, most int) -> (case_handing_id int, came bool,
--   other_name text?, by_name text, at instant, cases int, tasks int)
SELECT h.case_handing_id, h.came, o.name, b.name, h.at, h.cases, h.tasks FROM (
    SELECT t.case_handing_id AS case_handing_id, 1 = 1 AS came, t.from_id AS other_id, t.made_by AS made_by, t.at AS at,
        t.cases AS cases, t.tasks AS tasks
    FROM case_handing t WHERE t.to_id = :account_id AND t.to_read_at IS NULL AND t.pcn_id = :pcn_id
    UNION ALL
    SELECT f.case_handing_id, 1 = 0, f.to_id, f.made_by, f.at, f.cases, f.tasks
    FROM case_handing f WHERE f.from_id = :account_id AND f.from_read_at IS NULL AND f.pcn_id = :pcn_id) AS h
JOIN account b ON b.account_id = h.made_by LEFT JOIN account o ON o.account_id = h.other_id
ORDER BY h.case_handing_id DESC LIMIT :most;

-- @one case_handings_count(pcn_id pcn_id, account_id account_id) -> (came int, went int)
SELECT (SELECT CAST(coalesce(sum(t.cases), 0) AS bigint) FROM case_handing t
        WHERE t.to_id = :account_id AND t.to_read_at IS NULL AND t.pcn_id = :pcn_id),
    (SELECT CAST(coalesce(sum(f.cases), 0) AS bigint) FROM case_handing f
        WHERE f.from_id = :account_id AND f.from_read_at IS NULL AND f.pcn_id = :pcn_id);

-- Whom it is about, as far as the reader sees them.
-- @many case_handed_people(case_handing_id int, most int) -> (person_id person_id, person_key uuid, case_key uuid,
--   given_names text?, family_name text?, preferred_name text?)
--   shows person_id
SELECT p.person_id, p.key, k.key, p.given_names, p.family_name, p.preferred_name
FROM scoped_case_handed d JOIN scoped_care_case k ON k.care_case_id = d.care_case_id
    JOIN scoped_person p ON p.person_id = k.person_id
WHERE d.case_handing_id = :case_handing_id ORDER BY d.care_case_id LIMIT :most;

-- @change case_handings_set_read_to(account_id account_id, up_to int, at instant)
UPDATE case_handing SET to_read_at = :at
WHERE to_id = :account_id AND to_read_at IS NULL AND case_handing_id <= :up_to;

-- @change case_handings_set_read_from(account_id account_id, up_to int, at instant)
UPDATE case_handing SET from_read_at = :at
WHERE from_id = :account_id AND from_read_at IS NULL AND case_handing_id <= :up_to;
