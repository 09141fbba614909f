/* The copy that is printed: in the size the reader needs, and with what may be told to whom it is for. It is made
 * of a version that nothing changes, so it prints the same each time; whether it may leave is asked each time. */
#include "care/letters/letter.h"
#include "care/plan/pages/sheet.tmpl.h"
#include "care/plan/plan_compare.h"
#include "care/plan/plan_copy.h"
#include "care/plan/plan_sheet.h"
#include "platform/audit/audit.h"
#include "ui/asset_names.h"

enum { COPY_IN_PATH = 1 };

/* One copy on its way to the printer. */
struct printing {
    struct plan_about about;
    const struct plan_event *copy, *of, *earlier; /* of: the version, NULL: a draft. earlier: the copy before it */
    struct plan plan, before;
    struct plan_leave leave;
};

static struct str size_of(struct arena *a, struct str code)
{
    enum written_format format;
    if (!written_format_from_code(code, &format) || format == WRITTEN_FORMAT_EASY_READ) return STR("l-easy");
    return str_printf(a, "l-%d", letter_points(format));
}

/* What changed since the copy that they had before, of another version. */
static void add_changes(struct arena *a, const struct printing *k, struct plan_sheet *s)
{
    if (!k->earlier || !s->own) return;
    struct plan_changes all = plan_compare(a, &k->before, STR_NONE, &k->plan, STR_NONE, PLAN_FOR_PERSON);
    plan_sheet_changes(a, all.items, all.n, s);
}

static struct plan_sheet *sheet_of(struct ctx *c, const struct printing *k)
{
    struct arena *a = c->arena;
    struct plan_sheet *s = ARENA_NEW(a, struct plan_sheet);
    const struct plan_event *copy = k->copy;
    struct str size = size_of(a, plan_event_said(a, copy, "format"));
    bool own = k->leave.purpose == CONSENT_CHANNEL;
    const struct plan_drawing d = {.c = c,
        .person = &k->about.person,
        .plan = &k->plan,
        .today = copy->on,
        .reader = own ? PLAN_FOR_PERSON : PLAN_FOR_OTHERS,
        .health = own || k->leave.kinds & CONSENT_KIND_BIT(CONSENT_ABOUT_HEALTH),
        .support = own || k->leave.kinds & CONSENT_KIND_BIT(CONSENT_ABOUT_SUPPORT)};
    *s = (struct plan_sheet){.style = URL(ASSET_LETTER_CSS),
        .script = URL(ASSET_LETTER_JS),
        .mark = URL(ASSET_CAIRN_SVG),
        .back = plan_url(a, &k->about.person, ""),
        .size = size,
        .easy = str_eq(size, STR("l-easy")),
        .own = own,
        .lines = plan_event_said(a, copy, "lines").n != 0,
        .heading = str_printf(a, "%.*s’s plan", STR_ARG(person_called(a, &k->about.person))),
        .version = k->of ? plan_event_title(a, k->of) : STR("Draft. It has not been agreed yet."),
        .date = str_printf(a, "Copy for %.*s, %.*s", STR_ARG(k->leave.to), STR_ARG(date_long(a, copy->on))),
        .ring = k->about.person.practice_name,
        .demonstration = c->app->demonstration};
    plan_view_fill(&d, &s->plan);
    plan_sheet_words(a, plan_event_said(a, copy, "language"), s);
    add_changes(a, k, s);
    if (s->easy) plan_sheet_ideas(a, s);
    return s;
}

static struct reply sheet(struct ctx *c, const struct printing *k)
{
    sharing_use(c, k->leave.answer.permit, k->about.person.id, k->leave.purpose, k->leave.kinds);
    c->audit->action = STR("plan.print");
    c->audit->outcome = AUDIT_DONE;
    if (str_eq(plan_event_said(c->arena, k->copy, "format"), STR(PLAN_FORMAT_CARD)))
        return plan_card_print(c, &k->about.person, &k->plan, k->copy);
    struct html h = html_new(c->arena, STR_NONE);
    plan_sheet(&h, sheet_of(c, k));
    MUST(!h.out.overflow);
    return reply_html(200, buf_str(&h.out));
}

static bool is_own(struct arena *a, const struct plan_event *copy)
{
    struct str way = plan_event_said(a, copy, "way");
    return copy->kind == PLAN_COPIED && (str_eq(way, STR("hand")) || str_eq(way, STR("post")));
}

/* The newest copy before this one that the person had, where it is of another version. */
static const struct plan_event *earlier_copy(struct arena *a, const struct printing *k)
{
    const struct plan_events *all = &k->about.events;
    for (const struct plan_event *e = k->copy + 1; e < all->items + all->n; e++)
        if (is_own(a, e)) return k->of && e->of.v == k->of->id.v ? NULL : e;
    return NULL;
}

static enum err read_printing(struct ctx *c, const struct request *r, struct printing *k)
{
    struct consent_said said;
    struct arena *a = c->arena;
    enum err err = plan_about_read(c, r, &k->about);
    if (!err) err = consent_said(c, &k->about.person, &said);
    if (err) return err;
    k->copy = plan_event_by_key(&k->about.events, request_id(r, COPY_IN_PATH));
    if (!k->copy || k->copy->kind != PLAN_COPIED) return ERR_NOT_FOUND;
    k->of = plan_event_by_id(&k->about.events, k->copy->of);
    err = plan_version_read(c, k->about.person.id, k->of ? k->of : k->copy, &k->plan);
    k->earlier = earlier_copy(a, k);
    if (!err && k->earlier) {
        const struct plan_event *of = plan_event_by_id(&k->about.events, k->earlier->of);
        err = plan_version_read(c, k->about.person.id, of ? of : k->earlier, &k->before);
    }
    return err ? err : plan_leave_ask(c, &k->about.person, &said, plan_event_said(a, k->copy, "way"), &k->leave);
}

struct reply plan_copy_sheet_get(struct ctx *c, const struct request *r)
{
    struct printing *k = ARENA_NEW(c->arena, struct printing);
    enum err err = read_printing(c, r, k);
    if (err) return shell_failure(c, err);
    if (k->leave.answer.permit) return sheet(c, k);
    c->audit->outcome = AUDIT_REFUSED;
    return shell_error(c, 403, k->leave.answer.words);
}
