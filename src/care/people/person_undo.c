/* Undoing one change, or putting a whole version back: what would change is shown first. Nothing is rewritten:
 * either makes a new version. */
#include "base/limits.h"
#include "care/people/pages/undo.tmpl.h"
#include "care/people/person.sql.h"
#include "care/people/person_form.h"
#include "care/people/person_pages.h"
#include "care/people/person_record.h"

struct person_undoing {
    bool whole;     /* put back, not undo */
    int64_t number; /* the version */
    struct version target;
    struct person now, merged;
    struct conflict_record record;
    struct merge merge;
    struct problems problems;
    bool moved_on;
    struct str postcode, lsoa; /* of the state that is gone back to: the area comes back with its address */
    bool reach_stays;          /* how to reach them is withheld from the actor, and stands otherwise there */
};

static struct str number_text(struct ctx *c, int64_t number)
{
    return str_printf(c->arena, "%lld", (long long)number);
}

static struct url page_url(struct ctx *c, const struct person_undoing *u)
{
    return person_url(c->arena, &u->now, u->whole ? "/put-back" : "/undo");
}

/* ---- what would change ---- */

/* Undoing version 5 is an edit that began from version 5 and says what version 4 said: what was changed since
 * stays. Putting back is an edit of what stands now. */
static enum err merge_states(struct ctx *c, struct person_undoing *u)
{
    struct version before = u->target;
    struct str now = person_state_json(c->arena, &u->now);
    enum err err = version_of(c, STR("person"), u->now.id.v, u->number, &u->target);
    if (!err && !u->whole) err = version_of(c, STR("person"), u->now.id.v, u->number - 1, &before);
    if (err) return err;
    struct str back = u->whole ? u->target.state : before.state;
    u->postcode = merge_text(c->arena, merge_value(c->arena, back, STR("postcode")));
    u->lsoa = merge_text(c->arena, merge_value(c->arena, back, STR("lsoa")));
    u->reach_stays = person_reach_changed_unseen(c, &u->now, u->target.state, u->whole ? now : before.state);
    return u->whole ? conflict_merge(c, &u->record, now, now, u->target.state, &u->merge) :
                      conflict_merge(c, &u->record, u->target.state, now, before.state, &u->merge);
}

/* What was chosen where somebody changed the same field again since. Without a choice it stays a conflict. */
static void choose(struct ctx *c, const struct form *form, struct person_undoing *u)
{
    for (size_t i = 0; i < u->merge.n; i++) {
        struct merge_field *f = &u->merge.fields[i];
        if (f->outcome != MERGE_CONFLICT) continue;
        const struct record_field *field = record_field_of(u->record.fields, f->rule->field);
        struct str keep = form_get(form, str_printf(c->arena, "keep_%.*s", STR_ARG(field->form)));
        if (str_eq(keep, STR("theirs"))) f->outcome = MERGE_SAME;
        if (!str_eq(keep, STR("mine"))) continue;
        f->outcome = MERGE_MINE;
        f->result = f->mine;
    }
}

/* As they are afterwards, by what was chosen. */
static enum err make_merged(struct ctx *c, struct person_undoing *u)
{
    u->merged = u->now;
    enum err err = person_from_state(c->arena, merge_state(c->arena, &u->merge), &u->merged);
    if (u->postcode.n && str_eq(u->merged.postcode, u->postcode) && !str_eq(u->now.postcode, u->postcode))
        u->merged.lsoa = u->lsoa.n ? u->lsoa : STR_NONE;
    return err;
}

static enum err plan_of(struct ctx *c, const struct form *form, struct person_undoing *u)
{
    u->record = person_conflict_record(c, &u->now);
    enum err err;
    if ((err = merge_states(c, u))) return err;
    choose(c, form, u);
    err = make_merged(c, u);
    if (!err && !merge_conflicts(&u->merge)) person_check(&u->problems, &u->merged, clock_today(c->clock));
    return err;
}

static enum err plan(
    struct ctx *c, const struct request *r, const struct form *form, bool whole, struct person_undoing *u)
{
    *u = (struct person_undoing){.whole = whole, .problems = {.arena = c->arena}};
    enum err err = person_get_whole(c, r->person, &u->now);
    if (err) return err;
    int64_t lowest = whole ? 1 : 2, highest = whole ? u->now.version - 1 : u->now.version;
    if (!str_int(form_get(form, STR("version")), lowest, highest, &u->number)) return ERR_NOT_FOUND;
    return plan_of(c, form, u);
}

/* ---- the page ---- */

static struct slot said(struct ctx *c, const struct record_field *f, struct str value)
{
    struct conflict_said *s = ARENA_NEW(c->arena, struct conflict_said);
    s->text = record_words(c->arena, f, value);
    return person_said_slot(s);
}

static struct radios question(struct ctx *c, struct person_undoing *u, const struct merge_field *m, bool sent)
{
    const struct record_field *f = record_field_of(u->record.fields, m->rule->field);
    struct str name = str_printf(c->arena, "keep_%.*s", STR_ARG(f->form));
    struct choice *two = ARENA_ARRAY(c->arena, struct choice, 2);
    two[0] = (struct choice){
        .value = STR("theirs"), .label = STR("Leave what stands there now"), .hint_slot = said(c, f, m->theirs)};
    two[1] = (struct choice){
        .value = STR("mine"), .label = STR("Put back what was there before"), .hint_slot = said(c, f, m->mine)};
    if (sent)
        problems_add(
            &u->problems, name, str_printf(c->arena, "Choose what to do about “%.*s”", STR_ARG(f->label)));
    return (struct radios){.name = name,
        .legend = f->label,
        .legend_size = SIZE_S,
        .items = {two, 2},
        .error = problems_at(&u->problems, name)};
}

static void list_changes(struct ctx *c, struct person_undoing *u, struct person_changes *v, bool sent)
{
    v->changes = (struct versions){.caption = STR("What will change"),
        .before = STR("Now"),
        .after = STR("Afterwards"),
        .fields = {ARENA_ARRAY(c->arena, struct version_field, u->merge.n), 0}};
    if (u->reach_stays)
        v->changes.withheld =
            STR("How to reach them changed. It is protected and not shown here. It stays as it is.");
    v->questions.items = ARENA_ARRAY(c->arena, struct radios, u->merge.n);
    for (size_t i = 0; i < u->merge.n; i++) {
        const struct merge_field *m = &u->merge.fields[i];
        const struct record_field *f = record_field_of(u->record.fields, m->rule->field);
        if (m->outcome == MERGE_CONFLICT) {
            v->questions.items[v->questions.n++] = question(c, u, m, sent);
        } else if (!str_eq(m->theirs, m->result)) {
            v->changes.fields.items[v->changes.fields.n++] = (struct version_field){.name = f->label,
                .before = record_words(c->arena, f, m->theirs),
                .after = record_words(c->arena, f, m->result),
                .changed = true};
        }
    }
}

static void words(struct ctx *c, const struct person_undoing *u, struct person_undo_view *v)
{
    struct arena *a = c->arena;
    struct str who = version_who(a, &u->target), when = instant_long(a, u->target.at);
    v->version = number_text(c, u->number);
    v->seen = number_text(c, u->now.version);
    v->heading = u->whole ? str_printf(a, "Put version %lld back", (long long)u->number) :
                            str_printf(a, "Undo the change of version %lld", (long long)u->number);
    v->button = u->whole ? STR("Put it back") : STR("Undo the change");
    v->explanation = str_printf(a, "Version %lld was saved by %.*s, %.*s. %s All versions stay in the history.",
        (long long)u->number, STR_ARG(who), STR_ARG(when),
        u->whole ? "The details will say again what they said then." : "What was changed since stays.");
    const struct str fixed[] = {u->whole ? STR("The practice is not put back.") : STR_NONE,
        person_reach_is_withheld(c, &u->now) ?
            STR("The address is protected: it stays as it is, with the telephone numbers and email address.") :
            STR_NONE};
    v->fixed = str_join(a, fixed, COUNT_OF(fixed), STR(" "));
}

void person_undoing_show(struct ctx *c, struct person_undoing *u, bool sent, struct person_changes *ret,
    struct error_summary *ret_problems)
{
    if (u->moved_on)
        problems_add(&u->problems, STR_NONE,
            STR("The details changed while this page was open. This is what would happen now"));
    list_changes(c, u, ret, sent && !u->moved_on);
    *ret_problems = problems_summary(&u->problems);
}

void person_undoing_moved_on(struct person_undoing *u)
{
    u->moved_on = true;
}

static struct reply undo_page(struct ctx *c, const struct request *r, struct person_undoing *u, int status)
{
    struct person_undo_view *v = ARENA_NEW(c->arena, struct person_undo_view);
    words(c, u, v);
    v->changes = (struct person_changes){
        .heading = STR("What will change"), .nothing = STR("Nothing: the details say this already.")};
    person_undoing_show(c, u, r->method != HTTP_GET, &v->changes, &v->problems);
    v->shown = person_changes_main(&v->changes);
    v->action = page_url(c, u);
    v->cancel = person_url(c->arena, &u->now, "/history");
    struct page page = person_page(c, &u->now, STR("History"),
        u->whole ? STR("Put a version back, person record") : STR("Undo a change, person record"));
    if (u->now.protected_address && !person_reach_is_withheld(c, &u->now)) person_address_shown(c, &u->now);
    page.has_problems = v->problems.problems.n != 0;
    page.main = person_undo_slot(v);
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

/* Without a version there is nothing to undo: the history has the links. */
static struct reply history_instead(struct ctx *c, const struct request *r)
{
    return reply_see_other(url_with_id(c->arena, "/people/", r->person_key, "/history"));
}

static struct reply shown(struct ctx *c, const struct request *r, bool whole)
{
    const struct form *asked = r->held ? &r->form : &r->query;
    if (!form_get(asked, STR("version")).n) return history_instead(c, r);
    struct person_undoing *u = ARENA_NEW(c->arena, struct person_undoing);
    enum err err = plan(c, r, asked, whole, u);
    if (err == ERR_NOT_FOUND) return history_instead(c, r);
    return err ? shell_failure(c, err) : undo_page(c, r, u, 200);
}

/* ---- doing it ---- */

static enum err save(struct ctx *c, void *arg)
{
    const struct person_undoing *u = arg;
    struct person p = u->merged;
    c->audit->reason = u->whole ? STR("version put back") : STR("change undone");
    return person_save(c, &p); /* ERR_CONFLICT if it moved on */
}

static struct reply saved(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct person_undoing *u = arg;
    struct str done = u->whole ? STR("put-back") : STR("undone");
    if (!result)
        return reply_see_other(url_with_query(c->arena, person_url(c->arena, &u->now, "/history"), "done", done));
    if (result != ERR_CONFLICT && result != ERR_EXISTS) return shell_failure(c, result);
    enum err err = plan(c, r, &r->form, u->whole, u);
    if (err) return shell_failure(c, err);
    u->moved_on = result == ERR_CONFLICT;
    if (result == ERR_EXISTS)
        problems_add(&u->problems, STR_NONE, STR("The NHS number of that version belongs to another person now"));
    return undo_page(c, r, u, 409);
}

static struct reply undo(struct ctx *c, const struct request *r, bool whole)
{
    if (!form_get(&r->form, STR("version")).n) return history_instead(c, r);
    struct person_undoing *u = ARENA_NEW(c->arena, struct person_undoing);
    int64_t seen = 0;
    enum err err = plan(c, r, &r->form, whole, u);
    if (err == ERR_NOT_FOUND) return history_instead(c, r);
    if (err) return shell_failure(c, err);
    u->moved_on = !str_int(form_get(&r->form, STR("seen")), 1, INT32_MAX, &seen) || seen != u->now.version;
    if (u->moved_on) return undo_page(c, r, u, 409);
    if (merge_conflicts(&u->merge) || u->problems.n) return undo_page(c, r, u, 422);
    if (!merge_changes(&u->merge))
        return reply_see_other(
            url_with_query(c->arena, person_url(c->arena, &u->now, "/history"), "done", STR("same")));
    return reply_write(save, saved, u);
}

struct reply person_undo_get(struct ctx *c, const struct request *r)
{
    return shown(c, r, false);
}

struct reply person_undo_post(struct ctx *c, const struct request *r)
{
    return undo(c, r, false);
}

struct reply person_put_back_get(struct ctx *c, const struct request *r)
{
    return shown(c, r, true);
}

struct reply person_put_back_post(struct ctx *c, const struct request *r)
{
    return undo(c, r, true);
}

/* ---- without a page: an import is taken back ---- */

/* What stands there now stays where somebody changed it again. */
static bool leave_what_moved_on(struct person_undoing *u)
{
    bool all = true;
    for (size_t i = 0; i < u->merge.n; i++) {
        if (u->merge.fields[i].outcome != MERGE_CONFLICT) continue;
        u->merge.fields[i].outcome = MERGE_SAME;
        all = false;
    }
    return all;
}

/* A number that was given to somebody else meanwhile is theirs. */
static enum err keep_number_if_taken(
    struct ctx *c, const struct person_undoing *u, struct person *p, bool *ret_all)
{
    struct person_with_number_near_row holder;
    if (!p->nhs_number.v || p->nhs_number.v == u->now.nhs_number.v) return ERR_NONE;
    enum err err = person_with_number_near(c->db, p->nhs_number, p->practice, &holder);
    if (err) return err == ERR_NOT_FOUND ? ERR_NONE : err;
    p->nhs_number = u->now.nhs_number;
    p->nhs_number_status = u->now.nhs_number_status;
    *ret_all = false;
    return ERR_NONE;
}

/* They are where the version moved them to, so they go back. */
static void move_back(struct ctx *c, struct person_undoing *u, struct practice_id from, bool *ret_all)
{
    struct str to = merge_text(c->arena, merge_value(c->arena, u->target.state, STR("practice")));
    if (!from.v || from.v == u->now.practice.v) return;
    if (str_eq(to, u->now.practice_name))
        u->merged.practice = from;
    else
        *ret_all = false;
}

enum err person_take_back(
    struct ctx *c, struct person_id id, int64_t version, struct practice_id moved_from, bool *ret_all)
{
    struct person_undoing *u;
    struct person_joinings_of_row joinings;
    const struct form none = {0};
    enum err err = person_joinings_of(c->db, id, &joinings);
    if (!err && joinings.joinings) return ERR_REFUSED;
    if (!err) err = person_undoing_read(c, id, version, &none, &u);
    if (err) return err;
    trace_saw(c->trace, id);
    *ret_all = leave_what_moved_on(u);
    err = make_merged(c, u);
    if (!err) move_back(c, u, moved_from, ret_all);
    if (!err) err = keep_number_if_taken(c, u, &u->merged, ret_all);
    if (err) return err;
    struct problems problems = {.arena = c->arena};
    person_check(&problems, &u->merged, clock_today(c->clock));
    if (problems.n) *ret_all = false; /* what stood there wouldn't be taken any more */
    return problems.n || (!merge_changes(&u->merge) && !moved_from.v) ? ERR_NONE : person_save(c, &u->merged);
}

/* ---- undoing a merge: the page is care/duplicates' ---- */

enum err person_undoing_read(
    struct ctx *c, struct person_id id, int64_t version, const struct form *choices, struct person_undoing **ret)
{
    struct person_undoing *u = *ret = ARENA_NEW(c->arena, struct person_undoing);
    *u = (struct person_undoing){.number = version, .problems = {.arena = c->arena}};
    enum err err = person_get_whole(c, id, &u->now);
    if (err) return err;
    return version < 2 || version > u->now.version ? ERR_NOT_FOUND : plan_of(c, choices, u);
}

const struct person *person_undoing_now(const struct person_undoing *u)
{
    return &u->now;
}

bool person_undoing_asks(const struct person_undoing *u)
{
    return merge_conflicts(&u->merge) || u->problems.n;
}

struct slot person_changes_main(const struct person_changes *changes)
{
    return person_changes_slot(changes);
}

enum err person_part(
    struct ctx *c, const struct person_undoing *u, struct person_id away, const struct person_before *before)
{
    struct person kept = u->merged;
    if (kept.nhs_number.v != u->now.nhs_number.v) kept.nhs_number_status = before->kept_status;
    return person_part_rows(c, &kept, away, before);
}
