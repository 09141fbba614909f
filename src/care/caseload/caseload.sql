-- Cases, their steps, and how they ended. Only this file changes care_case, case_step and case_closing; how many of which
-- weight somebody has is read by care/workforce as well. has_left: the co-ordinator doesn't work here as that any more.

-- @one care_case_by_key(key uuid) -> (care_case_id care_case_id, key uuid, version int,
--   person_id person_id, pcn_id pcn_id, role int, coordinator_id account_id, coordinator text, coordinator_key uuid,
--   has_left bool, setting text, weight text, state text, next_contact date, review_on date,
--   opened_on date, first_contact_on date?, closed_on date?, pause_why text?, moving_on bool)
--   shows person_id
SELECT k.care_case_id, k.key, k.version, k.person_id, k.pcn_id, k.role, k.coordinator_id, a.name, a.key,
    NOT EXISTS (SELECT 1 FROM role_held g WHERE g.account_id = k.coordinator_id AND g.pcn_id = k.pcn_id
        AND g.role = k.role AND g.ended_at IS NULL AND a.state <> 'disabled'),
    k.setting, k.weight, k.state, k.next_contact, k.review_on, k.opened_on, k.first_contact_on, k.closed_on, k.pause_why,
    k.moving_on
FROM scoped_care_case k JOIN account a ON a.account_id = k.coordinator_id
WHERE k.key = :key;

-- @many care_case_rows_about(person_id person_id, most int) -> (care_case_id care_case_id, key uuid, version int,
--   person_id person_id, pcn_id pcn_id, role int, coordinator_id account_id, coordinator text, coordinator_key uuid,
--   has_left bool, setting text, weight text, state text, next_contact date, review_on date,
--   opened_on date, first_contact_on date?, closed_on date?, pause_why text?, moving_on bool)
--   shows person_id
SELECT k.care_case_id, k.key, k.version, k.person_id, k.pcn_id, k.role, k.coordinator_id, a.name, a.key,
    NOT EXISTS (SELECT 1 FROM role_held g WHERE g.account_id = k.coordinator_id AND g.pcn_id = k.pcn_id
        AND g.role = k.role AND g.ended_at IS NULL AND a.state <> 'disabled'),
    k.setting, k.weight, k.state, k.next_contact, k.review_on, k.opened_on, k.first_contact_on, k.closed_on, k.pause_why,
    k.moving_on
FROM scoped_care_case k JOIN account a ON a.account_id = k.coordinator_id
WHERE k.person_id = :person_id
ORDER BY k.open DESC, k.role, k.care_case_id DESC LIMIT :most;

-- ---- the list, a page at a time: along an index from a place in it, of one colleague's or of a whole network ----

-- @many case_lines_of(coordinator_id account_id, open bool, due_from int, due_to int, review_to int,
--   setting text?, weight text?, state text?, role int, moving_on bool, fresh bool, has_left bool, after int, after_id int, most int) -> (care_case_id care_case_id, key uuid,
--   person_id person_id, person_key uuid, given_names text?, family_name text?, preferred_name text?, born date?,
--   nhs_number nhs_number?, practice text, restricted bool, died_known bool, died date?, coordinator text, role int,
--   has_left bool, setting text, weight text, state text, next_contact date, review_on date, opened_on date,
--   first_contact_on date?, moving_on bool, version int)
--   shows person_id
SELECT k.care_case_id, k.key, p.person_id, p.key, p.given_names, p.family_name, p.preferred_name, p.born,
    p.nhs_number, r.name, p.restricted, p.died_known, p.died, a.name, k.role,
    NOT EXISTS (SELECT 1 FROM role_held g WHERE g.account_id = k.coordinator_id AND g.pcn_id = k.pcn_id
        AND g.role = k.role AND g.ended_at IS NULL AND a.state <> 'disabled'),
    k.setting, k.weight,
    k.state, k.next_contact, k.review_on, k.opened_on, k.first_contact_on, k.moving_on, k.version
FROM scoped_care_case k JOIN scoped_person p ON p.person_id = k.person_id
    JOIN practice r ON r.practice_id = p.practice_id JOIN account a ON a.account_id = k.coordinator_id
WHERE k.coordinator_id = :coordinator_id AND k.open = :open
    AND k.next_contact + 0 >= :due_from AND k.next_contact + 0 <= :due_to
    AND k.review_on <= :review_to AND (:setting IS NULL OR k.setting = :setting)
    AND (:weight IS NULL OR k.weight = :weight) AND (:state IS NULL OR k.state = :state)
    AND (:role = 0 OR k.role = :role) AND k.moving_on >= :moving_on
    AND (:fresh = 0 OR k.first_contact_on IS NULL AND k.state = 'active')
    AND (:has_left = 0 OR NOT EXISTS (SELECT 1 FROM role_held g WHERE g.account_id = k.coordinator_id AND g.pcn_id = k.pcn_id
        AND g.role = k.role AND g.ended_at IS NULL AND a.state <> 'disabled'))
    AND (k.next_contact, k.care_case_id) > (:after, :after_id)
ORDER BY k.next_contact, k.care_case_id LIMIT :most;

-- @many case_lines_of_down(coordinator_id account_id, open bool, due_from int, due_to int, review_to int,
--   setting text?, weight text?, state text?, role int, moving_on bool, fresh bool, has_left bool, after int, after_id int, most int) -> (care_case_id care_case_id, key uuid,
--   person_id person_id, person_key uuid, given_names text?, family_name text?, preferred_name text?, born date?,
--   nhs_number nhs_number?, practice text, restricted bool, died_known bool, died date?, coordinator text, role int,
--   has_left bool, setting text, weight text, state text, next_contact date, review_on date, opened_on date,
--   first_contact_on date?, moving_on bool, version int)
--   shows person_id
SELECT k.care_case_id, k.key, p.person_id, p.key, p.given_names, p.family_name, p.preferred_name, p.born,
    p.nhs_number, r.name, p.restricted, p.died_known, p.died, a.name, k.role,
    NOT EXISTS (SELECT 1 FROM role_held g WHERE g.account_id = k.coordinator_id AND g.pcn_id = k.pcn_id
        AND g.role = k.role AND g.ended_at IS NULL AND a.state <> 'disabled'),
    k.setting, k.weight,
    k.state, k.next_contact, k.review_on, k.opened_on, k.first_contact_on, k.moving_on, k.version
FROM scoped_care_case k JOIN scoped_person p ON p.person_id = k.person_id
    JOIN practice r ON r.practice_id = p.practice_id JOIN account a ON a.account_id = k.coordinator_id
WHERE k.coordinator_id = :coordinator_id AND k.open = :open
    AND k.next_contact + 0 >= :due_from AND k.next_contact + 0 <= :due_to
    AND k.review_on <= :review_to AND (:setting IS NULL OR k.setting = :setting)
    AND (:weight IS NULL OR k.weight = :weight) AND (:state IS NULL OR k.state = :state)
    AND (:role = 0 OR k.role = :role) AND k.moving_on >= :moving_on
    AND (:fresh = 0 OR k.first_contact_on IS NULL AND k.state = 'active')
    AND (:has_left = 0 OR NOT EXISTS (SELECT 1 FROM role_held g WHERE g.account_id = k.coordinator_id AND g.pcn_id = k.pcn_id
        AND g.role = k.role AND g.ended_at IS NULL AND a.state <> 'disabled'))
    AND (k.next_contact, k.care_case_id) < (:after, :after_id)
ORDER BY k.next_contact DESC, k.care_case_id DESC LIMIT :most;

-- @many case_lines_all(pcn_id pcn_id, open bool, due_from int, due_to int, review_to int,
--   setting text?, weight text?, state text?, role int, moving_on bool, fresh bool, has_left bool, after int, after_id int, most int) -> (care_case_id care_case_id, key uuid,
--   person_id person_id, person_key uuid, given_names text?, family_name text?, preferred_name text?, born date?,
--   nhs_number nhs_number?, practice text, restricted bool, died_known bool, died date?, coordinator text, role int,
--   has_left bool, setting text, weight text, state text, next_contact date, review_on date, opened_on date,
--   first_contact_on date?, moving_on bool, version int)
--   shows person_id
SELECT k.care_case_id, k.key, p.person_id, p.key, p.given_names, p.family_name, p.preferred_name, p.born,
    p.nhs_number, r.name, p.restricted, p.died_known, p.died, a.name, k.role,
    NOT EXISTS (SELECT 1 FROM role_held g WHERE g.account_id = k.coordinator_id AND g.pcn_id = k.pcn_id
        AND g.role = k.role AND g.ended_at IS NULL AND a.state <> 'disabled'),
    k.setting, k.weight,
    k.state, k.next_contact, k.review_on, k.opened_on, k.first_contact_on, k.moving_on, k.version
FROM scoped_care_case k JOIN scoped_person p ON p.person_id = k.person_id
    JOIN practice r ON r.practice_id = p.practice_id JOIN account a ON a.account_id = k.coordinator_id
WHERE k.pcn_id = :pcn_id AND k.open = :open
    AND k.next_contact + 0 >= :due_from AND k.next_contact + 0 <= :due_to
    AND k.review_on <= :review_to AND (:setting IS NULL OR k.setting = :setting)
    AND (:weight IS NULL OR k.weight = :weight) AND (:state IS NULL OR k.state = :state)
    AND (:role = 0 OR k.role = :role) AND k.moving_on >= :moving_on
    AND (:fresh = 0 OR k.first_contact_on IS NULL AND k.state = 'active')
    AND (:has_left = 0 OR NOT EXISTS (SELECT 1 FROM role_held g WHERE g.account_id = k.coordinator_id AND g.pcn_id = k.pcn_id
        AND g.role = k.role AND g.ended_at IS NULL AND a.state <> 'disabled'))
    AND (k.next_contact, k.care_case_id) > (:after, :after_id)
ORDER BY k.next_contact, k.care_case_id LIMIT :most;

-- @many case_lines_all_down(pcn_id pcn_id, open bool, due_from int, due_to int, review_to int,
--   setting text?, weight text?, state text?, role int, moving_on bool, fresh bool, has_left bool, after int, after_id int, most int) -> (care_case_id care_case_id, key uuid,
--   person_id person_id, person_key uuid, given_names text?, family_name text?, preferred_name text?, born date?,
--   nhs_number nhs_number?, practice text, restricted bool, died_known bool, died date?, coordinator text, role int,
--   has_left bool, setting text, weight text, state text, next_contact date, review_on date, opened_on date,
--   first_contact_on date?, moving_on bool, version int)
--   shows person_id
SELECT k.care_case_id, k.key, p.person_id, p.key, p.given_names, p.family_name, p.preferred_name, p.born,
    p.nhs_number, r.name, p.restricted, p.died_known, p.died, a.name, k.role,
    NOT EXISTS (SELECT 1 FROM role_held g WHERE g.account_id = k.coordinator_id AND g.pcn_id = k.pcn_id
        AND g.role = k.role AND g.ended_at IS NULL AND a.state <> 'disabled'),
    k.setting, k.weight,
    k.state, k.next_contact, k.review_on, k.opened_on, k.first_contact_on, k.moving_on, k.version
FROM scoped_care_case k JOIN scoped_person p ON p.person_id = k.person_id
    JOIN practice r ON r.practice_id = p.practice_id JOIN account a ON a.account_id = k.coordinator_id
WHERE k.pcn_id = :pcn_id AND k.open = :open
    AND k.next_contact + 0 >= :due_from AND k.next_contact + 0 <= :due_to
    AND k.review_on <= :review_to AND (:setting IS NULL OR k.setting = :setting)
    AND (:weight IS NULL OR k.weight = :weight) AND (:state IS NULL OR k.state = :state)
    AND (:role = 0 OR k.role = :role) AND k.moving_on >= :moving_on
    AND (:fresh = 0 OR k.first_contact_on IS NULL AND k.state = 'active')
    AND (:has_left = 0 OR NOT EXISTS (SELECT 1 FROM role_held g WHERE g.account_id = k.coordinator_id AND g.pcn_id = k.pcn_id
        AND g.role = k.role AND g.ended_at IS NULL AND a.state <> 'disabled'))
    AND (k.next_contact, k.care_case_id) < (:after, :after_id)
ORDER BY k.next_contact DESC, k.care_case_id DESC LIMIT :most;

-- Colleagues who have cases.
-- @many case_owners(pcn_id pcn_id) -> (account_id account_id, key uuid, name text)
--   unscoped because it names colleagues, whomever they support
SELECT a.account_id, a.key, a.name FROM account a
WHERE EXISTS (SELECT 1 FROM role_held h WHERE h.account_id = a.account_id AND h.pcn_id = :pcn_id)
    AND EXISTS (SELECT 1 FROM care_case k WHERE k.coordinator_id = a.account_id AND k.open = 1)
ORDER BY a.name, a.account_id;

-- Colleagues who can be given a case: each in each role in which they support people, the whole network first.
-- @many case_takers_of(pcn_id pcn_id) -> (role_held_id role_held_id, account_id account_id, key uuid, name text, role int,
--   practice_id practice_id?, place text)
SELECT h.role_held_id, a.account_id, a.key, a.name, h.role, h.practice_id, coalesce(r.name, n.name)
FROM role_held h JOIN account a ON a.account_id = h.account_id JOIN pcn n ON n.pcn_id = h.pcn_id
    LEFT JOIN practice r ON r.practice_id = h.practice_id
WHERE h.pcn_id = :pcn_id AND h.ended_at IS NULL AND a.state <> 'disabled' AND h.role <= 3
ORDER BY a.name, a.account_id, h.role, CASE WHEN h.practice_id IS NULL THEN 0 ELSE 1 END, h.role_held_id;

-- @one case_open_there(person_id person_id, role int) -> (care_case_id care_case_id)
--   unscoped because a case is opened once, whoever asks
SELECT care_case_id FROM care_case WHERE person_id = :person_id AND role = :role AND open = 1;

-- @insert care_case_insert(key uuid, person_id person_id, pcn_id pcn_id, role int, coordinator_id account_id,
--   setting text, weight text, next_contact date, review_on date, opened_on date)
INSERT INTO care_case (key, person_id, pcn_id, role, coordinator_id, setting, weight, state, open, next_contact,
    review_on, opened_on)
VALUES (:key, :person_id, :pcn_id, :role, :coordinator_id, :setting, :weight, 'active', 1, :next_contact, :review_on,
    :opened_on);

-- @exactly care_case_set(care_case_id care_case_id, version int, coordinator_id account_id,
--   setting text, weight text, state text, open bool, next_contact date, review_on date, opened_on date,
--   first_contact_on date?, closed_on date?, pause_why text?, moving_on bool)
UPDATE care_case SET version = version + 1, coordinator_id = :coordinator_id, setting = :setting,
    weight = :weight, state = :state, open = :open, next_contact = :next_contact, review_on = :review_on,
    opened_on = :opened_on, first_contact_on = :first_contact_on, closed_on = :closed_on, pause_why = :pause_why,
    moving_on = :moving_on
WHERE care_case_id IN (SELECT care_case_id FROM scoped_care_case WHERE care_case_id = :care_case_id)
    AND version = :version;

-- @insert case_step_insert(care_case_id care_case_id, number int, step text, words text?, at instant,
--   account_id account_id?, by_name text)
INSERT INTO case_step (care_case_id, number, step, words, at, account_id, by_name)
VALUES (:care_case_id, :number, :step, :words, :at, :account_id, :by_name);

-- @many case_steps_of(care_case_id care_case_id, most int) -> (step text, words text?, at instant, by_name text)
--   shows nobody because the case was read before, which shows whom it is about
SELECT s.step, s.words, s.at, s.by_name FROM scoped_case_step s
WHERE s.care_case_id = :care_case_id ORDER BY s.number DESC LIMIT :most;

-- A contact was made: no step of the case, and no version, for the contact itself says it.
-- @change case_contacted(person_id person_id, account_id account_id, role int, on_day date, light date, steady date,
--   intensive date, planned date?, reached bool)
UPDATE care_case SET
    first_contact_on = CASE WHEN :reached = 1 THEN coalesce(first_contact_on, :on_day) ELSE first_contact_on END,
    next_contact = CASE WHEN :planned IS NOT NULL THEN :planned WHEN :reached = 0 THEN next_contact
        WHEN weight = 'light' OR state = 'monitoring' THEN :light WHEN weight = 'steady' THEN :steady
        ELSE :intensive END
WHERE care_case_id IN (SELECT care_case_id FROM scoped_care_case WHERE person_id = :person_id)
    AND state IN ('active', 'monitoring') AND (role = :role OR coordinator_id = :account_id)
    AND opened_on <= :on_day;

-- Who they are supported by, for the banner: as a care co-ordinator before all others.
-- @one case_named(person_id person_id) -> (coordinator_id account_id, name text, role int, has_left bool)
--   shows nobody because the record it is read for was shown already
SELECT k.coordinator_id, a.name, k.role,
    NOT EXISTS (SELECT 1 FROM role_held g WHERE g.account_id = k.coordinator_id AND g.pcn_id = k.pcn_id
        AND g.role = k.role AND g.ended_at IS NULL AND a.state <> 'disabled')
FROM scoped_care_case k JOIN account a ON a.account_id = k.coordinator_id
WHERE k.person_id = :person_id AND k.open = 1 ORDER BY k.role LIMIT 1;

-- Open cases of a network whose co-ordinator has left.
-- @one cases_left(pcn_id pcn_id) -> (cases int)
--   unscoped because it only counts, whomever they are about
SELECT CAST(coalesce(sum(k.cases), 0) AS BIGINT)
FROM (SELECT coordinator_id, role, count(*) AS cases FROM care_case WHERE pcn_id = :pcn_id AND open = 1
        GROUP BY coordinator_id, state, weight, role) k -- in the order of the index
    JOIN account a ON a.account_id = k.coordinator_id
WHERE NOT EXISTS (SELECT 1 FROM role_held g
    WHERE g.account_id = k.coordinator_id AND g.pcn_id = :pcn_id AND g.role = k.role AND g.ended_at IS NULL
        AND a.state <> 'disabled');

-- @many case_tallies(pcn_id pcn_id, today date) -> (coordinator_id account_id, open int, intensive int, steady int,
--   light int, paused int, overdue int, review int, waiting int, waiting_since date?)
--   unscoped because it only counts, whomever they are about
SELECT coordinator_id, count(*), count(CASE WHEN weight = 'intensive' THEN 1 END),
    count(CASE WHEN weight = 'steady' THEN 1 END), count(CASE WHEN weight = 'light' THEN 1 END),
    count(CASE WHEN state = 'paused' THEN 1 END),
    count(CASE WHEN next_contact < :today AND state <> 'paused' THEN 1 END),
    count(CASE WHEN review_on < :today THEN 1 END),
    count(CASE WHEN first_contact_on IS NULL AND state = 'active' THEN 1 END),
    min(CASE WHEN first_contact_on IS NULL AND state = 'active' THEN opened_on END)
FROM care_case WHERE pcn_id = :pcn_id AND open = 1 GROUP BY coordinator_id ORDER BY coordinator_id;

-- @one cases_of(coordinator_id account_id, pcn_id pcn_id) -> (cases int)
--   unscoped because it only counts, for whoever sees no person
SELECT count(*) FROM care_case WHERE pcn_id = :pcn_id AND open = 1 AND coordinator_id = :coordinator_id;

-- Whose open cases somebody still has who can work again, and whom they don't see by them any more: relations ended when they
-- left. Of a restricted record that stays so: its team decides.
-- @many case_coming_back(account_id account_id, now instant) -> (person_id person_id, role_held_id role_held_id)
--   unscoped because whoever manages accounts sees nobody, and nothing of them leaves the action
SELECT k.person_id, min(h.role_held_id) FROM care_case k JOIN person p ON p.person_id = k.person_id
    JOIN role_held h ON h.account_id = k.coordinator_id AND h.pcn_id = k.pcn_id AND h.role = k.role AND h.ended_at IS NULL
WHERE k.coordinator_id = :account_id AND k.open = 1 AND p.restricted = 0
    AND NOT EXISTS (SELECT 1 FROM relation l WHERE l.account_id = :account_id AND l.person_id = k.person_id
        AND l.kind = 'caseload' AND l.ended_at IS NULL AND (l.until IS NULL OR l.until > :now))
GROUP BY k.person_id, k.role ORDER BY k.person_id;

-- @many case_relations(person_id person_id, account_id account_id) -> (relation_id relation_id, person_id person_id)
--   shows person_id
SELECT l.relation_id, l.person_id FROM scoped_relation l
WHERE l.person_id = :person_id AND l.account_id = :account_id AND l.kind = 'caseload' AND l.ended_at IS NULL;

-- @change care_case_follow(from_id person_id, to_id person_id, merge_id int)
UPDATE care_case SET person_id = :to_id
WHERE care_case_id IN (SELECT care_case_id FROM scoped_care_case WHERE person_id = :from_id)
    AND care_case_id IN (SELECT row_id FROM person_merge_row WHERE merge_id = :merge_id AND kind = 'care_case');

-- Both have an open case of one kind of support: there would be two named co-ordinators.
-- @one cases_collide(one_id person_id, other_id person_id) -> (cases int)
--   shows nobody because it only counts
SELECT count(*) FROM scoped_care_case x JOIN scoped_care_case y ON y.role = x.role
WHERE x.person_id = :one_id AND y.person_id = :other_id AND x.open = 1 AND y.open = 1;

-- ---- moving on ----

-- The one that is planned, or the last that was done.
-- @one case_closing_row(care_case_id care_case_id, planned bool) -> (case_closing_id case_closing_id, version int,
--   outcome text?, close_on date?, reached text?, themselves text?, ring text?, links text?, check_in date?,
--   closed_at instant?, closed_by_name text?)
--   shows nobody because the case was read before, which shows whom it is about
SELECT m.case_closing_id, m.version, m.outcome, m.close_on, m.reached, m.themselves, m.ring, m.links, m.check_in,
    m.closed_at, a.name
FROM scoped_case_closing m LEFT JOIN account a ON a.account_id = m.closed_by
WHERE m.care_case_id = :care_case_id AND (:planned = 0 OR m.closed_at IS NULL)
ORDER BY m.closed_at IS NOT NULL, m.case_closing_id DESC LIMIT 1;

-- @insert case_closing_insert(care_case_id care_case_id, outcome text?, close_on date?, reached text?, themselves text?,
--   ring text?, links text?, check_in date?, closed_at instant?, closed_by account_id?)
INSERT INTO case_closing (care_case_id, outcome, close_on, reached, themselves, ring, links, check_in, closed_at,
    closed_by)
VALUES (:care_case_id, :outcome, :close_on, :reached, :themselves, :ring, :links, :check_in, :closed_at, :closed_by);

-- @exactly case_closing_set(case_closing_id case_closing_id, outcome text?, close_on date?, reached text?,
--   themselves text?, ring text?, links text?, check_in date?, closed_at instant?, closed_by account_id?)
UPDATE case_closing SET version = version + 1, outcome = :outcome, close_on = :close_on, reached = :reached,
    themselves = :themselves, ring = :ring, links = :links, check_in = :check_in, closed_at = :closed_at,
    closed_by = :closed_by
WHERE case_closing_id IN (SELECT case_closing_id FROM scoped_case_closing WHERE case_closing_id = :case_closing_id)
    AND closed_at IS NULL;
