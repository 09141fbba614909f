-- Two records of one person. Only this file changes person_merge, person_merge_row, duplicate_pair, duplicate_looked.

-- ---- who may be the same ----

-- @change duplicate_pair_add(one_id person_id, other_id person_id, likeness int, found_at instant)
INSERT INTO duplicate_pair (one_id, other_id, likeness, found_at) VALUES (:one_id, :other_id, :likeness, :found_at)
ON CONFLICT (one_id, other_id) DO NOTHING;

-- @many duplicate_pairs_open(most int) -> (one_id person_id, other_id person_id, likeness int)
--   shows nobody because whoever names one of them reads that person
SELECT d.one_id, d.other_id, d.likeness FROM scoped_duplicate_pair d
WHERE d.decision IS NULL
    AND NOT EXISTS (SELECT 1 FROM scoped_person_merged m WHERE m.person_id = d.one_id OR m.person_id = d.other_id)
    AND NOT EXISTS (SELECT 1 FROM scoped_person_withdrawn w WHERE w.person_id = d.one_id OR w.person_id = d.other_id)
ORDER BY d.likeness DESC, d.duplicate_pair_id LIMIT :most;

-- @one duplicate_pair_of(one_id person_id, other_id person_id) -> (decision text?, why text?, by_name text?,
--   decided_at instant?)
--   shows nobody because whoever names one of them reads that person
SELECT d.decision, d.why, a.name, d.decided_at
FROM scoped_duplicate_pair d LEFT JOIN account a ON a.account_id = d.decided_by
WHERE d.one_id = :one_id AND d.other_id = :other_id;

-- @change duplicate_pair_decide(one_id person_id, other_id person_id, decision text?, why text?, by account_id?, at instant?,
--   found_at instant)
--   unscoped because a pair that nobody suspected is written when it is decided; both were read in sight before
INSERT INTO duplicate_pair (one_id, other_id, likeness, found_at, decision, why, decided_by, decided_at)
VALUES (:one_id, :other_id, 100, :found_at, :decision, :why, :by, :at)
ON CONFLICT (one_id, other_id) DO UPDATE SET decision = excluded.decision, why = excluded.why,
    decided_by = excluded.decided_by, decided_at = excluded.decided_at;

-- @one duplicate_looked_get() -> (record_version_id int)
SELECT record_version_id FROM duplicate_looked WHERE duplicate_looked_id = 1;

-- @exactly duplicate_looked_set(record_version_id int)
UPDATE duplicate_looked SET record_version_id = :record_version_id WHERE duplicate_looked_id = 1;

-- @many duplicate_versions_after(after int, before instant, most int) -> (record_version_id int, kind text,
--   record_id int)
SELECT record_version_id, kind, record_id FROM record_version
WHERE record_version_id > :after AND at <= :before ORDER BY record_version_id LIMIT :most;

-- ---- side by side ----

-- How much there is in a record, by kind: the kinds are those that follow.
-- @many record_counts(person_id person_id) -> (kind text, amount int)
--   shows nobody because whoever shows the numbers reads the person
SELECT 'contact' AS kind, count(*) AS amount FROM scoped_contact WHERE person_id = :person_id
UNION ALL SELECT 'task', count(*) FROM scoped_task WHERE person_id = :person_id
UNION ALL SELECT 'circle_entry', count(*) FROM scoped_circle_entry WHERE person_id = :person_id
UNION ALL SELECT 'consent', count(*) FROM scoped_consent WHERE person_id = :person_id
UNION ALL SELECT 'letter', count(*) FROM scoped_letter WHERE person_id = :person_id
UNION ALL SELECT 'coded_record', count(*) FROM scoped_coded_record
    WHERE person_id = :person_id AND replaced_in IS NULL AND status <> 8;

-- @one record_last_contact(person_id person_id) -> (happened_at instant?)
--   shows nobody because whoever shows the day reads the person
SELECT max(happened_at) FROM scoped_contact WHERE person_id = :person_id AND struck_at IS NULL;

-- @many record_who(person_id person_id) -> (name text)
--   shows nobody because it names colleagues
SELECT DISTINCT a.name FROM (
    SELECT r.account_id FROM scoped_relation r
    WHERE r.person_id = :person_id AND r.ended_at IS NULL AND r.kind <> 'claim'
    UNION SELECT t.owner_id FROM scoped_task t WHERE t.person_id = :person_id AND t.done_at IS NULL) w
JOIN account a ON a.account_id = w.account_id ORDER BY a.name;

-- A living contact after a day: somebody spoke with the person, or visited them.
-- @one record_lives_after(person_id person_id, after instant) -> (happened_at instant?)
--   shows nobody because whoever shows the day reads the person
SELECT max(happened_at) FROM scoped_contact
WHERE person_id = :person_id AND happened_at >= :after AND struck_at IS NULL AND with_whom = 'person'
    AND outcome IN ('spoke', 'visit');

-- @one people_of_one_network(one_id person_id, other_id person_id) -> (same bool)
--   shows nobody because it says only whether both are of one network
SELECT count(DISTINCT pcn_id) = 1 FROM scoped_person WHERE person_id IN (:one_id, :other_id);

-- ---- joining ----

-- @insert person_merge_insert(key uuid, kept_id person_id, away_id person_id, kept_version int, away_number nhs_number?,
--   away_status text, kept_status text, taken text, account_id account_id, role int, at instant)
INSERT INTO person_merge (key, kept_id, away_id, kept_version, away_number, away_status, kept_status, taken,
    account_id, role, at)
VALUES (:key, :kept_id, :away_id, :kept_version, :away_number, :away_status, :kept_status, :taken, :account_id, :role,
    :at);

-- Every row about the other record that follows. Beside a consent stands its party; beside a relation, that the one who
-- remains has the same. A draft of the other record's
-- own details, of its page of what matters or of a section of its plan, is of that record and waits there.
-- @change person_merge_note(merge_id int, person_id person_id, kept_id person_id)
INSERT INTO person_merge_row (merge_id, kind, row_id, was)
SELECT :merge_id, 'consent', consent_id, consent_party_id FROM scoped_consent WHERE person_id = :person_id
UNION ALL SELECT :merge_id, 'consent_party', consent_party_id, NULL FROM scoped_consent_party WHERE person_id = :person_id
UNION ALL SELECT :merge_id, 'contact', contact_id, NULL FROM scoped_contact WHERE person_id = :person_id
UNION ALL SELECT :merge_id, 'task', task_id, NULL FROM scoped_task WHERE person_id = :person_id
UNION ALL SELECT :merge_id, 'notice', notice_id, NULL FROM scoped_notice
    WHERE person_id = :person_id AND kind <> 'died'
UNION ALL SELECT :merge_id, 'circle_entry', entry_id, NULL FROM scoped_circle_entry WHERE person_id = :person_id
UNION ALL SELECT :merge_id, 'letter', letter_id, NULL FROM scoped_letter WHERE person_id = :person_id
UNION ALL SELECT :merge_id, 'message', message_id, NULL FROM scoped_message WHERE person_id = :person_id
UNION ALL SELECT :merge_id, 'plan_part', part_id, NULL FROM scoped_plan_part
    WHERE person_id = :person_id AND kind <> 'section'
UNION ALL SELECT :merge_id, 'plan_event', event_id, NULL FROM scoped_plan_event WHERE person_id = :person_id
UNION ALL SELECT :merge_id, 'appointment_part', part_id, NULL FROM scoped_appointment_part
    WHERE person_id = :person_id
UNION ALL SELECT :merge_id, 'gp_entry', gp_entry_id, NULL FROM scoped_gp_entry WHERE person_id = :person_id
UNION ALL SELECT :merge_id, 'referral', referral_id, NULL FROM scoped_referral WHERE person_id = :person_id
UNION ALL SELECT :merge_id, 'care_home_stay', care_home_stay_id, NULL FROM scoped_care_home_stay WHERE person_id = :person_id
UNION ALL SELECT :merge_id, 'care_case', care_case_id, NULL FROM scoped_care_case WHERE person_id = :person_id
UNION ALL SELECT :merge_id, 'gap_dismissal', gap_dismissal_id, NULL FROM scoped_gap_dismissal WHERE person_id = :person_id
UNION ALL SELECT :merge_id, 'coded_record', coded_id, NULL FROM scoped_coded_record WHERE person_id = :person_id
UNION ALL SELECT :merge_id, 'import_person', import_person_id, NULL FROM scoped_import_person WHERE person_id = :person_id
UNION ALL SELECT :merge_id, 'import_change', import_change_id, NULL FROM scoped_import_change WHERE person_id = :person_id
UNION ALL SELECT :merge_id, 'relation', l.relation_id, CASE WHEN l.kind <> 'claim' AND l.ended_at IS NULL
        AND EXISTS (SELECT 1 FROM scoped_relation o WHERE o.person_id = :kept_id AND o.role_held_id = l.role_held_id
            AND o.kind = l.kind AND o.ended_at IS NULL) THEN 1 END
    FROM scoped_relation l WHERE l.person_id = :person_id
UNION ALL SELECT :merge_id, 'draft', draft_id, NULL FROM scoped_draft
    WHERE person_id = :person_id AND form NOT IN ('details', 'about') AND form NOT LIKE 'plan-section-%';

-- ---- parting ----

-- What was written since and rests on what goes back goes with it: a decision about a party, or under an assessment.
-- @change person_merge_note_consents(merge_id int, person_id person_id)
INSERT INTO person_merge_row (merge_id, kind, row_id, was)
SELECT :merge_id, 'consent', c.consent_id, c.consent_party_id FROM scoped_consent c
WHERE c.person_id = :person_id
    AND NOT EXISTS (SELECT 1 FROM person_merge_row n
        WHERE n.merge_id = :merge_id AND n.kind = 'consent' AND n.row_id = c.consent_id)
    AND EXISTS (SELECT 1 FROM person_merge_row m WHERE m.merge_id = :merge_id
        AND ((m.kind = 'consent_party' AND m.row_id = c.consent_party_id)
            OR (m.kind = 'consent' AND m.row_id IN (c.rests_on, c.assessment_id))));

-- A newer version of a resource that goes back goes with it.
-- @change person_merge_note_coded(merge_id int, person_id person_id)
INSERT INTO person_merge_row (merge_id, kind, row_id)
SELECT :merge_id, 'coded_record', r.coded_id FROM scoped_coded_record r
WHERE r.person_id = :person_id
    AND NOT EXISTS (SELECT 1 FROM person_merge_row n
        WHERE n.merge_id = :merge_id AND n.kind = 'coded_record' AND n.row_id = r.coded_id)
    AND r.source_key IN (SELECT o.source_key FROM person_merge_row m JOIN scoped_coded_record o ON o.coded_id = m.row_id
        WHERE m.merge_id = :merge_id AND m.kind = 'coded_record');

-- What would be torn: it rests on something of either record.
-- @one person_merge_torn(merge_id int, person_id person_id) -> (amount int)
--   shows nobody because it only counts
SELECT count(*) FROM scoped_consent c JOIN person_merge_row m ON m.row_id = c.consent_id
WHERE c.person_id = :person_id AND m.merge_id = :merge_id AND m.kind = 'consent'
    AND ((c.consent_party_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM person_merge_row p
            WHERE p.merge_id = :merge_id AND p.kind = 'consent_party' AND p.row_id = c.consent_party_id))
        OR (c.rests_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM person_merge_row p
            WHERE p.merge_id = :merge_id AND p.kind = 'consent' AND p.row_id = c.rests_on))
        OR (c.assessment_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM person_merge_row p
            WHERE p.merge_id = :merge_id AND p.kind = 'consent' AND p.row_id = c.assessment_id)));

-- @many person_merges_about(person_id person_id, most int) -> (merge_id int, key uuid, kept_id person_id,
--   away_id person_id, kept_version int, taken text, by_name text, role int, at instant, undone_at instant?,
--   undone_by text?)
--   shows nobody because whoever names one of them reads that person
SELECT m.merge_id, m.key, m.kept_id, m.away_id, m.kept_version, m.taken, a.name, m.role, m.at, m.undone_at, u.name
FROM scoped_person_merge m JOIN account a ON a.account_id = m.account_id
    LEFT JOIN account u ON u.account_id = m.undone_by
WHERE m.kept_id = :person_id OR m.away_id = :person_id ORDER BY m.merge_id DESC LIMIT :most;

-- @one person_merge_get(key uuid) -> (merge_id int, kept_id person_id, away_id person_id, kept_version int,
--   away_number nhs_number?, away_status text, kept_status text, taken text, by_name text, at instant,
--   undone_at instant?)
--   shows nobody because whoever names one of them reads that person
SELECT m.merge_id, m.kept_id, m.away_id, m.kept_version, m.away_number, m.away_status, m.kept_status, m.taken,
    a.name, m.at, m.undone_at
FROM scoped_person_merge m JOIN account a ON a.account_id = m.account_id WHERE m.key = :key;

-- @many person_merge_moved(merge_id int) -> (kind text, amount int)
SELECT kind, count(*) FROM person_merge_row WHERE merge_id = :merge_id GROUP BY kind ORDER BY kind;

-- What was written about the one who remains since: it stays with them.
-- @many person_merge_since(person_id person_id, at instant) -> (kind text, amount int)
--   shows nobody because whoever shows the numbers reads the person
SELECT 'contact' AS kind, count(*) AS amount FROM scoped_contact WHERE person_id = :person_id AND recorded_at > :at
UNION ALL SELECT 'task', count(*) FROM scoped_task t JOIN record_version v ON v.kind = 'task' AND v.record_id = t.task_id
        AND v.version = 1
    WHERE t.person_id = :person_id AND v.at > :at
UNION ALL SELECT 'circle_entry', count(*) FROM scoped_circle_entry e JOIN record_version v
        ON (v.kind = 'circle-family' OR v.kind = 'circle-service') AND v.record_id = e.entry_id AND v.version = 1
    WHERE e.person_id = :person_id AND v.at > :at
UNION ALL SELECT 'consent', count(*) FROM scoped_consent WHERE person_id = :person_id AND recorded_at > :at
UNION ALL SELECT 'letter', count(*) FROM scoped_letter WHERE person_id = :person_id AND written_at > :at
UNION ALL SELECT 'coded_record', count(*) FROM scoped_coded_record r JOIN import i ON i.import_id = r.import_id
    WHERE r.person_id = :person_id AND i.started_at > :at AND r.replaced_in IS NULL;

-- @exactly person_merge_set_undone(merge_id int, at instant, by account_id)
UPDATE person_merge SET undone_at = :at, undone_by = :by
WHERE merge_id IN (SELECT merge_id FROM scoped_person_merge WHERE merge_id = :merge_id) AND undone_at IS NULL;

-- Joinings into the same record after one, which still stand.
-- @many person_merges_later(kept_id person_id, merge_id int) -> (taken text, at instant)
--   shows nobody because it names details, not what they say
SELECT m.taken, m.at FROM scoped_person_merge m
WHERE m.kept_id = :kept_id AND m.merge_id > :merge_id AND m.undone_at IS NULL ORDER BY m.merge_id DESC;
