-- @insert version_insert(kind text, record_id int, version int, at instant, account account_id?, role int, state text)
INSERT INTO record_version (kind, record_id, version, at, account_id, role, state)
VALUES (:kind, :record_id, :version, :at, :account, :role, :state);

-- The newest first. Whoever shows a record's versions has shown the record under its own rules before.
-- @many version_list(kind text, record_id int, most int) -> (version int, at instant, account account_id?, role int, state text)
SELECT version, at, account_id, role, state
FROM record_version WHERE kind = :kind AND record_id = :record_id ORDER BY version DESC LIMIT :most;

-- @one version_one(kind text, record_id int, version int) -> (at instant, account account_id?, role int, state text)
SELECT at, account_id, role, state
FROM record_version WHERE kind = :kind AND record_id = :record_id AND version = :version;
