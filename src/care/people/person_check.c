/* Do people's rows agree with what was written beside them? For `cairn check`: a bit that flipped in a name, a
 * number or a word to find somebody by shows here, because each stands in the database more than once. */
#include "care/people/person.h"
#include "care/people/person.sql.h"
#include "care/people/person_store.h"
#include "platform/versions/versions.h"

enum { FAULT_PLACES = 200 };

static void add(struct person_fault_list *list, struct person_id person, const char *what)
{
    if (list->n < FAULT_PLACES) list->items[list->n++] = (struct person_fault){person, what};
}

/* A practice that was given another name since stands in older versions under its old one, rightly. A gender that
 * nobody gave is written as "unknown" in the row and left out of the version. */
static bool may_differ(const struct person *p, const struct person_change *change)
{
    return str_eq(change->label, STR("Practice")) ||
        (!change->before.n && p->gender == GENDER_UNKNOWN && str_eq(change->label, STR("Gender")));
}

static enum err check_version(struct ctx *c, const struct person *p, struct person_fault_list *list)
{
    struct version last;
    struct person_change_list changes;
    enum err err = version_of(c, STR("person"), p->id.v, p->version, &last);
    if (err == ERR_NOT_FOUND) {
        add(list, p->id, "the version that a person's row names is not there");
        return ERR_NONE;
    }
    if (err) return err;
    if (person_compare(c->arena, last.state, person_state_json(c->arena, p), &changes)) {
        add(list, p->id, "the last version of a person can't be read");
        return ERR_NONE;
    }
    for (size_t i = 0; i < changes.n; i++)
        if (changes.items[i].changed && !may_differ(p, &changes.items[i])) {
            add(list, p->id, "a person's row and its last version differ");
            return ERR_NONE;
        }
    return ERR_NONE;
}

static bool has_term(const struct person_terms_of_list *terms, struct str term, struct practice_id practice)
{
    for (size_t i = 0; i < terms->n; i++)
        if (str_eq(terms->items[i].term, term)) return terms->items[i].practice_id.v == practice.v;
    return false;
}

static enum err check_terms(struct ctx *c, const struct person *p, struct person_fault_list *list)
{
    struct person_terms_of_list is;
    struct person_terms should = person_terms_made(c->arena, p);
    enum err err = person_terms_of(c->db, p->id, &is);
    if (err) return err;
    bool same = is.n == should.n;
    for (size_t i = 0; i < should.n && same; i++) same = has_term(&is, should.items[i], p->practice);
    if (!same) add(list, p->id, "what a person is found by is not what their row says");
    return ERR_NONE;
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
    return err ? err : check_terms(c, &p, list);
}

enum err person_check(
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
