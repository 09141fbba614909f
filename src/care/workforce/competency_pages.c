/* How somebody sees themselves in each competency, how a supervisor sees it, and the evidence for it. */
#include "care/workforce/development_pages.h"
#include "care/workforce/pages/competencies.tmpl.h"

struct rating {
    struct staff_facts staff;
    struct staff_reach reach;
    struct rating_saving saving;
    struct problems problems;
};

/* ---- the page ---- */

static struct str level_words(enum competency_level level)
{
    return level ? vocabulary_label(&competency_levels, (int)level) : STR("Not said yet");
}

/* Once somebody has said how they see it, they can't unsay it. */
static struct select_field level_field(
    struct ctx *c, const struct rating *k, enum competency which, enum competency_level stands)
{
    struct str code = vocabulary_code(&competencies, (int)which);
    struct str label = vocabulary_label(&competencies, (int)which);
    enum competency_level chosen = k->saving.levels[which] ? k->saving.levels[which] : stands;
    struct select_field f = {.name = code,
        .id = code,
        .label = str_printf(c->arena, "%.*s: how you see it", STR_ARG(label)),
        .hidden_label = true,
        .error = problems_at(&k->problems, code)};
    f.items.items = ARENA_ARRAY(c->arena, struct option, LEVEL_COUNT);
    if (!stands) f.items.items[f.items.n++] = (struct option){.text = STR("Choose"), .value = STR("")};
    for (enum competency_level level = LEVEL_LEARNING; level < LEVEL_COUNT; level++)
        if (level != LEVEL_SIGNED_OFF || !k->reach.self)
            f.items.items[f.items.n++] = (struct option){.text = vocabulary_label(&competency_levels, (int)level),
                .value = vocabulary_code(&competency_levels, (int)level),
                .selected = level == chosen};
    return f;
}

static struct str evidence_words(struct arena *a, const struct competency_standing *s)
{
    if (!s->evidence) return STR("No evidence yet");
    struct str all = str_printf(a, "%zu %s of evidence", s->evidence, s->evidence == 1 ? "piece" : "pieces");
    return s->waits ? str_printf(a, "%.*s, %zu to read", STR_ARG(all), s->waits) : all;
}

static struct str own_heading(const struct staff_reach *reach)
{
    return reach->self ? STR("How you see it") : STR("How they see it");
}

static struct str theirs_heading(const struct staff_reach *reach)
{
    return reach->self ? STR("Your supervisor") : STR("How you see it");
}

static struct competency_row row_of(struct ctx *c, const struct rating *k, enum competency which)
{
    struct competency_standing stands = competency_standing_of(&k->staff, which);
    struct competency_row row = {.name = vocabulary_label(&competencies, (int)which),
        .quiet = evidence_words(c->arena, &stands),
        .own = level_words(stands.own),
        .theirs = level_words(stands.theirs),
        .own_heading = own_heading(&k->reach),
        .theirs_heading = theirs_heading(&k->reach),
        .rates_own = k->reach.self};
    if (stands.theirs == LEVEL_SIGNED_OFF)
        row.signed_off = (struct tag){.text = level_words(stands.theirs), .colour = TAG_GREEN};
    row.field = level_field(c, k, which, k->reach.self ? stands.own : stands.theirs);
    return row;
}

static void show_groups(struct ctx *c, const struct rating *k, struct competencies_view *v)
{
    v->groups.items = ARENA_ARRAY(c->arena, struct competency_group, AREA_COUNT);
    for (enum competency_area area = AREA_NONE + 1; area < AREA_COUNT; area++) {
        struct competency_group *g = &v->groups.items[v->groups.n++];
        *g = (struct competency_group){.label = competency_area_label(area),
            .own_heading = own_heading(&k->reach),
            .theirs_heading = theirs_heading(&k->reach)};
        g->rows.items = ARENA_ARRAY(c->arena, struct competency_row, COMPETENCY_COUNT);
        for (enum competency each = COMPETENCY_NONE + 1; each < COMPETENCY_COUNT; each++)
            if (competency_area(each) == area) g->rows.items[g->rows.n++] = row_of(c, k, each);
    }
}

static void show_history(struct ctx *c, const struct staff_facts *s, struct competencies_view *v)
{
    struct arena *a = c->arena;
    v->has_history = s->ratings.n != 0;
    v->history.items.items = ARENA_ARRAY(a, struct timeline_event, s->ratings.n);
    for (size_t i = 0; i < s->ratings.n; i++) {
        const struct competency_rating *r = &s->ratings.items[i];
        v->history.items.items[v->history.items.n++] =
            (struct timeline_event){.when = date_long(a, instant_date(r->at)),
                .by = r->by_name,
                .title = str_printf(a, "%.*s: %.*s", STR_ARG(vocabulary_label(&competencies, (int)r->competency)),
                    STR_ARG(str_lower(a, level_words(r->level))))};
    }
}

static struct str said_words(struct arena *a, const struct development *d)
{
    return str_printf(a, "%zu of %d signed off. A toolkit for talking about it, not an assessment", d->signed_off,
        COMPETENCY_COUNT - 1);
}

/* What stood there when the page was made, one digit each: what is chosen still wasn't chosen now, and a colleague
 * may have changed it meanwhile. */
static struct str shown_levels(struct ctx *c, const struct rating *k)
{
    char *digits = ARENA_ARRAY(c->arena, char, COMPETENCY_COUNT);
    for (enum competency each = COMPETENCY_NONE + 1; each < COMPETENCY_COUNT; each++) {
        struct competency_standing stands = competency_standing_of(&k->staff, each);
        digits[each - 1] = (char)('0' + (int)(k->reach.self ? stands.own : stands.theirs));
    }
    return (struct str){digits, COMPETENCY_COUNT - 1};
}

/* "7.5 hours in the last twelve months" of what was noted down with how long it took. */
static struct str learning_words(struct arena *a, const struct development *d)
{
    if (!d->minutes) return STR_NONE;
    return str_printf(a, "%.*s of learning in the last twelve months", STR_ARG(hours_words(a, d->minutes)));
}

static struct reply competencies_page(struct ctx *c, const struct request *r, const struct rating *k, int status)
{
    const struct staff_facts *s = &k->staff;
    struct competencies_view *v = ARENA_NEW(c->arena, struct competencies_view);
    enum err err = plan_show(c, s, &k->reach, &v->plan);
    if (err) return shell_failure(c, err);
    struct development d = development_of(c->arena, s, clock_today(c->clock));
    v->problems = problems_summary(&k->problems);
    v->top = (struct page_top){.heading = k->reach.self ?
            STR("My competencies") :
            str_printf(c->arena, "Competencies of %.*s", STR_ARG(s->name)),
        .quiet = said_words(c->arena, &d)};
    v->action = development_url(c, s, &k->reach, "/competencies");
    v->add = (struct button){.text = STR("Add to the portfolio"),
        .kind = BUTTON_SECONDARY,
        .small = true,
        .href = development_url(c, s, &k->reach, "/portfolio/new")};
    v->shown = r->form.fields.n ? form_get(&r->form, STR("shown")) : shown_levels(c, k);
    show_groups(c, k, v);
    show_history(c, s, v);
    v->portfolio_box =
        (struct box){.heading = STR("Portfolio"), .quiet = learning_words(c->arena, &d), .id = STR("portfolio")};
    v->portfolio = portfolio_list(c, s);
    struct page page = {.has_problems = k->problems.n != 0, .main = competencies_all_slot(v)};
    return staff_form_page(c, r, s, "Competencies", status, &page);
}

/* ---- reading and saving ---- */

static bool is_as_shown(struct str shown, enum competency which, int level)
{
    return shown.n == COMPETENCY_COUNT - 1 && shown.p[which - 1] == '0' + level;
}

static void read_levels(const struct form *form, struct rating *k)
{
    struct str shown = form_get(form, STR("shown"));
    for (enum competency each = COMPETENCY_NONE + 1; each < COMPETENCY_COUNT; each++) {
        struct str code = vocabulary_code(&competencies, (int)each), chosen = form_get(form, code);
        int level = 0;
        if (!chosen.n) continue;
        if (!vocabulary_find(&competency_levels, chosen, &level) || (k->reach.self && level == LEVEL_SIGNED_OFF)) {
            problems_add(&k->problems, code, STR("Choose one from the list"));
            continue;
        }
        if (!is_as_shown(shown, each, level)) k->saving.levels[each] = (enum competency_level)level;
    }
}

static void check_evidence(struct ctx *c, struct rating *k)
{
    for (enum competency each = COMPETENCY_NONE + 1; each < COMPETENCY_COUNT; each++)
        if (!competency_may_rate(&k->staff, each, k->saving.levels[each], k->reach.self))
            problems_add(&k->problems, vocabulary_code(&competencies, (int)each),
                str_printf(c->arena, "Add evidence first: there is none for “%.*s”",
                    STR_ARG(vocabulary_label(&competencies, (int)each))));
}

static enum err save(struct ctx *c, void *arg)
{
    const struct rating *k = arg;
    return ratings_save(c, k->staff.account, &k->saving);
}

static struct reply saved(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct rating *k = arg;
    struct url page = development_url(c, &k->staff, &k->reach, "/competencies");
    if (!result) return reply_see_other(url_with_query(c->arena, page, "done", STR("rated")));
    if (result == ERR_REFUSED) return shell_error_page(c, 403);
    if (result != ERR_CONFLICT) return shell_failure(c, result);
    problems_add(&k->problems, STR_NONE, STR("Evidence was struck through meanwhile. Look again, then save"));
    return competencies_page(c, r, k, 409);
}

static struct reply answer(struct ctx *c, const struct request *r, struct rating *k, enum err err)
{
    if (err) return shell_failure(c, err);
    if (!portfolio_may_read(&k->reach)) return shell_failure(c, ERR_NOT_FOUND);
    k->problems.arena = c->arena;
    if (r->method == HTTP_GET) return competencies_page(c, r, k, 200);
    read_levels(&r->form, k);
    check_evidence(c, k);
    return k->problems.n ? competencies_page(c, r, k, 422) : reply_write(save, saved, k);
}

static struct reply own(struct ctx *c, const struct request *r)
{
    struct rating *k = ARENA_NEW(c->arena, struct rating);
    return answer(c, r, k, staff_open_by_id(c, c->actor->account, &k->staff, &k->reach));
}

static struct reply colleagues(struct ctx *c, const struct request *r)
{
    struct rating *k = ARENA_NEW(c->arena, struct rating);
    return answer(c, r, k, staff_open(c, request_id(r, 0), &k->staff, &k->reach));
}

struct reply own_competencies_get(struct ctx *c, const struct request *r)
{
    return own(c, r);
}

struct reply own_competencies_post(struct ctx *c, const struct request *r)
{
    return own(c, r);
}

struct reply competencies_get(struct ctx *c, const struct request *r)
{
    return colleagues(c, r);
}

struct reply competencies_post(struct ctx *c, const struct request *r)
{
    return colleagues(c, r);
}
