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

-- ---- on PostgreSQL: rows with a mac of their own, chained by the sealer ----

-- The numbers of so many rows. On SQLite the chain itself numbers them.
-- @many audit_numbers(most int) -> (seq int)
WITH RECURSIVE row_of(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM row_of WHERE i < :most)
SELECT coalesce((SELECT max(seq) FROM audit), 0) + i FROM row_of;
-- @many audit_numbers [postgres]
SELECT nextval('audit_seq_seq') FROM generate_series(1, :most);

-- Many rows in one statement: numbers stand in a text, 1,2,3; blobs of one length one after the other.
-- @change audit_people_insert(people text, seqs text)
WITH RECURSIVE person_of(i, id, more) AS (
    SELECT 0, 0, :people || ','
    UNION ALL
    SELECT i + 1, CAST(substr(more, 1, instr(more, ',') - 1) AS INTEGER), substr(more, instr(more, ',') + 1)
    FROM person_of WHERE more <> ''),
seq_of(i, seq, more) AS (
    SELECT 0, 0, :seqs || ','
    UNION ALL
    SELECT i + 1, CAST(substr(more, 1, instr(more, ',') - 1) AS INTEGER), substr(more, instr(more, ',') + 1)
    FROM seq_of WHERE more <> '')
INSERT INTO audit_person (person_id, seq) SELECT p.id, s.seq FROM person_of p JOIN seq_of s ON s.i = p.i WHERE p.i > 0;
-- @change audit_people_insert [postgres]
INSERT INTO audit_person (person_id, seq)
SELECT unnest(CAST(string_to_array(:people, ',') AS bigint[])), unnest(CAST(string_to_array(:seqs, ',') AS bigint[]));

-- @change audit_wait_for_seal(seqs text)
WITH RECURSIVE seq_of(i, seq, more) AS (
    SELECT 0, 0, :seqs || ','
    UNION ALL
    SELECT i + 1, CAST(substr(more, 1, instr(more, ',') - 1) AS INTEGER), substr(more, instr(more, ',') + 1)
    FROM seq_of WHERE more <> '')
INSERT INTO audit_unsealed (seq) SELECT seq FROM seq_of WHERE i > 0;
-- @change audit_wait_for_seal [postgres]
INSERT INTO audit_unsealed (seq) SELECT unnest(CAST(string_to_array(:seqs, ',') AS bigint[]));

-- What an interrupted sealer, or somebody else, left off the list.
-- @change audit_find_unsealed()
INSERT INTO audit_unsealed (seq)
SELECT a.seq FROM audit a
WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.seq = a.seq)
    AND NOT EXISTS (SELECT 1 FROM audit_unsealed u WHERE u.seq = a.seq);

-- @many audit_waiting(most int) -> (seq int, mac blob)
SELECT a.seq, a.mac FROM audit_unsealed u JOIN audit a ON a.seq = u.seq ORDER BY a.seq LIMIT :most;

-- @change audit_waiting_done(last int)
DELETE FROM audit_unsealed WHERE seq <= :last;

-- Places one after the other; a mac has 32 bytes.
-- @change audit_seals_insert(place int, seqs text, macs blob)
WITH RECURSIVE seq_of(i, seq, more) AS (
    SELECT 0, 0, :seqs || ','
    UNION ALL
    SELECT i + 1, CAST(substr(more, 1, instr(more, ',') - 1) AS INTEGER), substr(more, instr(more, ',') + 1)
    FROM seq_of WHERE more <> '')
INSERT INTO audit_seal (place, seq, mac)
SELECT :place + i - 1, seq, substr(:macs, 32 * i - 31, 32) FROM seq_of WHERE i > 0;
-- @change audit_seals_insert [postgres]
INSERT INTO audit_seal (place, seq, mac)
SELECT :place + s.i, s.seq, substr(:macs, CAST(32 * s.i + 1 AS integer), 32)
FROM (SELECT generate_series(0, length(:macs) / 32 - 1) AS i, unnest(CAST(string_to_array(:seqs, ',') AS bigint[])) AS seq) s;

-- @one audit_seal_last() -> (place int, mac blob)
SELECT place, mac FROM audit_seal ORDER BY place DESC LIMIT 1;

-- The table of seals came with this migration; a copy is looked at before an older database is brought up to date.
-- @one audit_has_seals() -> (there bool)
SELECT EXISTS (SELECT 1 FROM migration WHERE number = 11);

-- How many places were given, and the highest number of a row that has one.
-- @one audit_placed() -> (places int, last int)
SELECT coalesce((SELECT max(place) FROM audit_seal), 0), coalesce((SELECT max(seq) FROM audit_seal), 0);

-- What was chained on SQLite, after a move: its seal is its own mac.
-- @change audit_place_chained(last int, ahead int)
INSERT INTO audit_seal (place, seq, mac) SELECT seq - :ahead, seq, mac FROM audit WHERE seq > :last;

-- @one audit_seal_mac(place int) -> (mac blob)
SELECT mac FROM audit_seal WHERE place = :place;

-- @many audit_sealed_page(after int, most int) -> (place int, seal blob, seq int, at instant, account account_id?, session session_id?, role int, pcn pcn_id?, practice practice_id?, action text, route text, address blob?, outcome int, object_kind text, object_id int, object_version int, reason text, people blob?, mac blob)
SELECT s.place, s.mac, a.seq, a.at, a.account_id, a.session_id, a.role, a.pcn_id, a.practice_id, a.action, a.route, a.address,
    a.outcome, a.object_kind, a.object_id, a.object_version, a.reason, a.people, a.mac
FROM audit_seal s JOIN audit a ON a.seq = s.seq WHERE s.place > :after ORDER BY s.place LIMIT :most;

-- @many audit_unsealed_page(after int, most int) -> (seq int, at instant, account account_id?, session session_id?, role int, pcn pcn_id?, practice practice_id?, action text, route text, address blob?, outcome int, object_kind text, object_id int, object_version int, reason text, people blob?, mac blob)
SELECT seq, at, account_id, session_id, role, pcn_id, practice_id, action, route, address, outcome, object_kind, object_id,
    object_version, reason, people, mac
FROM audit a
WHERE seq > :after AND NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.seq = a.seq) ORDER BY seq LIMIT :most;
