/* Moving the rows: every table of the catalog, parents first, hashed on both sides. */
#include "platform/db/store_move_own.h"

#include "platform/audit/audit.h"

struct copy {
    const struct shape *t;
    const struct shape_engine *to;
    void *insert;
    struct crypto_hasher hasher;
    int64_t rows;
};

static enum err copy_row(void *arg, const struct db_value *row)
{
    struct copy *c = arg;
    shape_hash_row(&c->hasher, c->t, row);
    c->rows++;
    return c->insert ? c->to->insert(c->insert, row) : ERR_NONE;
}

static enum err copy_rows(struct move *m, struct copy *c, struct db *from, struct db *to)
{
    const struct shape_engine *source = m->order->to_sqlite ? &shape_on_postgres : &shape_on_sqlite;
    enum err err = c->to->insert_begin(to, m->a, c->t, &c->insert);
    if (!err) err = source->walk(from, m->a, c->t, copy_row, c);
    enum err ended = c->to->insert_end(c->insert);
    c->insert = NULL;
    return err ? err : ended;
}

/* What was written is read again from the target: the hash there is of what it holds. */
static enum err copy_table(struct move *m, const struct shape *t, struct moved_table *moved)
{
    struct db *from = m->order->to_sqlite ? m->owner : m->file, *to = m->order->to_sqlite ? m->file : m->owner;
    struct copy c = {.t = t, .to = m->order->to_sqlite ? &shape_on_sqlite : &shape_on_postgres};
    *moved = (struct moved_table){.name = t->name};
    crypto_hasher_begin(&c.hasher);
    enum err err = copy_rows(m, &c, from, to);
    moved->hash = crypto_hasher_end(&c.hasher);
    moved->rows = c.rows;
    if (err) return err;
    c.rows = 0;
    crypto_hasher_begin(&c.hasher);
    err = c.to->walk(to, m->a, t, copy_row, &c);
    moved->hash_there = crypto_hasher_end(&c.hasher);
    moved->rows_there = c.rows;
    return err ? err : c.to->numbers(to, m->a, t);
}

static enum err copy_all(struct move *m, const struct shape_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        struct arena_mark mark = arena_mark(m->a);
        struct moved_table moved;
        const struct shape *t = list->items + i;
        enum err err = copy_table(m, t, &moved);
        if (err) return move_failed(m, err, "the table %.*s: %s", STR_ARG(t->name), err_text(err));
        m->order->table(m->order->arg, &moved);
        if (moved.rows != moved.rows_there || !crypto_same(&moved.hash, &moved.hash_there, sizeof moved.hash))
            return move_failed(m, ERR_DAMAGED, "the table %.*s is not the same on both sides", STR_ARG(t->name));
        m->ret->tables++;
        m->ret->rows += moved.rows;
        arena_rewind(m->a, mark);
    }
    return ERR_NONE;
}

/* Migrations put rows into a new database; what the source has takes their place. */
static enum err empty_all(struct move *m, const struct shape_list *list)
{
    const struct shape_engine *to = m->order->to_sqlite ? &shape_on_sqlite : &shape_on_postgres;
    for (size_t i = list->n; i-- > 0;) {
        enum err err = to->empty(m->order->to_sqlite ? m->file : m->owner, m->a, list->items + i);
        if (err) return err;
    }
    return ERR_NONE;
}

enum err move_tables(struct move *m)
{
    struct shape_list here, there;
    struct str table = STR_NONE;
    enum err err = shape_on_sqlite.read(m->file, m->a, &here);
    if (!err) err = shape_on_postgres.read(m->owner, m->a, &there);
    if (err) return move_failed(m, err, "the tables could not be listed: %s", err_text(err));
    struct str differs = shape_difference(m->a, &here, &there);
    if (differs.n) return move_failed(m, ERR_INVALID, "%.*s", STR_ARG(differs));
    if (shape_sort(&here, m->a, &table))
        return move_failed(m, ERR_INVALID, "the table %.*s is one of a circle", STR_ARG(table));
    err = empty_all(m, &here);
    return err ? move_failed(m, err, "the target could not be emptied: %s", err_text(err)) : copy_all(m, &here);
}

struct audit_entry move_audit_entry(const struct move *m)
{
    return (struct audit_entry){.action = STR("move"),
        .route = STR("command"),
        .outcome = AUDIT_DONE,
        .object_kind = m->order->to_sqlite ? STR("sqlite") : STR("postgresql")};
}

enum err move_verify(struct move *m, bool on_postgres, const char *which)
{
    struct str line = STR_NONE;
    struct audit_finding found;
    enum err err = audit_head_file(m->a, m->order->directory, &line);
    if (err == ERR_NOT_FOUND) err = ERR_NONE;
    if (!err && on_postgres) err = audit_verify_seals(m->owner, m->order->keys, line, &found);
    if (!err && !on_postgres) err = audit_verify(m->file, m->order->keys, line, &found);
    if (err) return move_failed(m, err, "the audit of the %s could not be read: %s", which, err_text(err));
    struct str text = audit_fault_text(found.fault);
    if (found.fault)
        return move_failed(m, ERR_DAMAGED, "the audit of the %s is not whole, row %lld: %.*s", which,
            (long long)found.seq, STR_ARG(text));
    m->ret->audit_rows = found.rows;
    return ERR_NONE;
}
