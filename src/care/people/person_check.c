/* Do people's rows agree with what was written beside them? For `cairn check`: a bit that flipped in a name, a
 * number or a word to find somebody by shows here, because each stands in the database more than once. */
#include "care/people/person.h"
#include "care/people/person.sql.h"
#include "care/people/person_listed.h"
#include "care/people/person_record.h"
#include "platform/versions/versions.h"
#include "wire/json.h"

enum { FAULT_PLACES = 200 };

static void add(struct person_fault_list *list, struct person_id person, const char *what)
{
    if (list->n < FAULT_PLACES) list->items[list->n++] = (struct person_fault){person, what};
}

/* A practice that was given another name since stands in older versions under its old one, rightly. A gender that
 * nobody gave is written as "unknown" in the row and left out of the version. */
static bool may_differ(const struct person *p, const struct version_field *field)
{
    return str_eq(field->name, STR("Practice")) ||
        (!field->before.n && p->gender == GENDER_UNKNOWN && str_eq(field->name, STR("Gender")));
}

static enum err check_version(struct ctx *c, const struct person *p, struct person_fault_list *list)
{
    struct version last;
    struct json_value state;
    struct json_problem problem;
    enum err err = version_of(c, STR("person"), p->id.v, p->version, &last);
    if (err == ERR_NOT_FOUND) {
        add(list, p->id, "the version that a person's row names is not there");
        return ERR_NONE;
    }
    if (err) return err;
    if (json_parse(c->arena, last.state, &state, &problem)) {
        add(list, p->id, "the last version of a person can't be read");
        return ERR_NONE;
    }
    struct version_fields changes = record_changes(
        c->arena, person_record_fields(c->arena, false), last.state, person_state_json(c->arena, p));
    for (size_t i = 0; i < changes.n; i++)
        if (!may_differ(p, &changes.items[i])) {
            add(list, p->id, "a person's row and its last version differ");
            return ERR_NONE;
        }
    return ERR_NONE;
}

/* A word too many isn't looked for: it leads to somebody whom the search then doesn't take for a match. */
static enum err check_terms(struct ctx *c, const struct person *p, struct person_fault_list *list)
{
    struct person_terms should = person_terms_made(c->arena, p);
    enum err err = ERR_NONE;
    bool same = true;
    for (size_t i = 0; i < should.n && same && !err; i++) {
        struct person_term_of_row is;
        err = person_term_of(c->db, should.items[i], p->id, &is);
        same = !err && is.practice_id.v == p->practice.v && is.restricted == p->restricted;
        if (err == ERR_NOT_FOUND) err = ERR_NONE;
    }
    if (!err && !same) add(list, p->id, "what a person is found by is not what their row says");
    return err;
}

static enum err check_listed(struct ctx *c, const struct person *p, struct person_fault_list *list)
{
    bool right;
    enum err err = person_listed_is_right(c, p->id, &right);
    if (!err && !right) add(list, p->id, "a person's row in lists is not what their record says");
    return err;
}

static enum err check_one(struct ctx *c, struct person_id id, struct person_fault_list *list)
{
    struct person p;
    enum err err = person_get(c, id, &p);
    if (err == ERR_DAMAGED || err == ERR_NOT_FOUND) {
        add(list, id, "a person's row can't be read");
        return ERR_NONE;
    }
    if (!err) err = check_version(c, &p, list);
    if (!err) err = check_listed(c, &p, list);
    struct person_id remains = id;
    if (!err) err = person_remaining(c, id, &remains);
    bool found_by_nothing = remains.v != id.v || (!err && person_is_withdrawn(c, id));
    return err || found_by_nothing ? err : check_terms(c, &p, list);
}

enum err people_check(
    struct ctx *c, struct person_id after, int most, struct person_fault_list *list, struct person_id *ret_last)
{
    struct person_ids_after_list ids;
    enum err err = person_ids_after(c->db, after.v, most, &ids);
    *ret_last = (struct person_id){0};
    for (size_t i = 0; !err && i < ids.n; i++) {
        struct arena_mark mark = arena_mark(c->arena);
        err = check_one(c, ids.items[i].person_id, list);
        arena_rewind(c->arena, mark);
        *ret_last = ids.items[i].person_id;
    }
    return err;
}
