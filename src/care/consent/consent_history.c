/* Everything that was recorded about somebody's consent, and striking an entry through. */
#include "base/limits.h"
#include "care/consent/consent_pages.h"
#include "care/consent/pages/history.tmpl.h"

static struct url strike_url(struct ctx *c, const struct person *p, const struct consent_entry *e)
{
    struct url consent = person_url(c->arena, p, "/consent/");
    return url_with_id(c->arena, str_cstr(c->arena, consent.text), e->key, "/strike");
}

static struct str recorded(struct ctx *c, const struct consent_entry *e)
{
    struct str role = str_lower(c->arena, staff_role_label((enum staff_role)e->role));
    return str_printf(c->arena, "recorded by %.*s, %.*s", STR_ARG(e->by_name), STR_ARG(role));
}

/* ---- what is said of it beyond its one sentence ---- */

struct telling {
    struct arena *a;
    struct str parts[12];
    size_t n;
};

static void tell(struct telling *t, const char *label, struct str value)
{
    MUST(t->n < COUNT_OF(t->parts));
    struct str end = consent_sentence(t->a, value);
    if (value.n) t->parts[t->n++] = str_printf(t->a, "%s: %.*s", label, STR_ARG(end));
}

static void tell_code(struct telling *t, const char *label, const struct vocabulary *list, int value)
{
    if (value) tell(t, label, vocabulary_label(list, value));
}

static struct str more(struct arena *a, const struct consent_entry *e)
{
    static const struct {
        const char *words, *help, *why;
    } LABELS[] = {{"In words", "", ""}, {"The decision", "Done to help", "Why"},
        {"Decided", "Consulted", "Less restrictive options"}, {"Scope", "To reach them", ""}, {"Why", "", ""}};
    struct telling t = {.a = a};
    if (e->kind == CONSENT_ENTRY_DECISION) tell_code(&t, "How", &consent_hows, e->how);
    if (e->kind != CONSENT_ENTRY_BASIS && e->kind != CONSENT_ENTRY_BEST_INTERESTS)
        tell(&t, LABELS[e->kind - 1].words, e->words);
    tell(&t, LABELS[e->kind - 1].help, e->help);
    tell_code(&t, "Understands", &consent_yes_no, e->understands);
    tell_code(&t, "Keeps it in mind", &consent_yes_no, e->retains);
    tell_code(&t, "Weighs it up", &consent_yes_no, e->weighs);
    tell_code(&t, "Communicates", &consent_yes_no, e->communicates);
    tell_code(&t, "Advocate", &consent_advocates, e->advocate);
    tell(&t, "About the advocate", e->advocate_note);
    tell(&t, LABELS[e->kind - 1].why, e->why);
    if (date_is_set(e->seen_on))
        tell(&t, "Document seen",
            str_printf(a, "by %.*s on %.*s", STR_ARG(e->seen_by), STR_ARG(date_long(a, e->seen_on))));
    return str_join(a, t.parts, t.n, STR(" "));
}

static struct timeline_event event(struct ctx *c, const struct consent_about *k, const struct consent_entry *e)
{
    struct timeline_event v = {.when = instant_long(c->arena, e->recorded_at),
        .title = consent_entry_words(c->arena, e, &k->whom),
        .by = recorded(c, e),
        .note = more(c->arena, e),
        .struck = !consent_stands(e)};
    if (v.struck)
        v.struck_by =
            str_printf(c->arena, "Struck through by %.*s: %.*s", STR_ARG(e->struck_by), STR_ARG(e->struck_why));
    else if (consent_may_record(c, e->kind))
        v.action = (struct link){.text = STR("Strike through"),
            .href = strike_url(c, &k->person, e),
            .hidden_text = str_printf(c->arena, "entry %lld", (long long)e->id.v)};
    return v;
}

static const struct shell_notice NOTICES[] = {
    {"struck", "The entry is struck through"}, {"struck-already", "Somebody struck this entry through already"}};

struct reply consent_history_get(struct ctx *c, const struct request *r)
{
    struct consent_about *k = ARENA_NEW(c->arena, struct consent_about);
    enum err err = consent_load(c, r, k);
    if (err) return shell_failure(c, err);
    struct consent_history_view *v = ARENA_NEW(c->arena, struct consent_history_view);
    v->top =
        (struct page_top){STR("Consent: everything recorded"), STR("The newest first. Nothing is ever removed.")};
    v->back = person_url(c->arena, &k->person, "/consent");
    v->timeline.none = STR("Nothing is recorded yet.");
    v->timeline.items.items = ARENA_ARRAY(c->arena, struct timeline_event, k->all.n);
    for (size_t i = k->all.n; i > 0; i--)
        v->timeline.items.items[v->timeline.items.n++] = event(c, k, &k->all.items[i - 1]);
    struct page page = person_page(c, &k->person, STR("Consent"), STR("Consent history, person record"));
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    page.main = consent_history_slot(v);
    return shell_page(c, r, 200, SECTION_PEOPLE, &page);
}

/* ---- striking through ---- */

struct striking {
    struct consent_about about;
    const struct consent_entry *entry;
    struct str why;
    struct problems problems;
};

static struct url history_url(struct ctx *c, const struct striking *s, const char *done)
{
    struct url page = person_url(c->arena, &s->about.person, "/consent/history");
    return done ? url_with_query(c->arena, page, "done", str_from_cstr(done)) : page;
}

/* NULL: nothing to strike through, and *ret_instead is the answer. */
static struct striking *begin(struct ctx *c, const struct request *r, struct reply *ret_instead)
{
    struct striking *s = ARENA_NEW(c->arena, struct striking);
    s->problems.arena = c->arena;
    enum err err = consent_load(c, r, &s->about);
    for (size_t i = 0; !err && i < s->about.all.n; i++)
        if (uuid_eq(s->about.all.items[i].key, request_id(r, 1))) s->entry = &s->about.all.items[i];
    if (!err && !s->entry) err = ERR_NOT_FOUND;
    if (err)
        *ret_instead = shell_failure(c, err);
    else if (!consent_stands(s->entry))
        *ret_instead = reply_see_other(history_url(c, s, "struck-already"));
    else if (!consent_may_record(c, s->entry->kind))
        *ret_instead = shell_error_page(c, 403);
    else
        return s;
    return NULL;
}

static struct reply strike_page(struct ctx *c, const struct request *r, const struct striking *s, int status)
{
    struct consent_strike_view *v = ARENA_NEW(c->arena, struct consent_strike_view);
    v->problems = problems_summary(&s->problems);
    v->words = consent_entry_words(c->arena, s->entry, &s->about.whom);
    v->recorded = str_printf(c->arena, "%.*s, %.*s", STR_ARG(instant_long(c->arena, s->entry->recorded_at)),
        STR_ARG(recorded(c, s->entry)));
    v->action = strike_url(c, &s->about.person, s->entry);
    v->cancel = history_url(c, s, NULL);
    v->why = (struct input){.name = STR("why"),
        .label = STR("Why?"),
        .label_size = SIZE_S,
        .value = s->why,
        .error = problems_at(&s->problems, STR("why")),
        .autocomplete = STR("off"),
        .hint = STR("For example, recorded for the wrong person")};
    struct page page =
        person_page(c, &s->about.person, STR("Consent"), STR("Strike through an entry, person record"));
    page.has_problems = s->problems.n != 0;
    page.main = consent_strike_page_slot(v);
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

static void read_why(const struct form *form, struct striking *s)
{
    s->why = field_text(form, STR("why"), STR("Why"), LIMIT_LINE, &s->problems);
    if (!s->why.n) problems_add(&s->problems, STR("why"), STR("Enter why you strike it through"));
}

struct reply consent_strike_get(struct ctx *c, const struct request *r)
{
    struct reply instead;
    struct striking *s = begin(c, r, &instead);
    if (!s) return instead;
    if (r->held) read_why(&r->form, s);
    return strike_page(c, r, s, 200);
}

static enum err strike(struct ctx *c, void *arg)
{
    const struct striking *s = arg;
    return consent_strike(c, s->entry, s->why);
}

static struct reply struck(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r;
    const struct striking *s = arg;
    if (result == ERR_CONFLICT) return reply_see_other(history_url(c, s, "struck-already"));
    if (result == ERR_REFUSED) return shell_error_page(c, 403);
    return result ? shell_failure(c, result) : reply_see_other(history_url(c, s, "struck"));
}

struct reply consent_strike_post(struct ctx *c, const struct request *r)
{
    struct reply instead;
    struct striking *s = begin(c, r, &instead);
    if (!s) return instead;
    read_why(&r->form, s);
    if (s->problems.n) return strike_page(c, r, s, 422);
    return reply_write(strike, struck, s);
}
