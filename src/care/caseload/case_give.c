/* Giving many cases to a colleague at once: all that are ticked, or none; both are told. */
#include "base/limits.h"
#include "care/caseload/case_list.h"
#include "care/caseload/pages/give.tmpl.h"
#include "platform/auth/permission.h"

/* So many at once, so that the writer isn't held for long. */
enum { GIVE_MOST = WORKLIST_PAGE, WORDS_MOST = 2000 };

struct giving {
    struct problems problems;
    struct caseload_choices choices;
    struct worklist list;
    struct caseload_asked asked;
    struct case_lines lines;
    struct case_takers takers;
    const struct form *sent;
    struct case_move moves[GIVE_MOST];
    size_t n, at; /* at: the one that could not be given */
};

/* ---- whose, and which ---- */

/* One's own; whoever answers for others' work gives theirs too. */
static bool may_give(const struct ctx *c, const struct caseload_asked *asked)
{
    return asked->mine || asked->coordinator.v == c->actor->account.v || actor_may(c->actor, PERMISSION_HAND_OVER);
}

static enum err begin(struct ctx *c, const struct form *form, struct giving *k)
{
    *k = (struct giving){.problems = {.arena = c->arena}};
    enum err err = caseload_choices(c, &k->choices);
    if (err) return err;
    if (!worklist_read_form(form, &caseload_kind, k->choices.filters, k->choices.n, &k->list)) return ERR_INVALID;
    k->asked = caseload_asked_for(c, &k->choices, &k->list);
    k->asked.most = GIVE_MOST;
    if (!may_give(c, &k->asked)) return ERR_REFUSED;
    err = case_takers_read(c, &k->takers);
    return !err && !k->asked.closed ? case_lines_read(c, &k->asked, &k->lines) : err;
}

static struct reply refused(struct ctx *c, enum err err)
{
    if (err == ERR_INVALID) return worklist_unreadable(c);
    return err == ERR_REFUSED ? shell_error_page(c, 403) : shell_failure(c, err);
}

/* ---- the page ---- */

static struct str value_of(struct arena *a, const struct care_case *k)
{
    return str_printf(a, "%.*s.%lld", STR_ARG(uuid_text(a, k->key)), (long long)k->version);
}

static bool is_ticked(struct ctx *c, const struct giving *k, const struct case_line *line)
{
    if (!k->sent) return false;
    struct form_values all = form_all(c->arena, k->sent, STR("case"));
    struct str key = uuid_text(c->arena, line->k.key);
    for (size_t i = 0; i < all.n; i++)
        if (str_starts(all.items[i], key)) return true;
    return false;
}

static struct choice choice_of(struct ctx *c, const struct giving *k, const struct case_line *line)
{
    struct arena *a = c->arena;
    const struct care_case *one = &line->k;
    struct date today = clock_today(c->clock);
    bool general = one->setting == WORK_SETTING_GENERAL;
    const struct str parts[] = {k->asked.coordinator.v ? STR_NONE : one->coordinator_name,
        vocabulary_label(&case_weights, (int)one->weight),
        general ? STR_NONE : vocabulary_label(&work_settings, (int)one->setting), case_tag(one).text,
        str_printf(a, "next contact %.*s", STR_ARG(date_near(a, one->next_contact, today)))};
    return (struct choice){.value = value_of(a, one),
        .label = person_list_name(a, &line->person),
        .hint = str_join(a, parts, COUNT_OF(parts), STR(", ")),
        .checked = is_ticked(c, k, line)};
}

static void show_cases(struct ctx *c, const struct giving *k, struct give_view *v)
{
    v->cases = (struct checkboxes){.name = STR("case"),
        .legend = STR("Which cases?"),
        .legend_size = SIZE_S,
        .small = true,
        .error = problems_at(&k->problems, STR("case"))};
    v->cases.items.items = ARENA_ARRAY(c->arena, struct choice, k->lines.n + 2);
    if (k->lines.n > 1) {
        v->cases.items.items[v->cases.items.n++] =
            (struct choice){.label = str_printf(c->arena, "All %zu that are shown here", k->lines.n), .all = true};
        v->cases.items.items[v->cases.items.n++] = (struct choice){.divider = STR("or"), .all = true};
    }
    for (size_t i = 0; i < k->lines.n; i++)
        v->cases.items.items[v->cases.items.n++] = choice_of(c, k, &k->lines.items[i]);
    if (k->lines.n == GIVE_MOST) v->cases.hint = STR("The first 50 of the list. Filter it, or give these first");
}

static struct str whose(struct arena *a, const struct giving *k)
{
    struct str said = worklist_said(a, &k->list);
    struct str name = k->asked.mine ? STR("Your own caseload") :
        k->asked.coordinator.v      ? str_printf(a, "Caseload of %.*s", STR_ARG(k->asked.name)) :
                                      STR("Everybody’s cases");
    return str_join(a, (const struct str[]){name, said}, 2, STR(". "));
}

static struct reply give_page(struct ctx *c, const struct request *r, const struct giving *k, int status)
{
    struct give_view *v = ARENA_NEW(c->arena, struct give_view);
    struct worklist_hidden_list hidden = worklist_hidden(c->arena, &k->list);
    struct str to = k->sent ? form_get(k->sent, STR("to")) : STR_NONE;
    v->problems = problems_summary(&k->problems);
    v->top = (struct page_top){.heading = STR("Give cases to a colleague"), .quiet = whose(c->arena, k)};
    v->back = worklist_url(c->arena, &k->list, caseload_kind.path);
    v->hidden.items = hidden.items;
    v->hidden.n = hidden.n;
    if (!k->lines.n) v->none = STR("There is no open case in this list.");
    show_cases(c, k, v);
    v->to = case_to_field(c, &k->takers, 0, "To whom", to);
    v->to.error = problems_at(&k->problems, STR("to"));
    v->words = case_text_field(
        "words", "Why, and what they should know", k->sent ? form_get(k->sent, STR("words")) : STR(""));
    v->words.hint = STR("Stands with the steps of each case");
    v->words.optional = true;
    v->words.error = problems_at(&k->problems, STR("words"));
    struct page page = {.title = STR("Give cases to a colleague"),
        .narrow = true,
        .has_problems = k->problems.n != 0,
        .back = v->back,
        .main = case_give_slot(v)};
    return shell_page(c, r, status, SECTION_CASELOAD, &page);
}

struct reply give_get(struct ctx *c, const struct request *r)
{
    struct giving *k = ARENA_NEW(c->arena, struct giving);
    enum err err = begin(c, r->held ? &r->form : &r->query, k);
    if (r->held) k->sent = &r->form;
    return err ? refused(c, err) : give_page(c, r, k, 200);
}

/* ---- giving ---- */

/* Only what the list shows can be ticked. */
static void read_ticked(struct ctx *c, const struct form *form, struct giving *k)
{
    struct form_values ticked = form_all(c->arena, form, STR("case"));
    const struct case_taker *to = case_taker_chosen(&k->takers, form_get(form, STR("to")));
    struct str words = field_note(form, STR("words"), STR("The words"), WORDS_MOST, &k->problems);
    if (!to) problems_add(&k->problems, STR("to"), STR("Choose a colleague from the list"));
    for (size_t i = 0; to && i < ticked.n && k->n < GIVE_MOST; i++) {
        struct case_move *m = &k->moves[k->n];
        struct str rest = ticked.items[i], key = str_cut(&rest, '.');
        int64_t version;
        for (size_t p = 0; p < k->lines.n; p++) {
            const struct care_case *one = &k->lines.items[p].k;
            if (!str_eq(uuid_text(c->arena, one->key), key) || !str_int(rest, 1, INT64_MAX, &version)) continue;
            *m = (struct case_move){
                .step = CASE_STEP_GIVEN, .from = *one, .to = to, .words = case_given_words(c->arena, to, words)};
            m->from.version = version;
            k->n++;
            break;
        }
    }
    if (to && !k->n) problems_add(&k->problems, STR("case"), STR("Tick the cases that you want to give"));
}

/* Those of one colleague together. */
static enum err tell(struct ctx *c, const struct giving *k)
{
    struct care_case_id *cases = ARENA_ARRAY(c->arena, struct care_case_id, k->n);
    bool *told = ARENA_ARRAY(c->arena, bool, k->n);
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < k->n; i++) {
        const struct case_move *first = &k->moves[i];
        struct case_told t = {.from = first->from.coordinator,
            .from_left = first->from.has_left,
            .to = first->to->account,
            .cases = cases};
        for (size_t p = i; !told[i] && p < k->n; p++) {
            if (k->moves[p].from.coordinator.v != t.from.v) continue;
            if (p > i) told[p] = true;
            cases[t.n++] = k->moves[p].from.id;
            t.tasks += k->moves[p].tasks;
        }
        if (t.n) err = case_tell(c, &t);
    }
    return err;
}

static enum err give_all(struct ctx *c, void *arg)
{
    struct giving *k = arg;
    bool ready[WORK_SETTING_COUNT] = {false};
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < k->n; i++) {
        struct case_move move = k->moves[i];
        k->at = i;
        move.ready = ready[move.from.setting];
        err = case_take_step(c, &move);
        k->moves[i].why_not = move.why_not;
        k->moves[i].tasks = move.tasks;
        if (err) continue;
        k->moves[i].from.coordinator = move.from.coordinator;
        k->moves[i].from.has_left = move.from.has_left;
        k->moves[i].from.id = move.from.id;
        ready[move.from.setting] = true;
    }
    return err ? err : tell(c, k);
}

static struct str name_of(struct ctx *c, const struct giving *k, const struct care_case *one)
{
    for (size_t i = 0; i < k->lines.n; i++)
        if (k->lines.items[i].k.id.v == one->id.v) return person_list_name(c->arena, &k->lines.items[i].person);
    return STR("One of these");
}

static struct reply given(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct giving *k = arg;
    if (!result) return reply_see_other(url_with_query(c->arena, URL("/caseload"), "done", STR("given")));
    if (result != ERR_CONFLICT && result != ERR_REFUSED && result != ERR_NOT_FOUND)
        return shell_failure(c, result);
    const struct case_move *m = &k->moves[k->at];
    struct str why = m->why_not.n ? m->why_not : STR("A colleague has just changed it. Look at it again");
    struct str name = name_of(c, k, &m->from);
    struct str said = str_printf(c->arena, "%.*s: %.*s. None was given", STR_ARG(name), STR_ARG(why));
    enum err err = begin(c, &r->form, k);
    if (err) return refused(c, err);
    k->sent = &r->form;
    problems_add(&k->problems, STR("case"), said);
    return give_page(c, r, k, 409);
}

struct reply give_post(struct ctx *c, const struct request *r)
{
    struct giving *k = ARENA_NEW(c->arena, struct giving);
    enum err err = begin(c, &r->form, k);
    if (err) return refused(c, err);
    k->sent = &r->form;
    read_ticked(c, &r->form, k);
    return k->problems.n ? give_page(c, r, k, 422) : reply_write(give_all, given, k);
}
