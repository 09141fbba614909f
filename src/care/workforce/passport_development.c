/* The passport's box of development: the appraisal, competencies, peer support; and what that leaves to do. */
#include "care/workforce/development_pages.h"
#include "care/workforce/passport_view.h"

enum { LINES = 5 };

static void add_line(struct passport_view *v, struct line line)
{
    v->development.items.items[v->development.items.n++] = line;
}

static struct line appraisal_line(struct ctx *c, const struct development *d)
{
    struct arena *a = c->arena;
    struct line line = {.text = STR("Appraisal"), .below = STR("None is recorded yet")};
    if (date_is_set(d->appraisal_due))
        line.text = str_printf(a, "Appraisal by %.*s", STR_ARG(date_long(a, d->appraisal_due)));
    if (date_is_set(d->last_appraisal))
        line.below = str_printf(a, "The last on %.*s", STR_ARG(date_long(a, d->last_appraisal)));
    else if (date_is_set(d->last_review))
        line.below = str_printf(a, "Development conversation on %.*s", STR_ARG(date_long(a, d->last_review)));
    line.tag = appraisal_tag(a, d, clock_today(c->clock));
    return line;
}

static struct line competencies_line(
    struct ctx *c, const struct staff_facts *s, const struct staff_reach *reach, const struct development *d)
{
    struct arena *a = c->arena;
    struct line line = {
        .text = str_printf(a, "%zu of %d competencies signed off", d->signed_off, COMPETENCY_COUNT - 1),
        .below = reach->self ? str_printf(a, "You have said how you see %zu", d->rated) :
                               str_printf(a, "They have said how they see %zu", d->rated)};
    if (portfolio_may_read(reach)) line.text_href = development_url(c, s, reach, "/competencies");
    if (d->waits && reach->self)
        line.tag = (struct tag){.text = str_printf(a, "%zu not read yet", d->waits), .colour = TAG_GREY};
    else if (d->waits && portfolio_may_read(reach))
        line.tag = (struct tag){.text = str_printf(a, "%zu to read", d->waits), .colour = TAG_YELLOW};
    return line;
}

static struct line plan_line(
    struct ctx *c, const struct staff_facts *s, const struct staff_reach *reach, const struct development *d)
{
    struct line line = {.text = STR("Plan for the year"), .below = STR("No goals yet")};
    if (d->goals)
        line.below = str_printf(c->arena, "%zu %s, the next by %.*s", d->goals, d->goals == 1 ? "goal" : "goals",
            STR_ARG(date_long(c->arena, s->goals.items[0])));
    if (portfolio_may_read(reach)) line.text_href = development_url(c, s, reach, "/competencies#year");
    if (d->late)
        line.tag = (struct tag){.text = str_printf(c->arena, "%zu overdue", d->late), .colour = TAG_ORANGE};
    return line;
}

static struct line peers_line(struct ctx *c, const struct staff_reach *reach, const struct development *d)
{
    struct line line = {.text = STR("Peer support"), .below = STR("Nothing is recorded yet")};
    if (date_is_set(d->last_peer))
        line.below = str_printf(c->arena, "Last on %.*s", STR_ARG(date_long(c->arena, d->last_peer)));
    if (reach->self) line.text_href = URL("/peer-support");
    return line;
}

void passport_show_development(struct ctx *c, const struct staff_facts *s, const struct staff_reach *reach,
    const struct development *d, struct passport_view *v)
{
    v->development_box = (struct box){.heading = STR("Development"), .id = STR("development")};
    v->development.items.items = ARENA_ARRAY(c->arena, struct line, LINES);
    add_line(v, appraisal_line(c, d));
    add_line(v, competencies_line(c, s, reach, d));
    add_line(v, plan_line(c, s, reach, d));
    add_line(v, peers_line(c, reach, d));
    if (reach->self || reach->named)
        add_line(v,
            (struct line){.text = STR("Wellbeing"),
                .text_href = development_url(c, s, reach, "/wellbeing"),
                .below = reach->self ? STR("How you are: private unless you share it. Where to get help") :
                                       STR("What they shared with you, if anything")});
    if (portfolio_may_read(reach))
        v->development_box.link = (struct link){.text = STR("Add"),
            .href = development_url(c, s, reach, "/portfolio/new"),
            .hidden_text = STR("to the portfolio")};
}
