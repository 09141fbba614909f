/*
 * The pages with which administrators manage accounts: their views and handlers. Private to the slice.
 *
 * An administrator's reach is where their own role is held: a whole network, or one practice of it. They see
 * everybody who holds or held a role there, change an account only if all of its roles lie within their reach, and
 * never give a role to themselves. What isn't within reach looks as if it weren't there.
 */
#ifndef CAIRN_CARE_STAFF_H
#define CAIRN_CARE_STAFF_H

#include "care/accounts/account_store.h"
#include "care/shell/shell.h"

struct staff_list_view {
    struct page_top top;
    struct worklist_view list;
    bool can_add;
};

struct staff_new_view {
    struct error_summary problems;
    struct input name, email;
    struct select_field role, place;
};

struct staff_role_row {
    struct str label, place, value; /* "care-coordinator.0193…" */
    bool can_end;
};
struct staff_account_view {
    struct error_summary problems;
    struct page_top top;
    struct str version, email, created, last,
        why_not; /* why_not: they may not be changed by this actor, and why */
    struct tag state;
    bool can_change, is_self, is_disabled, has_second_factor, can_reset, can_give;
    struct url save, give, end, disable, enable, reset, leaving, post;
    struct input name_field, email_field;
    LIST(struct staff_role_row) roles;
    struct select_field role, place, reason;
    struct radios what;
};
struct staff_link_view {
    struct str name, email, link;
    struct url link_path, account;
};

/* An account within the actor's reach, and what may be done to it. */
struct staff_account {
    struct staff_by_key_row row;
    struct roles_of_list roles;
    int64_t beyond; /* roles held where the actor has no say */
    bool is_self;
};
MUST_USE enum err staff_get(struct ctx *c, struct uuid key, struct staff_account *ret);
/* In an action: the same, refused (ERR_REFUSED) unless the actor may change it, ERR_CONFLICT if it moved on. */
MUST_USE enum err staff_get_to_change(struct ctx *c, struct uuid key, int64_t version, struct staff_account *ret);

struct str staff_role_value(struct arena *a, const struct roles_of_row *role);
/* Drop-downs of roles and of places within reach; the chosen one by its value. */
struct select_field staff_role_field(struct ctx *c, const struct problems *p, struct str chosen);
MUST_USE enum err staff_place_field(
    struct ctx *c, const struct problems *p, struct str chosen, struct select_field *ret);
/* The role that a form names, within reach; ERR_NOT_FOUND for anything else. */
MUST_USE enum err staff_role_from(struct ctx *c, struct str role, struct str place, struct account_role *ret);

struct tag staff_state_tag(struct str state);
/* The account's page; problems are shown at the form they belong to, what was typed comes from form (may be NULL).
 */
struct reply staff_account_page(
    struct ctx *c, const struct request *r, const struct form *form, const struct problems *problems, int status);
/* The one-time link, shown once. */
struct reply staff_link_page(
    struct ctx *c, const struct request *r, struct str name, struct str email, struct uuid key, struct str token);

struct reply staff_list_get(struct ctx *c, const struct request *r);
struct reply staff_new_get(struct ctx *c, const struct request *r);
struct reply staff_new_post(struct ctx *c, const struct request *r);
struct reply staff_account_get(struct ctx *c, const struct request *r);
struct reply staff_save_post(struct ctx *c, const struct request *r);
struct reply staff_give_post(struct ctx *c, const struct request *r);
struct reply staff_end_post(struct ctx *c, const struct request *r);
struct reply staff_disable_post(struct ctx *c, const struct request *r);
struct reply staff_enable_post(struct ctx *c, const struct request *r);
struct reply staff_reset_post(struct ctx *c, const struct request *r);

#endif
