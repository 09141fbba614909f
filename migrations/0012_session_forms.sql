-- What a session's form token is made of. Owner: platform/auth. It is the hash that the session began with, or that the
-- second factor gave it, and stays when the cookie's token changes: an older tab's form must not be refused because
-- another tab signed in again. NULL: a session from before this step, whose forms go with its cookie.
ALTER TABLE session ADD COLUMN form_secret BLOB;
