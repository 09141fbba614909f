-- Care homes, their issues and rounds, and who lives in them. Only this file names their tables. A home is of one
-- network: each statement that reads one says which.

-- ---- homes ----

-- What can be counted of each, of the people whom the reader may see. CROSS JOIN holds SQLite to the order in which each
-- home's own residents are read, here and below.
-- @many care_home_list(pcn_id pcn_id, today int) -> (care_home_id care_home_id, key uuid, name text, postcode text?, lead text?,
--   round_day int?, proxy text, residents int, asked int, soon int, overdue int, issues int, last_round date?)
--   shows nobody because it only counts how many there are
SELECT h.care_home_id, h.key, h.name, h.postcode, h.lead, h.round_day, h.proxy,
    coalesce(n.residents, 0), coalesce(n.asked, 0), coalesce(n.soon, 0), coalesce(n.overdue, 0),
    (SELECT count(*) FROM care_home_issue i WHERE i.care_home_id = h.care_home_id AND i.settled_at IS NULL),
    (SELECT max(r.held_on) FROM care_home_round r WHERE r.care_home_id = h.care_home_id)
FROM care_home h LEFT JOIN (SELECT s.care_home_id AS home, count(DISTINCT s.person_id) AS residents,
        count(DISTINCT CASE WHEN s.asked > 0 THEN s.person_id END) AS asked,
        count(DISTINCT CASE WHEN s.asked = 2 THEN s.person_id END) AS soon,
        count(DISTINCT CASE WHEN l.next_due < :today THEN s.person_id END) AS overdue
    FROM care_home g CROSS JOIN scoped_care_home_stay s CROSS JOIN scoped_person p CROSS JOIN scoped_person_listed l
    WHERE g.pcn_id = :pcn_id AND s.care_home_id = g.care_home_id AND p.person_id = s.person_id
        AND l.person_id = s.person_id AND s.moved_out IS NULL AND p.died_known = 0 AND p.protected_address = 0
    GROUP BY s.care_home_id) n ON n.home = h.care_home_id
WHERE h.pcn_id = :pcn_id ORDER BY h.name, h.care_home_id;

-- @one care_home_get(pcn_id pcn_id, key uuid) -> (care_home_id care_home_id, key uuid, version int, ods_code text?, name text,
--   address text?, postcode text?, phone text?, manager text?, lead text?, round_day int?, proxy text, proxy_note text?,
--   last_round date?, last_lead text?)
SELECT h.care_home_id, h.key, h.version, h.ods_code, h.name, h.address, h.postcode, h.phone, h.manager, h.lead,
    h.round_day, h.proxy, h.proxy_note, r.held_on, r.lead
FROM care_home h LEFT JOIN care_home_round r ON r.care_home_round_id = (
    SELECT q.care_home_round_id FROM care_home_round q WHERE q.care_home_id = h.care_home_id
    ORDER BY q.held_on DESC, q.care_home_round_id DESC LIMIT 1)
WHERE h.pcn_id = :pcn_id AND h.key = :key;

-- @one care_home_of_code(pcn_id pcn_id, ods_code text) -> (care_home_id care_home_id)
SELECT care_home_id FROM care_home WHERE pcn_id = :pcn_id AND ods_code = :ods_code;

-- @insert care_home_insert(key uuid, pcn_id pcn_id, ods_code text?, name text, address text?, postcode text?, phone text?,
--   manager text?, lead text?, round_day int?, proxy text, proxy_note text?, changed_at instant)
INSERT INTO care_home (key, version, pcn_id, ods_code, name, address, postcode, phone, manager, lead, round_day, proxy,
    proxy_note, changed_at)
VALUES (:key, 1, :pcn_id, :ods_code, :name, :address, :postcode, :phone, :manager, :lead, :round_day, :proxy, :proxy_note,
    :changed_at);

-- @exactly care_home_update(care_home_id care_home_id, version int, ods_code text?, name text, address text?,
--   postcode text?, phone text?, manager text?, lead text?, round_day int?, proxy text, proxy_note text?,
--   changed_at instant)
UPDATE care_home SET version = version + 1, ods_code = :ods_code, name = :name, address = :address,
    postcode = :postcode, phone = :phone, manager = :manager, lead = :lead, round_day = :round_day, proxy = :proxy,
    proxy_note = :proxy_note, changed_at = :changed_at
WHERE care_home_id = :care_home_id AND version = :version;

-- ---- what stands in the way ----

-- The open ones first, then the last that were settled.
-- @many care_home_issues(care_home_id care_home_id, most int) -> (key uuid, words text, raised_at instant, raised_by text,
--   settled_at instant?, settled_by text?, settled_how text?)
SELECT i.key, i.words, i.raised_at, a.name, i.settled_at, b.name, i.settled_how
FROM care_home_issue i JOIN account a ON a.account_id = i.raised_by LEFT JOIN account b ON b.account_id = i.settled_by
WHERE i.care_home_id = :care_home_id
ORDER BY CASE WHEN i.settled_at IS NULL THEN 0 ELSE 1 END, i.raised_at DESC, i.care_home_issue_id DESC LIMIT :most;

-- @insert care_home_issue_insert(key uuid, care_home_id care_home_id, words text, raised_at instant,
--   raised_by account_id)
INSERT INTO care_home_issue (key, care_home_id, words, raised_at, raised_by)
VALUES (:key, :care_home_id, :words, :raised_at, :raised_by)
ON CONFLICT (key) DO NOTHING;

-- @one care_home_issue_get(care_home_id care_home_id, key uuid) -> (words text)
SELECT words FROM care_home_issue WHERE care_home_id = :care_home_id AND key = :key;

-- @exactly care_home_issue_settle(care_home_id care_home_id, key uuid, at instant, settled_by account_id, how text?)
UPDATE care_home_issue SET settled_at = :at, settled_by = :settled_by, settled_how = :how
WHERE care_home_id = :care_home_id AND key = :key AND settled_at IS NULL;

-- ---- rounds ----

-- @insert care_home_round_insert(key uuid, care_home_id care_home_id, held_on date, lead text, account_id account_id,
--   recorded_at instant)
INSERT INTO care_home_round (key, care_home_id, held_on, lead, account_id, recorded_at)
VALUES (:key, :care_home_id, :held_on, :lead, :account_id, :recorded_at)
ON CONFLICT (key) DO NOTHING;

-- ---- who lives there ----

-- Whoever has a protected address is in no list of a home: it would say where they live.

-- @many care_home_residents(care_home_id care_home_id, most int) -> (person_id person_id, stay_key uuid,
--   moved_in date?, words text, asked int, version int, key uuid, title text?, given_names text?, family_name text?,
--   preferred_name text?, born date?, nhs_number nhs_number?, practice text, restricted bool, died_known bool, last_contact int,
--   next_due int, about bool)
--   shows person_id
SELECT s.person_id, s.key, s.moved_in, s.words, s.asked, s.version, p.key, p.title, p.given_names,
    p.family_name, p.preferred_name, p.born, p.nhs_number, r.name, p.restricted, p.died_known, l.last_contact,
    l.next_due, EXISTS (SELECT 1 FROM scoped_about_me a WHERE a.person_id = s.person_id AND a.words <> '{}')
FROM scoped_care_home_stay s CROSS JOIN scoped_person p CROSS JOIN scoped_person_listed l CROSS JOIN practice r
WHERE s.care_home_id = :care_home_id AND p.person_id = s.person_id AND l.person_id = s.person_id
    AND r.practice_id = p.practice_id AND s.moved_out IS NULL AND p.protected_address = 0
ORDER BY l.name_order, s.person_id LIMIT :most;

-- Vaccinations, and reviews of medicines and plans, of the last years. The index is found by its condition, so it stands
-- here word for word.
-- @many care_home_given(care_home_id care_home_id, since instant)
--   -> (person_id person_id, kind int, status int, code text, display text, happened_at instant?)
--   shows person_id
SELECT s.person_id, r.kind, r.status, k.code, k.display, r.happened_at
FROM scoped_care_home_stay s CROSS JOIN scoped_person p CROSS JOIN scoped_coded_record r CROSS JOIN coded_concept k
WHERE s.care_home_id = :care_home_id AND s.moved_out IS NULL AND p.person_id = s.person_id AND p.protected_address = 0
    AND r.person_id = s.person_id AND k.concept_id = r.concept_id
    AND r.replaced_in IS NULL AND (r.kind = 3 OR r.kind = 4) AND r.status <> 8 AND r.happened_at >= :since
ORDER BY r.happened_at;

-- @many care_home_stays(person_id person_id, most int) -> (person_id person_id, stay_id care_home_stay_id, key uuid,
--   home_key uuid, home text, phone text?, lead text?, moved_in date?, moved_out date?, left_for text?, version int,
--   words text)
--   shows person_id
SELECT s.person_id, s.care_home_stay_id, s.key, h.key, h.name, h.phone, h.lead, s.moved_in, s.moved_out, s.left_for,
    s.version, s.words
FROM scoped_care_home_stay s JOIN care_home h ON h.care_home_id = s.care_home_id
WHERE s.person_id = :person_id
ORDER BY CASE WHEN s.moved_out IS NULL THEN 0 ELSE 1 END, s.moved_out DESC, s.care_home_stay_id DESC LIMIT :most;

-- @one care_home_stay_get(person_id person_id, key uuid) -> (stay_id care_home_stay_id, person_id person_id, version int,
--   words text, asked int, changed_at instant)
--   shows person_id
SELECT care_home_stay_id, person_id, version, words, asked, changed_at FROM scoped_care_home_stay
WHERE person_id = :person_id AND key = :key;

-- @one care_home_stay_now_of(person_id person_id) -> (stay_id care_home_stay_id, person_id person_id, key uuid, version int,
--   care_home_id care_home_id, home text, postcode text?, moved_in date?, words text)
--   shows person_id
SELECT s.care_home_stay_id, s.person_id, s.key, s.version, s.care_home_id, h.name, h.postcode, s.moved_in, s.words
FROM scoped_care_home_stay s JOIN care_home h ON h.care_home_id = s.care_home_id
WHERE s.person_id = :person_id AND s.moved_out IS NULL ORDER BY s.care_home_stay_id DESC LIMIT 1;

-- @insert care_home_stay_insert(key uuid, person_id person_id, care_home_id care_home_id, moved_in date?, words text,
--   changed_at instant)
INSERT INTO care_home_stay (key, person_id, care_home_id, moved_in, version, words, changed_at)
VALUES (:key, :person_id, :care_home_id, :moved_in, 1, :words, :changed_at)
ON CONFLICT (person_id, key) DO NOTHING;

-- @exactly care_home_stay_update(stay_id care_home_stay_id, version int, words text, asked int, changed_at instant)
UPDATE care_home_stay SET version = version + 1, words = :words, asked = :asked, changed_at = :changed_at
WHERE care_home_stay_id IN (SELECT care_home_stay_id FROM scoped_care_home_stay WHERE care_home_stay_id = :stay_id)
    AND version = :version;

-- What was asked for the round is over with the stay.
-- @exactly care_home_stay_end(stay_id care_home_stay_id, version int, moved_out date, left_for text, changed_at instant)
UPDATE care_home_stay SET version = version + 1, moved_out = :moved_out, left_for = :left_for, asked = 0,
    changed_at = :changed_at
WHERE care_home_stay_id IN (SELECT care_home_stay_id FROM scoped_care_home_stay WHERE care_home_stay_id = :stay_id)
    AND version = :version AND moved_out IS NULL;

-- A death was taken back: where they lived until it.
-- @many care_home_stays_until_death(person_id person_id) -> (stay_id care_home_stay_id, person_id person_id, version int,
--   words text)
--   shows person_id
SELECT care_home_stay_id, person_id, version, words FROM scoped_care_home_stay
WHERE person_id = :person_id AND left_for = 'died' ORDER BY care_home_stay_id;

-- @exactly care_home_stay_reopen(stay_id care_home_stay_id, version int, changed_at instant)
UPDATE care_home_stay SET version = version + 1, moved_out = NULL, left_for = NULL, changed_at = :changed_at
WHERE care_home_stay_id IN (SELECT care_home_stay_id FROM scoped_care_home_stay WHERE care_home_stay_id = :stay_id)
    AND version = :version AND left_for = 'died';

-- Who has the home's postcode and lives, as far as is known, in no home. The term is the finder's.
-- @many care_home_perhaps(term text, postcode text, most int) -> (person_id person_id)
--   shows nobody because whoever names one of them reads that person
SELECT t.person_id FROM scoped_person_term t JOIN scoped_person p ON p.person_id = t.person_id
WHERE t.term = :term AND p.postcode = :postcode AND p.died_known = 0 AND p.protected_address = 0
    AND NOT EXISTS (SELECT 1 FROM scoped_care_home_stay s WHERE s.person_id = t.person_id AND s.moved_out IS NULL)
ORDER BY p.family_name, p.given_names, t.person_id LIMIT :most;

-- Whoever co-ordinates their care and is not the one who tells it.
-- @many care_home_co_ordinators(person_id person_id, me account_id) -> (account_id account_id)
--   shows nobody because it names staff alone
SELECT DISTINCT r.account_id FROM scoped_relation r
WHERE r.person_id = :person_id AND r.ended_at IS NULL AND r.kind IN ('caseload', 'team') AND r.account_id <> :me
ORDER BY r.account_id;

-- Two records of one person are joined, or parted again: the rows that a merge names (care/duplicates).
-- @change care_home_stay_follow(from_id person_id, to_id person_id, merge_id int)
UPDATE care_home_stay SET person_id = :to_id
WHERE care_home_stay_id IN (SELECT care_home_stay_id FROM scoped_care_home_stay WHERE person_id = :from_id)
    AND care_home_stay_id IN (SELECT row_id FROM person_merge_row WHERE merge_id = :merge_id AND kind = 'care_home_stay');
