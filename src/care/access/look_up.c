/* Looking somebody up exactly, beyond one's own people: what is said is only that there is somebody. */
#include "base/limits.h"
#include "care/access/access.sql.h"
#include "care/access/access_pages.h"
#include "care/access/pages/claim.tmpl.h"
#include "care/access/review.h"
#include "platform/audit/audit.h"

struct look_up {
    struct problems problems;
    struct str typed;
    struct field_date typed_born;
    struct nhs_number number;
    struct date born;
    struct uuid key;
    bool too_many;
};

static struct reply look_up_page(struct ctx *c, const struct request *r, const struct look_up *l, int status)
{
    struct look_up_view *v = ARENA_NEW(c->arena, struct look_up_view);
    v->problems = problems_summary(&l->problems);
    v->nhs_number = (struct input){.name = STR("nhs_number"),
        .label = STR("NHS number"),
        .hint = STR("A 10-digit number, like 999 123 4567"),
        .label_size = SIZE_S,
        .width = 10,
        .code = true,
        .inputmode = STR("numeric"),
        .autocomplete = STR("off"),
        .value = l->typed,
        .error = problems_at(&l->problems, STR("nhs_number"))};
    v->born = (struct date_input){.name = STR("born"),
        .legend = STR("Date of birth"),
        .hint = STR("For example, 4 3 1943"),
        .legend_size = SIZE_S,
        .day = l->typed_born.day,
        .month = l->typed_born.month,
        .year = l->typed_born.year,
        .error = problems_at(&l->problems, STR("born"))};
    struct page page = {.title = STR("Look somebody up"),
        .narrow = true,
        .has_problems = l->problems.n != 0,
        .main = access_look_up_slot(v)};
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

static void read_look_up(const struct form *form, struct look_up *l)
{
    l->typed = str_trim(form_get(form, STR("nhs_number")));
    l->typed_born = field_date(form, STR("born"), STR("Date of birth"), &l->problems);
    l->born = l->typed_born.date;
    enum nhs_number_fault fault = nhs_number_parse(l->typed, &l->number);
    if (!l->typed.n)
        problems_add(&l->problems, STR("nhs_number"), STR("Enter an NHS number"));
    else if (fault)
        problems_add(&l->problems, STR("nhs_number"), nhs_number_fault_text(fault));
    if (!date_is_set(l->born)) problems_add(&l->problems, STR("born"), STR("Enter a date of birth"));
}

struct reply look_up_get(struct ctx *c, const struct request *r)
{
    struct look_up *l = ARENA_NEW(c->arena, struct look_up);
    l->problems.arena = c->arena;
    if (r->held) read_look_up(&r->form, l);
    return look_up_page(c, r, l, 200);
}

static enum err too_many(struct ctx *c, struct look_up *l, struct instant since)
{
    struct review_since_row before;
    l->too_many = true;
    c->audit->outcome = AUDIT_REFUSED;
    c->audit->reason = STR("too many look-ups");
    enum err err =
        review_since(c->db, c->actor->account, c->actor->pcn, review_kind_word(REVIEW_LOOK_UPS), since, &before);
    return err || before.reviews ? err : review_raise(c, REVIEW_LOOK_UPS, STR_NONE, 0);
}

/* The same statements run whether or not there is somebody, so that the time of the answer says nothing either. */
static enum err look_up(struct ctx *c, void *arg)
{
    struct look_up *l = arg;
    struct instant now = clock_now(c->clock), since = {now.v - 60 * 60 * 1000};
    struct access_look_ups_since_row count;
    struct access_exact_list found;
    int64_t changed;
    l->too_many = false;
    c->audit->action = STR("look up");
    enum err err = access_look_ups_since(c->db, c->actor->account, c->actor->pcn, since, &count);
    if (err) return err;
    if (count.look_ups >= LOOK_UPS_AN_HOUR) return too_many(c, l, since);
    err = access_exact(c->db, l->number, l->born, c->actor->pcn, &found);
    if (err) return err;
    struct person_id person = found.n ? found.items[0].person_id : (struct person_id){0};
    trace_saw(c->trace, person);
    return access_look_up_add(c->db, l->key, c->actor->account, c->actor->role_held, person, now, &changed);
}

static struct reply looked_up(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct look_up *l = arg;
    if (result) return shell_failure(c, result);
    if (!l->too_many) return reply_see_other(url_with_id(c->arena, "/people/look-up/", l->key, ""));
    problems_add(&l->problems, STR("nhs_number"),
        STR("You have looked up 10 people within an hour. Wait, or ask your supervisor"));
    return look_up_page(c, r, l, 429);
}

struct reply look_up_post(struct ctx *c, const struct request *r)
{
    struct look_up *l = ARENA_NEW(c->arena, struct look_up);
    l->problems.arena = c->arena;
    l->key = uuid_new(c->clock);
    read_look_up(&r->form, l);
    return l->problems.n ? look_up_page(c, r, l, 422) : reply_write(look_up, looked_up, l);
}
