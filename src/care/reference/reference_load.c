/* Loading what was read: new sets are filled in slices, then made ready together, in one transaction. */
#include "care/reference/reference.sql.h"
#include "care/reference/reference_stage.h"
#include "nhs/vocabulary.h"

enum { SLICE_ROWS = 500, VERSIONS_A_DAY = 99 };

struct loading {
    struct stage stage;
    const struct reference_options *options;
    struct store *store;
    struct str kind;
    struct reference_outcome *outcome;
    struct staged_set *set; /* whose row is written */
    size_t from, to;        /* the slice of rows */
    int64_t *written;       /* of each set, by the last run of a slice */
};

/* ---- what is there already ---- */

static enum err refuse(struct loading *l, struct str why)
{
    l->outcome->why = why;
    return ERR_REFUSED;
}

/* A version that nobody named takes the day, and a number on a day with several. */
static enum err free_version(struct ctx *c, struct loading *l, struct staged_set *set, struct str wanted)
{
    struct reference_set_of_version_row row;
    for (int i = 1; i <= VERSIONS_A_DAY; i++) {
        set->version = i == 1 ? wanted : str_printf(c->arena, "%.*s (%d)", STR_ARG(wanted), i);
        enum err err = reference_set_of_version(c->db, l->kind, set->name, set->version, &row);
        if (err == ERR_NOT_FOUND) return ERR_NONE;
        if (err) return err;
    }
    return refuse(l, STR("There are 99 versions of this name already. Give it a version of its own"));
}

static bool same_digest(struct str stored, const struct staged_set *set)
{
    return stored.n == sizeof set->digest.bytes && memcmp(stored.p, set->digest.bytes, stored.n) == 0;
}

static enum err named_version(struct ctx *c, struct loading *l, struct staged_set *set)
{
    struct reference_set_of_version_row row;
    enum err err = reference_set_of_version(c->db, l->kind, set->name, set->version, &row);
    if (err == ERR_NOT_FOUND) return ERR_NONE;
    if (err) return err;
    if (!same_digest(row.digest, set))
        return refuse(l,
            str_printf(c->arena,
                "\"%.*s\" has a version \"%.*s\" already, with other rows. Give this one another version",
                STR_ARG(set->name), STR_ARG(set->version)));
    set->what = SET_AGAIN;
    set->id = row.reference_set_id;
    return ERR_NONE;
}

static enum err compare(struct ctx *c, struct loading *l, struct staged_set *set)
{
    struct reference_set_current_row now;
    struct str given = l->options->version;
    enum err err = reference_set_current(c->db, l->kind, set->name, &now);
    if (err && err != ERR_NOT_FOUND) return err;
    set->what = err ? SET_NEW : SET_CHANGED;
    if (!err) set->was = now.reference_set_id, set->was_version = now.version;
    if (!err && same_digest(now.digest, set) && (!given.n || str_eq(given, now.version))) {
        set->what = SET_SAME;
        set->version = now.version;
        return ERR_NONE;
    }
    if (given.n) {
        set->version = given;
        return named_version(c, l, set);
    }
    struct str unnamed = l->options->unnamed;
    if (!unnamed.n) unnamed = date_iso(c->arena, clock_today(c->clock));
    return free_version(c, l, set, set->version.n ? set->version : unnamed);
}

static enum err compare_all(struct ctx *c, struct loading *l)
{
    enum err err = store_read_begin(l->store, c->arena, &c->actor->scope, c->trace, &c->db);
    if (err) return err;
    for (size_t i = 0; !err && i < l->stage.n_sets; i++) err = compare(c, l, &l->stage.sets[i]);
    store_read_end(l->store, c->db);
    c->db = NULL;
    return err;
}

/* ---- writing ---- */

static enum err begin_set(struct ctx *c, void *arg)
{
    struct loading *l = arg;
    struct staged_set *set = l->set;
    bool given = uuid_is_set(l->options->key) && set == l->stage.sets;
    const struct reference_set_begin_params row = {.key = given ? l->options->key : uuid_new(c->clock),
        .kind = l->kind,
        .name = set->name,
        .version = set->version,
        .dated = l->options->dated,
        .source = l->options->source.n ? l->options->source : set->source,
        .digest = {(const char *)set->digest.bytes, sizeof set->digest.bytes},
        .row_count = set->rows,
        .rejected = l->outcome->rejected,
        .loaded_at = clock_now(c->clock),
        .account_id = c->actor->account};
    return reference_set_begin(c->db, &row, &set->id.v);
}

static enum err write_row(struct ctx *c, enum reference_kind kind, struct reference_set_id id,
    const struct stage_values *v, size_t place)
{
    int64_t changed = 0;
    enum err err = ERR_DAMAGED;
    if (kind == REFERENCE_CODES)
        err = reference_code_add(c->db, id, v->code.v, v->category, v->term, (int64_t)place, &changed);
    if (kind == REFERENCE_ORGANISATIONS) {
        const struct reference_organisation_add_params row = {
            id, v->ods, v->name, v->type, v->open, v->parent, v->day};
        err = reference_organisation_add(c->db, &row, &changed);
    }
    if (kind == REFERENCE_DEPRIVATION)
        err = reference_deprivation_add(c->db, id, v->lsoa, v->rank, v->decile, &changed);
    if (kind == REFERENCE_POSTCODES)
        err = reference_postcode_add(c->db, id, v->postcode, v->lsoa_2011, v->lsoa, &changed);
    if (kind == REFERENCE_HOLIDAYS) err = reference_holiday_add(c->db, id, v->day, v->name, &changed);
    return !err && !changed ? ERR_EXISTS : err;
}

static bool is_written(const struct staged_set *set)
{
    return set->what == SET_NEW || set->what == SET_CHANGED;
}

static enum err write_slice(struct ctx *c, void *arg)
{
    struct loading *l = arg;
    memset(l->written, 0, l->stage.n_sets * sizeof *l->written);
    for (size_t i = l->from; i < l->to; i++) {
        const struct staged_row *row = &l->stage.rows[i];
        const struct staged_set *set = &l->stage.sets[row->set];
        struct stage_values values;
        if (!is_written(set)) continue;
        if (!stage_values(l->stage.kind, row->cells, &values)) return ERR_DAMAGED;
        enum err err = write_row(c, l->stage.kind, set->id, &values, i);
        if (err && err != ERR_EXISTS) return err; /* the same row twice: the first stands */
        l->written[row->set] += !err;
    }
    return ERR_NONE;
}

static enum err finish(struct ctx *c, void *arg)
{
    struct loading *l = arg;
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < l->stage.n_sets; i++) {
        const struct staged_set *set = &l->stage.sets[i];
        int64_t changed;
        if (set->what == SET_SAME) continue;
        err = reference_set_retire(c->db, l->kind, set->name, &changed);
        if (err) return err;
        err = set->what == SET_AGAIN ? reference_set_again(c->db, set->id) :
                                       reference_set_finish(c->db, set->id, set->written);
    }
    return err;
}

/* Slices leave no row in the audit; the end, which makes them count, does. */
static enum err write_all(struct ctx *c, struct loading *l)
{
    struct audit_entry *entry = c->audit;
    enum err err = ERR_NONE;
    c->audit = NULL;
    l->written = ARENA_ARRAY(c->arena, int64_t, l->stage.n_sets);
    for (size_t i = 0; !err && i < l->stage.n_sets; i++) {
        l->set = &l->stage.sets[i];
        if (is_written(l->set)) err = store_run(l->store, begin_set, l, c);
    }
    for (l->from = 0; !err && l->from < l->stage.n_rows; l->from = l->to) {
        l->to = l->from + SLICE_ROWS < l->stage.n_rows ? l->from + SLICE_ROWS : l->stage.n_rows;
        err = store_run(l->store, write_slice, l, c);
        for (size_t i = 0; !err && i < l->stage.n_sets; i++) l->stage.sets[i].written += l->written[i];
        if (!err && l->options->stop && *l->options->stop) err = ERR_BUSY;
    }
    c->audit = entry;
    return err ? err : store_run(l->store, finish, l, c);
}

static bool add_up(struct loading *l)
{
    struct reference_outcome *o = l->outcome;
    for (size_t i = 0; i < l->stage.n_sets; i++) {
        const struct staged_set *set = &l->stage.sets[i];
        o->sets_new += set->what == SET_NEW;
        o->sets_changed += set->what == SET_CHANGED || set->what == SET_AGAIN;
        o->sets_same += set->what == SET_SAME;
        o->rows += set->rows;
    }
    o->first = l->stage.sets[0].name;
    o->version = l->stage.sets[0].version;
    return o->sets_new + o->sets_changed > 0;
}

static enum err look(struct ctx *c, struct loading *l, struct str rows)
{
    enum err err = stage_read(c->arena, l->options->kind, rows, &l->stage);
    if (err) return err;
    if (!l->stage.n_sets) return refuse(l, STR("No row of the file could be taken"));
    if (l->options->name.n && l->stage.n_sets > 1)
        return refuse(l, STR("This file holds several lists with names of their own, so none can be given"));
    if (l->options->name.n) l->stage.sets[0].name = l->options->name;
    return compare_all(c, l);
}

static struct loading loading_of(
    struct store *store, const struct reference_options *options, struct reference_outcome *outcome)
{
    return (struct loading){.options = options,
        .store = store,
        .outcome = outcome,
        .kind = vocabulary_code(&reference_kinds, (int)options->kind)};
}

enum err reference_look(struct ctx *c, struct store *store, struct str rows,
    const struct reference_options *options, struct reference_outcome *ret, struct stage *ret_stage)
{
    struct loading l = loading_of(store, options, ret);
    enum err err = look(c, &l, rows);
    *ret_stage = l.stage;
    if (!err) (void)add_up(&l);
    return err;
}

enum err reference_load(struct ctx *c, struct store *store, struct str rows,
    const struct reference_options *options, struct reference_outcome *ret)
{
    struct loading l = loading_of(store, options, ret);
    enum err err = look(c, &l, rows);
    if (err) return err;
    bool anything = add_up(&l);
    return options->dry_run || !anything ? ERR_NONE : write_all(c, &l);
}
