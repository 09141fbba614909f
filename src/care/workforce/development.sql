-- Portfolios, ratings of competencies, plans, notes on wellbeing and groups of peers. Only this file names portfolio_entry,
-- competency_rating, development_goal, wellbeing_note, peer_group and peer_group_member.

-- ---- of one member of staff, or of all in a network (account_id NULL) ----

-- That it is there, and since when; its words are read by portfolio_words alone.
-- @many portfolio_rows(pcn_id pcn_id, account_id account_id?) -> (portfolio_entry_id portfolio_entry_id, key uuid,
--   nonce uuid, version int, staff_id staff_id, kind text, competency text?, done_on date, minutes int?,
--   recorded_by account_id, recorded_by_name text, own bool, recorded_at instant, answered_by_name text?,
--   answered_at instant?, struck_at instant?, struck_why text?)
SELECT e.portfolio_entry_id, e.key, e.nonce, e.version, e.staff_id, e.kind, e.competency, e.done_on, e.minutes,
    e.recorded_by, r.name, e.recorded_by = s.account_id AS own, e.recorded_at, n.name, e.answered_at, e.struck_at,
    e.struck_why
FROM portfolio_entry e JOIN staff s ON s.staff_id = e.staff_id JOIN account r ON r.account_id = e.recorded_by
    LEFT JOIN account n ON n.account_id = e.answered_by
WHERE s.pcn_id = :pcn_id AND (:account_id IS NULL OR s.account_id = :account_id)
ORDER BY e.staff_id, e.done_on DESC, e.portfolio_entry_id DESC;

-- @many rating_rows(pcn_id pcn_id, account_id account_id?) -> (staff_id staff_id, competency text, level text, own bool,
--   by_name text, rated_at instant)
SELECT r.staff_id, r.competency, r.level, r.own, a.name, r.rated_at
FROM competency_rating r JOIN staff s ON s.staff_id = r.staff_id JOIN account a ON a.account_id = r.rated_by
WHERE s.pcn_id = :pcn_id AND (:account_id IS NULL OR s.account_id = :account_id)
ORDER BY r.staff_id, r.competency_rating_id DESC;

-- @one portfolio_words(key uuid, pcn_id pcn_id) -> (account_id account_id, words text, answer text?)
SELECT s.account_id, e.words, e.answer
FROM portfolio_entry e JOIN staff s ON s.staff_id = e.staff_id WHERE e.key = :key AND s.pcn_id = :pcn_id;

-- @insert portfolio_insert(key uuid, staff_id staff_id, kind text, competency text?, done_on date, minutes int?,
--   words text, recorded_by account_id, recorded_at instant, nonce uuid)
INSERT INTO portfolio_entry (key, staff_id, kind, competency, done_on, minutes, words, recorded_by, recorded_at, nonce)
VALUES (:key, :staff_id, :kind, :competency, :done_on, :minutes, :words, :recorded_by, :recorded_at, :nonce);

-- @exactly portfolio_set_answered(portfolio_entry_id portfolio_entry_id, version int, answer text, by account_id,
--   at instant)
UPDATE portfolio_entry SET version = version + 1, answer = :answer, answered_by = :by, answered_at = :at
WHERE portfolio_entry_id = :portfolio_entry_id AND version = :version AND answered_at IS NULL AND struck_at IS NULL;

-- @exactly portfolio_set_struck(portfolio_entry_id portfolio_entry_id, version int, at instant, why text)
UPDATE portfolio_entry SET version = version + 1, struck_at = :at, struck_why = :why
WHERE portfolio_entry_id = :portfolio_entry_id AND version = :version AND struck_at IS NULL;

-- @insert rating_insert(staff_id staff_id, competency text, level text, own bool, rated_by account_id, rated_at instant)
INSERT INTO competency_rating (staff_id, competency, level, own, rated_by, rated_at)
VALUES (:staff_id, :competency, :level, :own, :rated_by, :rated_at);

-- ---- groups of peers ----

-- Members are those who work here still.
-- @many peer_groups(pcn_id pcn_id, account_id account_id) -> (key uuid, name text, about text, meets text, next_on date?,
--   members int, mine bool)
SELECT g.key, g.name, g.about, g.meets, g.next_on,
    (SELECT count(*) FROM peer_group_member m JOIN account a ON a.account_id = m.account_id
        WHERE m.peer_group_id = g.peer_group_id AND a.state <> 'disabled' AND EXISTS (SELECT 1 FROM role_held r
            WHERE r.account_id = m.account_id AND r.pcn_id = g.pcn_id AND r.ended_at IS NULL)) AS members,
    EXISTS (SELECT 1 FROM peer_group_member m
        WHERE m.peer_group_id = g.peer_group_id AND m.account_id = :account_id) AS mine
FROM peer_group g WHERE g.pcn_id = :pcn_id ORDER BY g.name, g.peer_group_id;

-- @one peer_group_of(key uuid, pcn_id pcn_id) -> (peer_group_id peer_group_id, key uuid, version int, name text,
--   about text, meets text, next_on date?)
SELECT g.peer_group_id, g.key, g.version, g.name, g.about, g.meets, g.next_on
FROM peer_group g WHERE g.key = :key AND g.pcn_id = :pcn_id;

-- @many peer_group_members(peer_group_id peer_group_id, pcn_id pcn_id) -> (account_id account_id, name text, since instant)
SELECT a.account_id, a.name, m.since FROM peer_group_member m JOIN account a ON a.account_id = m.account_id
WHERE m.peer_group_id = :peer_group_id AND a.state <> 'disabled' AND EXISTS (SELECT 1 FROM role_held r
    WHERE r.account_id = m.account_id AND r.pcn_id = :pcn_id AND r.ended_at IS NULL)
ORDER BY a.name, a.account_id;

-- @one peer_group_sent(pcn_id pcn_id, nonce uuid) -> (sent bool, groups int)
SELECT EXISTS (SELECT 1 FROM peer_group g WHERE g.pcn_id = :pcn_id AND g.nonce = :nonce) AS sent,
    (SELECT count(*) FROM peer_group g WHERE g.pcn_id = :pcn_id) AS groups;

-- @insert peer_group_insert(key uuid, pcn_id pcn_id, name text, about text, meets text, next_on date?, made_by account_id,
--   made_at instant, nonce uuid)
INSERT INTO peer_group (key, pcn_id, name, about, meets, next_on, made_by, made_at, nonce)
VALUES (:key, :pcn_id, :name, :about, :meets, :next_on, :made_by, :made_at, :nonce);

-- @exactly peer_group_set(peer_group_id peer_group_id, version int, name text, about text, meets text, next_on date?)
UPDATE peer_group SET version = version + 1, name = :name, about = :about, meets = :meets, next_on = :next_on
WHERE peer_group_id = :peer_group_id AND version = :version;

-- @change peer_group_join(peer_group_id peer_group_id, account_id account_id, since instant)
INSERT INTO peer_group_member (peer_group_id, account_id, since) VALUES (:peer_group_id, :account_id, :since)
ON CONFLICT (peer_group_id, account_id) DO NOTHING;

-- @change peer_group_leave(peer_group_id peer_group_id, account_id account_id)
DELETE FROM peer_group_member WHERE peer_group_id = :peer_group_id AND account_id = :account_id;

-- ---- the plan ----

-- That there are some, and by when; their words are read by goal_texts alone.
-- @many goal_rows(pcn_id pcn_id, account_id account_id?) -> (staff_id staff_id, by_on date)
SELECT g.staff_id, g.by_on FROM development_goal g JOIN staff s ON s.staff_id = g.staff_id
WHERE s.pcn_id = :pcn_id AND (:account_id IS NULL OR s.account_id = :account_id) AND g.reached IS NULL
ORDER BY g.staff_id, g.by_on, g.development_goal_id;

-- @many goal_texts(pcn_id pcn_id, account_id account_id) -> (development_goal_id development_goal_id, key uuid, nonce uuid,
--   version int, account_id account_id, what text, how text?, competency text?, by_on date, made_by_name text,
--   made_at instant, reached bool?, outcome text?, ended_by_name text?, ended_at instant?)
SELECT g.development_goal_id, g.key, g.nonce, g.version, s.account_id, g.what, g.how, g.competency, g.by_on, m.name,
    g.made_at, g.reached, g.outcome, e.name, g.ended_at
FROM development_goal g JOIN staff s ON s.staff_id = g.staff_id JOIN account m ON m.account_id = g.made_by
    LEFT JOIN account e ON e.account_id = g.ended_by
WHERE s.pcn_id = :pcn_id AND s.account_id = :account_id
ORDER BY g.reached IS NOT NULL, g.by_on, g.development_goal_id;

-- @one goal_owner(key uuid, pcn_id pcn_id) -> (account_id account_id)
SELECT s.account_id FROM development_goal g JOIN staff s ON s.staff_id = g.staff_id
WHERE g.key = :key AND s.pcn_id = :pcn_id;

-- @insert goal_insert(key uuid, staff_id staff_id, what text, how text?, competency text?, by_on date, made_by account_id,
--   made_at instant, nonce uuid)
INSERT INTO development_goal (key, staff_id, what, how, competency, by_on, made_by, made_at, nonce)
VALUES (:key, :staff_id, :what, :how, :competency, :by_on, :made_by, :made_at, :nonce);

-- @exactly goal_set_ended(development_goal_id development_goal_id, version int, reached bool, outcome text, by account_id,
--   at instant)
UPDATE development_goal SET version = version + 1, reached = :reached, outcome = :outcome, ended_by = :by, ended_at = :at
WHERE development_goal_id = :development_goal_id AND version = :version AND reached IS NULL;

-- ---- wellbeing ----

-- own: all; otherwise what is shared.
-- @many wellbeing_notes(staff_id staff_id, own bool, most int) -> (key uuid, how text, words text?, shared bool,
--   noted_at instant)
SELECT w.key, w.how, w.words, w.shared, w.noted_at FROM wellbeing_note w
WHERE w.staff_id = :staff_id AND (:own = 1 OR w.shared = 1)
ORDER BY w.noted_at DESC, w.wellbeing_note_id DESC LIMIT :most;

-- @one wellbeing_sent(staff_id staff_id, nonce uuid) -> (sent bool, notes int)
SELECT EXISTS (SELECT 1 FROM wellbeing_note w WHERE w.staff_id = :staff_id AND w.nonce = :nonce) AS sent,
    (SELECT count(*) FROM wellbeing_note w WHERE w.staff_id = :staff_id) AS notes;

-- @insert wellbeing_insert(key uuid, staff_id staff_id, how text, words text?, shared bool, noted_at instant, nonce uuid)
INSERT INTO wellbeing_note (key, staff_id, how, words, shared, noted_at, nonce)
VALUES (:key, :staff_id, :how, :words, :shared, :noted_at, :nonce);

-- @change wellbeing_forget(key uuid, account_id account_id, pcn_id pcn_id)
DELETE FROM wellbeing_note
WHERE key = :key AND staff_id IN (SELECT s.staff_id FROM staff s WHERE s.account_id = :account_id AND s.pcn_id = :pcn_id);
