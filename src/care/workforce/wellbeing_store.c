#include "care/workforce/wellbeing.h"

#include "care/workforce/development.sql.h"
#include "care/workforce/post.h"

enum err wellbeing_read(
    struct ctx *c, const struct staff_facts *s, const struct staff_reach *reach, struct wellbeing_notes *ret)
{
    struct wellbeing_notes_list rows;
    *ret = (struct wellbeing_notes){NULL, 0};
    if (!s->id.v || (!reach->self && !reach->named)) return ERR_NONE;
    enum err err = wellbeing_notes(c->db, s->id, reach->self, WELLBEING_SHOWN, &rows);
    if (err) return err;
    ret->items = ARENA_ARRAY(c->arena, struct wellbeing_note, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        int how = 0;
        MUST(vocabulary_find(&wellbeings, rows.items[i].how, &how));
        ret->items[ret->n++] = (struct wellbeing_note){.key = rows.items[i].key,
            .how = (enum wellbeing)how,
            .words = rows.items[i].words,
            .shared = rows.items[i].shared,
            .noted_at = rows.items[i].noted_at};
    }
    return ERR_NONE;
}

enum err wellbeing_add(struct ctx *c, const struct wellbeing_note *note)
{
    struct staff_facts s;
    struct staff_reach reach;
    struct wellbeing_sent_row sent;
    struct wellbeing_note_id id;
    enum err err = staff_open_by_id(c, c->actor->account, &s, &reach);
    if (!err) err = staff_ensure(c, &s);
    if (!err) err = wellbeing_sent(c->db, s.id, note->nonce, &sent);
    if (err) return err;
    if (sent.sent) return ERR_EXISTS;
    if (sent.notes >= WELLBEING_MOST) return ERR_TOO_LARGE;
    const struct wellbeing_insert_params row = {.key = note->key,
        .staff_id = s.id,
        .how = vocabulary_code(&wellbeings, (int)note->how),
        .words = note->words,
        .shared = note->shared,
        .noted_at = clock_now(c->clock),
        .nonce = note->nonce};
    return wellbeing_insert(c->db, &row, &id.v);
}

enum err wellbeing_delete(struct ctx *c, struct uuid key)
{
    int64_t changed = 0;
    enum err err = wellbeing_forget(c->db, key, c->actor->account, c->actor->pcn, &changed);
    return !err && !changed ? ERR_NOT_FOUND : err;
}
