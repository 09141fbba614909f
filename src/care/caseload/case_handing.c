/* Who is told that cases changed hands, until they have read it. */
#include "care/caseload/case_pages.h"
#include "care/caseload/handing.sql.h"

enum { SHOWN_MOST = 10, NAMED_MOST = 5 };

enum err case_tell(struct ctx *c, const struct case_told *t)
{
    int64_t id, added;
    struct instant now = clock_now(c->clock);
    bool from_knows = !t->from.v || t->from_left || t->from.v == c->actor->account.v;
    bool to_knows = t->to.v == c->actor->account.v;
    if (!t->n || (from_knows && to_knows)) return ERR_NONE;
    const struct case_handing_insert_params row = {.pcn_id = c->actor->pcn,
        .from_id = t->from,
        .to_id = t->to,
        .made_by = c->actor->account,
        .at = now,
        .cases = (int64_t)t->n,
        .tasks = t->tasks,
        .from_read_at = from_knows ? now : INSTANT_NONE,
        .to_read_at = to_knows ? now : INSTANT_NONE};
    enum err err = case_handing_insert(c->db, &row, &id);
    for (size_t i = 0; !err && i < t->n; i++) err = case_handed_insert(c->db, id, t->cases[i], &added);
    return err;
}

enum err case_news_count(struct ctx *c, int64_t *ret_came, int64_t *ret_went)
{
    struct case_handings_count_row row = {0};
    enum err err = case_handings_count(c->db, c->actor->pcn, c->actor->account, &row);
    *ret_came = row.came;
    *ret_went = row.went;
    return err;
}

/* ---- shown above one's own caseload ---- */

/* "Joanne Tully gave you 12 cases of Leah Morgan, with 3 things to do." */
static struct str said(struct arena *a, const struct case_handings_unread_row *h)
{
    long long cases = (long long)h->cases, tasks = (long long)h->tasks;
    struct str what = cases == 1 ? STR("a case") : str_printf(a, "%lld cases", cases);
    struct str along = !tasks ? STR_NONE :
        tasks == 1            ? STR(", with one thing to do") :
                                str_printf(a, ", with %lld things to do", tasks);
    if (!h->came)
        return str_printf(a, "%.*s gave %.*s of yours to %.*s%.*s", STR_ARG(h->by_name), STR_ARG(what),
            STR_ARG(h->other_name), STR_ARG(along));
    if (!h->other_name.n) return str_printf(a, "%.*s opened %.*s for you", STR_ARG(h->by_name), STR_ARG(what));
    bool own = str_eq(h->other_name, h->by_name);
    return str_printf(a, "%.*s gave you %.*s%s%.*s%.*s", STR_ARG(h->by_name), STR_ARG(what), own ? "" : " of ",
        STR_ARG(own ? STR_NONE : h->other_name), STR_ARG(along));
}

static enum err add_line(struct ctx *c, const struct case_handings_unread_row *h, struct line *ret)
{
    struct case_handed_people_list people;
    enum err err = case_handed_people(c->db, h->case_handing_id, NAMED_MOST, &people);
    if (err) return err;
    struct str *names = ARENA_ARRAY(c->arena, struct str, people.n + 1);
    for (size_t i = 0; i < people.n; i++) {
        const struct case_handed_people_row *row = &people.items[i];
        struct person p = {.given_names = row->given_names,
            .family_name = row->family_name,
            .preferred_name = row->preferred_name};
        names[i] = person_list_name(c->arena, &p);
    }
    if (h->cases > (int64_t)people.n)
        names[people.n] =
            str_printf(c->arena, "%s%lld more", people.n ? "and " : "", (long long)h->cases - (long long)people.n);
    *ret = (struct line){.above = instant_long(c->arena, h->at),
        .text = said(c->arena, h),
        .below = str_join(c->arena, names, people.n + 1, STR("; "))};
    if (people.n == 1 && h->cases == 1) {
        struct person p = {.key = people.items[0].person_key};
        struct str page = person_url(c->arena, &p, "/case/").text,
                   key = uuid_text(c->arena, people.items[0].case_key);
        ret->text_href = (struct url){str_printf(c->arena, "%.*s%.*s", STR_ARG(page), STR_ARG(key))};
    }
    return ERR_NONE;
}

enum err case_news_show(struct ctx *c, struct caseload_view *v)
{
    struct case_handings_unread_list rows;
    enum err err = case_handings_unread(c->db, c->actor->pcn, c->actor->account, SHOWN_MOST, &rows);
    if (err || !rows.n) return err;
    v->news_box = (struct box){.heading = STR("What changed hands"), .id = STR("news")};
    v->news.items.items = ARENA_ARRAY(c->arena, struct line, rows.n);
    for (size_t i = 0; !err && i < rows.n; i++)
        err = add_line(c, &rows.items[i], &v->news.items.items[v->news.items.n++]);
    v->news_up_to = str_printf(c->arena, "%lld", (long long)rows.items[0].case_handing_id);
    return err;
}

struct reading {
    int64_t up_to;
};

static enum err read_it(struct ctx *c, void *arg)
{
    const struct reading *k = arg;
    int64_t changed;
    struct instant now = clock_now(c->clock);
    enum err err = case_handings_set_read_to(c->db, c->actor->account, k->up_to, now, &changed);
    return err ? err : case_handings_set_read_from(c->db, c->actor->account, k->up_to, now, &changed);
}

static struct reply was_read(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r;
    (void)arg;
    return result ? shell_failure(c, result) : reply_see_other(URL("/caseload"));
}

struct reply case_news_post(struct ctx *c, const struct request *r)
{
    struct reading *k = ARENA_NEW(c->arena, struct reading);
    if (!str_int(form_get(&r->form, STR("up_to")), 1, INT64_MAX, &k->up_to))
        return reply_see_other(URL("/caseload"));
    return reply_write(read_it, was_read, k);
}
