/* People with their records: one slice is made while the slice before it is written. */
#include "care/demo/demo_write.h"

#include "base/limits.h"
#include "care/demo/demo_history.h"
#include "care/demo/demo_job.h"
#include "care/imports/imports.h"

enum { SLICE_PEOPLE = 400, TERMS_KEPT = 1500 * 1000, TERMS_EACH = 40, TERMS_LEAST = 200, TERMS_A_JOB = 20000 };

struct slice {
    struct demo_person *people;
    struct demo_history *histories;
    size_t n;
    struct arena arena; /* of what is made */
    struct filling *filling;
    struct demo_job job;
};
struct filling {
    struct demo_writing *w;
    struct demo_plan *plan;
    struct demo_people people;
    struct random_seeded histories;
    struct coded_concepts concepts;
    struct person_terms_kept terms;
    struct import_id import;
    struct slice slices[2];
    int64_t written, records;
};

/* ---- on the writer ---- */

/* Keys of one person follow each other, so that the index grows at its end. */
static struct uuid record_key(const struct demo_person *d, size_t i)
{
    struct uuid key = d->person.key;
    memmove(key.bytes, key.bytes + 8, 8);
    for (size_t k = 0; k < 8; k++) key.bytes[8 + k] = (uint8_t)((uint64_t)i >> (56 - 8 * k));
    return key;
}

static enum err write_record(struct ctx *c, struct slice *s, size_t person, size_t i)
{
    const struct demo_record *made = &s->histories[person].items[i];
    const struct demo_code *code = made->code;
    const struct coded_new row = {.person = s->people[person].person.id,
        .record = {.kind = made->kind,
            .status = made->status,
            .system = code && code->code ? STR("http://snomed.info/sct") : STR(""),
            .code = code && code->code ? str_from_cstr(code->code) : STR(""),
            .display = str_from_cstr(code ? code->display : made->words),
            .precision = made->precision,
            .happened_at = made->at,
            .ended = made->ended,
            .value = made->value,
            .unit = made->unit},
        .source_key = record_key(&s->people[person], i),
        .import = s->filling->import};
    return coded_add_invented(c, &s->filling->concepts, &row);
}

/* Those with a story are written alive: how they died is told once what came before it is (demo_write_deaths). */
static enum err add_person(struct ctx *c, struct demo_person *d)
{
    struct person alive = d->person;
    if (d->story) alive.died_known = false;
    if (d->story) alive.died = DATE_NONE;
    enum err err = person_add_unfound(c, &alive);
    d->person.id = alive.id;
    d->person.key = alive.key;
    return err;
}

static enum err write_slice(struct ctx *c, void *arg)
{
    struct slice *s = arg;
    coded_concepts_begin(&s->filling->concepts);
    for (size_t i = 0; i < s->n; i++) {
        struct clock since = clock_fixed(s->people[i].known_since);
        struct ctx then = *c;
        then.clock = &since;
        enum err err = add_person(&then, &s->people[i]);
        for (size_t k = 0; !err && k < s->histories[i].n; k++) err = write_record(c, s, i, k);
        if (err) return err;
    }
    return ERR_NONE;
}

static enum err begin_records(struct ctx *c, void *arg)
{
    struct filling *f = arg;
    struct random_seeded keys;
    random_seed(&keys, f->w->order->seed ^ 0x12EC0);
    return import_invent(c, f->w->pcn.id, uuid_seeded(f->w->began, &keys), &f->import);
}

/* No import could bring what was invented: it needs to know none of those keys. */
static enum err end_records(struct ctx *c, void *arg)
{
    struct filling *f = arg;
    struct coded_keys none = {.upto = 0};
    enum err err = coded_keys_caught_up(c, &none);
    if (!err && none.upto) err = coded_keys_written(c, none.upto);
    return err ? err : import_invented(c, f->import, f->written, f->records);
}

struct terms_job {
    const struct person_term *items;
    size_t n;
};

static enum err write_terms(struct ctx *c, void *arg)
{
    const struct terms_job *t = arg;
    return person_terms_write(c, t->items, t->n);
}

/* ---- the slices ---- */

/* Whole households until the slice is full; false when nobody is left. */
static bool make_slice(struct filling *f, struct slice *s)
{
    const struct demo_writing *w = f->w;
    arena_reset(&s->arena);
    s->people = ARENA_ARRAY(&s->arena, struct demo_person, SLICE_PEOPLE + DEMO_HOUSEHOLD_MOST);
    s->histories = ARENA_ARRAY(&s->arena, struct demo_history, SLICE_PEOPLE + DEMO_HOUSEHOLD_MOST);
    s->n = 0;
    for (size_t got = 1; got && s->n < SLICE_PEOPLE; s->n += got)
        got = demo_people_next(&f->people, &s->arena, &s->people[s->n]);
    for (size_t i = 0; i < s->n; i++) {
        const struct practice *practice = &w->practices[s->people[i].practice];
        s->people[i].person.practice = practice->id;
        s->people[i].person.practice_name = practice->name;
        demo_history_draw(&s->histories[i], &f->histories, &s->arena, w->order->day, &s->people[i]);
    }
    return s->n > 0;
}

static enum err write_found(struct filling *f)
{
    struct demo_writing *w = f->w;
    enum err err = ERR_NONE;
    person_terms_sort(&f->terms);
    for (size_t from = 0; !err && from < f->terms.n; from += TERMS_A_JOB) {
        size_t left = f->terms.n - from;
        struct terms_job t = {&f->terms.items[from], left < TERMS_A_JOB ? left : TERMS_A_JOB};
        err = demo_run(w, w->c->actor, w->began, STR("demo.terms"), write_terms, &t);
        arena_reset(&w->work);
        demo_progress(w, "people to be found by name", (int64_t)(from + t.n), (int64_t)f->terms.n);
    }
    person_terms_clear(&f->terms);
    return err;
}

/* The people of a slice that is written have ids now. */
static enum err finish_slice(struct filling *f, struct slice *s)
{
    enum err err = demo_job_wait(&s->job);
    if (err) return err;
    coded_concepts_keep(&f->concepts);
    for (size_t i = 0; !err && i < s->n; i++) {
        demo_plan_offer(f->plan, &s->people[i]);
        demo_residents_keep(&f->w->residents, &s->people[i]);
        f->records += (int64_t)s->histories[i].n;
        if (person_terms_are_many(&f->terms)) err = write_found(f);
        person_terms_keep(&f->terms, &s->arena, &s->people[i].person);
    }
    f->written += (int64_t)s->n;
    s->n = 0;
    demo_progress(f->w, "people", f->written, f->people.wanted);
    return err;
}

static enum err fill(struct filling *f)
{
    struct demo_writing *w = f->w;
    enum err err = demo_run(w, w->c->actor, w->began, STR("demo.records"), begin_records, f);
    bool more = true;
    for (size_t turn = 0; !err && more; turn++) {
        struct slice *next = &f->slices[turn % 2], *before = &f->slices[(turn + 1) % 2];
        more = make_slice(f, next);
        err = finish_slice(f, before);
        if (!err && more)
            demo_job_start(&next->job, w, w->c->actor, w->began, STR("demo.people"), write_slice, next);
    }
    for (size_t i = 0; i < 2; i++) /* whatever happened, nothing may be under way when its memory goes */
        if (err) (void)!demo_job_wait(&f->slices[i].job);
    if (!err) err = write_found(f);
    return err ? err : demo_run(w, w->c->actor, w->began, STR("demo.records"), end_records, f);
}

enum err demo_write_people(struct demo_writing *w, struct demo_plan *plan, struct demo_made *made)
{
    struct arena arena CLEANUP(arena_release);
    arena_init(&arena, LIMIT_JOB_ARENA);
    struct filling *f = ARENA_NEW(&arena, struct filling);
    *f = (struct filling){.w = w, .plan = plan};
    int64_t terms = w->order->people * TERMS_EACH + TERMS_LEAST;
    demo_people_start(&f->people, w->order->seed, w->order->day, w->order->people);
    random_seed(&f->histories, w->order->seed ^ 0x4157021E5u);
    coded_concepts_init(&f->concepts, &arena);
    person_terms_init(&f->terms, &arena, terms < TERMS_KEPT ? (size_t)terms : TERMS_KEPT);
    for (size_t i = 0; i < 2; i++) {
        f->slices[i].filling = f;
        arena_init(&f->slices[i].arena, LIMIT_JOB_ARENA);
        demo_job_init(&f->slices[i].job, w->store);
    }
    enum err err = fill(f);
    for (size_t i = 0; i < 2; i++) {
        arena_release(&f->slices[i].arena);
        demo_job_release(&f->slices[i].job);
    }
    person_terms_release(&f->terms);
    made->people = f->written;
    made->records = f->records;
    return err;
}
