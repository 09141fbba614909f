/*
 * Help, accessibility, privacy: the pages that the footer links to, and /nothing-yet. Private to the slice.
 *
 * The first three are read without signing in and look into no data, so they leave no trace. Who is signed in sees
 * them in the frame of every other page, with the way back to their work.
 */
#ifndef CAIRN_CARE_ABOUT_H
#define CAIRN_CARE_ABOUT_H

#include "care/shell/shell.h"

struct about_view {
    struct str installation, role;
    bool demonstration;
};

struct reply about_help_get(struct ctx *c, const struct request *r);
struct reply about_accessibility_get(struct ctx *c, const struct request *r);
struct reply about_privacy_get(struct ctx *c, const struct request *r);
struct reply about_nothing_yet_get(struct ctx *c, const struct request *r);

#endif
