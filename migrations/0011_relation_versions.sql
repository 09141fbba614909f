-- A number that changes whenever the people whom a role sees by relations may have changed. Owner: platform/auth.
-- The server keeps a role's relations in memory for as long as the number that its snapshot shows is the one they
-- were read under (platform/auth/relation_cache.h). docs/adr/0026-relations-are-kept-in-memory.md.
ALTER TABLE role_held ADD COLUMN relations_version INTEGER NOT NULL DEFAULT 0;
