/* Who lives where: moving in and out, and what is known of each as a resident. */
#include "care/homes/homes_store.h"

#include "care/consent/consent.h"
#include "care/tasks/task.h"
#include "platform/versions/versions.h"

enum { LINE_MOST = 200, WORDS_MOST = 1000 };

static const struct term ASK_TERMS[] = {
    {STR_INIT("round"), STR_INIT("In the next round")},
    {STR_INIT("soon"), STR_INIT("Before the next round: today or tomorrow")},
    {STR_INIT("no"), STR_INIT("Not at the moment")},
};
static const struct vocabulary ASKS = {ASK_TERMS, COUNT_OF(ASK_TERMS)};
static const struct term ORDER_TERMS[] = {
    {STR_INIT("not_asked"), STR_INIT("Not asked yet")},
    {STR_INIT("agreed"), STR_INIT("Agreed, not set up yet")},
    {STR_INIT("working"), STR_INIT("The home orders for them")},
    {STR_INIT("stuck"), STR_INIT("Set up, and does not work")},
    {STR_INIT("own"), STR_INIT("They or their family order")},
    {STR_INIT("refused"), STR_INIT("They do not want it")},
};
static const struct vocabulary ORDERS = {ORDER_TERMS, COUNT_OF(ORDER_TERMS)};

#define CHOICE(name, words, help, list) \
    DOCUMENT_FIELD(name, words, help, .field.kind = FIELD_CODE, .field.codes = &(list))
static const struct document_field FIELDS[] = {
    DOCUMENT_FIELD("room", "Room", "", .field.kind = FIELD_TEXT, .most = LINE_MOST),
    CHOICE("ask", "The home asks for somebody to look at them", "", ASKS),
    DOCUMENT_FIELD("ask_words", "What about", "In the home’s words. It is on the round list",
        .field.kind = FIELD_LINES, .most = WORDS_MOST, .rows = 2),
    DOCUMENT_FIELD("ask_by", "Who asks", "For example, the nurse in charge, or their daughter",
        .field.kind = FIELD_TEXT, .most = LINE_MOST),
    CHOICE("ordering", "Ordering medicines on their behalf", "Called proxy access", ORDERS),
    DOCUMENT_FIELD(
        "ordering_words", "What is in the way", "", .field.kind = FIELD_LINES, .most = WORDS_MOST, .rows = 2),
};

/* ---- the document ---- */

static enum err load(struct ctx *c, const struct document_place *place, struct document_state *ret)
{
    struct care_home_stay_get_row row;
    enum err err = care_home_stay_get(c->db, place->person, place->entry, &row);
    if (!err) *ret = (struct document_state){row.stay_id.v, row.version, row.words};
    return err;
}

int care_home_asked(struct arena *a, struct str state)
{
    struct str ask = merge_text(a, merge_value(a, state, STR("ask")));
    if (str_eq(ask, STR("round"))) return 1;
    return str_eq(ask, STR("soon")) ? 2 : 0;
}

static enum err save(struct ctx *c, const struct document_place *place, const struct document_state *next)
{
    (void)place; /* a stay begins with moving in: the document is there */
    enum err err = care_home_stay_update(c->db, (struct care_home_stay_id){next->record}, next->version,
        next->state, care_home_asked(c->arena, next->state), clock_now(c->clock));
    return err ? err : version_save(c, STR("care-home-stay"), next->record, next->version + 1, next->state);
}

const struct document care_home_stay_document = {.kind = STR_INIT("care-home-stay"),
    .fields = FIELDS,
    .n = COUNT_OF(FIELDS),
    .heading = STR_INIT("In the care home"),
    .lead = STR_INIT("What the round and whoever orders medicines need to know. What is asked for the round is "
                     "taken off the list when it is recorded there."),
    .section = STR_INIT("Details"),
    .load = load,
    .save = save};

struct str care_home_stay_word(struct arena *a, const char *field, struct str state)
{
    return document_words(a, &care_home_stay_document, field, state);
}

enum err care_home_stay_write(
    struct ctx *c, struct person_id person, struct uuid stay, const struct document_word *words, size_t n)
{
    return document_write(
        c, &care_home_stay_document, &(struct document_place){.person = person, .entry = stay}, words, n);
}

enum err care_home_asked_done(struct ctx *c, const struct resident *r, int64_t shown, struct date held_on)
{
    struct document_word kept[COUNT_OF(FIELDS)];
    struct care_home_stay_get_row now;
    size_t n = 0;
    enum err err = care_home_stay_get(c->db, r->person.id, r->stay, &now);
    if (err) return err == ERR_NOT_FOUND ? ERR_NONE : err;
    if (!now.asked || now.version != shown || date_before(held_on, instant_date(now.changed_at))) return ERR_NONE;
    for (size_t i = 0; i < COUNT_OF(FIELDS); i++) {
        struct str name = FIELDS[i].field.state;
        if (str_starts(name, STR("ask"))) continue;
        kept[n++] = (struct document_word){
            str_cstr(c->arena, name), merge_text(c->arena, merge_value(c->arena, now.words, name))};
    }
    return care_home_stay_write(c, r->person.id, r->stay, kept, n);
}

/* ---- moving ---- */

/* Something to do for each who co-ordinates their care: an address, who leads and who orders have changed. */
static enum err tell(struct ctx *c, struct person_id person, struct str what)
{
    struct care_home_co_ordinators_list who;
    bool allowed;
    enum err err = consent_allows_record(c, person, &allowed);
    if (!err && !allowed) return ERR_NONE;
    if (!err) err = care_home_co_ordinators(c->db, person, c->actor->account, &who);
    for (size_t i = 0; !err && i < who.n; i++) {
        struct task t = {.person = person,
            .owner = who.items[i].account_id,
            .kind = TASK_PROMISE,
            .title = what,
            .due = clock_today(c->clock),
            .promised_on = clock_today(c->clock)};
        err = task_add(c, &t, (struct contact_id){0});
    }
    return err ? err : person_listed_write(c, person);
}

enum err care_home_move_out(
    struct ctx *c, const struct care_home_stay_now_of_row *stay, struct date on, struct str left_for)
{
    enum err err = care_home_stay_end(c->db, stay->stay_id, stay->version, on, left_for, clock_now(c->clock));
    if (!err) err = version_save(c, STR("care-home-stay"), stay->stay_id.v, stay->version + 1, stay->words);
    if (err || str_eq(left_for, STR("another_home")) || str_eq(left_for, STR("mistake")) ||
        str_eq(left_for, STR("died")))
        return err;
    struct str day = date_brief(c->arena, on);
    return tell(c, stay->person_id,
        str_printf(c->arena, "Left %.*s on %.*s: check address, medicines and circle of care", STR_ARG(stay->home),
            STR_ARG(day)));
}

static struct str moved_words(struct ctx *c, const struct care_home_move *m, struct str from)
{
    struct str day = date_brief(c->arena, m->moved_in);
    if (!from.n)
        return str_printf(c->arena, "Moved into %.*s on %.*s: check medicines and circle of care",
            STR_ARG(m->home_name), STR_ARG(day));
    return str_printf(c->arena, "Moved from %.*s to %.*s on %.*s: check medicines and circle of care",
        STR_ARG(str_slice(from, 0, 60)), STR_ARG(str_slice(m->home_name, 0, 60)), STR_ARG(day));
}

enum err care_home_move_in(struct ctx *c, const struct care_home_move *m)
{
    struct care_home_stay_now_of_row now;
    int64_t id;
    bool lives = false;
    enum err err = care_home_stay_now_of(c->db, m->person, &now);
    if (!err) lives = true;
    if (err && err != ERR_NOT_FOUND) return err;
    if (lives && uuid_eq(now.key, m->key)) return ERR_EXISTS;
    if (lives && now.care_home_id.v == m->home.v) return ERR_REFUSED;
    struct date day = date_is_set(m->moved_in) ? m->moved_in : clock_today(c->clock);
    err = lives ? care_home_move_out(c, &now, day, STR("another_home")) : ERR_NONE;
    if (!err)
        err = care_home_stay_insert(
            c->db, m->key, m->person, m->home, m->moved_in, STR("{}"), clock_now(c->clock), &id);
    if (!err) err = version_save(c, STR("care-home-stay"), id, 1, STR("{}"));
    if (!err) trace_saw(c->trace, m->person);
    if (err || !date_is_set(m->moved_in)) return err;
    return tell(c, m->person, moved_words(c, m, lives ? now.home : STR_NONE));
}

FOLLOW_ROWS(care_home_stay)
