-- Contacts. Only this file names contact.

-- @many contact_rows(person_id person_id, up_to instant, below int, struck_too bool, most int) -> (contact_id contact_id,
--   key uuid, version int, person_id person_id, account_id account_id, by_name text, role int, happened_at instant, recorded_at instant,
--   outcome text, mode text, direction text, with_whom text, with_name text?, note text?, minutes int?, explained bool,
--   seen_code int?, mode_code int?, struck_at instant?, struck_by text?, struck_why text?)
--   shows person_id
SELECT k.contact_id, k.key, k.version, k.person_id, k.account_id, a.name, k.role, k.happened_at, k.recorded_at,
    k.outcome, k.mode, k.direction, k.with_whom, k.with_name, k.note, k.minutes, k.explained, k.seen_code,
    k.mode_code, k.struck_at, s.name, k.struck_why
FROM scoped_contact k JOIN account a ON a.account_id = k.account_id LEFT JOIN account s ON s.account_id = k.struck_by
WHERE k.person_id = :person_id AND k.happened_at <= :up_to AND (k.happened_at < :up_to OR k.contact_id < :below)
    AND (:struck_too = 1 OR k.struck_at IS NULL)
ORDER BY k.happened_at DESC, k.contact_id DESC LIMIT :most;

-- How many in each of twelve months, which begin at m0 and end at m12.
-- @one contact_months(person_id person_id, m0 instant, m1 instant, m2 instant, m3 instant, m4 instant, m5 instant,
--   m6 instant, m7 instant, m8 instant, m9 instant, m10 instant, m11 instant, m12 instant) -> (n0 int, n1 int, n2 int, n3 int, n4 int, n5 int,
--   n6 int, n7 int, n8 int, n9 int, n10 int, n11 int)
--   shows nobody because it counts the contacts of one person, whose record is open
SELECT COUNT(CASE WHEN k.happened_at >= :m0 AND k.happened_at < :m1 THEN 1 END),
    COUNT(CASE WHEN k.happened_at >= :m1 AND k.happened_at < :m2 THEN 1 END),
    COUNT(CASE WHEN k.happened_at >= :m2 AND k.happened_at < :m3 THEN 1 END),
    COUNT(CASE WHEN k.happened_at >= :m3 AND k.happened_at < :m4 THEN 1 END),
    COUNT(CASE WHEN k.happened_at >= :m4 AND k.happened_at < :m5 THEN 1 END),
    COUNT(CASE WHEN k.happened_at >= :m5 AND k.happened_at < :m6 THEN 1 END),
    COUNT(CASE WHEN k.happened_at >= :m6 AND k.happened_at < :m7 THEN 1 END),
    COUNT(CASE WHEN k.happened_at >= :m7 AND k.happened_at < :m8 THEN 1 END),
    COUNT(CASE WHEN k.happened_at >= :m8 AND k.happened_at < :m9 THEN 1 END),
    COUNT(CASE WHEN k.happened_at >= :m9 AND k.happened_at < :m10 THEN 1 END),
    COUNT(CASE WHEN k.happened_at >= :m10 AND k.happened_at < :m11 THEN 1 END),
    COUNT(CASE WHEN k.happened_at >= :m11 AND k.happened_at < :m12 THEN 1 END)
FROM scoped_contact k
WHERE k.person_id = :person_id AND k.happened_at >= :m0 AND k.happened_at < :m12 AND k.struck_at IS NULL;

-- @one contact_row(key uuid) -> (contact_id contact_id, key uuid, version int, person_id person_id,
--   account_id account_id, by_name text, role int, happened_at instant, recorded_at instant, outcome text, mode text,
--   direction text, with_whom text, with_name text?, note text?, minutes int?, explained bool, seen_code int?,
--   mode_code int?, struck_at instant?, struck_by text?, struck_why text?)
--   shows person_id
SELECT k.contact_id, k.key, k.version, k.person_id, k.account_id, a.name, k.role, k.happened_at, k.recorded_at,
    k.outcome, k.mode, k.direction, k.with_whom, k.with_name, k.note, k.minutes, k.explained, k.seen_code,
    k.mode_code, k.struck_at, s.name, k.struck_why
FROM scoped_contact k JOIN account a ON a.account_id = k.account_id LEFT JOIN account s ON s.account_id = k.struck_by
WHERE k.key = :key;

-- @one contact_of_nonce(person_id person_id, nonce uuid) -> (person_id person_id, happened_at instant, outcome text, mode text,
--   direction text, with_whom text, with_name text?, note text?, minutes int?, explained bool, next_title text?,
--   next_due date?, next_kind text?)
--   shows nobody because it only tells whether a form was sent before
SELECT k.person_id, k.happened_at, k.outcome, k.mode, k.direction, k.with_whom, k.with_name, k.note, k.minutes,
    k.explained, t.title, t.due, t.kind
FROM scoped_contact k LEFT JOIN scoped_task t ON t.from_contact_id = k.contact_id AND t.person_id = k.person_id
WHERE k.person_id = :person_id AND k.nonce = :nonce;

-- @insert contact_insert(key uuid, person_id person_id, account_id account_id, role int, happened_at instant,
--   recorded_at instant, outcome text, mode text, direction text, with_whom text, with_name text?, note text?,
--   minutes int?, explained bool, seen_code int?, mode_code int?, nonce uuid)
INSERT INTO contact (key, person_id, account_id, role, happened_at, recorded_at, outcome, mode, direction, with_whom,
    with_name, note, minutes, explained, seen_code, mode_code, nonce)
VALUES (:key, :person_id, :account_id, :role, :happened_at, :recorded_at, :outcome, :mode, :direction, :with_whom,
    :with_name, :note, :minutes, :explained, :seen_code, :mode_code, :nonce);

-- @exactly contact_set_struck(contact_id contact_id, at instant, struck_by account_id, why text)
UPDATE contact SET version = version + 1, struck_at = :at, struck_by = :struck_by, struck_why = :why
WHERE contact_id IN (SELECT contact_id FROM scoped_contact WHERE contact_id = :contact_id) AND struck_at IS NULL;

-- Two records of one person are joined, or parted again: the rows that a merge names (care/duplicates).
-- @change contact_follow(from_id person_id, to_id person_id, merge_id int)
UPDATE contact SET person_id = :to_id
WHERE contact_id IN (SELECT contact_id FROM scoped_contact WHERE person_id = :from_id)
    AND contact_id IN (SELECT row_id FROM person_merge_row WHERE merge_id = :merge_id AND kind = 'contact');
