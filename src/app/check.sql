-- What must be true across the tables of all slices, asked by `cairn check` and by a restore that proves itself. This
-- file reads tables that others own, since none of them can see the whole; it changes nothing.

-- @many check_rules(most int) -> (rule text, kind text, id int)
--   unscoped because a check of the whole looks at everybody
--   shows nobody because what comes back are rules and numbers of rows, for whoever keeps the machine
SELECT 'the numbers of the audit have a gap' AS rule, 'audit' AS kind, a.last AS id
FROM (SELECT count(*) AS n, coalesce(max(seq), 0) AS last FROM audit) a
WHERE a.n <> a.last AND NOT EXISTS (SELECT 1 FROM audit_seal) -- with seals, their places are what has no gap
UNION ALL
SELECT 'the seals of the audit have a gap', 'audit_seal', s.last
FROM (SELECT count(*) AS n, coalesce(max(place), 0) AS last FROM audit_seal) s WHERE s.n <> s.last
UNION ALL
SELECT 'the versions of a record have a gap', v.kind, v.record_id
FROM (SELECT kind, record_id, count(*) AS n, min(version) AS first, max(version) AS last FROM record_version
    GROUP BY kind, record_id) v
WHERE v.n <> v.last - v.first + 1
UNION ALL
SELECT 'a version belongs to no record', 'person', v.record_id
FROM (SELECT record_id FROM record_version WHERE kind = 'person' GROUP BY record_id) v
WHERE NOT EXISTS (SELECT 1 FROM person p WHERE p.person_id = v.record_id)
UNION ALL
SELECT 'a version belongs to no record', 'contact', v.record_id
FROM (SELECT record_id FROM record_version WHERE kind = 'contact' GROUP BY record_id) v
WHERE NOT EXISTS (SELECT 1 FROM contact c WHERE c.contact_id = v.record_id)
UNION ALL
SELECT 'a version belongs to no record', 'task', v.record_id
FROM (SELECT record_id FROM record_version WHERE kind = 'task' GROUP BY record_id) v
WHERE NOT EXISTS (SELECT 1 FROM task t WHERE t.task_id = v.record_id)
UNION ALL
SELECT 'a record and its last version disagree on the number', 'person', p.person_id
FROM person p JOIN (SELECT record_id, max(version) AS last FROM record_version WHERE kind = 'person'
    GROUP BY record_id) v ON v.record_id = p.person_id
WHERE v.last <> p.version
UNION ALL
SELECT 'a record and its last version disagree on the number', 'contact', c.contact_id
FROM contact c JOIN (SELECT record_id, max(version) AS last FROM record_version WHERE kind = 'contact'
    GROUP BY record_id) v ON v.record_id = c.contact_id
WHERE v.last <> c.version
UNION ALL
SELECT 'a record and its last version disagree on the number', 'task', t.task_id
FROM task t JOIN (SELECT record_id, max(version) AS last FROM record_version WHERE kind = 'task'
    GROUP BY record_id) v ON v.record_id = t.task_id
WHERE v.last <> t.version
UNION ALL
SELECT 'somebody with a name can''t be found by it', 'person', p.person_id
FROM person p
WHERE p.family_name IS NOT NULL AND p.person_id NOT IN (SELECT t.person_id FROM person_term t)
    AND p.person_id NOT IN (SELECT m.person_id FROM person_merged m)
    AND p.person_id NOT IN (SELECT w.person_id FROM person_withdrawn w)
UNION ALL
SELECT 'a contact or task is with a record that became part of another', 'person', m.person_id
FROM person_merged m WHERE EXISTS (SELECT 1 FROM contact c WHERE c.person_id = m.person_id)
    OR EXISTS (SELECT 1 FROM task t WHERE t.person_id = m.person_id)
UNION ALL
SELECT 'somebody is found in a practice that isn''t theirs', 'person', t.person_id
FROM person_term t JOIN person p ON p.person_id = t.person_id WHERE t.practice_id <> p.practice_id
UNION ALL
SELECT 'a coded record has no original', 'coded_record', r.coded_id
FROM coded_record r WHERE NOT EXISTS (SELECT 1 FROM coded_original o WHERE o.coded_id = r.coded_id)
    AND NOT EXISTS (SELECT 1 FROM import i WHERE i.import_id = r.import_id AND i.invented = 1)
UNION ALL
SELECT 'records are invented where people are real', 'import', i.import_id
FROM import i WHERE i.invented = 1 AND NOT EXISTS (SELECT 1 FROM installation n WHERE n.demonstration = 1)
UNION ALL
SELECT 'the audit shows somebody who is not there', 'audit', ap.seq
FROM (SELECT person_id, min(seq) AS seq FROM audit_person GROUP BY person_id) ap
WHERE NOT EXISTS (SELECT 1 FROM person p WHERE p.person_id = ap.person_id)
LIMIT :most;

-- @many check_consent(most int) -> (rule text, kind text, id int)
--   unscoped because a check of the whole looks at everybody
--   shows nobody because what comes back are rules and numbers of rows, for whoever keeps the machine
SELECT 'a version belongs to no record' AS rule, 'consent' AS kind, v.record_id AS id
FROM (SELECT record_id FROM record_version WHERE kind = 'consent' GROUP BY record_id) v
WHERE NOT EXISTS (SELECT 1 FROM consent c WHERE c.consent_id = v.record_id)
UNION ALL
SELECT 'a version belongs to no record', 'consent_party', v.record_id
FROM (SELECT record_id FROM record_version WHERE kind = 'consent_party' GROUP BY record_id) v
WHERE NOT EXISTS (SELECT 1 FROM consent_party c WHERE c.consent_party_id = v.record_id)
UNION ALL
SELECT 'a record and its last version disagree on the number', 'consent', c.consent_id
FROM consent c JOIN (SELECT record_id, max(version) AS last FROM record_version WHERE kind = 'consent'
    GROUP BY record_id) v ON v.record_id = c.consent_id
WHERE v.last <> c.version
UNION ALL
SELECT 'a decision made for somebody rests on nothing that was assessed', 'consent', c.consent_id
FROM consent c
WHERE c.entry = 'decision' AND c.decided_by IN ('attorney', 'deputy', 'best_interests')
    AND NOT EXISTS (SELECT 1 FROM consent s WHERE s.consent_id = c.assessment_id AND s.entry = 'capacity'
        AND s.answer = 'lacks' AND s.purpose = c.purpose)
LIMIT :most;

-- @one check_some_person() -> (person_id person_id)
--   shows person_id
SELECT person_id FROM scoped_person ORDER BY person_id LIMIT 1;

-- @one check_counts() -> (people int, contacts int, versions int, audit int)
--   unscoped because a check of the whole counts everybody
--   shows nobody because what comes back are counts
SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM contact), (SELECT count(*) FROM record_version),
    (SELECT count(*) FROM audit);
