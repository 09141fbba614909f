/* What can be done next with a case, each in a fold, and opening one. */
#include "care/caseload/case_act.h"

static const struct {
    enum case_step step;
    const char *summary, *button, *words;
} ACTS[] = {
    {CASE_STEP_CHANGED, "Change complexity, setting or dates", "Save", NULL},
    {CASE_STEP_PAUSED, "Put on hold", "Put on hold", "Anything colleagues should know?"},
    {CASE_STEP_RESUMED, "Take it up again", "Take it up again", "What changed?"},
    {CASE_STEP_GIVEN, "Give it to a colleague", "Give", "What they should know first"},
    {CASE_STEP_REOPENED, "Open it again", "Open it again", "What happened?"},
};

static struct str typed(const struct case_showing *k, const struct case_act *act, const char *field)
{
    return act->open && k->sent ? form_get(k->sent, str_from_cstr(field)) : STR_NONE;
}

/* Ids differ between the folds; the fold that was sent has the fields' own names, to which its problems lead. */
static struct str id_of(struct ctx *c, const struct case_act *act, struct str name)
{
    if (act->open || !act->step.n) return name;
    return str_printf(c->arena, "%.*s-%.*s", STR_ARG(act->step), STR_ARG(name));
}

#define SETTLE(field) \
    do { \
        (field).id = id_of(c, act, (field).name); \
        if (act->open) (field).error = problems_at(&k->problems, (field).name); \
    } while (0)

static int chosen(const struct case_showing *k, const struct case_act *act, const char *field,
    const struct vocabulary *list, int otherwise)
{
    int found = otherwise;
    struct str word = typed(k, act, field);
    if (word.n && !vocabulary_find(list, word, &found)) found = otherwise;
    return found;
}

static struct field_date date_of(
    struct ctx *c, const struct case_showing *k, const struct case_act *act, const char *name, struct date now)
{
    struct problems none = {.arena = c->arena};
    struct field_date d = case_date_shown(c->arena, now);
    if (!act->open || !k->sent) return d;
    return field_date(k->sent, str_from_cstr(name), STR("The day"), &none);
}

static void weigh(struct ctx *c, const struct case_showing *k, enum case_weight weight, enum work_setting setting,
    struct case_act *act)
{
    act->weight = case_words_field(
        c, "weight", "Complexity", &case_weights, NULL, chosen(k, act, "weight", &case_weights, (int)weight));
    for (size_t i = 0; i < act->weight.items.n; i++)
        act->weight.items.items[i].text = case_weight_words(c->arena, (enum case_weight)(i + 1));
    act->setting = case_words_field(
        c, "setting", "Setting", &work_settings, NULL, chosen(k, act, "setting", &work_settings, (int)setting));
    SETTLE(act->weight);
    SETTLE(act->setting);
}

/* Active or monitoring: the other two have steps of their own. */
static void fill_change(struct ctx *c, const struct case_showing *k, struct case_act *act)
{
    const struct vocabulary two = {case_states.terms, 2};
    const struct care_case *now = k->now;
    act->state = case_words_field(c, "state", "State", &two, NULL, chosen(k, act, "state", &two, (int)now->state));
    SETTLE(act->state);
    weigh(c, k, now->weight, now->setting, act);
    struct field_date next = date_of(c, k, act, "next_contact", now->next_contact);
    struct field_date review = date_of(c, k, act, "review_on", now->review_on);
    act->next_contact = case_date_field(&next, "next_contact", "Next contact");
    act->shown = act->open && k->sent ? typed(k, act, "shown") : date_iso(c->arena, now->next_contact);
    act->review_on = case_date_field(&review, "review_on", "Review of the case");
    SETTLE(act->next_contact);
    SETTLE(act->review_on);
}

static void fill(struct ctx *c, const struct case_showing *k, enum case_step step, struct case_act *act)
{
    bool dated = step == CASE_STEP_PAUSED || step == CASE_STEP_RESUMED;
    if (step == CASE_STEP_CHANGED) fill_change(c, k, act);
    if (step == CASE_STEP_PAUSED) {
        act->why =
            case_words_field(c, "why", "Why", &case_pauses, "Choose why", chosen(k, act, "why", &case_pauses, 0));
        SETTLE(act->why);
    }
    if (dated) {
        struct field_date d = date_of(c, k, act, "next_contact", DATE_NONE);
        act->next_contact =
            case_date_field(&d, "next_contact", step == CASE_STEP_PAUSED ? "Look at it again on" : "Next contact");
        SETTLE(act->next_contact);
    }
    if (step == CASE_STEP_GIVEN || step == CASE_STEP_REOPENED) {
        act->to = case_to_field(c, &k->takers, k->now->role, "To whom", typed(k, act, "to"));
        SETTLE(act->to);
    }
}

void case_acts_show(struct ctx *c, const struct case_showing *k, struct case_view *v)
{
    v->acts.items = ARENA_ARRAY(c->arena, struct case_act, COUNT_OF(ACTS));
    if (!k->now || !actor_may(c->actor, PERMISSION_CASELOAD)) return;
    struct str sent = k->sent ? form_get(k->sent, STR("step")) : STR_NONE;
    for (size_t i = 0; i < COUNT_OF(ACTS); i++) {
        struct str word = vocabulary_code(&case_steps, (int)ACTS[i].step);
        if (!case_may(k->now, ACTS[i].step)) continue;
        struct case_act *act = &v->acts.items[v->acts.n++];
        *act = (struct case_act){.step = word,
            .summary = str_from_cstr(ACTS[i].summary),
            .button = str_from_cstr(ACTS[i].button),
            .open = str_eq(sent, word),
            .action = case_url(c->arena, &k->person, k->now, "/step"),
            .version = str_printf(c->arena, "%lld", (long long)k->now->version)};
        fill(c, k, ACTS[i].step, act);
        if (!ACTS[i].words) continue;
        act->words = case_text_field("words", ACTS[i].words, typed(k, act, "words"));
        act->words.optional = true;
        SETTLE(act->words);
    }
}

void case_opening_show(struct ctx *c, const struct case_showing *k, struct case_view *v)
{
    struct case_act *act = &v->opening;
    *act = (struct case_act){.open = k->sent && !form_get(k->sent, STR("step")).n,
        .button = STR("Open a case"),
        .action = person_url(c->arena, &k->person, "/case")};
    struct str to = typed(k, act, "to");
    for (size_t i = 0; i < k->takers.n && !to.n; i++)
        if (k->takers.items[i].account.v == c->actor->account.v && (int)k->takers.items[i].role == c->actor->role)
            to = k->takers.values[i];
    act->to = case_to_field(c, &k->takers, 0, "Named co-ordinator", to);
    SETTLE(act->to);
    weigh(c, k, CASE_WEIGHT_STEADY, WORK_SETTING_GENERAL, act);
    act->words = case_text_field("words", "What it is about", typed(k, act, "words"));
    act->words.optional = true;
    SETTLE(act->words);
}
