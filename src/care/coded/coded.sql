-- Coded clinical records. Only this file names coded_concept, coded_record, coded_original and coded_source.

-- What the summary says is so now, and of encounters and appointments (6, 12) those still to come: of what is known by
-- the day alone, today's too. The index is found by its conditions, so they stand here word for word; and lists of IN
-- are written out, because SQLite makes a table of each list of three or more, anew each time.
-- @many coded_standing(person_id person_id, today date, from_now instant, from_today instant) -> (person_id person_id,
--   coded_id int, kind int, status int, display text, precision int, happened_at instant?,
--   ended date?, value text?, unit text?, note text?, who text?, reach text?, concept_id int)
--   shows person_id
SELECT r.person_id, r.coded_id, r.kind, r.status, k.display, r.precision, r.happened_at, r.ended,
    r.value, r.unit, r.note, r.who, r.reach, r.concept_id
FROM scoped_coded_record r JOIN coded_concept k ON k.concept_id = r.concept_id
WHERE r.person_id = :person_id AND r.replaced_in IS NULL AND (r.kind = 1 OR r.kind > 4) AND r.kind >= 1
    AND ((r.kind IN (6, 12) AND r.happened_at >= :from_today AND r.status <> 8
            AND (r.precision <> 4 OR r.happened_at >= :from_now))
        OR (r.kind NOT IN (6, 12)
            AND (r.status IN (1, 7) OR (r.kind = 7 AND r.status = 5) OR (r.kind = 11 AND r.status = 15)
                OR ((r.kind BETWEEN 8 AND 10 OR r.kind = 13)
                    AND (r.status = 4 OR r.status = 10 OR r.status = 14)))
            AND (r.kind IN (1, 7) OR r.ended IS NULL OR r.ended >= :today)));

-- The latest measurement of each code: several where they were made at the same instant, and all of a code of which none
-- has a date. CROSS JOIN holds SQLite to the order in which the index is of use.
-- @many coded_measured(person_id person_id) -> (person_id person_id, coded_id int, kind int, status int, display text,
--   precision int, happened_at instant?, ended date?, value text?, unit text?, note text?, who text?, reach text?,
--   concept_id int)
--   shows person_id
SELECT r.person_id, r.coded_id, r.kind, r.status, k.display, r.precision, r.happened_at, r.ended,
    r.value, r.unit, r.note, r.who, r.reach, r.concept_id
FROM (SELECT concept_id, max(happened_at) AS latest FROM scoped_coded_record
        WHERE person_id = :person_id AND replaced_in IS NULL AND kind = 2 AND status <> 8 AND value IS NOT NULL
        GROUP BY concept_id) m
    CROSS JOIN scoped_coded_record r JOIN coded_concept k ON k.concept_id = r.concept_id
WHERE r.person_id = :person_id AND r.concept_id = m.concept_id AND (r.happened_at = m.latest OR m.latest IS NULL)
    AND r.replaced_in IS NULL AND r.kind = 2 AND r.status <> 8 AND r.value IS NOT NULL;

-- @many coded_rows_from(person_id person_id, kind int, up_to instant, below int, most int) -> (person_id person_id,
--   coded_id int, kind int, status int, system text,
--   code text, display text, precision int, happened_at instant?, ended date?, value text?, unit text?, note text?,
--   who text?, reach text?)
--   shows person_id
SELECT r.person_id, r.coded_id, r.kind, r.status, k.system, k.code, k.display, r.precision, r.happened_at, r.ended,
    r.value, r.unit, r.note, r.who, r.reach
FROM scoped_coded_record r JOIN coded_concept k ON k.concept_id = r.concept_id
WHERE r.person_id = :person_id AND r.happened_at <= :up_to AND (r.happened_at < :up_to OR r.coded_id < :below)
    AND (:kind = 0 OR r.kind = :kind) AND r.status <> 8 AND r.replaced_in IS NULL
ORDER BY r.happened_at DESC, r.coded_id DESC LIMIT :most;

-- @one coded_original_of(person_id person_id, coded_id int) -> (person_id person_id, body blob)
--   shows person_id
SELECT r.person_id, o.body FROM scoped_coded_record r JOIN scoped_coded_original o ON o.coded_id = r.coded_id
WHERE r.person_id = :person_id AND r.coded_id = :coded_id;

-- @many coded_originals_after(after int, most int) -> (coded_id int, content int, body blob)
--   shows nobody because the check of the whole data says only which rows disagree
SELECT r.coded_id, r.content, o.body FROM scoped_coded_record r JOIN scoped_coded_original o ON o.coded_id = r.coded_id
WHERE r.coded_id > :after ORDER BY r.coded_id LIMIT :most;

-- @one coded_concept_find(system text, code text, display text) -> (concept_id int)
SELECT concept_id FROM coded_concept WHERE code = :code AND system = :system AND display = :display;

-- @insert coded_concept_insert(system text, code text, display text)
INSERT INTO coded_concept (system, code, display) VALUES (:system, :code, :display);

-- @one coded_by_source(person_id person_id, source_key uuid) -> (coded_id int, content int, who text?)
--   unscoped because an import must know what it has brought before, whoever it is about
SELECT coded_id, content, who FROM coded_record
WHERE person_id = :person_id AND source_key = :source_key AND replaced_in IS NULL;

-- @many coded_source_people(source_hash int) -> (person_id person_id)
--   unscoped because an import must know what it has brought before, whoever it is about
SELECT person_id FROM coded_source WHERE source_hash = :source_hash;

-- @change coded_source_add(source_hash int, person_id person_id)
--   unscoped because an import itself decides whose record a resource is
INSERT INTO coded_source (source_hash, person_id) VALUES (:source_hash, :person_id)
ON CONFLICT (source_hash, person_id) DO NOTHING;

-- @one coded_source_upto_get() -> (coded_id int)
SELECT coded_id FROM coded_source_upto WHERE one = 1;

-- @change coded_source_upto_set(coded_id int)
INSERT INTO coded_source_upto (one, coded_id) VALUES (1, :coded_id)
ON CONFLICT (one) DO UPDATE SET coded_id = excluded.coded_id;

-- @many coded_after(coded_id int, most int) -> (coded_id int, person_id person_id, source_key uuid)
--   shows nobody because an import reads only which resources there are
--   unscoped because an import must know what it has brought before, whoever it is about
SELECT coded_id, person_id, source_key FROM coded_record WHERE coded_id > :coded_id ORDER BY coded_id LIMIT :most;

-- @one coded_highest() -> (coded_id int)
--   unscoped because an import reads only how many records there are
SELECT coded_id FROM coded_record ORDER BY coded_id DESC LIMIT 1;

-- @insert coded_insert(person_id person_id, concept_id int, kind int, status int, precision int, happened_at instant?,
--   ended date?, value text?, unit text?, note text?, who text?, reach text?, source_key uuid, content int,
--   import_id import_id)
INSERT INTO coded_record (person_id, concept_id, kind, status, precision, happened_at, ended, value, unit, note, who,
    reach, source_key, content, import_id)
VALUES (:person_id, :concept_id, :kind, :status, :precision, :happened_at, :ended, :value, :unit, :note, :who,
    :reach, :source_key, :content, :import_id);

-- @exactly coded_replaced(coded_id int, import_id import_id)
--   unscoped because an import replaces its own earlier rows
UPDATE coded_record SET replaced_in = :import_id WHERE coded_id = :coded_id;

-- ---- an import is taken back: three steps, in this order ----

-- What it replaced, where a later import replaced its row in turn: that one replaced what stood before it.
-- @change coded_replaced_later(person_id person_id, import_id import_id)
--   unscoped because an import is taken back from whomever it was about
UPDATE coded_record SET replaced_in = (SELECT n.replaced_in FROM coded_record n
        WHERE n.person_id = :person_id AND n.import_id = :import_id AND n.replaced_in <> :import_id
            AND n.source_key = coded_record.source_key)
WHERE person_id = :person_id AND replaced_in = :import_id AND import_id <> :import_id
    AND EXISTS (SELECT 1 FROM coded_record n
        WHERE n.person_id = :person_id AND n.import_id = :import_id AND n.replaced_in <> :import_id
            AND n.source_key = coded_record.source_key);

-- What it brought: replaced by nothing, in itself.
-- @change coded_take_back_new(person_id person_id, import_id import_id)
--   unscoped because an import is taken back from whomever it was about
UPDATE coded_record SET replaced_in = :import_id
WHERE person_id = :person_id AND import_id = :import_id AND replaced_in IS DISTINCT FROM :import_id;

-- What it replaced or took away stands again, unless something newer does.
-- @change coded_put_back_old(person_id person_id, import_id import_id)
--   unscoped because an import is taken back from whomever it was about
UPDATE coded_record SET replaced_in = NULL
WHERE person_id = :person_id AND replaced_in = :import_id AND import_id <> :import_id
    AND NOT EXISTS (SELECT 1 FROM coded_record n WHERE n.person_id = :person_id AND n.replaced_in IS NULL
        AND n.source_key = coded_record.source_key);

-- @insert coded_original_insert(coded_id int, body blob)
INSERT INTO coded_original (coded_id, body) VALUES (:coded_id, :body);

-- Two records of one person are joined, or parted again: the rows that a merge names (care/duplicates).
-- @change coded_record_follow(from_id person_id, to_id person_id, merge_id int)
UPDATE coded_record SET person_id = :to_id
WHERE coded_id IN (SELECT coded_id FROM scoped_coded_record WHERE person_id = :from_id)
    AND coded_id IN (SELECT row_id FROM person_merge_row WHERE merge_id = :merge_id AND kind = 'coded_record');

-- @many coded_keys_of_merge(person_id person_id, merge_id int) -> (source_key uuid)
--   shows nobody because keys of resources say nothing of anybody
SELECT DISTINCT source_key FROM scoped_coded_record
WHERE person_id = :person_id
    AND coded_id IN (SELECT row_id FROM person_merge_row WHERE merge_id = :merge_id AND kind = 'coded_record');

-- @change coded_source_follow(source_hash int, from_id person_id, to_id person_id)
UPDATE coded_source SET person_id = :to_id
WHERE person_id IN (SELECT person_id FROM scoped_person WHERE person_id = :from_id)
    AND source_hash = :source_hash;
