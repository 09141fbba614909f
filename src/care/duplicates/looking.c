/* Looking for people who are here twice: whoever was written is compared with those who share a date of birth, a
 * postcode or a telephone number with them. One number says how far the versions of all records were looked
 * through, so whoever was here before the first run is looked at as well; a run stops after a few milliseconds. */
#include "care/duplicates/duplicates.h"

#include "care/duplicates/duplicates.sql.h"

enum {
    VERSIONS_A_RUN = 400,
    RUN_US = 4000,
    PEOPLE_A_RUN = 3,  /* at least, however slow the machine is: nobody is to wait for this more than 10 ms */
    SETTLED_MS = 2000, /* on PostgreSQL a lower number may be committed after a higher one */
    PAIRS_A_PERSON = 5,
};

static enum err look_at(struct ctx *c, struct person_id id)
{
    struct person p;
    struct person_alike_list alike;
    struct person_id remains;
    int64_t changed;
    enum err err = person_remaining(c, id, &remains);
    if (err || remains.v != id.v || person_is_withdrawn(c, id)) return err;
    err = person_get(c, id, &p);
    if (!err) err = person_alike_find(c, &p, ALIKE_LIKELY, PAIRS_A_PERSON, &alike);
    if (err) return err == ERR_NOT_FOUND ? ERR_NONE : err;
    for (size_t i = 0; !err && i < alike.n; i++) {
        struct person_id other = alike.items[i].person.id, one = id.v < other.v ? id : other;
        if (one.v == other.v) other = id;
        err = duplicate_pair_add(c->db, one, other, alike.items[i].likeness, clock_now(c->clock), &changed);
    }
    return err;
}

static enum err look(struct ctx *c, void *arg)
{
    (void)arg;
    struct duplicate_looked_get_row looked;
    struct duplicate_versions_after_list versions;
    int64_t begun = clock_monotonic_us();
    struct instant settled = {clock_now(c->clock).v - SETTLED_MS};
    enum err err = duplicate_looked_get(c->db, &looked);
    if (!err) err = duplicate_versions_after(c->db, looked.record_version_id, settled, VERSIONS_A_RUN, &versions);
    if (err || !versions.n) return err;
    int64_t last = looked.record_version_id;
    for (size_t i = 0, people = 0; !err && i < versions.n; i++) {
        if (people >= PEOPLE_A_RUN && clock_monotonic_us() - begun >= RUN_US) break;
        if (str_eq(versions.items[i].kind, STR("person"))) {
            err = look_at(c, (struct person_id){versions.items[i].record_id});
            people++;
        }
        last = versions.items[i].record_version_id;
    }
    if (c->trace) trace_keep(c->trace, 0); /* nobody was shown to anybody */
    return err ? err : duplicate_looked_set(c->db, last);
}

const struct periodic_job duplicate_jobs[] = {
    {.name = "duplicates.look", .every_seconds = 1, .audited = false, .action = look},
};
const size_t duplicate_jobs_count = COUNT_OF(duplicate_jobs);
