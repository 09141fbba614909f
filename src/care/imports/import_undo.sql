-- Imports that are taken back. Only this file changes import_undo and import_undo_left.

-- only: a practice, whose own uploads alone are shown; 0 for all of the network's.
-- @one import_one(key uuid, pcn_id pcn_id, only int) -> (import_id import_id, started_at instant, ended_at instant?,
--   who text?, source text, named text, people_new int, people_changed int, people_same int, records_new int,
--   records_changed int, records_same int, rejected int, invented bool, practice_id practice_id?, undo_id int?,
--   asked_at instant?, asker text?, taken_back instant?, gone int?, back int?, left_alone int?, noted bool)
--   unscoped because it is asked whether anything was noted of the import, whoever it was about
--   shows nobody because nobody is named
SELECT i.import_id, i.started_at, i.ended_at, a.name, i.source, i.named, i.people_new, i.people_changed, i.people_same,
    i.records_new, i.records_changed, i.records_same, i.rejected, i.invented,
    (SELECT p.practice_id FROM import_upload p WHERE p.import_id = i.import_id LIMIT 1),
    u.import_undo_id, u.at, b.name, u.ended_at, u.people_gone, u.people_back, u.people_left,
    EXISTS (SELECT 1 FROM import_change h WHERE h.import_id = i.import_id)
FROM import i LEFT JOIN account a ON a.account_id = i.account_id
    LEFT JOIN import_undo u ON u.import_id = i.import_id LEFT JOIN account b ON b.account_id = u.account_id
WHERE i.key = :key AND i.pcn_id = :pcn_id
    AND (:only = 0 OR EXISTS (SELECT 1 FROM import_upload p WHERE p.import_id = i.import_id AND p.practice_id = :only));

-- @insert import_undo_insert(import_id import_id, pcn_id pcn_id, practice_id practice_id?, account_id account_id, at instant)
INSERT INTO import_undo (import_id, pcn_id, practice_id, account_id, at)
VALUES (:import_id, :pcn_id, :practice_id, :account_id, :at);

-- The oldest that isn't at its end.
-- @one import_undo_due() -> (undo_id int, import_id import_id, pcn_id pcn_id, practice_id practice_id?, account_id account_id,
--   name text)
SELECT u.import_undo_id, u.import_id, u.pcn_id, u.practice_id, u.account_id, a.name
FROM import_undo u JOIN account a ON a.account_id = u.account_id WHERE u.ended_at IS NULL ORDER BY u.import_undo_id LIMIT 1;

-- @one import_undo_reached(undo_id int) -> (reached int)
SELECT reached FROM import_undo WHERE import_undo_id = :undo_id;

-- The next of those whom it brought something.
-- @many import_undo_next(import_id import_id, after int, most int) -> (import_change_id int, person_id person_id, kind int,
--   version int?, moved_from practice_id?, source_key uuid?, said blob?)
--   unscoped because an import is taken back from whomever it was about; each is noted by what is done
--   shows nobody because what is done with them notes them
SELECT import_change_id, person_id, kind, version, moved_from, source_key, said FROM import_change
WHERE import_id = :import_id AND import_change_id > :after ORDER BY import_change_id LIMIT :most;

-- @exactly import_undo_go_on(undo_id int, reached int, gone int, back int, left_alone int, ended_at instant?)
UPDATE import_undo SET reached = :reached, people_gone = people_gone + :gone, people_back = people_back + :back,
    people_left = people_left + :left_alone, ended_at = :ended_at
WHERE import_undo_id = :undo_id AND ended_at IS NULL;

-- @insert import_undo_left_insert(undo_id int, person_id person_id, why int)
INSERT INTO import_undo_left (import_undo_id, person_id, why) VALUES (:undo_id, :person_id, :why);

-- Anything about them beside what imports bring. Every table whose rows follow a person stands here (a test compares).
-- @one import_worked_with(person_id person_id) -> (amount int)
--   shows nobody because it only counts
SELECT (SELECT count(*) FROM scoped_contact WHERE person_id = :person_id)
    + (SELECT count(*) FROM scoped_task WHERE person_id = :person_id)
    + (SELECT count(*) FROM scoped_notice WHERE person_id = :person_id)
    + (SELECT count(*) FROM scoped_closing_step WHERE person_id = :person_id)
    + (SELECT count(*) FROM scoped_circle_entry WHERE person_id = :person_id)
    + (SELECT count(*) FROM scoped_consent WHERE person_id = :person_id)
    + (SELECT count(*) FROM scoped_consent_party WHERE person_id = :person_id)
    + (SELECT count(version) FROM scoped_about_me WHERE person_id = :person_id)
    + (SELECT count(*) FROM scoped_letter WHERE person_id = :person_id)
    + (SELECT count(*) FROM scoped_message WHERE person_id = :person_id)
    + (SELECT count(*) FROM scoped_appointment_part WHERE person_id = :person_id)
    + (SELECT count(*) FROM scoped_plan_part WHERE person_id = :person_id)
    + (SELECT count(*) FROM scoped_plan_event WHERE person_id = :person_id)
    + (SELECT count(*) FROM scoped_gp_entry WHERE person_id = :person_id)
    + (SELECT count(*) FROM scoped_care_case WHERE person_id = :person_id)
    + (SELECT count(*) FROM scoped_referral WHERE person_id = :person_id)
    + (SELECT count(*) FROM scoped_care_home_stay WHERE person_id = :person_id)
    + (SELECT count(*) FROM scoped_gap_dismissal WHERE person_id = :person_id)
    + (SELECT count(*) FROM scoped_relation WHERE person_id = :person_id)
    + (SELECT count(*) FROM scoped_draft WHERE person_id = :person_id)
    + (SELECT count(*) FROM scoped_person_merge WHERE kept_id = :person_id OR away_id = :person_id);

-- @one import_person_now(person_id person_id) -> (practice_id practice_id)
--   shows nobody because what is done with them notes them
SELECT practice_id FROM scoped_person WHERE person_id = :person_id;

-- Another import has changed them, or brought them something, since.
-- @one import_came_since(person_id person_id, import_id import_id) -> (amount int)
--   shows nobody because it only counts
SELECT count(*) FROM scoped_import_change c WHERE c.person_id = :person_id AND c.import_id > :import_id
    AND NOT EXISTS (SELECT 1 FROM import_undo u WHERE u.import_id = c.import_id AND u.reached >= c.import_change_id);

-- The source's patient is nobody here any more.
-- @change import_person_forget(person_id person_id)
DELETE FROM import_person
WHERE import_person_id IN (SELECT import_person_id FROM scoped_import_person WHERE person_id = :person_id);

-- What the source had said before counts again, unless a later import of it has said something since.
-- @change import_said_before(person_id person_id, import_id import_id, source_key uuid, said blob?)
UPDATE import_person SET last_row = :said
WHERE import_person_id IN (SELECT import_person_id FROM scoped_import_person
        WHERE person_id = :person_id AND source_key = :source_key)
    AND NOT EXISTS (SELECT 1 FROM scoped_import_change c WHERE c.person_id = :person_id
        AND c.source_key = :source_key AND c.import_id > :import_id);

-- Of whom something stays: after one, or, going back, those before it.
-- @many import_undo_left_some(undo_id int, back bool, after int, most int) -> (left_id int, why int, person_id person_id,
--   key uuid, family text?, given text?, born date?, nhs_number nhs_number?)
--   shows person_id
SELECT l.import_undo_left_id, l.why, p.person_id, p.key, p.family_name, p.given_names, p.born, p.nhs_number
FROM scoped_import_undo_left l JOIN scoped_person p ON p.person_id = l.person_id
WHERE l.import_undo_left_id IN (
    SELECT d.import_undo_left_id FROM (SELECT import_undo_left_id FROM scoped_import_undo_left
        WHERE :back = 0 AND import_undo_id = :undo_id AND import_undo_left_id > :after
        ORDER BY import_undo_left_id LIMIT :most) d
    UNION ALL
    SELECT u.import_undo_left_id FROM (SELECT import_undo_left_id FROM scoped_import_undo_left
        WHERE :back = 1 AND import_undo_id = :undo_id AND import_undo_left_id < :after
        ORDER BY import_undo_left_id DESC LIMIT :most) u)
ORDER BY l.import_undo_left_id;
