/* What somebody says of entries: pasted, failed, not needed, to wait again; all that are ticked, or none. */
#include "care/coding/coding_pages.h"

enum { TICKED_MOST = CODING_PEOPLE_PAGE * CODING_ENTRIES_EACH };

struct ticked {
    struct uuid key;
    int64_t version;
};
struct saying {
    struct coding_page page;
    enum coding_act act;
    struct str why;
    struct ticked *items;
    size_t n;
};

static void read_ticked(struct ctx *c, struct saying *s)
{
    struct form_values all = form_all(c->arena, s->page.sent, STR("entry"));
    s->items = ARENA_ARRAY(c->arena, struct ticked, all.n + 1);
    for (size_t i = 0; i < all.n && s->n < TICKED_MOST; i++) {
        struct ticked *one = &s->items[s->n];
        struct str rest = all.items[i], key = str_cut(&rest, '.');
        if (uuid_from_text(key, &one->key) && str_int(rest, 1, INT64_MAX, &one->version)) s->n++;
    }
    if (!s->n) problems_add(&s->page.problems, STR("entry"), STR("Tick the entries that this is about"));
}

static void read_form(struct ctx *c, struct saying *s)
{
    const struct form *form = s->page.sent;
    struct problems *p = &s->page.problems;
    int act = 0;
    read_ticked(c, s);
    if (!vocabulary_find(&coding_acts, form_get(form, STR("act")), &act))
        problems_add(p, STR("act"), STR("Choose what became of those that you ticked"));
    s->act = (enum coding_act)act;
    s->why = field_text(form, STR("why"), STR("Why"), LIMIT_LINE, p);
    if (s->act == CODING_ACT_FAIL && !s->why.n)
        problems_add(p, STR("why"), STR("Enter why it could not be entered, and what happens next"));
    if (s->act == CODING_ACT_NOT_NEEDED && !s->why.n)
        problems_add(p, STR("why"), STR("Enter why it is not needed"));
}

/* Somebody who refused, or died, since the page was read: nothing of them goes into the GP record now. */
static enum err may_be_given(struct ctx *c, const struct saying *s, const struct coding_entry *e)
{
    struct person p;
    bool may;
    struct str words;
    if (s->act != CODING_ACT_DONE || e->state == CODING_IS_REMOVE) return ERR_NONE;
    enum err err = person_get(c, e->person, &p);
    if (!err) err = coding_ask(c, &p, &may, &words);
    return err ? err : may ? ERR_NONE : ERR_REFUSED;
}

static enum err say_all(struct ctx *c, void *arg)
{
    const struct saying *s = arg;
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < s->n; i++) {
        struct coding_entry e;
        const struct coding_happened h = {.act = s->act, .why = s->why};
        err = coding_entry_read(c, s->items[i].key, &e);
        if (!err && e.version != s->items[i].version) err = ERR_CONFLICT;
        if (!err) err = may_be_given(c, s, &e);
        if (!err) err = coding_happen(c, &e, &h);
    }
    return err;
}

static struct reply said(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct saying *s = arg;
    const struct coding_asked *asked = &s->page.asked;
    if (!result)
        return reply_see_other(
            url_with_query(c->arena, coding_url(c->arena, asked, asked->view, 1), "done", STR("saved")));
    if (result == ERR_CONFLICT)
        problems_add(&s->page.problems, STR("entry"),
            STR("A colleague, or an import, has just changed one of them. Look again: none was changed"));
    else if (result == ERR_REFUSED)
        problems_add(
            &s->page.problems, STR("act"), STR("That can’t be said of all that you ticked. None was changed"));
    else
        return shell_failure(c, result);
    return coding_page_reply(c, r, &s->page, 409);
}

struct reply gp_record_post(struct ctx *c, const struct request *r)
{
    struct saying *s = ARENA_NEW(c->arena, struct saying);
    s->page.problems.arena = c->arena;
    s->page.sent = &r->form;
    enum err err = coding_asked_for(c, &r->form, &s->page.asked);
    if (err) return shell_failure(c, err);
    if (!s->page.asked.practice.id.v) return reply_see_other(URL("/gp-record")); /* which one, isn't said */
    read_form(c, s);
    return s->page.problems.n ? coding_page_reply(c, r, &s->page, 422) : reply_write(say_all, said, s);
}
