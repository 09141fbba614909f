/* The card as it is printed, and checking one that somebody shows. */
#include "care/plan/pages/card.tmpl.h"
#include "care/plan/plan_sheet.h"
#include "platform/audit/audit.h"
#include "ui/asset_names.h"
#include "wire/qr.h"

enum { QUIET_ZONE = 4, TEXT_MOST = 2000 };

struct reply plan_card_print(
    struct ctx *c, const struct person *p, const struct plan *plan, const struct plan_event *copy)
{
    struct arena *a = c->arena;
    struct qr qr;
    struct plan_card_view *v = ARENA_NEW(a, struct plan_card_view);
    *v = (struct plan_card_view){.style = URL(ASSET_LETTER_CSS),
        .script = URL(ASSET_LETTER_JS),
        .mark = URL(ASSET_CAIRN_SVG),
        .back = plan_url(a, p, ""),
        .card = plan_card_of(a, p, plan, c->app->name, copy->on),
        .demonstration = c->app->demonstration};
    MUST(qr_make(a, plan_card_text(a, &v->card, &c->app->keys->audit_sign), &qr) == ERR_NONE); /* it is short */
    int side = qr.width + 2 * QUIET_ZONE;
    v->box = str_printf(a, "%d %d %d %d", -QUIET_ZONE, -QUIET_ZONE, side, side);
    v->path = qr.path;
    struct html h = html_new(a, STR_NONE);
    plan_card_sheet(&h, v);
    MUST(!h.out.overflow);
    return reply_html(200, buf_str(&h.out));
}

/* ---- one that somebody shows ---- */

static struct reply check_page(struct ctx *c, const struct request *r, struct plan_card_check_view *v, int status)
{
    v->action = URL("/people/cards");
    v->text.name = STR("text");
    v->text.label = STR("What the telephone shows");
    v->text.label_size = SIZE_S;
    v->text.hint =
        STR("Scan the card’s code, copy all of the text, with the long line at its end, and paste it here");
    v->text.rows = 8;
    struct page page = {.title = STR("Check a card"), .has_problems = v->problems.problems.n != 0};
    page.main = plan_card_check_slot(v);
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

struct reply plan_cards_get(struct ctx *c, const struct request *r)
{
    return check_page(c, r, ARENA_NEW(c->arena, struct plan_card_check_view), 200);
}

struct reply plan_cards_post(struct ctx *c, const struct request *r)
{
    struct plan_card_check_view *v = ARENA_NEW(c->arena, struct plan_card_check_view);
    struct problems *p = ARENA_NEW(c->arena, struct problems);
    *p = (struct problems){.arena = c->arena};
    v->text.value = field_note(&r->form, STR("text"), STR("What the telephone shows"), TEXT_MOST, p);
    if (!v->text.value.n && !p->n) problems_add(p, STR("text"), STR("Paste what the telephone shows"));
    v->text.error = problems_at(p, STR("text"));
    v->problems = problems_summary(p);
    if (p->n) return check_page(c, r, v, 422);
    if (plan_card_good(c->arena, v->text.value, crypto_public(&c->app->keys->audit_sign)))
        v->good =
            STR("This card was made here, and no word of it was changed. Whether it is still up to date, the "
                "plan says.");
    else
        v->bad =
            STR("This card was not made here, or a word of it was changed. Do not rely on it: ring somebody who "
                "knows them.");
    return check_page(c, r, v, 200);
}
