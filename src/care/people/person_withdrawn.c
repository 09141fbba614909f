/* Somebody who came by mistake, and was taken back before anybody worked with them. */
#include "care/people/person_listed.h"
#include "care/people/person_record.h"
#include "care/people/person_store.h"

#include "care/people/person.sql.h"
#include "platform/versions/merge.h"
#include "platform/versions/versions.h"
#include "care/people/person_listed.sql.h"

enum err person_withdraw(struct ctx *c, struct person_id id)
{
    struct person p;
    int64_t changed;
    enum err err = person_get_whole(c, id, &p);
    if (!err) err = person_forget_terms(c, &p);
    if (!err) err = person_listed_forget(c->db, id, &changed);
    if (!err) err = person_withdrawn_insert(c->db, id, clock_now(c->clock), &changed);
    if (err) return err;
    p.nhs_number = NHS_NUMBER_NONE;
    p.nhs_number_status = STR("03");
    return person_write_row(c, &p);
}

/* Older versions name no practice and leave out a gender that nobody knows. */
enum err person_is_as_in(struct ctx *c, struct person_id id, int64_t version, bool *ret)
{
    struct person now, then;
    struct version saved;
    enum err err = person_get_whole(c, id, &now);
    if (!err) err = version_of(c, STR("person"), id.v, version, &saved);
    if (err) return err;
    then = now;
    err = person_from_state(c->arena, saved.state, &then);
    if (err) return err;
    struct str practice = merge_text(c->arena, merge_value(c->arena, saved.state, STR("practice")));
    if (!then.gender) then.gender = GENDER_UNKNOWN;
    *ret = (!practice.n || str_eq(practice, now.practice_name)) &&
        str_eq(person_state_json(c->arena, &then), person_state_json(c->arena, &now));
    return ERR_NONE;
}

bool person_is_withdrawn(struct ctx *c, struct person_id id)
{
    struct person_withdrawn_row_row row;
    return person_withdrawn_row(c->db, id, &row) == ERR_NONE;
}
