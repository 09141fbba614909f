/* What asks for a review of a plan before its day. */
#include "care/plan/plan.sql.h"
#include "care/plan/plan.h"
#include "nhs/vocabulary.h"

#define TERM(name, word, words) {STR_INIT(word), STR_INIT(words)},
static const struct term TERMS[] = {PLAN_ASKED_LIST(TERM)};
#undef TERM
static const struct vocabulary ASKED = {TERMS, COUNT_OF(TERMS)};

struct str plan_asked_words(struct str why)
{
    int value;
    return vocabulary_find(&ASKED, why, &value) ? vocabulary_label(&ASKED, value) : STR_NONE;
}

enum err plan_reviews_asked(
    struct ctx *c, struct person_id from, struct person_id to, bool dismissed, struct plan_asked_reviews *ret)
{
    struct plan_reviews_asked_of_list rows;
    enum err err = plan_reviews_asked_of(c->db, from, to, clock_today(c->clock), dismissed, &rows);
    if (err) return err;
    *ret = (struct plan_asked_reviews){ARENA_ARRAY(c->arena, struct plan_asked_review, rows.n), 0};
    for (size_t i = 0; i < rows.n; i++) {
        const struct plan_reviews_asked_of_row *row = &rows.items[i];
        if (ret->n && ret->items[ret->n - 1].person.v == row->person_id.v) continue;
        ret->items[ret->n++] = (struct plan_asked_review){.person = row->person_id,
            .pcn = row->pcn_id,
            .owner = row->owner_id,
            .role = row->role,
            .event = row->event_key,
            .why = row->why,
            .day = row->day,
            .fact = row->fact};
    }
    return ERR_NONE;
}
