/* Where somebody lives, on a page of their record: the home they are in, moving in and out, homes before. */
#include "base/limits.h"
#include "care/homes/homes_pages.h"
#include "care/homes/pages/stay.tmpl.h"

enum { STAYS_SHOWN = 30, STAY_IN_PATH = 1 };

struct staying {
    struct person person;
    struct care_home_stays_list stays;
    const struct care_home_stays_row *now; /* NULL: in no home, as far as is known */
    struct care_home_list_list homes;
    struct problems problems;
    struct field_date moved_in, moved_out;
    struct str to, left_for;
    struct care_home_move move;
    struct date out_on;
    struct uuid stay; /* the one that a form began from */
    int64_t version;
};

static struct url page_url(struct ctx *c, const struct person *p, const char *after)
{
    struct url page = person_url(c->arena, p, "/care-home");
    return (struct url){str_printf(c->arena, "%.*s%s", STR_ARG(page.text), after)};
}

/* ERR_REFUSED: the address is protected, and the home is their address. */
static enum err load(struct ctx *c, const struct request *r, struct staying *k)
{
    *k = (struct staying){.problems = {.arena = c->arena}};
    enum err err = person_get(c, r->person, &k->person);
    if (!err && person_reach_is_withheld(c, &k->person)) return ERR_REFUSED;
    if (!err) err = care_home_stays(c->db, r->person, STAYS_SHOWN, &k->stays);
    if (!err) err = care_home_list(c->db, c->actor->pcn, clock_today(c->clock).v, &k->homes);
    if (!err && k->stays.n && !date_is_set(k->stays.items[0].moved_out)) k->now = &k->stays.items[0];
    return err;
}

static struct reply not_opened(struct ctx *c, enum err err)
{
    if (err != ERR_REFUSED) return shell_failure(c, err);
    return shell_error(
        c, 403, STR("The address is protected, and a care home is an address. Ask somebody of their team."));
}

/* ---- the page ---- */

static void fact(struct stay_view *v, const char *label, struct str value, const char *none)
{
    v->facts.items.items[v->facts.items.n++] =
        (struct fact){.label = str_from_cstr(label), .value = value.n ? value : str_from_cstr(none)};
}

static void add_now(struct ctx *c, const struct staying *k, struct stay_view *v)
{
    struct arena *a = c->arena;
    const struct care_home_stays_row *s = k->now;
    struct str key = uuid_text(a, s->key);
    const char *edit = str_cstr(a, str_printf(a, "/%.*s/edit", STR_ARG(key)));
    const char *past = str_cstr(a, str_printf(a, "/%.*s/history", STR_ARG(key)));
    v->lives = true;
    v->home = s->home;
    v->home_href = care_home_url(a, s->home_key, "");
    v->change = page_url(c, &k->person, edit);
    v->history = page_url(c, &k->person, past);
    v->stay = key;
    v->version = str_printf(a, "%lld", (long long)s->version);
    v->facts.items.items = ARENA_ARRAY(a, struct fact, 10);
    fact(v, "Since", date_long(a, s->moved_in), "Not known");
    fact(v, "Clinical lead", s->lead, "Nobody named");
    fact(v, "Telephone", care_home_phone(a, s->phone), "Not known");
    v->facts.items.items[v->facts.items.n - 1].href = url_telephone(a, s->phone);
    fact(v, "Room", care_home_stay_word(a, "room", s->words), "Not known");
    fact(v, "The home asks to look at them", care_home_stay_word(a, "ask", s->words), "Not at the moment");
    if (care_home_asked(a, s->words)) {
        fact(v, "What about", care_home_stay_word(a, "ask_words", s->words), "Not said");
        fact(v, "Who asks", care_home_stay_word(a, "ask_by", s->words), "Not said");
    }
    fact(v, "Ordering medicines", care_home_stay_word(a, "ordering", s->words), "Not asked yet");
    struct str way = care_home_stay_word(a, "ordering_words", s->words);
    if (way.n) fact(v, "What is in the way", way, "");
}

static struct str between(struct arena *a, const struct care_home_stays_row *s)
{
    struct str in = date_long(a, s->moved_in), out = date_long(a, s->moved_out);
    int value;
    struct str why = vocabulary_find(&care_home_lefts, s->left_for, &value) ?
        vocabulary_label(&care_home_lefts, value) :
        STR_NONE;
    if (str_eq(s->left_for, STR("mistake"))) return why;
    return str_printf(
        a, "%.*s to %.*s. %.*s", STR_ARG(in.n ? in : STR("Not known since when")), STR_ARG(out), STR_ARG(why));
}

static void add_past(struct ctx *c, const struct staying *k, struct stay_view *v)
{
    v->past.items = ARENA_ARRAY(c->arena, struct stay_line, k->stays.n + 1);
    for (size_t i = k->now ? 1 : 0; i < k->stays.n; i++) {
        const struct care_home_stays_row *s = &k->stays.items[i];
        struct str after = str_printf(c->arena, "/%.*s/history", STR_ARG(uuid_text(c->arena, s->key)));
        v->past.items[v->past.n++] = (struct stay_line){s->home,
            date_is_set(s->moved_out) ? between(c->arena, s) :
                                        STR("Two records were joined: say which home is right"),
            page_url(c, &k->person, str_cstr(c->arena, after))};
    }
}

static struct date_input date_of(const struct staying *k, const char *name, const char *legend, const char *hint,
    const struct field_date *typed)
{
    return (struct date_input){.name = str_from_cstr(name),
        .legend = str_from_cstr(legend),
        .legend_size = SIZE_S,
        .hint = hint ? str_from_cstr(hint) : STR_NONE,
        .day = typed->day,
        .month = typed->month,
        .year = typed->year,
        .error = problems_at(&k->problems, str_from_cstr(name))};
}

static void add_forms(struct ctx *c, const struct staying *k, struct stay_view *v)
{
    struct arena *a = c->arena;
    v->key = uuid_text(a, uuid_is_set(k->move.key) ? k->move.key : uuid_new(c->clock));
    v->in = page_url(c, &k->person, "/in");
    v->out = page_url(c, &k->person, "/out");
    v->to = (struct select_field){.name = STR("to"),
        .label = STR("Care home"),
        .label_size = SIZE_S,
        .error = problems_at(&k->problems, STR("to"))};
    v->to.items.items = ARENA_ARRAY(a, struct option, k->homes.n + 1);
    v->to.items.items[v->to.items.n++] = (struct option){.text = STR("Choose a home"), .value = STR("")};
    for (size_t i = 0; i < k->homes.n; i++) {
        struct str key = uuid_text(a, k->homes.items[i].key);
        if (k->now && uuid_eq(k->now->home_key, k->homes.items[i].key)) continue;
        v->to.items.items[v->to.items.n++] =
            (struct option){.text = k->homes.items[i].name, .value = key, .selected = str_eq(key, k->to)};
    }
    v->any_homes = v->to.items.n > 1;
    v->open_in = k->to.n || problems_at(&k->problems, STR("to")).n || problems_at(&k->problems, STR("moved_in")).n;
    v->open_out = !v->open_in && k->problems.n;
    v->moved_in = date_of(k, "moved_in", "Moved in on", NULL, &k->moved_in);
    v->moved_out = date_of(k, "moved_out", "Moved out on", NULL, &k->moved_out);
    v->left_for = (struct radios){.name = STR("left_for"),
        .legend = STR("Where to"),
        .legend_size = SIZE_S,
        .small = true,
        .error = problems_at(&k->problems, STR("left_for"))};
    v->left_for.items = choices_of(a, &care_home_lefts, k->left_for);
}

static const struct shell_notice NOTICES[] = {DOCUMENT_NOTICES, {"in", "The move is saved"},
    {"out", "Saved: they do not live there any more"},
    {"died",
        "Saved. If their details do not say yet that they died, change that too: it stops tasks and letters"}};

static struct reply stay_page(struct ctx *c, const struct request *r, const struct staying *k, int status)
{
    struct stay_view *v = ARENA_NEW(c->arena, struct stay_view);
    v->problems = problems_summary(&k->problems);
    v->top.heading = STR("Care home");
    v->may_change = !k->person.protected_address;
    v->died = k->person.died_known;
    if (k->now) add_now(c, k, v);
    add_past(c, k, v);
    add_forms(c, k, v);
    struct page page = person_page(c, &k->person, STR("Details"), STR("Care home, person record"));
    page.has_problems = k->problems.n != 0;
    page.main = stay_slot(v);
    if (r->method == HTTP_GET) shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

static void read_form(const struct form *form, struct staying *k)
{
    k->to = form_get(form, STR("to"));
    k->left_for = form_get(form, STR("left_for"));
    k->moved_in = field_date(form, STR("moved_in"), STR("The day they moved in"), &k->problems);
    k->moved_out = field_date(form, STR("moved_out"), STR("The day they moved out"), &k->problems);
    if (!uuid_from_text(form_get(form, STR("key")), &k->move.key)) k->move.key = (struct uuid){{0}};
    if (!uuid_from_text(form_get(form, STR("stay")), &k->stay)) k->stay = (struct uuid){{0}};
    if (!str_int(form_get(form, STR("version")), 1, INT64_MAX, &k->version)) k->version = 0;
}

struct reply stay_get(struct ctx *c, const struct request *r)
{
    struct staying *k = ARENA_NEW(c->arena, struct staying);
    enum err err = load(c, r, k);
    if (err) return not_opened(c, err);
    if (r->held) read_form(&r->form, k);
    return stay_page(c, r, k, 200);
}

/* ---- moving in ---- */

static void check_day(struct ctx *c, struct staying *k, const char *field, struct date day, const char *missing)
{
    struct str name = str_from_cstr(field);
    if (!date_is_set(day)) problems_add(&k->problems, name, str_from_cstr(missing));
    if (date_is_set(day) && date_before(clock_today(c->clock), day))
        problems_add(&k->problems, name, STR("The day must be today or in the past"));
    if (date_is_set(day) && k->now && date_is_set(k->now->moved_in) && date_before(day, k->now->moved_in))
        problems_add(
            &k->problems, name, STR("The day must not be before they moved into the home they are in now"));
}

static enum err move_in(struct ctx *c, void *arg)
{
    const struct staying *k = arg;
    return care_home_move_in(c, &k->move);
}

static struct reply changed(struct ctx *c, const struct request *r, struct staying *k)
{
    struct staying *again = ARENA_NEW(c->arena, struct staying);
    enum err err = load(c, r, again);
    if (err) return not_opened(c, err);
    read_form(&r->form, again);
    again->move.key = uuid_new(c->clock);
    problems_add(&again->problems, STR_NONE,
        STR("A colleague changed where they live while you typed. Check what it says now, and save again if it is "
            "still right"));
    *k = *again;
    return stay_page(c, r, k, 409);
}

static struct reply moved_in(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct staying *k = arg;
    if (result == ERR_CONFLICT || result == ERR_REFUSED) return changed(c, r, k);
    if (result && result != ERR_EXISTS) return shell_failure(c, result);
    return reply_see_other(url_with_query(c->arena, page_url(c, &k->person, ""), "done", STR("in")));
}

struct reply stay_in_post(struct ctx *c, const struct request *r)
{
    struct staying *k = ARENA_NEW(c->arena, struct staying);
    enum err err = load(c, r, k);
    if (err) return not_opened(c, err);
    read_form(&r->form, k);
    if (k->now && uuid_eq(k->now->key, k->move.key)) return moved_in(c, r, k, ERR_EXISTS); /* sent twice */
    if (!uuid_is_set(k->move.key)) k->move.key = uuid_new(c->clock);
    if (k->person.protected_address)
        problems_add(
            &k->problems, STR("to"), STR("Their address is protected, so where they live is not written here"));
    if (k->person.died_known) problems_add(&k->problems, STR("to"), STR("They have died"));
    check_day(c, k, "moved_in", k->moved_in.date, "Enter the day they moved in");
    k->move.person = k->person.id;
    k->move.moved_in = k->moved_in.date;
    for (size_t i = 0; i < k->homes.n; i++)
        if (str_eq(uuid_text(c->arena, k->homes.items[i].key), k->to)) {
            k->move.home = k->homes.items[i].care_home_id;
            k->move.home_name = k->homes.items[i].name;
        }
    if (!k->move.home.v) problems_add(&k->problems, STR("to"), STR("Choose a care home"));
    return k->problems.n ? stay_page(c, r, k, 422) : reply_write(move_in, moved_in, k);
}

/* ---- moving out ---- */

static enum err move_out(struct ctx *c, void *arg)
{
    const struct staying *k = arg;
    struct care_home_stay_now_of_row now;
    enum err err = care_home_stay_now_of(c->db, k->person.id, &now);
    if (err) return err == ERR_NOT_FOUND ? ERR_CONFLICT : err;
    if (!uuid_eq(now.key, k->stay) || now.version != k->version) return ERR_CONFLICT;
    return care_home_move_out(c, &now, k->out_on, k->left_for);
}

static struct reply moved_out(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct staying *k = arg;
    if (result == ERR_CONFLICT) return changed(c, r, k);
    if (result) return shell_failure(c, result);
    struct str done = str_eq(k->left_for, STR("died")) && !k->person.died_known ? STR("died") : STR("out");
    return reply_see_other(url_with_query(c->arena, page_url(c, &k->person, ""), "done", done));
}

/* The form was sent twice: the stay has ended as it says. */
static bool ended_so(const struct staying *k)
{
    for (size_t i = 0; i < k->stays.n; i++)
        if (uuid_eq(k->stays.items[i].key, k->stay))
            return date_eq(k->stays.items[i].moved_out, k->moved_out.date) && date_is_set(k->moved_out.date) &&
                str_eq(k->stays.items[i].left_for, k->left_for);
    return false;
}

struct reply stay_out_post(struct ctx *c, const struct request *r)
{
    struct staying *k = ARENA_NEW(c->arena, struct staying);
    int value;
    enum err err = load(c, r, k);
    if (err) return not_opened(c, err);
    read_form(&r->form, k);
    if (ended_so(k)) return moved_out(c, r, k, ERR_NONE);
    if (!k->now || !uuid_eq(k->now->key, k->stay)) return changed(c, r, k);
    check_day(c, k, "moved_out", k->moved_out.date, "Enter the day they moved out");
    if (!vocabulary_find(&care_home_lefts, k->left_for, &value))
        problems_add(&k->problems, STR("left_for"), STR("Choose where they went"));
    k->out_on = k->moved_out.date;
    return k->problems.n ? stay_page(c, r, k, 422) : reply_write(move_out, moved_out, k);
}

/* ---- what is known of them there: a document ---- */

static enum err open_place(struct ctx *c, const struct request *r, struct document_place *ret)
{
    struct person p;
    struct care_home_stay_get_row row;
    struct uuid key = request_id(r, STAY_IN_PATH);
    enum err err = person_get(c, r->person, &p);
    if (!err && person_reach_is_withheld(c, &p)) return ERR_REFUSED;
    if (!err) err = care_home_stay_get(c->db, p.id, key, &row);
    if (err) return err;
    struct str after = str_printf(c->arena, "/%.*s", STR_ARG(uuid_text(c->arena, key)));
    *ret = (struct document_place){.person = p.id,
        .entry = key,
        .page = page_url(c, &p, ""),
        .base = page_url(c, &p, str_cstr(c->arena, after)),
        .frame = person_page(c, &p, STR("Details"), STR("Care home, person record")),
        .may_change = true};
    return ERR_NONE;
}

#define HANDLER(name, handler) \
    struct reply name(struct ctx *c, const struct request *r) \
    { \
        struct document_place place; \
        enum err err = open_place(c, r, &place); \
        return err ? not_opened(c, err) : handler(c, r, &care_home_stay_document, &place); \
    }
HANDLER(stay_edit_get, document_edit_get)
HANDLER(stay_edit_post, document_edit_post)
HANDLER(stay_draft_post, document_draft_post)
HANDLER(stay_history_get, document_history_get)
