/*
 * The slice's handlers, and the view behind striking through. Private to the slice.
 */
#ifndef CAIRN_CARE_CONTACT_PAGES_H
#define CAIRN_CARE_CONTACT_PAGES_H

#include "care/contacts/contact.h"
#include "care/shell/shell.h"

struct contact_strike_view {
    struct error_summary problems;
    struct url action, cancel;
    struct str title, when, note;
    struct input why;
};

struct reply contact_new_get(struct ctx *c, const struct request *r);
struct reply contact_new_post(struct ctx *c, const struct request *r);
struct reply contact_draft_post(struct ctx *c, const struct request *r);
struct reply contact_strike_get(struct ctx *c, const struct request *r);
struct reply contact_strike_post(struct ctx *c, const struct request *r);

#endif
