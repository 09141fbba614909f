/* Whom an import brought something: noted once for each, read for the timeline. */
#include "care/imports/import_internal.h"

#include "care/imports/imports.sql.h"

enum err import_note_change(struct ctx *c, const struct importer *im, const struct import_noted *n)
{
    const struct import_change_insert_params row = {.import_id = im->id,
        .person_id = n->person,
        .kind = n->kind,
        .version = {n->version != 0, n->version},
        .moved_from = n->moved_from,
        .source_key = n->key,
        .said = n->said};
    int64_t id;
    return im->options->dry_run ? ERR_NONE : import_change_insert(c->db, &row, &id);
}

/* The last part of what was typed: a folder's or a file's own name. */
struct str import_own_name(struct str path)
{
    while (path.n > 1 && path.p[path.n - 1] == '/') path.n--;
    for (size_t i = path.n; i-- > 0;)
        if (path.p[i] == '/' && i + 1 < path.n) return str_skip(path, i + 1);
    return path;
}

enum err import_changes_from(struct ctx *c, struct person_id person, struct instant at, int64_t below, int most,
    struct import_change_list *ret)
{
    struct import_changes_about_list rows;
    enum err err = import_changes_about(c->db, person, at, below, most, &rows);
    if (err) return err;
    *ret = (struct import_change_list){ARENA_ARRAY(c->arena, struct import_change, rows.n + 1), rows.n};
    for (size_t i = 0; i < rows.n; i++) {
        const struct import_changes_about_row *row = &rows.items[i];
        ret->items[i] = (struct import_change){.id = row->import_change_id,
            .at = row->at,
            .kind = (enum import_change_kind)row->kind,
            .source = row->source.n ? row->source : import_own_name(row->named),
            .who = row->who,
            .taken_back = row->taken_back};
    }
    return ERR_NONE;
}

FOLLOW_ROWS(import_change)
