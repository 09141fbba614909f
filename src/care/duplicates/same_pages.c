/* Two people side by side; which details are kept; and the page that asks once more before they are joined. */
#include "base/limits.h"
#include "care/duplicates/duplicates.sql.h"
#include "care/duplicates/duplicates_pages.h"
#include "care/duplicates/pages/same.tmpl.h"

enum { WHY_MOST = 200, IN_LINE_MOST = 40 };

struct comparing {
    struct person_pair pair;
    struct str refused;
    struct problems problems;
    bool moved_on;
    struct str why;
    struct joining joining;
};

struct url same_url(struct arena *a, const struct person *kept, const struct person *away, const char *after)
{
    const char *before = str_cstr(a, person_url(a, kept, "/same/").text);
    return url_with_id(a, before, away->key, after);
}

struct str amounts_in_words(struct arena *a, const struct amount_of *items, size_t n)
{
    static const struct {
        const char *kind, *one, *many;
    } words[] = {{"contact", "contact", "contacts"}, {"task", "task", "tasks"},
        {"circle_entry", "person around them", "people around them"},
        {"consent", "entry about consent", "entries about consent"}, {"letter", "letter", "letters"},
        {"referral", "referral", "referrals"}, {"care_case", "case", "cases"},
        {"coded_record", "record of other systems", "records of other systems"}};
    struct str parts[COUNT_OF(words)];
    size_t said = 0;
    for (size_t i = 0; i < COUNT_OF(words); i++)
        for (size_t k = 0; k < n; k++)
            if (items[k].amount && str_eq(items[k].kind, str_from_cstr(words[i].kind)))
                parts[said++] = str_printf(
                    a, "%lld %s", (long long)items[k].amount, items[k].amount == 1 ? words[i].one : words[i].many);
    return str_join(a, parts, said, STR(", "));
}

/* How much there is, when somebody last was in touch, who works with them. */
struct facts {
    struct str amounts, last, who;
};

static enum err read_facts(struct ctx *c, struct person_id id, struct facts *ret)
{
    struct record_counts_list counts;
    struct record_last_contact_row last;
    struct record_who_list who;
    enum err err = record_counts(c->db, id, &counts);
    if (!err) err = record_last_contact(c->db, id, &last);
    if (!err) err = record_who(c->db, id, &who);
    if (err) return err;
    struct amount_of *amounts = ARENA_ARRAY(c->arena, struct amount_of, counts.n + 1);
    struct str *names = ARENA_ARRAY(c->arena, struct str, who.n + 1);
    for (size_t i = 0; i < counts.n; i++)
        amounts[i] = (struct amount_of){counts.items[i].kind, counts.items[i].amount};
    for (size_t i = 0; i < who.n; i++) names[i] = who.items[i].name;
    *ret = (struct facts){.amounts = amounts_in_words(c->arena, amounts, counts.n),
        .last = instant_is_set(last.happened_at) ? date_long(c->arena, instant_date(last.happened_at)) : STR_NONE,
        .who = str_join(c->arena, names, who.n, STR(", "))};
    return ERR_NONE;
}

static enum err add_facts(struct ctx *c, const struct person_pair *pair, struct versions *v)
{
    struct facts kept, away;
    enum err err = read_facts(c, pair->kept.id, &kept);
    if (!err) err = read_facts(c, pair->away.id, &away);
    if (err) return err;
    const struct version_field rows[] = {
        {.name = STR("In the record"), .before = kept.amounts, .after = away.amounts},
        {.name = STR("Last contact"), .before = kept.last, .after = away.last},
        {.name = STR("Works with them"), .before = kept.who, .after = away.who}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) v->fields.items[v->fields.n++] = rows[i];
    return ERR_NONE;
}

static struct radios ask(struct ctx *c, const struct person_point *p)
{
    struct choice *two = ARENA_ARRAY(c->arena, struct choice, 2);
    two[0] =
        (struct choice){.value = STR("kept"), .label = p->kept.n ? p->kept : STR("Nothing"), .checked = !p->taken};
    two[1] =
        (struct choice){.value = STR("away"), .label = p->away.n ? p->away : STR("Nothing"), .checked = p->taken};
    return (struct radios){.name = p->name,
        .legend = p->label,
        .legend_size = SIZE_S,
        .small = true,
        .in_line = p->kept.n + p->away.n < IN_LINE_MOST,
        .items = {two, 2}};
}

static enum err say_what_was_decided(struct ctx *c, const struct comparing *k, struct same_view *v)
{
    struct person_id x = k->pair.kept.id, y = k->pair.away.id;
    struct duplicate_pair_of_row row;
    enum err err = duplicate_pair_of(c->db, x.v < y.v ? x : y, x.v < y.v ? y : x, &row);
    if (!err && str_eq(row.decision, STR("not_same")))
        v->decided = str_printf(c->arena, "%.*s said on %.*s that they are not the same person: %.*s",
            STR_ARG(row.by_name), STR_ARG(date_long(c->arena, instant_date(row.decided_at))), STR_ARG(row.why));
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

static enum err fill(struct ctx *c, struct comparing *k, struct same_view *v)
{
    struct arena *a = c->arena;
    const struct person *kept = &k->pair.kept, *away = &k->pair.away;
    struct versions *beside = person_pair_beside(c, &k->pair, STR("Stays"), STR("Becomes part of it"));
    enum err err = add_facts(c, &k->pair, beside);
    if (!err) err = say_what_was_decided(c, k, v);
    v->top = (struct page_top){STR("Are these the same person?"),
        STR("Ask them or their practice if you are not sure. Being alike is no proof.")};
    v->beside = *beside;
    v->refused = k->refused;
    v->action = same_url(a, kept, away, "");
    v->not_action = same_url(a, kept, away, "/not");
    v->swap = same_url(a, away, kept, "");
    v->back = person_url(a, kept, "/details");
    v->kept_seen = str_printf(a, "%lld", (long long)kept->version);
    v->away_seen = str_printf(a, "%lld", (long long)away->version);
    v->choices.items = ARENA_ARRAY(a, struct radios, k->pair.points.n + 1);
    for (size_t i = 0; i < k->pair.points.n; i++)
        if (k->pair.points.items[i].asks) v->choices.items[v->choices.n++] = ask(c, &k->pair.points.items[i]);
    v->why = (struct input){.name = STR("why"),
        .label = STR("How do you know?"),
        .label_size = SIZE_S,
        .hint = STR("For example: they are twins, both came to the practice"),
        .value = k->why,
        .error = problems_at(&k->problems, STR("why"))};
    v->problems = problems_summary(&k->problems);
    return err;
}

static struct reply same_page(struct ctx *c, const struct request *r, struct comparing *k, int status)
{
    struct same_view *v = ARENA_NEW(c->arena, struct same_view);
    enum err err = fill(c, k, v);
    if (err) return shell_failure(c, err);
    struct page page = {.title = STR("Are these the same person?"),
        .has_problems = v->problems.problems.n != 0,
        .main = same_slot(v)};
    return shell_page(c, r, status, SECTION_DUPLICATES, &page);
}

static enum err begin(struct ctx *c, const struct request *r, const struct form *chosen, struct comparing **ret)
{
    struct comparing *k = *ret = ARENA_NEW(c->arena, struct comparing);
    struct person_id other;
    bool followed;
    k->problems.arena = c->arena;
    enum err err = person_find_by_key(c, request_id(r, 1), &other, &followed);
    if (!err) err = person_pair_read(c, r->person, other, chosen, &k->pair);
    if (!err && k->pair.withheld) { /* nothing of it is shown, whatever comes of it */
        err = person_get(c, r->person, &k->pair.kept);
        if (!err) err = person_get(c, other, &k->pair.away);
    }
    return err ? err : joining_refusal(c, &k->pair, &k->refused);
}

struct reply same_get(struct ctx *c, const struct request *r)
{
    struct comparing *k;
    enum err err = begin(c, r, NULL, &k);
    if (err) return shell_failure(c, err);
    return same_page(c, r, k, 200);
}

/* ---- joining ---- */

static void hide(struct sure_view *v, struct str name, struct str value)
{
    v->hidden.items[v->hidden.n++] = (struct hidden_choice){name, value};
}

static struct reply sure_page(struct ctx *c, const struct request *r, const struct comparing *k)
{
    struct arena *a = c->arena;
    struct sure_view *v = ARENA_NEW(a, struct sure_view);
    struct str kept = person_full_name(a, &k->pair.kept), away = person_full_name(a, &k->pair.away);
    struct str taken = person_pair_taken(a, &k->pair);
    v->panel = (struct panel){.heading = STR("Join these two records?"), .kind = PANEL_INTERRUPTION};
    v->action = same_url(a, &k->pair.kept, &k->pair.away, "");
    v->back = v->action;
    v->hidden.items = ARENA_ARRAY(a, struct hidden_choice, k->pair.points.n + 3);
    hide(v, STR("kept_seen"), form_get(&r->form, STR("kept_seen")));
    hide(v, STR("away_seen"), form_get(&r->form, STR("away_seen")));
    hide(v, STR("sure"), STR("yes"));
    for (size_t i = 0; i < k->pair.points.n; i++)
        if (k->pair.points.items[i].taken) hide(v, k->pair.points.items[i].name, STR("away"));
    v->consequences.items = ARENA_ARRAY(a, struct str, 3);
    v->consequences.n = 3;
    v->consequences.items[0] = str_printf(a,
        "Everything in the other record of %.*s comes into the record of %.*s: contacts, tasks, letters, consent, "
        "who is around them.",
        STR_ARG(away), STR_ARG(kept));
    v->consequences.items[1] = taken.n ? str_printf(a, "From the other record it takes: %.*s.", STR_ARG(taken)) :
                                         STR("Its own details stay as they are.");
    v->consequences.items[2] = STR("Colleagues will act on it. It can be undone, but what they do meanwhile stays "
                                   "with the record that stays.");
    struct page page = {.title = STR("Join these two records?"), .main = sure_slot(v)};
    return shell_page(c, r, 200, SECTION_DUPLICATES, &page);
}

static enum err join(struct ctx *c, void *arg)
{
    return duplicates_join(c, &((struct comparing *)arg)->joining);
}

static struct reply joined(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct comparing *k = arg;
    if (!result)
        return reply_see_other(
            url_with_query(c->arena, person_url(c->arena, &k->pair.kept, "/joined"), "done", STR("joined")));
    if (result != ERR_REFUSED && result != ERR_CONFLICT && result != ERR_EXISTS) return shell_failure(c, result);
    enum err err = begin(c, r, &r->form, &k);
    if (err) return shell_failure(c, err);
    if (result == ERR_CONFLICT)
        problems_add(&k->problems, STR_NONE,
            STR("One of them was changed while this page was open. This is what they say now"));
    if (result == ERR_EXISTS)
        problems_add(&k->problems, STR_NONE,
            STR("The same entry is in both records, from one form or one file. Ask whoever runs this "
                "installation"));
    return same_page(c, r, k, 409);
}

struct reply same_post(struct ctx *c, const struct request *r)
{
    struct comparing *k;
    enum err err = begin(c, r, &r->form, &k);
    if (err) return shell_failure(c, err);
    if (k->refused.n) return same_page(c, r, k, 409);
    k->joining = (struct joining){.kept = k->pair.kept.id, .away = k->pair.away.id, .chosen = &r->form};
    if (!str_int(form_get(&r->form, STR("kept_seen")), 1, INT32_MAX, &k->joining.kept_seen) ||
        !str_int(form_get(&r->form, STR("away_seen")), 1, INT32_MAX, &k->joining.away_seen)) {
        problems_add(&k->problems, STR_NONE, STR("Look at both records first, then choose"));
        return same_page(c, r, k, 422);
    }
    if (!field_ticked(&r->form, STR("sure"))) return sure_page(c, r, k);
    return reply_write(join, joined, k);
}

/* ---- not the same ---- */

static enum err decide(struct ctx *c, void *arg)
{
    const struct comparing *k = arg;
    return duplicates_decide(c, k->pair.kept.id, k->pair.away.id, k->why);
}

static struct reply decided(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r;
    (void)arg;
    if (result) return shell_failure(c, result);
    return reply_see_other(url_with_query(c->arena, URL("/duplicates"), "done", STR("not-same")));
}

struct reply same_not_post(struct ctx *c, const struct request *r)
{
    struct comparing *k;
    enum err err = begin(c, r, NULL, &k);
    if (err) return shell_failure(c, err);
    if (k->pair.kept.id.v == k->pair.away.id.v) return same_page(c, r, k, 409);
    k->why = field_text(&r->form, STR("why"), STR("How you know"), WHY_MOST, &k->problems);
    if (!k->why.n && !k->problems.n)
        problems_add(&k->problems, STR("why"), STR("Say how you know that they are two people"));
    return k->problems.n ? same_page(c, r, k, 422) : reply_write(decide, decided, k);
}
