-- @one audit_last() -> (seq int, mac blob)
SELECT seq, mac FROM audit ORDER BY seq DESC LIMIT 1;

-- @insert audit_insert(seq int, at instant, account account_id?, session session_id?, role int, pcn pcn_id?, practice practice_id?, action text, route text, address blob?, outcome int, object_kind text, object_id int, object_version int, reason text, people blob?, mac blob)
INSERT INTO audit (seq, at, account_id, session_id, role, pcn_id, practice_id, action, route, address, outcome, object_kind,
    object_id, object_version, reason, people, mac)
VALUES (:seq, :at, :account, :session, :role, :pcn, :practice, :action, :route, :address, :outcome, :object_kind,
    :object_id, :object_version, :reason, :people, :mac);

-- @insert audit_person_insert(person person_id, seq int)
INSERT INTO audit_person (person_id, seq) VALUES (:person, :seq);

-- @many audit_page(after int, most int) -> (seq int, at instant, account account_id?, session session_id?, role int, pcn pcn_id?, practice practice_id?, action text, route text, address blob?, outcome int, object_kind text, object_id int, object_version int, reason text, people blob?, mac blob)
SELECT seq, at, account_id, session_id, role, pcn_id, practice_id, action, route, address, outcome, object_kind, object_id,
    object_version, reason, people, mac
FROM audit WHERE seq > :after ORDER BY seq LIMIT :most;

-- @one audit_mac(seq int) -> (mac blob)
SELECT mac FROM audit WHERE seq = :seq;

-- @one audit_people(seq int) -> (people blob?)
SELECT people FROM audit WHERE seq = :seq;

-- @one audit_person_has(person person_id, seq int) -> (there bool)
SELECT EXISTS (SELECT 1 FROM audit_person WHERE person_id = :person AND seq = :seq);

-- @one audit_person_count(last int) -> (total int)
SELECT count(*) FROM audit_person
WHERE seq <= :last OR seq > (SELECT coalesce(max(seq), 0) FROM audit);

-- @many audit_person_page(after_person person_id, after_seq int, most int) -> (person person_id, seq int)
SELECT person_id, seq FROM audit_person WHERE (person_id, seq) > (:after_person, :after_seq)
ORDER BY person_id, seq LIMIT :most;
