/* A file that waits for review: its rows put down as they are, each person under what they are to whoever is here.
 */
#include "care/imports/import_internal.h"

#include "base/buf.h"
#include "care/imports/reviews.sql.h"

/* ---- whose a record is: known while the rows come in, each once ---- */

static uint64_t hash_of(struct str key)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < key.n; i++) h = (h ^ (unsigned char)key.p[i]) * UINT64_C(1099511628211);
    return h ? h : 1;
}

static struct row_owner *slot_of(const struct row_owners *o, uint64_t hash)
{
    size_t at = (size_t)(hash & (o->room - 1));
    while (o->slots[at].hash && o->slots[at].hash != hash) at = (at + 1) & (o->room - 1);
    return &o->slots[at];
}

static void grow(struct row_owners *o)
{
    struct row_owners larger = {.arena = o->arena, .room = o->room ? 2 * o->room : 1024, .n = o->n};
    larger.slots = ARENA_ARRAY(o->arena, struct row_owner, larger.room);
    for (size_t i = 0; i < o->room; i++)
        if (o->slots[i].hash) *slot_of(&larger, o->slots[i].hash) = o->slots[i];
    *o = larger;
}

static void add_key(struct row_owners *o, struct str key, int64_t number)
{
    if (!key.n) return;
    if (2 * o->n >= o->room) grow(o);
    struct row_owner *slot = slot_of(o, hash_of(key));
    if (!slot->hash) o->n++;
    *slot = (struct row_owner){hash_of(key), number};
}

enum { NUMBER_TEXT = 24 };
static struct str number_key(char *text, int64_t nhs_number)
{
    int n = snprintf(text, NUMBER_TEXT, "nhs|%lld", (long long)nhs_number);
    return nhs_number ? (struct str){text, (size_t)n} : STR_NONE;
}

void row_owners_add(struct row_owners *o, const struct fhir_row *patient, int64_t number)
{
    char text[NUMBER_TEXT];
    const struct fhir_patient *p = &patient->patient;
    const struct str keys[] = {
        p->key, p->alias, p->identifier_1, p->identifier_2, number_key(text, p->nhs_number)};
    for (size_t i = 0; i < COUNT_OF(keys); i++) add_key(o, keys[i], number);
}

int64_t row_owner_of(const struct row_owners *o, const struct fhir_record *r)
{
    char text[NUMBER_TEXT];
    const struct str keys[] = {r->subject_key, r->subject_identifier, number_key(text, r->subject_nhs_number)};
    for (size_t i = 0; o->room && i < COUNT_OF(keys); i++) {
        const struct row_owner *slot = keys[i].n ? slot_of(o, hash_of(keys[i])) : NULL;
        if (slot && slot->hash) return slot->number;
    }
    return 0;
}

/* ---- putting down ---- */

/* The row again, under its number: that is what the import that is approved will call it by. */
static struct str body_of(struct ctx *c, const struct fhir_row *row, int64_t number)
{
    struct buf b = buf_new(c->arena, 1024, LARGE_BYTES);
    struct fhir_row numbered = *row;
    numbered.file = (uint32_t)number;
    fhir_row_write(&b, &numbered);
    return buf_str(&b);
}

static enum err stage_patient(struct ctx *c, struct slice *s, size_t at)
{
    struct importer *im = s->importer;
    struct meeting m;
    int64_t changed, review = im->options->review, number = s->numbers[at];
    enum err err = patient_decide(c, im, &s->rows[at], &m);
    if (err) return err;
    if (m.group == IMPORT_REFUSED) {
        s->figures.rejected++;
        return import_refusal_add(
            c->db, review, number, (int64_t)s->rows[at].place, m.elsewhere, s->rows[at].type, m.what, &changed);
    }
    const struct import_row_add_params row = {.review = review,
        .number = number,
        .group_is = m.group,
        .place = (int64_t)s->rows[at].place,
        .practice_id = m.practice,
        .person_id = m.known,
        .what = m.what,
        .body = body_of(c, &s->rows[at], number)};
    return import_row_add(c->db, &row, &changed);
}

enum err stage_row(struct ctx *c, struct slice *s, size_t at)
{
    const struct fhir_row *row = &s->rows[at];
    int64_t changed;
    if (row->kind == FHIR_ROW_ACTOR) return apply_actor(c, s, row);
    if (row->kind == FHIR_ROW_PATIENT) return stage_patient(c, s, at);
    const struct import_row_add_params record = {.review = s->importer->options->review,
        .number = s->numbers[at],
        .place = (int64_t)row->place,
        .owner = s->owners[at],
        .body = body_of(c, row, s->numbers[at])};
    return import_row_add(c->db, &record, &changed);
}
