/* Restricting a record to its direct team, and lifting that. */
#include "base/limits.h"
#include "care/access/access.sql.h"
#include "care/access/access_pages.h"
#include "care/access/pages/restrict.tmpl.h"
#include "care/access/review.h"
#include "platform/audit/audit.h"

struct restricting {
    struct problems problems;
    struct person_id person;
    struct str reason;
    bool lift;
};

static const struct {
    struct str word, text;
} REASONS[] = {
#define REASON(word, text) {STR_INIT(word), STR_INIT(text)},
    RESTRICT_REASON_LIST(REASON)
#undef REASON
};

/* How many are on the team by a direct relation, and whether the actor is one of them. */
static enum err count_team(struct ctx *c, struct person_id person, size_t *ret_n, bool *ret_self)
{
    struct access_team_list team;
    enum err err = access_team(c->db, person, clock_now(c->clock), &team);
    if (err) return err;
    *ret_n = 0;
    for (size_t i = 0; i < team.n; i++) *ret_n += !str_eq(team.items[i].kind, STR("claim"));
    const struct actor_relation *own = actor_relation(c->actor, person);
    *ret_self = own && !own->claim;
    return ERR_NONE;
}

/* To lift a restriction is to let others in. Whoever opened the record with a reason may not, as long as somebody
 * of the team could: once all of them have left, there is no other way back. */
static enum err may_not_lift(struct ctx *c, struct person_id person, bool *ret_refused)
{
    size_t team = 0;
    bool self;
    const struct actor_relation *own = actor_relation(c->actor, person);
    enum err err = count_team(c, person, &team, &self);
    *ret_refused = own && own->claim && team > 0;
    return err;
}

static struct reply only_the_team_lifts(struct ctx *c)
{
    return shell_error(c, 403,
        STR("You opened this record with a reason, for a while. Only the person’s own team can lift the "
            "restriction: "
            "they can add you to it."));
}

static void view_reason(struct ctx *c, const struct restricting *k, struct restrict_view *v)
{
    v->reason = (struct radios){.name = STR("reason"),
        .legend = STR("Why should only the team see this record?"),
        .legend_size = SIZE_S,
        .small = true,
        .error = problems_at(&k->problems, STR("reason"))};
    v->reason.items.items = ARENA_ARRAY(c->arena, struct choice, COUNT_OF(REASONS));
    for (size_t i = 0; i < COUNT_OF(REASONS); i++)
        v->reason.items.items[v->reason.items.n++] = (struct choice){
            .value = REASONS[i].word, .label = REASONS[i].text, .checked = str_eq(REASONS[i].word, k->reason)};
}

static struct reply restrict_page(struct ctx *c, const struct request *r, const struct restricting *k, int status)
{
    struct person p;
    size_t team;
    bool self, refused = false;
    enum err err = person_get(c, r->person, &p);
    if (!err) err = count_team(c, r->person, &team, &self);
    if (!err && p.restricted) err = may_not_lift(c, r->person, &refused);
    if (err) return shell_failure(c, err);
    if (refused) return only_the_team_lifts(c);
    struct restrict_view *v = ARENA_NEW(c->arena, struct restrict_view);
    v->problems = problems_summary(&k->problems);
    v->lift = p.restricted;
    v->can = p.restricted || team > 0;
    v->heading = v->lift ? STR("Lift the restriction") : STR("Restrict this record");
    v->button = v->heading;
    if (!v->lift && !self)
        v->warning = STR("You are not on the team. Once the record is restricted you don’t see it any more.");
    v->action = person_url(c->arena, &p, "/restrict");
    v->team = person_url(c->arena, &p, "/team");
    view_reason(c, k, v);
    struct page page = person_page(c, &p, STR("Team"), STR("Restrict, person record"));
    page.has_problems = k->problems.n != 0;
    page.main = access_restrict_slot(v);
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

struct reply restrict_get(struct ctx *c, const struct request *r)
{
    struct restricting *k = ARENA_NEW(c->arena, struct restricting);
    k->problems.arena = c->arena;
    if (r->held) k->reason = form_get(&r->form, STR("reason"));
    return restrict_page(c, r, k, 200);
}

static enum err restrict_record(struct ctx *c, void *arg)
{
    const struct restricting *k = arg;
    size_t team;
    bool self, refused = false;
    enum err err = count_team(c, k->person, &team, &self);
    if (!err && k->lift) err = may_not_lift(c, k->person, &refused);
    if (err) return err;
    if (refused || (!k->lift && !team)) return ERR_REFUSED;
    err = person_restrict(c, k->person, !k->lift);
    if (!err) err = review_raise(c, k->lift ? REVIEW_LIFTED : REVIEW_RESTRICTED, k->reason, 0);
    c->audit->reason =
        k->lift ? STR("restriction lifted") : str_printf(c->arena, "restricted: %.*s", STR_ARG(k->reason));
    return err;
}

static struct reply restricted(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct restricting *k = arg;
    if (result == ERR_REFUSED && k->lift) return only_the_team_lifts(c);
    if (result == ERR_REFUSED || result == ERR_CONFLICT) {
        problems_add(&k->problems, STR("reason"),
            result == ERR_REFUSED ? STR("Say first who is on the team") :
                                    STR("Somebody changed this while the page was open. Look at it as it is now"));
        return restrict_page(c, r, k, 409);
    }
    if (result) return shell_failure(c, result);
    const struct actor_relation *own = actor_relation(c->actor, k->person);
    if (!k->lift && !own) return reply_see_other(URL("/my-people?done=restricted"));
    struct url team = url_with_id(c->arena, "/people/", r->person_key, "/team");
    return reply_see_other(url_with_query(c->arena, team, "done", k->lift ? STR("lifted") : STR("restricted")));
}

struct reply restrict_post(struct ctx *c, const struct request *r)
{
    struct restricting *k = ARENA_NEW(c->arena, struct restricting);
    *k = (struct restricting){.problems = {.arena = c->arena}, .person = r->person};
    k->lift = str_eq(form_get(&r->form, STR("to")), STR("lift"));
    k->reason = k->lift ? STR_NONE : form_get(&r->form, STR("reason"));
    if (!k->lift && !restrict_reason_label(k->reason).n)
        problems_add(&k->problems, STR("reason"), STR("Choose why only the team should see this record"));
    return k->problems.n ? restrict_page(c, r, k, 422) : reply_write(restrict_record, restricted, k);
}
