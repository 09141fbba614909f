#include "wire/fhir_rows.h"

#include "base/utf8.h"

static void put_number(struct buf *b, uint64_t v, size_t bytes)
{
    char out[8];
    for (size_t i = 0; i < bytes; i++) out[i] = (char)(v >> (8 * i) & 0xff);
    buf_add(b, (struct str){out, bytes});
}

static void put_text(struct buf *b, struct str text)
{
    put_number(b, text.n, 4);
    buf_add(b, text);
}

#define PUT_TEXT(name) put_text(b, v->name);
#define PUT_WHOLE(name, lowest, highest) put_number(b, (uint64_t)v->name, 8);
#define PUT_FUNCTION(noun, FIELDS) \
    static void put_##noun(struct buf *b, const struct fhir_##noun *v) \
    { \
        FIELDS(PUT_TEXT, PUT_WHOLE) \
    }
PUT_FUNCTION(actor, FHIR_ACTOR_FIELDS)
PUT_FUNCTION(patient, FHIR_PATIENT_FIELDS)
PUT_FUNCTION(record, FHIR_RECORD_FIELDS)
PUT_FUNCTION(refused, FHIR_REFUSED_FIELDS)
PUT_FUNCTION(told, FHIR_TOLD_FIELDS)
PUT_FUNCTION(column, FHIR_COLUMN_FIELDS)

void fhir_patient_write(struct buf *b, const struct fhir_patient *p)
{
    put_patient(b, p);
}

static void put_named(struct buf *b, const struct fhir_row *row)
{
    put_text(b, row->type);
    put_text(b, row->id);
}

void fhir_row_write(struct buf *b, const struct fhir_row *row)
{
    size_t start = b->n;
    put_number(b, 0, 4);
    put_number(b, row->kind, 1);
    put_number(b, row->file, 4);
    put_number(b, row->place, 8);
    switch (row->kind) {
    case FHIR_ROW_ACTOR:
        put_named(b, row);
        put_actor(b, &row->actor);
        break;
    case FHIR_ROW_PATIENT:
        put_named(b, row);
        put_number(b, row->said, 8);
        put_patient(b, &row->patient);
        break;
    case FHIR_ROW_RECORD:
        put_named(b, row);
        put_record(b, &row->record);
        put_text(b, row->record.original);
        break;
    case FHIR_ROW_REFUSED: put_refused(b, &row->refused); break;
    case FHIR_ROW_TOLD: put_told(b, &row->told); break;
    case FHIR_ROW_COLUMN: put_column(b, &row->column); break;
    case FHIR_ROW_END: break;
    }
    MUST(!b->overflow);
    for (size_t i = 0, n = b->n - start - 4; i < 4; i++) b->p[start + i] = (char)(n >> (8 * i) & 0xff);
}

/* ---- reading: what is left, and whether everything was allowed so far ---- */

struct taker {
    struct str rest;
    bool good;
};

static uint64_t take_number(struct taker *t, size_t bytes)
{
    uint64_t v = 0;
    if (t->rest.n < bytes) t->good = false;
    if (!t->good) return 0;
    for (size_t i = 0; i < bytes; i++) v |= (uint64_t)(unsigned char)t->rest.p[i] << (8 * i);
    t->rest = str_skip(t->rest, bytes);
    return v;
}

static struct str take_bytes(struct taker *t, size_t most)
{
    size_t n = (size_t)take_number(t, 4);
    if (n > most || n > t->rest.n) t->good = false;
    if (!t->good || !n) return STR_NONE;
    struct str text = str_slice(t->rest, 0, n);
    t->rest = str_skip(t->rest, n);
    return text;
}

static struct str take_text(struct taker *t)
{
    struct str text = take_bytes(t, FHIR_TEXT_MOST + 200); /* a key has a base and an id */
    if (text.n && (!utf8_is_valid(text, NULL) || !utf8_is_plain(text))) t->good = false;
    return t->good ? text : STR_NONE;
}

static int64_t take_whole(struct taker *t, int64_t lowest, int64_t highest)
{
    int64_t v = (int64_t)take_number(t, 8);
    if (v < lowest || v > highest) t->good = false;
    return t->good ? v : lowest;
}

#define TAKE_TEXT(name) v->name = take_text(t);
#define TAKE_WHOLE(name, lowest, highest) v->name = take_whole(t, lowest, highest);
#define TAKE_FUNCTION(noun, FIELDS) \
    static void take_##noun(struct taker *t, struct fhir_##noun *v) \
    { \
        FIELDS(TAKE_TEXT, TAKE_WHOLE) \
    }
TAKE_FUNCTION(actor, FHIR_ACTOR_FIELDS)
TAKE_FUNCTION(patient, FHIR_PATIENT_FIELDS)
TAKE_FUNCTION(record, FHIR_RECORD_FIELDS)
TAKE_FUNCTION(refused, FHIR_REFUSED_FIELDS)
TAKE_FUNCTION(told, FHIR_TOLD_FIELDS)
TAKE_FUNCTION(column, FHIR_COLUMN_FIELDS)

static void check_number(struct taker *t, int64_t number)
{
    struct nhs_number checked;
    if (number && !nhs_number_from_int(number, &checked)) t->good = false;
}

enum err fhir_patient_from(struct str bytes, struct fhir_patient *ret)
{
    struct taker t = {bytes, true};
    take_patient(&t, ret);
    check_number(&t, ret->nhs_number);
    return t.good && !t.rest.n ? ERR_NONE : ERR_DAMAGED;
}

#define KEEP_TEXT(name) \
    if (!(said >> FHIR_PATIENT_AT_##name & 1)) p->name = before->name;
#define KEEP_WHOLE(name, lowest, highest) KEEP_TEXT(name)
void fhir_patient_complete(struct fhir_patient *p, uint64_t said, const struct fhir_patient *before)
{
    FHIR_PATIENT_FIELDS(KEEP_TEXT, KEEP_WHOLE)
}

static void take_named(struct taker *t, struct fhir_row *row)
{
    row->type = take_text(t);
    row->id = take_text(t);
}

static void take_fields(struct taker *t, struct fhir_row *row)
{
    switch (row->kind) {
    case FHIR_ROW_ACTOR:
        take_named(t, row);
        take_actor(t, &row->actor);
        return;
    case FHIR_ROW_PATIENT:
        take_named(t, row);
        row->said = take_number(t, 8);
        take_patient(t, &row->patient);
        check_number(t, row->patient.nhs_number);
        return;
    case FHIR_ROW_RECORD:
        take_named(t, row);
        take_record(t, &row->record);
        row->record.original = take_bytes(t, FHIR_ROW_MOST);
        check_number(t, row->record.subject_nhs_number);
        if (!row->record.display.n || (row->record.precision == 0) != (row->record.happened_at == INT64_MIN))
            t->good = false;
        return;
    case FHIR_ROW_REFUSED: take_refused(t, &row->refused); return;
    case FHIR_ROW_TOLD: take_told(t, &row->told); return;
    case FHIR_ROW_COLUMN: take_column(t, &row->column); return;
    case FHIR_ROW_END: return;
    }
    t->good = false; /* a kind that is none of these */
}

enum err fhir_row_next(struct str *rest, struct fhir_row *ret, size_t *ret_needed)
{
    *ret_needed = 0;
    if (rest->n < 4) return ERR_NOT_FOUND;
    struct taker t = {*rest, true};
    size_t n = (size_t)take_number(&t, 4);
    if (n > FHIR_ROW_MOST || n < FHIR_ROW_HEAD - 4) return ERR_DAMAGED;
    *ret_needed = n + 4;
    if (rest->n < n + 4) return ERR_NOT_FOUND;
    t.rest = str_slice(t.rest, 0, n);
    *ret = (struct fhir_row){.kind = (enum fhir_row_kind)take_number(&t, 1)};
    ret->file = (uint32_t)take_number(&t, 4);
    ret->place = take_number(&t, 8);
    take_fields(&t, ret);
    if (!t.good || t.rest.n) return ERR_DAMAGED;
    *rest = str_skip(*rest, n + 4);
    return ERR_NONE;
}
