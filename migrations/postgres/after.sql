-- Run by the tables' owner after migrations: what the role that serves may do. cairn.runtime_role is its name.
-- It owns nothing and makes nothing. The audit is only ever added to, and migrations are only read. What was said about
-- a plan stays: it follows its person when two records are joined, and nothing else of it changes.
DO $$
DECLARE
    who text := current_setting('cairn.runtime_role');
BEGIN
    EXECUTE format('REVOKE ALL ON SCHEMA cairn FROM PUBLIC, %I', who);
    EXECUTE format('GRANT USAGE ON SCHEMA cairn TO %I', who);
    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA cairn FROM PUBLIC, %I', who);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA cairn TO %I', who);
    EXECUTE format('REVOKE UPDATE, DELETE ON audit, audit_person, audit_seal FROM %I', who);
    IF to_regclass('cairn.plan_event') IS NOT NULL THEN
        EXECUTE format('REVOKE UPDATE, DELETE ON plan_event FROM %I', who);
        EXECUTE format('GRANT UPDATE (person_id) ON plan_event TO %I', who);
    END IF;
    EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON migration FROM %I', who);
    EXECUTE format('GRANT USAGE ON SEQUENCE audit_seq_seq TO %I', who);
END
$$;
