-- The plan. Only this file names plan_part and plan_event; nothing in it changes or removes an event.

-- @many plan_parts(person_id person_id, most int) -> (part_id plan_part_id, key uuid, person_id person_id, kind text,
--   goal_key uuid?, version int, words text, owner_id account_id?, owner_name text?, task_key uuid?, task_due date?,
--   task_done_at instant?, task_not_done bool?, task_owner text?)
--   shows person_id
SELECT x.part_id, x.key, x.person_id, x.kind, x.goal_key, x.version, x.words, x.owner_id, a.name, t.key, t.due,
    t.done_at, t.stopped IS NOT NULL OR t.dropped IS NOT NULL, o.name
FROM scoped_plan_part x
LEFT JOIN account a ON a.account_id = x.owner_id
LEFT JOIN scoped_task t ON t.task_id = x.task_id
LEFT JOIN account o ON o.account_id = t.owner_id
WHERE x.person_id = :person_id ORDER BY x.part_id LIMIT :most;

-- @one plan_part_get(person_id person_id, kind text, key uuid) -> (part_id plan_part_id, person_id person_id,
--   goal_key uuid?, version int, words text, owner_id account_id?, owner_name text?, task_id task_id?)
--   shows person_id
SELECT x.part_id, x.person_id, x.goal_key, x.version, x.words, x.owner_id, a.name, x.task_id
FROM scoped_plan_part x LEFT JOIN account a ON a.account_id = x.owner_id
WHERE x.person_id = :person_id AND x.kind = :kind AND x.key = :key;

-- @one plan_part_sums(person_id person_id, kind text) -> (parts int, characters int)
--   shows nobody because how many there are, and how long, names nobody
SELECT coalesce(sum(CASE WHEN kind = :kind THEN 1 ELSE 0 END), 0), coalesce(sum(length(words)), 0)
FROM scoped_plan_part WHERE person_id = :person_id;

-- @insert plan_part_insert(key uuid, person_id person_id, kind text, goal_key uuid?, words text, state text?, domain text?,
--   done_by text?, owner_id account_id?, task_id task_id?, changed_at instant)
INSERT INTO plan_part (key, person_id, kind, goal_key, version, words, state, domain, done_by, owner_id, task_id,
    added_at, changed_at)
VALUES (:key, :person_id, :kind, :goal_key, 1, :words, :state, :domain, :done_by, :owner_id, :task_id, :changed_at,
    :changed_at);

-- @exactly plan_part_update(part_id plan_part_id, version int, words text, state text?, domain text?, done_by text?,
--   owner_id account_id?, task_id task_id?, changed_at instant)
UPDATE plan_part SET version = version + 1, words = :words, state = :state, domain = :domain, done_by = :done_by,
    owner_id = :owner_id, task_id = :task_id, changed_at = :changed_at
WHERE part_id IN (SELECT part_id FROM scoped_plan_part WHERE part_id = :part_id) AND version = :version;

-- What stands in the sections of records that became part of this one: not mixed in, and not lost.
-- @many plan_sections_of_joined(person_id person_id, most int) -> (person_id person_id, key uuid, words text)
--   shows person_id
WITH RECURSIVE away(id, depth) AS (
    SELECT m.person_id, 1 FROM scoped_person_merged m WHERE m.into_id = :person_id
    UNION ALL
    SELECT n.person_id, a.depth + 1 FROM scoped_person_merged n JOIN away a ON n.into_id = a.id WHERE a.depth < 16)
SELECT b.person_id, b.key, b.words FROM scoped_plan_part b JOIN away w ON w.id = b.person_id
WHERE b.kind = 'section' ORDER BY b.part_id LIMIT :most;

-- Every answer and review, and the newest copies: those are many.
-- @many plan_events(person_id person_id, copies int, most int) -> (event_id plan_event_id, key uuid, person_id person_id, kind text,
--   happened_on date, recorded_at instant, by_name text, role int, number int?, mark int?, of_id plan_event_id?,
--   review_on date?, task_id task_id?, words text)
--   shows person_id
SELECT e.event_id, e.key, e.person_id, e.kind, e.happened_on, e.recorded_at, a.name, e.role, e.number, e.mark, e.of_id,
    e.review_on, e.task_id, e.words
FROM scoped_plan_event e JOIN account a ON a.account_id = e.account_id
WHERE e.person_id = :person_id AND (e.kind <> 'copied' OR e.event_id IN (SELECT o.event_id FROM scoped_plan_event o
    WHERE o.person_id = :person_id AND o.kind = 'copied' ORDER BY o.event_id DESC LIMIT :copies))
ORDER BY e.event_id DESC LIMIT :most;

-- @one plan_event_snapshot(person_id person_id, event_id plan_event_id) -> (person_id person_id, snapshot text?)
--   shows person_id
SELECT person_id, snapshot FROM scoped_plan_event WHERE person_id = :person_id AND event_id = :event_id;

-- What happened since a plan was agreed, or last reviewed, that asks for a review before its day: a stay in hospital of a
-- night or more that ended (its encounter (6) is done (3)) or that goes on (1), a need that was added, a carer's change.
-- With whose case they are, if anybody's; the latest first. dismissed: also what somebody said needs no review (care/gaps).
-- @many plan_reviews_asked_of(from_id person_id, to_id person_id, today date, dismissed bool) -> (person_id person_id,
--   pcn_id pcn_id?, owner_id account_id?, role int, event_key uuid, why text, day date?, fact int)
--   shows nobody because whoever is shown was read before, which shows them; a job shows nobody
WITH agreed(person_id, key, on_day, at) AS (SELECT e.person_id, e.key, e.happened_on, e.recorded_at
    FROM scoped_plan_event e JOIN scoped_person p ON p.person_id = e.person_id
    WHERE e.person_id >= :from_id AND e.person_id <= :to_id AND e.kind <> 'declined' AND p.died_known = 0
        AND NOT EXISTS (SELECT 1 FROM scoped_notice n
            WHERE n.person_id = p.person_id AND n.kind = 'left' AND n.closed_at IS NULL)
        AND e.event_id = (SELECT max(o.event_id) FROM scoped_plan_event o WHERE o.person_id = e.person_id
            AND (o.kind = 'agreed' OR o.kind = 'reviewed' OR o.kind = 'declined'))),
stay(person_id, key, on_day, status, begun, ended, fact) AS (SELECT g.person_id, g.key, g.on_day, r.status,
        (r.happened_at + 3600000) / 86400000, r.ended, r.coded_id
    FROM agreed g JOIN scoped_coded_record r ON r.person_id = g.person_id AND r.replaced_in IS NULL AND r.kind = 6),
happened(person_id, key, why, day, fact) AS (
    SELECT s.person_id, s.key, 'home', s.ended, s.fact FROM stay s
    WHERE s.status = 3 AND s.ended > s.on_day AND s.ended <= :today AND s.ended > s.begun
    UNION ALL SELECT s.person_id, s.key, 'hospital', s.begun, s.fact FROM stay s
    WHERE s.status = 1 AND s.begun > s.on_day AND s.begun < :today
    UNION ALL SELECT g.person_id, g.key, 'need', x.added_at / 86400000, x.part_id
    FROM agreed g JOIN scoped_plan_part x ON x.person_id = g.person_id AND x.kind = 'need'
    WHERE x.added_at > g.at AND (x.state IS NULL OR x.state <> 'met')
    UNION ALL SELECT g.person_id, g.key, 'carer', x.care_changed_at / 86400000, x.care_changed_at / 1000
    FROM agreed g JOIN scoped_circle_entry x ON x.person_id = g.person_id AND x.side = 'family'
    WHERE x.care_changed_at > g.at)
SELECT h.person_id, k.pcn_id, k.coordinator_id, coalesce(k.role, 0), h.key, h.why, h.day, h.fact
FROM happened h LEFT JOIN scoped_care_case k ON k.person_id = h.person_id AND k.open = 1
WHERE :dismissed = 1 OR NOT EXISTS (SELECT 1 FROM scoped_gap_dismissal d WHERE d.person_id = h.person_id
    AND d.kind = 'plan-asked' AND d.about = h.key AND d.fact = h.fact AND d.undone_at IS NULL
    AND (d.until_on IS NULL OR d.until_on >= :today))
ORDER BY h.person_id, h.day DESC, h.fact DESC, k.role;

-- @insert plan_event_insert(key uuid, person_id person_id, kind text, code int?, happened_on date, recorded_at instant,
--   account_id account_id, role int, number int?, mark int?, of_id plan_event_id?, review_on date?, task_id task_id?,
--   words text, snapshot text?)
INSERT INTO plan_event (key, person_id, kind, code, happened_on, recorded_at, account_id, role, number, mark, of_id,
    review_on, task_id, words, snapshot)
VALUES (:key, :person_id, :kind, :code, :happened_on, :recorded_at, :account_id, :role, :number, :mark, :of_id,
    :review_on, :task_id, :words, :snapshot);

-- Two records of one person are joined, or parted again: the rows that a merge names (care/duplicates). Sections stay:
-- each record has its own, and those of the other are shown with them.
-- @change plan_part_follow(from_id person_id, to_id person_id, merge_id int)
UPDATE plan_part SET person_id = :to_id
WHERE part_id IN (SELECT part_id FROM scoped_plan_part WHERE person_id = :from_id AND kind <> 'section')
    AND part_id IN (SELECT row_id FROM person_merge_row WHERE merge_id = :merge_id AND kind = 'plan_part');

-- @change plan_event_follow(from_id person_id, to_id person_id, merge_id int)
UPDATE plan_event SET person_id = :to_id
WHERE event_id IN (SELECT event_id FROM scoped_plan_event WHERE person_id = :from_id)
    AND event_id IN (SELECT row_id FROM person_merge_row WHERE merge_id = :merge_id AND kind = 'plan_event');
