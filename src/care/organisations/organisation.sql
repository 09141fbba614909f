-- Networks and practices. Only this file and those that name places write these tables.

-- @insert pcn_insert(key uuid, name text)
INSERT INTO pcn (key, name) VALUES (:key, :name);

-- @many pcn_rows() -> (pcn_id pcn_id, key uuid, name text)
SELECT pcn_id, key, name FROM pcn ORDER BY name;

-- @insert practice_insert(key uuid, pcn_id pcn_id, ods_code text, name text)
INSERT INTO practice (key, pcn_id, ods_code, name) VALUES (:key, :pcn_id, :ods_code, :name);

-- @many practice_rows() -> (practice_id practice_id, key uuid, pcn_id pcn_id, ods_code text, name text)
SELECT practice_id, key, pcn_id, ods_code, name FROM practice ORDER BY name;

-- @one practice_row(ods_code text) -> (practice_id practice_id, key uuid, pcn_id pcn_id, ods_code text, name text)
SELECT practice_id, key, pcn_id, ods_code, name FROM practice WHERE ods_code = :ods_code;
