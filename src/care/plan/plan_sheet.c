/* The copy that is printed: in the size the reader needs, and with what may be told to whom it is for. It is made
 * of a version that nothing changes, so it prints the same each time; whether it may leave is asked each time. */
#include "care/letters/letter.h"
#include "care/plan/pages/sheet.tmpl.h"
#include "care/plan/plan_copy.h"
#include "platform/audit/audit.h"
#include "ui/asset_names.h"

enum { COPY_IN_PATH = 1 };

static struct str size_of(struct arena *a, struct str code)
{
    enum written_format format;
    if (!written_format_from_code(code, &format) || format == WRITTEN_FORMAT_EASY_READ) return STR("l-easy");
    return str_printf(a, "l-%d", letter_points(format));
}

static struct reply sheet(struct ctx *c, const struct plan_about *k, const struct plan_event *copy,
    const struct plan_leave *leave, const struct plan *plan)
{
    sharing_use(c, leave->answer.permit, k->person.id, leave->purpose, leave->kinds);
    c->audit->action = STR("plan.print");
    c->audit->outcome = AUDIT_DONE;
    struct arena *a = c->arena;
    struct plan_sheet *s = ARENA_NEW(a, struct plan_sheet);
    const struct plan_event *of = plan_event_by_id(&k->events, copy->of);
    bool own = leave->purpose == CONSENT_CHANNEL;
    const struct plan_drawing d = {.c = c,
        .person = &k->person,
        .plan = plan,
        .today = copy->on,
        .reader = own ? PLAN_FOR_PERSON : PLAN_FOR_OTHERS,
        .health = own || leave->kinds & CONSENT_KIND_BIT(CONSENT_ABOUT_HEALTH),
        .support = own || leave->kinds & CONSENT_KIND_BIT(CONSENT_ABOUT_SUPPORT)};
    *s = (struct plan_sheet){.style = URL(ASSET_LETTER_CSS),
        .script = URL(ASSET_LETTER_JS),
        .mark = URL(ASSET_CAIRN_SVG),
        .back = plan_url(a, &k->person, ""),
        .size = size_of(a, plan_event_said(a, copy, "format")),
        .heading = str_printf(a, "%.*s’s plan", STR_ARG(person_called(a, &k->person))),
        .version = of ? plan_event_title(a, of) : STR("Draft. It has not been agreed yet."),
        .date = str_printf(a, "Copy for %.*s, %.*s", STR_ARG(leave->to), STR_ARG(date_long(a, copy->on))),
        .ring = k->person.practice_name,
        .demonstration = c->app->demonstration};
    plan_view_fill(&d, &s->plan);
    struct html h = html_new(a, STR_NONE);
    plan_sheet(&h, s);
    MUST(!h.out.overflow);
    return reply_html(200, buf_str(&h.out));
}

struct reply plan_copy_sheet_get(struct ctx *c, const struct request *r)
{
    struct plan_about k;
    struct consent_said said;
    struct plan_leave leave;
    struct plan plan;
    enum err err = plan_about_read(c, r, &k);
    if (!err) err = consent_said(c, &k.person, &said);
    if (err) return shell_failure(c, err);
    const struct plan_event *copy = plan_event_by_key(&k.events, request_id(r, COPY_IN_PATH));
    if (!copy || copy->kind != PLAN_COPIED) return shell_failure(c, ERR_NOT_FOUND);
    const struct plan_event *of = plan_event_by_id(&k.events, copy->of);
    err = plan_version_read(c, k.person.id, of ? of : copy, &plan);
    if (!err) err = plan_leave_ask(c, &k.person, &said, plan_event_said(c->arena, copy, "way"), &leave);
    if (err) return shell_failure(c, err);
    if (leave.answer.permit) return sheet(c, &k, copy, &leave, &plan);
    c->audit->outcome = AUDIT_REFUSED;
    return shell_error(c, 403, leave.answer.words);
}
