-- @one installation_row() -> (key uuid, name text, demonstration bool)
SELECT key, name, demonstration FROM installation WHERE installation_id = 1;

-- @insert installation_insert(key uuid, name text, demonstration bool, created instant)
INSERT INTO installation (installation_id, key, name, demonstration, created)
VALUES (1, :key, :name, :demonstration, :created);
