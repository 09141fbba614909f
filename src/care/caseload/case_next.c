/* What a list of cases was asked for, as days and codes, and who comes next in it. */
#include "care/caseload/case_cover.h"
#include "care/caseload/case_list.h"
#include "care/caseload/caseload.sql.h"

enum { ALWAYS = 4000000 }; /* days: further than any date */

/* ---- the words ---- */

static const struct {
    struct worklist_choice choice;
    int from, to; /* days from today, both included */
} DUES[] = {
    {{STR_INIT("overdue"), STR_INIT("Overdue")}, -ALWAYS, -1},
    {{STR_INIT("today"), STR_INIT("Today")}, 0, 0},
    {{STR_INIT("week"), STR_INIT("Overdue, or in the next 7 days")}, -ALWAYS, 7},
    {{STR_INIT("month"), STR_INIT("Overdue, or in the next 30 days")}, -ALWAYS, 30},
};
static const struct {
    struct worklist_choice choice;
    int to;
} REVIEWS[] = {
    {{STR_INIT("overdue"), STR_INIT("Overdue")}, -1},
    {{STR_INIT("month"), STR_INIT("Overdue, or in the next 30 days")}, 30},
};
static const struct worklist_choice STATES[] = {{STR_INIT("active"), STR_INIT("Active")},
    {STR_INIT("monitoring"), STR_INIT("Monitoring")}, {STR_INIT("paused"), STR_INIT("On hold")},
    {STR_INIT("waiting"), STR_INIT("Waiting for first contact")}, {STR_INIT("moving-on"), STR_INIT("Moving on")},
    {STR_INIT("left"), STR_INIT("Needs a co-ordinator")}, {STR_INIT("closed"), STR_INIT("Closed")}};
static const struct worklist_choice EVERYBODY = {STR_INIT("all"), STR_INIT("Everybody’s")};

static void add(struct caseload_choices *p, const char *name, const char *label, const char *any,
    const struct worklist_choice *choices, size_t n)
{
    p->filters[p->n++] = (struct worklist_filter){.name = str_from_cstr(name),
        .label = str_from_cstr(label),
        .any = str_from_cstr(any),
        .choices = choices,
        .n = n};
}

static void add_days(struct ctx *c, struct caseload_choices *p)
{
    struct worklist_choice *dues = ARENA_ARRAY(c->arena, struct worklist_choice, COUNT_OF(DUES));
    struct worklist_choice *reviews = ARENA_ARRAY(c->arena, struct worklist_choice, COUNT_OF(REVIEWS));
    for (size_t i = 0; i < COUNT_OF(DUES); i++) dues[i] = DUES[i].choice;
    for (size_t i = 0; i < COUNT_OF(REVIEWS); i++) reviews[i] = REVIEWS[i].choice;
    add(p, "due", "Next contact", NULL, dues, COUNT_OF(DUES));
    add(p, "review", "Review", NULL, reviews, COUNT_OF(REVIEWS));
}

static void add_list(
    struct ctx *c, struct caseload_choices *p, const char *name, const char *label, const struct vocabulary *list)
{
    struct worklist_choice *choices = ARENA_ARRAY(c->arena, struct worklist_choice, list->n);
    for (size_t i = 0; i < list->n; i++)
        choices[i] = (struct worklist_choice){list->terms[i].code, list->terms[i].label};
    add(p, name, label, NULL, choices, list->n);
}

enum err caseload_choices(struct ctx *c, struct caseload_choices *ret)
{
    struct case_owners_list rows;
    enum err err = case_owners(c->db, c->actor->pcn, &rows);
    if (err) return err;
    *ret = (struct caseload_choices){.owners = ARENA_ARRAY(c->arena, struct account_id, rows.n + 1),
        .names = ARENA_ARRAY(c->arena, struct str, rows.n + 1),
        .own = c->actor->role <= STAFF_ROLE_HEALTH_COACH};
    struct worklist_choice *whose = ARENA_ARRAY(c->arena, struct worklist_choice, rows.n + 1);
    size_t n = 0;
    if (ret->own) whose[n++] = EVERYBODY;
    for (size_t i = 0; i < rows.n; i++) {
        bool self = rows.items[i].account_id.v == c->actor->account.v;
        if (self && ret->own) continue;
        ret->owners[n] = rows.items[i].account_id;
        ret->names[n] = rows.items[i].name;
        whose[n++] = (struct worklist_choice){uuid_text(c->arena, rows.items[i].key), rows.items[i].name};
    }
    add(ret, "whose", "Whose", ret->own ? "Mine" : "Everybody’s", whose, n);
    add(ret, "state", "State", "Open", STATES, COUNT_OF(STATES));
    add_days(c, ret);
    add_list(c, ret, "complexity", "Complexity", &case_weights);
    add_list(c, ret, "setting", "Setting", &work_settings);
    return ERR_NONE;
}

/* ---- what they stand for ---- */

/* The place of the choice in its table, from 0; false: nothing chosen. */
static bool chosen(const struct worklist *w, const char *name, size_t *ret)
{
    for (size_t i = 0; i < w->filter_count; i++)
        if (str_eq(w->filters[i].name, str_from_cstr(name)) && w->filters[i].chosen) {
            *ret = w->filters[i].chosen - 1;
            return true;
        }
    return false;
}

static void ask_state(struct str word, struct caseload_asked *asked)
{
    asked->closed = str_eq(word, STR("closed"));
    asked->moving_on = str_eq(word, STR("moving-on"));
    asked->has_left = str_eq(word, STR("left"));
    asked->fresh = str_eq(word, STR("waiting"));
    asked->state = asked->moving_on || asked->fresh || asked->has_left ? STR_NONE : word;
}

struct caseload_asked caseload_asked_for(
    struct ctx *c, const struct caseload_choices *choices, const struct worklist *w)
{
    size_t i;
    int32_t today = clock_today(c->clock).v;
    struct caseload_asked asked = {.due_from = -ALWAYS,
        .due_to = ALWAYS,
        .review_to = ALWAYS,
        .most = WORKLIST_PAGE + 1,
        .back = w->back,
        .begun = w->begun,
        .after = w->place.number,
        .after_id = w->place.id,
        .setting = worklist_chosen(w, "setting"),
        .weight = worklist_chosen(w, "complexity")};
    if (chosen(w, "whose", &i)) {
        asked.coordinator = choices->owners[i];
        asked.name = choices->names[i];
    } else if (choices->own) {
        asked.coordinator = c->actor->account;
        asked.mine = true;
    }
    if (chosen(w, "due", &i)) {
        asked.due_from = today + DUES[i].from;
        asked.due_to = today + DUES[i].to;
    }
    if (chosen(w, "review", &i)) asked.review_to = today + REVIEWS[i].to;
    ask_state(worklist_chosen(w, "state"), &asked);
    if (!asked.begun) {
        asked.after = asked.back ? ALWAYS : -ALWAYS;
        asked.after_id = 0;
    }
    return asked;
}

/* ---- the rows ---- */

static int value(const struct vocabulary *list, struct str code)
{
    int found = 0;
    MUST(vocabulary_find(list, code, &found)); /* the table's CHECK has these words and no others */
    return found;
}

/* The statements give rows of one shape under several names. */
#define LINE_FROM_ROW(row) \
    ((struct case_line){.k = {.id = (row)->care_case_id, \
                            .key = (row)->key, \
                            .version = (row)->version, \
                            .person = (row)->person_id, \
                            .role = (enum staff_role)(row)->role, \
                            .coordinator_name = (row)->coordinator, \
                            .has_left = (row)->has_left, \
                            .setting = (enum work_setting)value(&work_settings, (row)->setting), \
                            .weight = (enum case_weight)value(&case_weights, (row)->weight), \
                            .state = (enum case_state)value(&case_states, (row)->state), \
                            .next_contact = (row)->next_contact, \
                            .review_on = (row)->review_on, \
                            .opened_on = (row)->opened_on, \
                            .first_contact_on = (row)->first_contact_on, \
                            .moving_on = (row)->moving_on}, \
        .person = {.id = (row)->person_id, \
            .key = (row)->person_key, \
            .given_names = (row)->given_names, \
            .family_name = (row)->family_name, \
            .preferred_name = (row)->preferred_name, \
            .born = (row)->born, \
            .nhs_number = (row)->nhs_number, \
            .practice_name = (row)->practice, \
            .restricted = (row)->restricted, \
            .died_known = (row)->died_known, \
            .died = (row)->died}})

#define ASK(statement, ...) \
    do { \
        const struct statement##_params p = {__VA_ARGS__, .open = !asked->closed, .due_from = asked->due_from, \
            .due_to = asked->due_to, .review_to = asked->review_to, .setting = asked->setting, \
            .weight = asked->weight, .state = asked->state, .role = (int64_t)asked->role, \
            .moving_on = asked->moving_on, .fresh = asked->fresh, .has_left = asked->has_left, \
            .after = asked->after, .after_id = asked->after_id, .most = asked->most}; \
        struct statement##_list rows; \
        enum err err = statement(c->db, &p, &rows); \
        if (err) return err; \
        *ret = (struct case_lines){ARENA_ARRAY(c->arena, struct case_line, rows.n), rows.n}; \
        for (size_t i = 0; i < rows.n; i++) ret->items[i] = LINE_FROM_ROW(&rows.items[i]); \
        return ERR_NONE; \
    } while (0)

static enum err read_of(struct ctx *c, const struct caseload_asked *asked, struct case_lines *ret)
{
    if (asked->back) ASK(case_lines_of_down, .coordinator_id = asked->coordinator);
    ASK(case_lines_of, .coordinator_id = asked->coordinator);
}

static enum err read_all(struct ctx *c, const struct caseload_asked *asked, struct case_lines *ret)
{
    if (asked->back) ASK(case_lines_all_down, .pcn_id = c->actor->pcn);
    ASK(case_lines_all, .pcn_id = c->actor->pcn);
}

/* ---- with those one stands in for ---- */

static int by_place(const void *a, const void *b)
{
    const struct case_line *x = a, *y = b;
    int64_t order = (int64_t)x->k.next_contact.v - y->k.next_contact.v;
    if (!order) order = x->k.id.v - y->k.id.v;
    return (order > 0) - (order < 0);
}

static int by_place_back(const void *a, const void *b)
{
    return by_place(b, a);
}

static void merge(struct ctx *c, const struct caseload_asked *asked, const struct case_lines *theirs,
    struct str covering, struct case_lines *all)
{
    size_t n = all->n + theirs->n;
    struct case_line *items = ARENA_ARRAY(c->arena, struct case_line, n);
    for (size_t i = 0; i < all->n; i++) items[i] = all->items[i];
    for (size_t i = 0; i < theirs->n; i++) {
        items[all->n + i] = theirs->items[i];
        items[all->n + i].covering = covering;
    }
    if (n) qsort(items, n, sizeof *items, asked->back ? by_place_back : by_place);
    *all = (struct case_lines){items, n < (size_t)asked->most ? n : (size_t)asked->most};
}

/* Each is a walk along the same index from the same place, so the first of all of them are among the first of
 * each. */
static enum err add_covered(struct ctx *c, const struct caseload_asked *asked, struct case_lines *ret)
{
    struct case_cover_list covers;
    enum err err = case_covers(c, &covers);
    for (size_t i = 0; !err && i < covers.n; i++) {
        const struct case_cover *v = &covers.items[i];
        struct caseload_asked theirs = *asked;
        struct case_lines lines;
        if (v->to.v != c->actor->account.v || !case_cover_acts(v, clock_today(c->clock))) continue;
        theirs.coordinator = v->account;
        theirs.role = v->role;
        err = read_of(c, &theirs, &lines);
        if (!err) merge(c, asked, &lines, str_printf(c->arena, "Cover: %.*s", STR_ARG(v->name)), ret);
    }
    return err;
}

enum err case_lines_read(struct ctx *c, const struct caseload_asked *asked, struct case_lines *ret)
{
    if (!asked->coordinator.v) return read_all(c, asked, ret);
    enum err err = read_of(c, asked, ret);
    return err || !asked->mine || !asked->with_covered || asked->closed ? err : add_covered(c, asked, ret);
}
