/*
 * Showing the screen to the person: while they look on, it shows what is theirs and nobody else's.
 *
 * A switch of the session, so it holds in every tab and without scripts. The dispatcher answers only the routes
 * that are marked as fit to be seen (SHARED_ROUTE), and those only about the person who looks on; any other page
 * is a calm one with a button to end it. The frame leaves out navigation, finder, alerts and notices; pages leave
 * out what others said in confidence (struct actor, shown). [ui §2.5; docs/adr/0040]
 */
#ifndef CAIRN_CARE_SCREEN_H
#define CAIRN_CARE_SCREEN_H

#include "platform/http/reply.h"
#include "platform/http/route.h"

/* For struct app_hooks: what stands in the place of a page that isn't for the person's eyes. */
struct reply screen_instead_page(struct ctx *c, const struct request *r);

extern const struct route_table screen_routes;

#endif
