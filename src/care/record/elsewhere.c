/* What other systems say besides health: what somebody needs, what is coming up, who is close to them, what was
 * planned and agreed elsewhere. Each part only where there is something. */
#include "care/record/record_pages.h"
#include "nhs/telephone.h"

enum { FAMILY_SHOWN = 4, PLANS_SHOWN = 4, NEEDS_SHOWN = 6, NOTE_SHOWN = 160 };

static const enum coded_kind PLANS[] = {
    CODED_CARE_PLAN, CODED_GOAL, CODED_CARE_TEAM, CODED_CONSENT, CODED_EPISODE};

/* ---- order ---- */

static int weight_of(const struct coded *contact)
{
    if (str_starts(contact->note, STR("First to contact"))) return 0;
    return str_starts(contact->note, STR("Second to contact")) ? 1 : 2;
}

void record_sort_family(struct arena *a, struct coded_list *list)
{
    *list = record_sorted(a, list, weight_of, 3);
}

enum err record_others(struct ctx *c, struct person_id person, struct coded_summary *ret)
{
    enum err err = coded_summary(c, person, ret);
    if (err) return err;
    record_sort_allergies(c->arena, &ret->now[CODED_ALLERGY]);
    record_sort_family(c->arena, &ret->now[CODED_RELATED]);
    return ERR_NONE;
}

/* ---- before you get in touch ---- */

static void add_item(struct arena *a, const struct coded_list *list, const char *strong, struct know_items *items)
{
    if (!list->n) return;
    items->items[items->n++] =
        (struct know_item){.strong = str_from_cstr(strong), .text = record_names_of(a, list, NEEDS_SHOWN)};
}

void record_add_needs(struct ctx *c, const struct coded_summary *other, struct know *know)
{
    const struct coded_list *needs = &other->now[CODED_NEED], *alerts = &other->now[CODED_ALERT];
    if (!needs->n && !alerts->n) return;
    struct know_items items = {ARENA_ARRAY(c->arena, struct know_item, know->items.n + 2), know->items.n};
    for (size_t i = 0; i < items.n; i++) items.items[i] = know->items.items[i];
    add_item(c->arena, needs, "Needs, as other records say:", &items);
    add_item(c->arena, alerts, needs->n ? "They also say:" : "Other records say:", &items);
    know->items = items;
}

/* ---- lines ---- */

struct str record_sentence(struct arena *a, struct str note)
{
    if (!note.n || note.p[0] < 'a' || note.p[0] > 'z') return note;
    return str_printf(a, "%c%.*s", note.p[0] - 'a' + 'A', STR_ARG(str_skip(note, 1)));
}

static struct str sentence(struct arena *a, struct str first, struct str then, struct str last)
{
    return str_join(a, (const struct str[]){first, record_sentence(a, then), last}, 3, STR(". "));
}

/* "Since 14 July 2016, until 1 January 2027" */
static struct str when_words(struct arena *a, const struct coded *one)
{
    struct str since = STR_NONE, until = STR_NONE;
    bool single = one->kind == CODED_APPOINTMENT || one->kind == CODED_ENCOUNTER ||
        one->kind == CODED_OBSERVATION || one->kind == CODED_CONSENT || one->kind == CODED_ALLERGY;
    if (instant_is_set(one->happened_at))
        since = str_printf(a, "%s%.*s", single ? "" : "Since ", STR_ARG(coded_when(a, one)));
    if (!single && date_is_set(one->ended)) until = str_printf(a, "until %.*s", STR_ARG(date_long(a, one->ended)));
    return str_join(a, (const struct str[]){since, until}, 2, STR(", "));
}

/* What is usual needs no word. */
static struct str state_words(const struct coded *one)
{
    bool usual = one->status == CODED_STATUS_CURRENT || one->status == CODED_STATUS_NOT_SAID ||
        one->status == CODED_STATUS_DONE || one->status == CODED_STATUS_BOOKED;
    return usual ? STR_NONE : coded_status_label(one->status);
}

static struct tag state_tag(const struct coded *one)
{
    bool off = one->status == CODED_STATUS_CANCELLED || one->status == CODED_STATUS_DECLINED ||
        one->status == CODED_STATUS_NOT_ATTENDED || one->status == CODED_STATUS_NOT_DONE;
    if (!off) return (struct tag){0};
    return (struct tag){.text = coded_status_label(one->status), .colour = TAG_GREY};
}

static struct str shortened(struct arena *a, struct str text)
{
    return utf8_shorten(a, text, NOTE_SHOWN);
}

/* A number that can be rung is rung from here. */
static void add_reach(struct arena *a, const struct coded *one, bool reach, struct line *l)
{
    struct str number;
    if (!one->reach.n) return;
    if (!reach)
        l->right = STR("Number protected");
    else if (telephone_normalise(a, one->reach, &number))
        l->link = (struct link){.text = telephone_display(a, one->reach),
            .href = url_telephone(a, one->reach),
            .hidden_text = l->text};
    else
        l->right = one->reach;
}

static struct line family_line(struct arena *a, const struct coded *one, bool reach)
{
    struct line l = {.text = one->value.n ? one->value : one->display,
        .above = one->value.n ? one->display : STR_NONE,
        .below = one->note};
    add_reach(a, one, reach, &l);
    return l;
}

static struct line fact_line(const struct coded *one, bool reach)
{
    struct str place = reach ? one->reach : STR("Protected");
    return (struct line){.above = one->display, .text = one->reach.n ? place : one->value};
}

/* A plan by its own name, under what it is. */
static struct line plan_line(struct arena *a, const struct coded *one)
{
    struct str kind = coded_kind_label(one->kind);
    bool named = one->value.n && one->kind != CODED_CONSENT;
    struct str words = str_eq_nocase(one->display, kind) || !named ? STR_NONE : one->display;
    return (struct line){.above = str_join(a, (const struct str[]){kind, words}, 2, STR(", ")),
        .text = named ? one->value : coded_title(a, one),
        .below = sentence(a, str_join(a, (const struct str[]){when_words(a, one), one->who}, 2, STR(", ")),
            shortened(a, one->note), STR_NONE),
        .tag = state_tag(one),
        .right = state_words(one)};
}

static struct line coming_line(struct arena *a, const struct coded *one)
{
    return (struct line){.above = coded_when(a, one),
        .text = coded_title(a, one),
        .below = sentence(a, one->who.n ? str_printf(a, "With %.*s", STR_ARG(one->who)) : STR_NONE,
            shortened(a, one->note), STR_NONE),
        .tag = state_tag(one),
        .right = state_words(one)};
}

struct line record_other_line(struct arena *a, const struct coded *one, bool reach)
{
    if (one->kind == CODED_RELATED) return family_line(a, one, reach);
    if (one->kind == CODED_FACT) return fact_line(one, reach);
    if (one->kind == CODED_APPOINTMENT || one->kind == CODED_ENCOUNTER) return coming_line(a, one);
    for (size_t i = 0; i < COUNT_OF(PLANS); i++)
        if (one->kind == PLANS[i]) return plan_line(a, one);
    return (struct line){.text = coded_title(a, one),
        .below = sentence(a, when_words(a, one), one->note, one->who),
        .right = state_words(one)};
}

/* ---- boxes of the summary ---- */

static void fill(struct ctx *c, const struct coded_list *list, size_t most, bool reach, struct line_list *lines)
{
    for (size_t i = 0; i < list->n && lines->n < most; i++)
        lines->items[lines->n++] = record_other_line(c->arena, &list->items[i], reach);
}

static struct link all_of_it(struct ctx *c, const struct person *p)
{
    return (struct link){.text = STR("All of it"),
        .href = person_url(c->arena, p, "/records"),
        .hidden_text = STR("that other records say")};
}

void record_add_coming(struct ctx *c, const struct coded_summary *other, struct record_summary_view *v)
{
    if (!other->coming.n) return;
    v->coming_box = (struct box){.heading = STR("Coming up"), .quiet = STR("As other records say it")};
    v->coming.items.items = ARENA_ARRAY(c->arena, struct line, other->coming.n);
    fill(c, &other->coming, other->coming.n, false, &v->coming.items);
}

void record_add_family(
    struct ctx *c, const struct person *p, const struct coded_summary *other, struct record_summary_view *v)
{
    const struct coded_list *family = &other->now[CODED_RELATED];
    if (!family->n) return;
    v->family_box = (struct box){.heading = STR("Family and carers"), .quiet = STR("As other records say it")};
    if (family->n > FAMILY_SHOWN || p->protected_address) v->family_box.link = all_of_it(c, p);
    v->family.items.items = ARENA_ARRAY(c->arena, struct line, FAMILY_SHOWN);
    fill(c, family, FAMILY_SHOWN, !p->protected_address, &v->family.items);
}

void record_add_plans(
    struct ctx *c, const struct person *p, const struct coded_summary *other, struct record_summary_view *v)
{
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(PLANS); i++) n += other->now[PLANS[i]].n;
    if (!n) return;
    v->plans_box = (struct box){
        .heading = STR("Plans and consents"), .quiet = STR("As other records say it"), .link = all_of_it(c, p)};
    if (n > PLANS_SHOWN)
        v->plans_box.quiet = str_printf(c->arena, "The first %d of %zu that other records have", PLANS_SHOWN, n);
    v->plans.items.items = ARENA_ARRAY(c->arena, struct line, PLANS_SHOWN);
    for (size_t i = 0; i < COUNT_OF(PLANS); i++)
        fill(c, &other->now[PLANS[i]], PLANS_SHOWN, false, &v->plans.items);
}
