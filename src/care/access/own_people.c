/* The people one has a relation to oneself: supported, brought to a meeting, or opened for a while. */
#include "care/access/access.sql.h"
#include "care/access/access_pages.h"
#include "care/access/pages/own_people.tmpl.h"
#include "platform/audit/audit.h"
#include "platform/auth/relation.h"

static struct own_person person_of(struct ctx *c, const struct access_own_row *row)
{
    struct arena *a = c->arena;
    struct person p = {.key = row->person_key,
        .given_names = row->given_names,
        .family_name = row->family_name,
        .preferred_name = row->preferred_name,
        .born = row->born,
        .died = DATE_NONE};
    bool claim = str_eq(row->kind, STR("claim"));
    struct str number = nhs_number_display(a, row->nhs_number);
    struct str born = person_born_and_age(a, &p, clock_today(c->clock));
    return (struct own_person){.name = person_list_name(a, &p),
        .facts = str_join(a, (const struct str[]){born, number, row->practice}, 3, STR(", ")),
        .why = claim ? claim_reason_label(row->reason) : relation_label(row->kind),
        .until = claim ? str_printf(a, "Until %.*s", STR_ARG(instant_long(a, row->until))) : STR_NONE,
        .href = person_url(a, &p, ""),
        .end = claim ? url_with_id(a, "/my-people/", row->key, "/end") : URL_NONE,
        .hidden = person_full_name(a, &p)};
}

static const struct shell_notice NOTICES[] = {{"ended", "You don’t see this record any more"},
    {"restricted", "The record is restricted. You are not on the team, so you don’t see it any more"}};

struct reply own_people_get(struct ctx *c, const struct request *r)
{
    struct access_own_list rows;
    enum err err = access_own(c->db, c->actor->role_held, clock_now(c->clock), OWN_MOST, &rows);
    if (err) return shell_failure(c, err);
    struct own_people_view *v = ARENA_NEW(c->arena, struct own_people_view);
    v->top = (struct page_top){.heading = STR("My people"), .quiet = STR("Those whom you support or have opened")};
    v->can_look_up = actor_may(c->actor, PERMISSION_CLAIM);
    v->claims.items = ARENA_ARRAY(c->arena, struct own_person, rows.n);
    v->direct.items = ARENA_ARRAY(c->arena, struct own_person, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        struct own_person one = person_of(c, &rows.items[i]);
        if (url_is_set(one.end))
            v->claims.items[v->claims.n++] = one;
        else
            v->direct.items[v->direct.n++] = one;
    }
    struct page page = {.title = STR("My people"), .main = access_own_people_slot(v)};
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, 200, SECTION_OWN_PEOPLE, &page);
}

struct ending {
    struct relation_id relation;
    struct person_id person;
};

static enum err end_own(struct ctx *c, void *arg)
{
    const struct ending *e = arg;
    c->audit->reason = STR("gave up a claim");
    trace_saw(c->trace, e->person);
    enum err err = relation_end(c, e->relation);
    return err == ERR_CONFLICT ? ERR_NONE : err; /* its time ran out, or it was pressed twice */
}

static struct reply own_ended(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r;
    (void)arg;
    return result ? shell_failure(c, result) : reply_see_other(URL("/my-people?done=ended"));
}

struct reply own_end_post(struct ctx *c, const struct request *r)
{
    struct access_own_by_key_row row;
    struct ending *e = ARENA_NEW(c->arena, struct ending);
    enum err err = access_own_by_key(c->db, request_id(r, 0), c->actor->role_held, &row);
    if (err) return shell_failure(c, err);
    *e = (struct ending){row.relation_id, row.person_id};
    return reply_write(end_own, own_ended, e);
}
