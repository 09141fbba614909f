-- @insert version_insert(kind text, record_id int, version int, at instant, account account_id?, role int, state text)
INSERT INTO record_version (kind, record_id, version, at, account_id, role, state)
VALUES (:kind, :record_id, :version, :at, :account, :role, :state);

-- @many version_rows(kind text, record_id int, most int) -> (version int, at instant, by_name text?, role int, state text)
SELECT v.version, v.at, a.name, v.role, v.state
FROM record_version v LEFT JOIN account a ON a.account_id = v.account_id
WHERE v.kind = :kind AND v.record_id = :record_id ORDER BY v.version DESC LIMIT :most;

-- @one version_row(kind text, record_id int, version int) -> (version int, at instant, by_name text?, role int, state text)
SELECT v.version, v.at, a.name, v.role, v.state
FROM record_version v LEFT JOIN account a ON a.account_id = v.account_id
WHERE v.kind = :kind AND v.record_id = :record_id AND v.version = :version;

-- What was saved after one version, up to another: the newest first.
-- @many version_rows_between(kind text, record_id int, after int, up_to int, most int)
--   -> (version int, at instant, by_name text?, role int, state text)
SELECT v.version, v.at, a.name, v.role, v.state
FROM record_version v LEFT JOIN account a ON a.account_id = v.account_id
WHERE v.kind = :kind AND v.record_id = :record_id AND v.version > :after AND v.version <= :up_to
ORDER BY v.version DESC LIMIT :most;
