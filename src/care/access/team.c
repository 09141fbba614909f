/* A person's team: who has a relation to them and why; adding a colleague, ending a relation. */
#include "base/limits.h"
#include "care/access/access.sql.h"
#include "care/access/access_pages.h"
#include "care/access/pages/team.tmpl.h"
#include "platform/audit/audit.h"
#include "platform/auth/permission.h"
#include "platform/auth/relation.h"

static const enum relation_kind OFFERED[] = {
    RELATION_TEAM, RELATION_CASELOAD, RELATION_REFERRAL, RELATION_MEETING};

struct adding {
    struct problems problems;
    struct str who, why; /* as sent */
    struct relation relation;
};

/* "account.role.place": together they name one role that one colleague holds. */
static struct str value_of(struct arena *a, const struct access_colleagues_row *row)
{
    struct str account = uuid_text(a, row->account), place = uuid_text(a, row->place);
    struct str role = staff_role_code((enum staff_role)row->role);
    return str_printf(a, "%.*s.%.*s.%.*s", STR_ARG(account), STR_ARG(role), STR_ARG(place));
}

/* Colleagues who may read records at all; nobody adds themselves. */
static bool can_be_added(const struct ctx *c, const struct access_colleagues_row *row)
{
    return row->account_id.v != c->actor->account.v &&
        (permissions_of((enum staff_role)row->role) & PERMISSION_BIT(PERMISSION_PERSON_DETAILS)) != 0;
}

/* "Leah Morgan, care co-ordinator, Mill Row Surgery" */
static struct str colleague_words(struct arena *a, const struct access_colleagues_row *row)
{
    struct str role = staff_role_label((enum staff_role)row->role);
    return str_join(a, (const struct str[]){row->name, role, row->place_name}, 3, STR(", "));
}

/* Whoever opened the record with a reason may read it, not let others in. */
static struct str why_not(const struct ctx *c, struct person_id person)
{
    const struct actor_relation *own = actor_relation(c->actor, person);
    if (own && own->claim)
        return STR(
            "You opened this record with a reason, for a while. Only the person’s own team can add somebody.");
    return STR_NONE;
}

static void view_member(struct ctx *c, const struct access_team_row *row, struct team_member *m)
{
    struct arena *a = c->arena;
    bool claim = str_eq(row->kind, STR("claim"));
    struct str role = staff_role_label((enum staff_role)row->role);
    *m = (struct team_member){.name = row->name,
        .role = str_join(a, (const struct str[]){role, row->place}, 2, STR(", ")),
        .why = claim ?
            str_join(a, (const struct str[]){claim_reason_label(row->reason), row->words}, 2, STR(": ")) :
            relation_label(row->kind),
        .since = claim ? str_printf(a, "Until %.*s", STR_ARG(instant_long(a, row->until))) :
                         str_printf(a, "Since %.*s", STR_ARG(date_long(a, instant_date(row->since)))),
        .key = uuid_text(a, row->key),
        .hidden = row->name};
}

enum err colleagues_offer(struct ctx *c, struct account_id but, struct str chosen, struct select_field *ret)
{
    struct access_colleagues_list all;
    enum err err = access_colleagues(c->db, c->actor->pcn, &all);
    if (err) return err;
    ret->items.items = ARENA_ARRAY(c->arena, struct option, all.n + 1);
    ret->items.items[ret->items.n++] = (struct option){.text = STR("Choose a colleague"), .value = STR("")};
    for (size_t i = 0; i < all.n; i++) {
        const struct access_colleagues_row *row = &all.items[i];
        struct str value = value_of(c->arena, row);
        if (!can_be_added(c, row) || row->account_id.v == but.v) continue;
        ret->items.items[ret->items.n++] = (struct option){
            .value = value, .selected = str_eq(value, chosen), .text = colleague_words(c->arena, row)};
    }
    return ERR_NONE;
}

enum err colleague_chosen(
    struct ctx *c, struct account_id but, struct str value, struct relation *ret, struct str *ret_words)
{
    struct access_colleagues_list all;
    enum err err = access_colleagues(c->db, c->actor->pcn, &all);
    for (size_t i = 0; !err && i < all.n; i++) {
        const struct access_colleagues_row *row = &all.items[i];
        if (!can_be_added(c, row) || row->account_id.v == but.v || !str_eq(value_of(c->arena, row), value))
            continue;
        ret->account = row->account_id;
        ret->role_held = row->role_held_id;
        *ret_words = colleague_words(c->arena, row);
    }
    return err;
}

static enum err view_add(struct ctx *c, const struct adding *adding, struct team_view *v)
{
    v->who = (struct select_field){.name = STR("who"),
        .label = STR("Colleague"),
        .label_size = SIZE_S,
        .hint = STR("They see this record from then on"),
        .error = problems_at(&adding->problems, STR("who"))};
    enum err err = colleagues_offer(c, (struct account_id){0}, adding->who, &v->who);
    if (err) return err;
    v->why = (struct radios){.name = STR("why"),
        .legend = STR("Why"),
        .legend_size = SIZE_S,
        .small = true,
        .error = problems_at(&adding->problems, STR("why"))};
    v->why.items.items = ARENA_ARRAY(c->arena, struct choice, COUNT_OF(OFFERED));
    for (size_t i = 0; i < COUNT_OF(OFFERED); i++) {
        struct str word = relation_word(OFFERED[i]);
        v->why.items.items[v->why.items.n++] =
            (struct choice){.value = word, .label = relation_label(word), .checked = str_eq(word, adding->why)};
    }
    return ERR_NONE;
}

static enum err view_team(struct ctx *c, const struct person *p, struct team_view *v)
{
    struct access_team_list rows;
    enum err err = access_team(c->db, p->id, clock_now(c->clock), &rows);
    if (err) return err;
    v->restricted = p->restricted;
    v->why_not = why_not(c, p->id);
    v->can_add = actor_may(c->actor, PERMISSION_TEAM) && !v->why_not.n;
    v->can_restrict = actor_may(c->actor, PERMISSION_RESTRICT);
    v->add = person_url(c->arena, p, "/team");
    v->restrict_page = person_url(c->arena, p, "/restrict");
    v->members.items = ARENA_ARRAY(c->arena, struct team_member, rows.n);
    v->claims.items = ARENA_ARRAY(c->arena, struct team_member, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        bool claim = str_eq(rows.items[i].kind, STR("claim"));
        struct team_member *m = claim ? &v->claims.items[v->claims.n++] : &v->members.items[v->members.n++];
        view_member(c, &rows.items[i], m);
        m->can_end = v->can_add;
        m->end = person_url(c->arena, p, "/team/end");
    }
    return ERR_NONE;
}

static const struct shell_notice NOTICES[] = {{"added", "They see this record from now on"},
    {"ended", "They don’t see this record by that relation any more"}, {"restricted", "The record is restricted"},
    {"lifted", "The record is not restricted any more"}};

static struct reply team_page(struct ctx *c, const struct request *r, const struct adding *adding, int status)
{
    struct person p;
    struct team_view *v = ARENA_NEW(c->arena, struct team_view);
    enum err err = person_get(c, r->person, &p);
    if (!err) err = view_team(c, &p, v);
    if (!err && v->can_add) err = view_add(c, adding, v);
    if (err) return shell_failure(c, err);
    v->problems = problems_summary(&adding->problems);
    struct page page = person_page(c, &p, STR("Team"), STR("Team, person record"));
    page.has_problems = adding->problems.n != 0;
    page.main = access_team_page_slot(v);
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

struct reply team_get(struct ctx *c, const struct request *r)
{
    struct adding *adding = ARENA_NEW(c->arena, struct adding);
    adding->problems.arena = c->arena;
    if (r->held) adding->who = form_get(&r->form, STR("who"));
    return team_page(c, r, adding, 200);
}

static struct reply back_to_team(struct ctx *c, const struct request *r, const char *done)
{
    struct url page = url_with_id(c->arena, "/people/", r->person_key, "/team");
    return reply_see_other(url_with_query(c->arena, page, "done", str_from_cstr(done)));
}

/* ---- adding ---- */

static enum err read_adding(struct ctx *c, const struct request *r, struct adding *adding)
{
    struct relation *relation = &adding->relation;
    struct str words;
    adding->who = form_get(&r->form, STR("who"));
    adding->why = form_get(&r->form, STR("why"));
    relation->person = r->person;
    enum err err = colleague_chosen(c, (struct account_id){0}, adding->who, relation, &words);
    if (err) return err;
    for (size_t i = 0; i < COUNT_OF(OFFERED); i++)
        if (str_eq(relation_word(OFFERED[i]), adding->why)) relation->kind = OFFERED[i];
    if (!relation->account.v) problems_add(&adding->problems, STR("who"), STR("Choose a colleague from the list"));
    if (!relation->kind) problems_add(&adding->problems, STR("why"), STR("Choose why they see this record"));
    return ERR_NONE;
}

static enum err add(struct ctx *c, void *arg)
{
    struct adding *adding = arg;
    c->audit->reason = str_printf(c->arena, "relation: %.*s", STR_ARG(relation_word(adding->relation.kind)));
    return relation_begin(c, &adding->relation);
}

static struct reply added(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct adding *adding = arg;
    if (!result) return back_to_team(c, r, "added");
    if (result != ERR_EXISTS) return shell_failure(c, result);
    problems_add(&adding->problems, STR("who"), STR("They have this relation to the person already"));
    return team_page(c, r, adding, 409);
}

struct reply team_add_post(struct ctx *c, const struct request *r)
{
    struct adding *adding = ARENA_NEW(c->arena, struct adding);
    adding->problems.arena = c->arena;
    struct str refused = why_not(c, r->person);
    if (refused.n) return shell_error(c, 403, refused);
    enum err err = read_adding(c, r, adding);
    if (err) return shell_failure(c, err);
    return adding->problems.n ? team_page(c, r, adding, 422) : reply_write(add, added, adding);
}

/* ---- ending ---- */

static enum err end(struct ctx *c, void *arg)
{
    const struct access_team_row *row = arg;
    c->audit->reason = str_printf(c->arena, "relation ended: %.*s", STR_ARG(row->kind));
    enum err err = relation_end(c, row->relation_id);
    return err == ERR_CONFLICT ? ERR_NONE : err; /* ended meanwhile: what was asked for is so */
}

static struct reply ended(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)arg;
    if (result == ERR_REFUSED)
        return shell_error(c, 403,
            STR("They are the last of the team of a restricted record. Add somebody else first, or lift the "
                "restriction."));
    return result ? shell_failure(c, result) : back_to_team(c, r, "ended");
}

struct reply team_end_post(struct ctx *c, const struct request *r)
{
    struct access_team_list *team = ARENA_NEW(c->arena, struct access_team_list);
    struct str refused = why_not(c, r->person), key = form_get(&r->form, STR("relation"));
    if (refused.n) return shell_error(c, 403, refused);
    enum err err = access_team(c->db, r->person, clock_now(c->clock), team);
    if (err) return shell_failure(c, err);
    for (size_t i = 0; i < team->n; i++)
        if (str_eq(uuid_text(c->arena, team->items[i].key), key)) return reply_write(end, ended, &team->items[i]);
    return back_to_team(c, r, "ended");
}
