/*
 * Sessions: who is signed in, since when, in which role.
 *
 * A session is a random token in a cookie; the database holds only its hash. Its form token (CSRF) is derived from
 * a secret of the session's own, which stays when the cookie's token changes: a form that was open in another tab
 * can still be sent, in the role that it was opened in. A session idles after 15 minutes: then one factor brings
 * back the same page and what was typed; after 12 hours it is over, whatever happened (reliability §3, NIST AAL2).
 * The cookie's token changes at each sign-in step, the form token with the second factor. What the account may do
 * is read anew with each request, so a change by an administrator takes effect at once.
 */
#ifndef CAIRN_PLATFORM_SESSION_H
#define CAIRN_PLATFORM_SESSION_H

#include "platform/app.h"

struct session_limits {
    int64_t idle_ms, whole_ms; /* 15 minutes, 12 hours */
};
extern const struct session_limits SESSION_LIMITS;

enum session_state {
    SESSION_NONE,     /* nobody */
    SESSION_HALF,     /* password right, second factor still to come (or to be set up) */
    SESSION_IDLE,     /* whole, but nobody was there for a while */
    SESSION_CHOOSING, /* signed in; holds several roles and must say which */
    SESSION_WHOLE,
};

struct session {
    enum session_state state;
    struct session_id id;
    struct str token, csrf;
    struct str form_secret;
    struct role_held_id role_held; /* what they are here as, also while it idles; 0: not chosen yet */
    struct account_id account;
    struct str email;
    bool second_factor, has_seed;
    bool touch_due; /* the time last seen should be written */
    struct instant seen_at;
    struct uuid shown_to; /* the person who looks at the screen, too; zero: nobody */
    struct str held_path, held_body;
    bool many_roles;    /* they could be here as something else */
    struct actor actor; /* complete when CHOOSING (without role) or WHOLE */
    struct actor away;  /* IDLE: who they are again once they have signed in */
};

struct str session_cookie_name(const struct app *app);
/* Reads the session behind a cookie's token. SESSION_NONE is an answer, not an error. */
MUST_USE enum err session_read(struct ctx *c, struct str token, struct session *ret);
/* For a route that keeps drafts: somebody whose session idles may still keep what they type, as who they were. The
 * session idles on, and nothing is shown to them. */
MUST_USE enum err session_stand_in(struct ctx *c, struct session *s);

/* In an action: begins a session under a new token. More than five sessions of one account end the oldest. */
MUST_USE enum err session_begin(
    struct ctx *c, struct account_id account, bool whole, struct str token, struct role_held_id role);
/* In an action: the second factor, the one factor after idling, or another role: whole from now, under a new
 * token. role 0 leaves the role as it was. ERR_CONFLICT: it ended meanwhile. */
MUST_USE enum err session_make_whole(
    struct ctx *c, struct session_id id, struct str token, struct role_held_id role);
/* In an action: a wrong code or password within a session. The fifth ends it: back to the first step. */
enum { SESSION_TRIES = 5 };
MUST_USE enum err session_wrong_try(struct ctx *c, struct session_id id, bool *ret_ended);
/* In an action: somebody was there; a form sent while idle is kept; it was sent after all. */
MUST_USE enum err session_seen(struct ctx *c, struct session_id id);
MUST_USE enum err session_hold_form(struct ctx *c, struct session_id id, struct str path, struct str body);
MUST_USE enum err session_drop_held(struct ctx *c, struct session_id id);

/* In an action: from now on the person of this key looks on; zero: not any more. */
MUST_USE enum err session_show_to(struct ctx *c, struct session_id id, struct uuid person_key);

/* Is it a form token of this session's, whichever role it was made in? That role, 0 for one before any was chosen.
 */
bool session_token_is(
    struct ctx *c, const struct session *session, struct str token, struct role_held_id *ret_role);
/* After how many seconds without a request the session idles, counted from this one. */
int64_t session_seconds_left(const struct ctx *c, const struct session *s);

struct str session_set_cookie(struct ctx *c, struct str token);
struct str session_clear_cookie(struct ctx *c);
/* The form token of this session once session_make_whole has given it this cookie's token. */
struct str session_csrf_under(struct ctx *c, const struct session *session, struct str token);

#endif
