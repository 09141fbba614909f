-- What is missing in somebody's support: one statement for each kind of gap, about the people of a range of ids. All give
-- rows of one shape: whose it is to close (nobody's: NULL) and as what, what it is about, since which day it is so, a
-- number that changes when what it rests on does, and the words of what it is about. What has to be known of a person
-- first (they are supported by somebody, alive, and haven't left the network) is the same in each.

-- Home from a stay in hospital of at least a night, and nobody has reached them since [domain section 8]. An encounter
-- (6) that is done (3); of a day it is the beginning in England, an hour before midnight in summer.
-- @many gap_discharge(from_id person_id, to_id person_id, earliest date, latest date) -> (person_id person_id, pcn_id pcn_id,
--   owner_id account_id?, role int, about uuid, since date?, fact int, words text?)
--   shows nobody because whoever is shown was read before, which shows them; a job shows nobody
SELECT k.person_id, k.pcn_id, k.coordinator_id, k.role, r.source_key, r.ended, r.coded_id, r.who
FROM scoped_care_case k JOIN scoped_person p ON p.person_id = k.person_id
    JOIN scoped_coded_record r ON r.person_id = k.person_id
WHERE k.open = 1 AND k.person_id >= :from_id AND k.person_id <= :to_id AND p.died_known = 0
    AND NOT EXISTS (SELECT 1 FROM scoped_notice n WHERE n.person_id = p.person_id AND n.kind = 'left' AND n.closed_at IS NULL)
    AND r.replaced_in IS NULL AND r.kind = 6 AND r.status = 3 AND r.ended >= :earliest AND r.ended <= :latest
    AND r.ended > (r.happened_at + 3600000) / 86400000
    AND NOT EXISTS (SELECT 1 FROM scoped_contact c WHERE c.person_id = k.person_id
        AND c.happened_at >= r.ended * 86400000 - 3600000 AND c.struck_at IS NULL
        AND c.outcome <> 'no_answer' AND c.outcome <> 'left_message')
ORDER BY k.person_id, k.role, r.coded_id;

-- Nobody decided by the day that the referral's urgency asks for.
-- @many gap_referral(from_id person_id, to_id person_id, today date) -> (person_id person_id, pcn_id pcn_id,
--   owner_id account_id?, role int, about uuid, since date?, fact int, words text?)
--   shows nobody because whoever is shown was read before, which shows them; a job shows nobody
SELECT p.person_id, f.pcn_id, f.owner_id, 0, f.key, f.due_on, f.version, f.referrer
FROM scoped_referral f JOIN scoped_person p ON p.person_id = f.person_id
WHERE f.person_id >= :from_id AND f.person_id <= :to_id AND f.stage <= 3 AND f.state <> 'accepted'
    AND f.due_on < :today AND p.died_known = 0
    AND NOT EXISTS (SELECT 1 FROM scoped_notice n WHERE n.person_id = p.person_id AND n.kind = 'left' AND n.closed_at IS NULL)
ORDER BY f.person_id, f.referral_id;

-- Whoever has the case has left, or isn't in that role any more.
-- @many gap_coordinator(from_id person_id, to_id person_id) -> (person_id person_id, pcn_id pcn_id,
--   owner_id account_id?, role int, about uuid, since date?, fact int, words text?)
--   shows nobody because whoever is shown was read before, which shows them; a job shows nobody
SELECT k.person_id, k.pcn_id, NULL, k.role, k.key,
    coalesce((SELECT max(e.ended_at) FROM role_held e WHERE e.account_id = k.coordinator_id AND e.pcn_id = k.pcn_id
        AND e.role = k.role) / 86400000, k.opened_on), k.version, a.name
FROM scoped_care_case k JOIN scoped_person p ON p.person_id = k.person_id
    JOIN account a ON a.account_id = k.coordinator_id
WHERE k.open = 1 AND k.person_id >= :from_id AND k.person_id <= :to_id AND p.died_known = 0
    AND NOT EXISTS (SELECT 1 FROM scoped_notice n WHERE n.person_id = p.person_id AND n.kind = 'left' AND n.closed_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM role_held g WHERE g.account_id = k.coordinator_id AND g.pcn_id = k.pcn_id
        AND g.role = k.role AND g.ended_at IS NULL AND a.state <> 'disabled')
ORDER BY k.person_id, k.role;

-- What they agreed to comes to its end, or to the day on which it was to be talked about again.
-- @many gap_consent(from_id person_id, to_id person_id, soon date) -> (person_id person_id, pcn_id pcn_id,
--   owner_id account_id?, role int, about uuid, since date?, fact int, words text?)
--   shows nobody because whoever is shown was read before, which shows them; a job shows nobody
SELECT k.person_id, k.pcn_id, k.coordinator_id, k.role, c.key,
    CASE WHEN c.review_on IS NULL OR c.until_on < c.review_on THEN c.until_on ELSE c.review_on END,
    coalesce(c.review_on, 0) + coalesce(c.until_on, 0),
    CASE WHEN w.name IS NOT NULL THEN 'Telling ' || w.name ELSE coalesce(c.channel, c.purpose) END
FROM scoped_care_case k JOIN scoped_person p ON p.person_id = k.person_id
    JOIN scoped_consent c ON c.person_id = k.person_id
    LEFT JOIN scoped_consent_party w ON w.consent_party_id = c.consent_party_id
WHERE k.open = 1 AND k.person_id >= :from_id AND k.person_id <= :to_id AND p.died_known = 0
    AND NOT EXISTS (SELECT 1 FROM scoped_notice n WHERE n.person_id = p.person_id AND n.kind = 'left' AND n.closed_at IS NULL)
    AND c.entry = 'decision' AND c.answer = 'given' AND c.struck_at IS NULL
    AND (c.review_on <= :soon OR c.until_on <= :soon)
    AND NOT EXISTS (SELECT 1 FROM scoped_consent d WHERE d.person_id = c.person_id AND d.entry = 'decision'
        AND d.struck_at IS NULL AND d.purpose = c.purpose AND d.channel IS NOT DISTINCT FROM c.channel
        AND d.consent_party_id IS NOT DISTINCT FROM c.consent_party_id
        AND (d.happened_on > c.happened_on OR (d.happened_on = c.happened_on AND d.consent_id > c.consent_id)))
ORDER BY k.person_id, k.role, c.consent_id;

-- The day on which the plan was to be gone through again is past.
-- @many gap_plan_review(from_id person_id, to_id person_id, today date) -> (person_id person_id, pcn_id pcn_id,
--   owner_id account_id?, role int, about uuid, since date?, fact int, words text?)
--   shows nobody because whoever is shown was read before, which shows them; a job shows nobody
SELECT k.person_id, k.pcn_id, k.coordinator_id, k.role, e.key, e.review_on, coalesce(e.review_on, 0), NULL
FROM scoped_care_case k JOIN scoped_person p ON p.person_id = k.person_id
    JOIN scoped_plan_event e ON e.person_id = k.person_id
WHERE k.open = 1 AND k.person_id >= :from_id AND k.person_id <= :to_id AND p.died_known = 0
    AND NOT EXISTS (SELECT 1 FROM scoped_notice n WHERE n.person_id = p.person_id AND n.kind = 'left' AND n.closed_at IS NULL)
    AND e.review_on < :today AND e.kind <> 'declined'
    AND e.event_id = (SELECT max(o.event_id) FROM scoped_plan_event o WHERE o.person_id = k.person_id
        AND (o.kind = 'agreed' OR o.kind = 'reviewed' OR o.kind = 'declined'))
ORDER BY k.person_id, k.role;

-- The day on which it was to be looked at whether the support still fits is past.
-- @many gap_case_review(from_id person_id, to_id person_id, today date) -> (person_id person_id, pcn_id pcn_id,
--   owner_id account_id?, role int, about uuid, since date?, fact int, words text?)
--   shows nobody because whoever is shown was read before, which shows them; a job shows nobody
SELECT k.person_id, k.pcn_id, k.coordinator_id, k.role, k.key, k.review_on, k.review_on, NULL
FROM scoped_care_case k JOIN scoped_person p ON p.person_id = k.person_id
WHERE k.open = 1 AND k.person_id >= :from_id AND k.person_id <= :to_id AND p.died_known = 0
    AND NOT EXISTS (SELECT 1 FROM scoped_notice n WHERE n.person_id = p.person_id AND n.kind = 'left' AND n.closed_at IS NULL)
    AND k.review_on < :today AND k.state <> 'paused'
ORDER BY k.person_id, k.role;

-- Something they want to reach, and of no step towards it is it said who does it.
-- @many gap_goal(from_id person_id, to_id person_id) -> (person_id person_id, pcn_id pcn_id,
--   owner_id account_id?, role int, about uuid, since date?, fact int, words text?)
--   shows nobody because whoever is shown was read before, which shows them; a job shows nobody
SELECT k.person_id, k.pcn_id, k.coordinator_id, k.role, g.key, g.changed_at / 86400000,
    g.version + (SELECT CAST(coalesce(sum(s.version), 0) AS bigint) FROM scoped_plan_part s
        WHERE s.person_id = g.person_id AND s.kind = 'step' AND s.goal_key = g.key), g.words
FROM scoped_care_case k JOIN scoped_person p ON p.person_id = k.person_id
    JOIN scoped_plan_part g ON g.person_id = k.person_id AND g.kind = 'goal'
WHERE k.open = 1 AND k.person_id >= :from_id AND k.person_id <= :to_id AND p.died_known = 0
    AND NOT EXISTS (SELECT 1 FROM scoped_notice n WHERE n.person_id = p.person_id AND n.kind = 'left' AND n.closed_at IS NULL)
    AND (g.state IS NULL OR g.state = 'working' OR g.state = 'not_started')
    AND NOT EXISTS (SELECT 1 FROM scoped_plan_part s WHERE s.person_id = g.person_id AND s.kind = 'step'
        AND s.goal_key = g.key AND s.done_by IS NOT NULL AND (s.state IS NULL OR s.state <> 'dropped'))
ORDER BY k.person_id, k.role, g.part_id;

-- Somebody cares for them without being paid, and nobody has asked what they need themselves.
-- @many gap_carer(from_id person_id, to_id person_id, today date) -> (person_id person_id, pcn_id pcn_id,
--   owner_id account_id?, role int, about uuid, since date?, fact int, words text?)
--   shows nobody because whoever is shown was read before, which shows them; a job shows nobody
SELECT k.person_id, k.pcn_id, k.coordinator_id, k.role, e.key, e.changed_at / 86400000, e.version, e.words
FROM scoped_care_case k JOIN scoped_person p ON p.person_id = k.person_id
    JOIN scoped_circle_entry e ON e.person_id = k.person_id AND e.side = 'family'
WHERE k.open = 1 AND k.person_id >= :from_id AND k.person_id <= :to_id AND p.died_known = 0
    AND NOT EXISTS (SELECT 1 FROM scoped_notice n WHERE n.person_id = p.person_id AND n.kind = 'left' AND n.closed_at IS NULL)
    AND e.cares = 1 AND e.asked = 0 AND (e.ended IS NULL OR e.ended > :today)
ORDER BY k.person_id, k.role, e.entry_id;
