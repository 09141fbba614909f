/* Slices on their way to the writer and back. */
#include "care/imports/import_internal.h"

void slice_init(struct slice *s, struct importer *im)
{
    *s = (struct slice){.importer = im};
    arena_init(&s->arena, LIMIT_JOB_ARENA);
    arena_init(&s->said, LIMIT_REQUEST_ARENA);
    s->bytes = s->own_bytes = ARENA_ARRAY(&im->arena, char, SLICE_BYTES);
    s->rows = ARENA_ARRAY(&im->arena, struct fhir_row, SLICE_ROWS);
    s->refusals = ARENA_ARRAY(&im->arena, struct slice_refusal, SLICE_ROWS);
    s->met = ARENA_ARRAY(&im->arena, struct import_met, SLICE_PEOPLE);
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->told, NULL);
}

void slice_release(struct slice *s)
{
    arena_release(&s->arena);
    arena_release(&s->said);
    pthread_mutex_destroy(&s->lock);
    pthread_cond_destroy(&s->told);
}

/* What a run of the action came to counts now. */
static void keep(struct slice *s)
{
#define ADD(name) s->kept.name += s->figures.name;
    IMPORT_FIGURE_LIST(ADD)
#undef ADD
    for (size_t i = s->n_kept; i < s->n_refusals; i++)
        s->refusals[i].reason = str_dup(&s->said, s->refusals[i].reason);
    s->n_kept = s->n_refusals;
    for (size_t i = s->n_met_kept; i < s->n_met; i++) {
        s->met[i].name = str_dup(&s->said, s->met[i].name);
        s->met[i].words = str_dup(&s->said, s->met[i].words);
    }
    s->n_met_kept = s->n_met;
    s->from = s->to;
}

/* On the writer thread, after the commit. A slice whose time was up goes on in a job of its own. */
static void slice_done(struct store_job *job)
{
    struct slice *s = job->owner;
    if (!job->result) {
        coded_concepts_keep(&s->importer->coded.concepts);
        for (size_t i = 0; i < s->trace.n; i++) people_seen_add(&s->importer->seen, s->trace.people[i]);
        keep(s);
        if (s->from < s->n_rows) {
            slice_submit(s);
            return;
        }
    }
    pthread_mutex_lock(&s->lock);
    s->under_way = false;
    pthread_cond_signal(&s->told);
    pthread_mutex_unlock(&s->lock);
}

void slice_submit(struct slice *s)
{
    struct importer *im = s->importer;
    const struct import_options *o = im->options;
    arena_reset(&s->arena);
    s->trace = (struct trace){.arena = &s->arena};
    s->entry = audit_entry_by(o->actor, STR("import.people"), STR("cairn import"));
    s->entry.object_kind = STR("import");
    s->entry.object_id = im->id.v;
    s->ctx = (struct ctx){
        .arena = &s->arena, .actor = o->actor, .clock = o->clock, .trace = &s->trace, .audit = &s->entry};
    s->job = (struct store_job){
        .action = slice_apply, .arg = s, .ctx = &s->ctx, .done = slice_done, .owner = s, .patient = true};
    s->under_way = true;
    store_submit(o->store, &s->job);
}

/* A dry run reads, and so needs no writer; a snapshot holds for one run of the action. */
static enum err rehearse(struct slice *s)
{
    const struct import_options *o = s->importer->options;
    arena_reset(&s->arena);
    s->trace = (struct trace){.arena = &s->arena};
    s->ctx = (struct ctx){.arena = &s->arena, .actor = o->actor, .clock = o->clock, .trace = &s->trace};
    enum err err = store_read_begin(o->store, &s->arena, &o->actor->scope, &s->trace, &s->ctx.db);
    if (err) return err;
    err = slice_apply(&s->ctx, s);
    store_read_end(o->store, s->ctx.db);
    if (!err) keep(s);
    return err;
}

static enum err rehearse_all(struct slice *s)
{
    enum err err = ERR_NONE;
    while (!err && s->from < s->n_rows) err = rehearse(s);
    return err;
}

/* Until the writer has done with it. The writer is told that this is waited for. */
static enum err wait_for(struct slice *s)
{
    pthread_mutex_lock(&s->lock);
    for (bool told = false; s->under_way; told = true) {
        if (told) {
            pthread_cond_wait(&s->told, &s->lock);
            continue;
        }
        pthread_mutex_unlock(&s->lock);
        store_hurry(s->importer->options->store);
        pthread_mutex_lock(&s->lock);
    }
    pthread_mutex_unlock(&s->lock);
    return s->job.result;
}

enum err slice_finish(struct run *run, struct slice *s)
{
    if (!s->n_rows) return ERR_NONE;
    enum err err = run->im.options->dry_run ? rehearse_all(s) : wait_for(s);
#define ADD(name) run->figures.name += s->kept.name;
    IMPORT_FIGURE_LIST(ADD)
#undef ADD
    for (size_t i = 0; i < s->n_kept; i++) {
        const struct fhir_row *row = &s->rows[s->refusals[i].row];
        run_tell_refused(run, row, row->type, row->id, s->refusals[i].reason, s->refusals[i].alike);
    }
    for (size_t i = 0; i < s->n_met_kept; i++) run->events->met(run->events->owner, &s->met[i]);
    arena_reset(&s->said);
    s->kept = (struct import_figures){0};
    s->n_rows = s->from = s->n_kept = s->n_met_kept = 0;
    return err;
}

/* Every slice but this one. */
enum err slices_finish(struct run *run, const struct slice *but)
{
    enum err first = ERR_NONE;
    for (size_t i = 0; i < COUNT_OF(run->slices); i++) {
        enum err err = &run->slices[i] == but ? ERR_NONE : slice_finish(run, &run->slices[i]);
        if (!first) first = err;
    }
    return first;
}
