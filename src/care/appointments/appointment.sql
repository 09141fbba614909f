-- Appointments that somebody is helped with. Only this file names appointment_part.

-- @many appointment_parts(person_id person_id, most int) -> (key uuid, person_id person_id, part text, words text,
--   on_day date?, moved_from date?, outcome text?)
--   shows person_id
SELECT x.key, x.person_id, x.part, x.words, x.on_day, x.moved_from, x.outcome
FROM scoped_appointment_part x JOIN scoped_appointment_part b
    ON b.person_id = x.person_id AND b.key = x.key AND b.part = 'booking'
WHERE x.person_id = :person_id ORDER BY b.on_day DESC, b.part_id DESC, x.part LIMIT :most;

-- @one appointment_part_get(person_id person_id, part text, key uuid) -> (part_id appointment_part_id,
--   person_id person_id, version int, words text, on_day date?, moved_from date?, task_id task_id, outcome text?)
--   shows person_id
SELECT part_id, person_id, version, words, on_day, moved_from, coalesce(task_id, 0), outcome
FROM scoped_appointment_part WHERE person_id = :person_id AND part = :part AND key = :key;

-- @one appointment_count(person_id person_id) -> (bookings int)
--   shows nobody because how many there are names nobody
SELECT count(*) FROM scoped_appointment_part WHERE person_id = :person_id AND part = 'booking';

-- @insert appointment_part_insert(key uuid, person_id person_id, part text, words text, helper_id account_id,
--   on_day date?, task_id task_id?, outcome text?, changed_at instant)
INSERT INTO appointment_part (key, person_id, part, version, words, helper_id, on_day, task_id, outcome, changed_at)
VALUES (:key, :person_id, :part, 1, :words, :helper_id, :on_day, :task_id, :outcome, :changed_at);

-- @exactly appointment_part_update(part_id appointment_part_id, version int, words text, on_day date?, moved_from date?,
--   task_id task_id?, outcome text?, changed_at instant)
UPDATE appointment_part SET version = version + 1, words = :words, on_day = :on_day, moved_from = :moved_from,
    task_id = :task_id, outcome = :outcome, changed_at = :changed_at
WHERE part_id IN (SELECT part_id FROM scoped_appointment_part WHERE part_id = :part_id) AND version = :version;

-- Bookings from a day to another that nobody has prepared, and then those of which nobody knows what happened; the
-- next to come, or the longest ago, first.
-- @many appointments_to_prepare(helper_id account_id, everybody bool, from_day date, to_day date, most int) -> (
--   key uuid, words text, on_day date?, helper text, person_id person_id, person_key uuid, title text?,
--   given_names text?, family_name text?, born date?, nhs_number nhs_number?)
--   shows person_id
SELECT b.key, b.words, b.on_day, a.name, p.person_id, p.key, p.title, p.given_names, p.family_name, p.born, p.nhs_number
FROM scoped_appointment_part b JOIN scoped_person p ON p.person_id = b.person_id
    JOIN account a ON a.account_id = b.helper_id
WHERE b.on_day BETWEEN :from_day AND :to_day AND (b.helper_id = :helper_id OR :everybody = 1) AND p.died_known = 0
    AND NOT EXISTS (SELECT 1 FROM scoped_appointment_part x WHERE x.person_id = b.person_id AND x.key = b.key
        AND x.part <> 'booking')
ORDER BY b.on_day, b.part_id LIMIT :most;

-- @many appointments_to_follow_up(helper_id account_id, everybody bool, from_day date, to_day date, most int) -> (
--   key uuid, words text, on_day date?, helper text, person_id person_id, person_key uuid, title text?,
--   given_names text?, family_name text?, born date?, nhs_number nhs_number?)
--   shows person_id
SELECT b.key, b.words, b.on_day, a.name, p.person_id, p.key, p.title, p.given_names, p.family_name, p.born, p.nhs_number
FROM scoped_appointment_part b JOIN scoped_person p ON p.person_id = b.person_id
    JOIN account a ON a.account_id = b.helper_id
WHERE b.on_day BETWEEN :from_day AND :to_day AND (b.helper_id = :helper_id OR :everybody = 1) AND p.died_known = 0
    AND NOT EXISTS (SELECT 1 FROM scoped_appointment_part x WHERE x.person_id = b.person_id AND x.key = b.key
        AND x.part = 'follow_up')
ORDER BY b.on_day, b.part_id LIMIT :most;

-- @one appointments_waiting(helper_id account_id, today date, ahead date, behind date) -> (prepare int, follow_up int)
--   shows nobody because it only counts
SELECT count(*) FILTER (WHERE b.on_day >= :today AND NOT EXISTS (SELECT 1 FROM scoped_appointment_part x
        WHERE x.person_id = b.person_id AND x.key = b.key AND x.part <> 'booking')),
    count(*) FILTER (WHERE b.on_day < :today AND NOT EXISTS (SELECT 1 FROM scoped_appointment_part x
        WHERE x.person_id = b.person_id AND x.key = b.key AND x.part = 'follow_up'))
FROM scoped_appointment_part b JOIN scoped_person p ON p.person_id = b.person_id
WHERE b.helper_id = :helper_id AND b.on_day BETWEEN :behind AND :ahead AND p.died_known = 0;

-- Two records of one person are joined, or parted again: the rows that a merge names (care/duplicates).
-- @change appointment_part_follow(from_id person_id, to_id person_id, merge_id int)
UPDATE appointment_part SET person_id = :to_id
WHERE part_id IN (SELECT part_id FROM scoped_appointment_part WHERE person_id = :from_id)
    AND part_id IN (SELECT row_id FROM person_merge_row WHERE merge_id = :merge_id AND kind = 'appointment_part');
