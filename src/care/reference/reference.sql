-- Tables that others publish. Only this file names reference_set and the reference_ tables.

-- @insert reference_set_begin(key uuid, kind text, name text, version text, dated date?, source text, digest blob,
--   row_count int, rejected int, loaded_at instant, account_id account_id?)
INSERT INTO reference_set (key, kind, name, version, dated, source, digest, row_count, rejected, loaded_at, account_id)
VALUES (:key, :kind, :name, :version, :dated, :source, :digest, :row_count, :rejected, :loaded_at, :account_id);

-- @change reference_set_retire(kind text, name text)
UPDATE reference_set SET current = 0 WHERE kind = :kind AND name = :name AND current = 1;

-- @exactly reference_set_finish(reference_set_id reference_set_id, row_count int)
UPDATE reference_set SET ready = 1, current = 1, row_count = :row_count
WHERE reference_set_id = :reference_set_id AND ready = 0;

-- An older version that was loaded again is looked at again.
-- @exactly reference_set_again(reference_set_id reference_set_id)
UPDATE reference_set SET current = 1 WHERE reference_set_id = :reference_set_id AND ready = 1;

-- @one reference_set_current(kind text, name text) -> (reference_set_id reference_set_id, version text, digest blob)
SELECT reference_set_id, version, digest FROM reference_set WHERE kind = :kind AND name = :name AND current = 1;

-- @one reference_set_of_version(kind text, name text, version text) -> (reference_set_id reference_set_id, digest blob)
SELECT reference_set_id, digest FROM reference_set
WHERE kind = :kind AND name = :name AND version = :version AND ready = 1;

-- Who loaded it is told to their own network.
-- @many reference_set_rows(pcn_id pcn_id) -> (reference_set_id reference_set_id, key uuid, kind text, name text, version text,
--   dated date?, source text, row_count int, rejected int, loaded_at instant, who text?, current bool)
SELECT s.reference_set_id, s.key, s.kind, s.name, s.version, s.dated, s.source, s.row_count, s.rejected, s.loaded_at,
    a.name, s.current
FROM reference_set s LEFT JOIN account a ON a.account_id = s.account_id AND a.pcn_id = :pcn_id
WHERE s.ready = 1 ORDER BY s.kind, s.name, s.current DESC, s.loaded_at DESC, s.reference_set_id DESC LIMIT 2000;

-- @one reference_set_find(key uuid, pcn_id pcn_id) -> (reference_set_id reference_set_id, key uuid, kind text, name text,
--   version text, dated date?, source text, row_count int, rejected int, loaded_at instant, who text?, current bool)
SELECT s.reference_set_id, s.key, s.kind, s.name, s.version, s.dated, s.source, s.row_count, s.rejected, s.loaded_at,
    a.name, s.current
FROM reference_set s LEFT JOIN account a ON a.account_id = s.account_id AND a.pcn_id = :pcn_id
WHERE s.key = :key AND s.ready = 1;

-- Another version of a list: the newest of those that were loaded before this one.
-- @one reference_set_before(kind text, name text, reference_set_id reference_set_id)
--   -> (reference_set_id reference_set_id, version text)
SELECT reference_set_id, version FROM reference_set
WHERE kind = :kind AND name = :name AND ready = 1 AND reference_set_id < :reference_set_id
ORDER BY reference_set_id DESC LIMIT 1;

-- @one reference_set_versions(kind text, name text) -> (amount int)
SELECT count(*) FROM reference_set WHERE kind = :kind AND name = :name AND ready = 1;

-- @exactly reference_set_leave(reference_set_id reference_set_id)
UPDATE reference_set SET current = 0 WHERE reference_set_id = :reference_set_id AND current = 1;

-- All rows of a version, in the order of what they are about, some at a time.
-- @many reference_code_some(id reference_set_id, after_code int, after_category text, most int)
--   -> (code int, category text, term text)
SELECT code, category, term FROM reference_code
WHERE reference_set_id = :id AND (code, category) > (:after_code, :after_category)
ORDER BY code, category LIMIT :most;

-- @many reference_organisation_some(id reference_set_id, after text, most int)
--   -> (ods_code text, name text, type text, open bool, parent text, closed date?)
SELECT ods_code, name, type, open, parent, closed FROM reference_organisation
WHERE reference_set_id = :id AND ods_code > :after ORDER BY ods_code LIMIT :most;

-- @many reference_deprivation_some(id reference_set_id, after text, most int) -> (lsoa text, rank int, decile int)
SELECT lsoa, rank, decile FROM reference_deprivation
WHERE reference_set_id = :id AND lsoa > :after ORDER BY lsoa LIMIT :most;

-- @many reference_postcode_some(id reference_set_id, after text, most int)
--   -> (postcode text, lsoa_2011 text, lsoa_2021 text)
SELECT postcode, lsoa_2011, lsoa_2021 FROM reference_postcode
WHERE reference_set_id = :id AND postcode > :after ORDER BY postcode LIMIT :most;

-- @many reference_holiday_some(id reference_set_id, after date, most int) -> (day date, name text)
SELECT day, name FROM reference_holiday WHERE reference_set_id = :id AND day > :after ORDER BY day LIMIT :most;

-- @change reference_code_add(reference_set_id reference_set_id, code int, category text, term text, place int)
INSERT INTO reference_code (reference_set_id, code, category, term, place)
VALUES (:reference_set_id, :code, :category, :term, :place) ON CONFLICT (reference_set_id, code, category) DO NOTHING;

-- @change reference_organisation_add(reference_set_id reference_set_id, ods_code text, name text, type text, open bool,
--   parent text, closed date?)
INSERT INTO reference_organisation (reference_set_id, ods_code, name, type, open, parent, closed)
VALUES (:reference_set_id, :ods_code, :name, :type, :open, :parent, :closed)
ON CONFLICT (ods_code, reference_set_id) DO NOTHING;

-- @change reference_deprivation_add(reference_set_id reference_set_id, lsoa text, rank int, decile int)
INSERT INTO reference_deprivation (reference_set_id, lsoa, rank, decile)
VALUES (:reference_set_id, :lsoa, :rank, :decile) ON CONFLICT (lsoa, reference_set_id) DO NOTHING;

-- @change reference_postcode_add(reference_set_id reference_set_id, postcode text, lsoa_2011 text, lsoa_2021 text)
INSERT INTO reference_postcode (reference_set_id, postcode, lsoa_2011, lsoa_2021)
VALUES (:reference_set_id, :postcode, :lsoa_2011, :lsoa_2021) ON CONFLICT (postcode, reference_set_id) DO NOTHING;

-- @change reference_holiday_add(reference_set_id reference_set_id, day date, name text)
INSERT INTO reference_holiday (reference_set_id, day, name)
VALUES (:reference_set_id, :day, :name) ON CONFLICT (reference_set_id, day) DO NOTHING;

-- A version's codes, or the current ones where none is named.
-- @many reference_code_rows(name text, version text?) -> (code int, category text, term text)
SELECT c.code, c.category, c.term
FROM reference_set s JOIN reference_code c ON c.reference_set_id = s.reference_set_id
WHERE s.kind = 'codes' AND s.name = :name AND s.ready = 1
    AND ((:version IS NULL AND s.current = 1) OR s.version = :version)
ORDER BY c.place;

-- An organisation may stand in several current files; what was loaded last is asked first.
-- @one reference_organisation_row(ods_code text) -> (name text, type text, open bool, parent text, closed date?,
--   set_name text, version text, loaded_at instant)
SELECT o.name, o.type, o.open, o.parent, o.closed, s.name, s.version, s.loaded_at
FROM reference_organisation o JOIN reference_set s ON s.reference_set_id = o.reference_set_id
WHERE o.ods_code = :ods_code AND s.current = 1
ORDER BY s.loaded_at DESC, s.reference_set_id DESC LIMIT 1;

-- The newest index that knows the area.
-- @one reference_deprivation_row(lsoa text) -> (rank int, decile int, name text, version text, dated date?,
--   loaded_at instant)
SELECT d.rank, d.decile, s.name, s.version, s.dated, s.loaded_at
FROM reference_deprivation d JOIN reference_set s ON s.reference_set_id = d.reference_set_id
WHERE d.lsoa = :lsoa AND s.current = 1
ORDER BY s.name DESC, s.reference_set_id DESC LIMIT 1;

-- @one reference_postcode_row(postcode text) -> (lsoa_2011 text, lsoa_2021 text, name text, version text)
SELECT p.lsoa_2011, p.lsoa_2021, s.name, s.version
FROM reference_postcode p JOIN reference_set s ON s.reference_set_id = p.reference_set_id
WHERE p.postcode = :postcode AND s.current = 1
ORDER BY s.loaded_at DESC, s.reference_set_id DESC LIMIT 1;

-- @many reference_holiday_rows() -> (reference_set_id reference_set_id, day date)
SELECT h.reference_set_id, h.day
FROM reference_holiday h JOIN reference_set s ON s.reference_set_id = h.reference_set_id
WHERE s.current = 1
ORDER BY s.loaded_at DESC, s.reference_set_id DESC, h.day;
