/* What a change to a person means for whoever works with them. */
#include "care/notices/notice.h"
#include "care/tasks/task.h"

static enum err died(struct ctx *c, const struct person *before, const struct person *after)
{
    if (before->died_known == after->died_known) return ERR_NONE;
    enum err err = after->died_known ? tasks_stop(c, after->id) : tasks_bring_back(c, after->id);
    if (err) return err;
    return after->died_known ? notice_raise(c, after->id, NOTICE_OF_DIED, STR_NONE, STR_NONE) :
                               notice_resolve(c, after->id, NOTICE_OF_DIED, STR_NONE);
}

static enum err moved(struct ctx *c, const struct person *before, const struct person *after)
{
    if (before->practice.v == after->practice.v) return ERR_NONE;
    struct person now; /* after has the name of the practice that they left */
    enum err err = person_practice_name(c, after->practice, &now.practice_name);
    if (err) return err;
    return notice_raise(c, after->id, NOTICE_OF_MOVED, before->practice_name, now.practice_name);
}

static enum err restricted(struct ctx *c, const struct person *before, const struct person *after)
{
    if (before->restricted == after->restricted) return ERR_NONE;
    return after->restricted ? notice_raise(c, after->id, NOTICE_OF_RESTRICTED, STR_NONE, STR_NONE) :
                               notice_resolve(c, after->id, NOTICE_OF_RESTRICTED, STR_NONE);
}

/* A first number is no news. */
static enum err numbered(struct ctx *c, const struct person *before, const struct person *after)
{
    if (before->nhs_number.v == after->nhs_number.v) return ERR_NONE;
    enum err err = after->nhs_number.v ? notice_resolve(c, after->id, NOTICE_OF_NUMBER_GONE, STR_NONE) : ERR_NONE;
    if (err || !before->nhs_number.v) return err;
    struct str was = nhs_number_display(c->arena, before->nhs_number);
    if (!after->nhs_number.v) return notice_raise(c, after->id, NOTICE_OF_NUMBER_GONE, was, STR_NONE);
    return notice_raise(
        c, after->id, NOTICE_OF_NUMBER_CHANGED, was, nhs_number_display(c->arena, after->nhs_number));
}

static enum err changed(struct ctx *c, const struct person *before, const struct person *after)
{
    enum err err = died(c, before, after);
    if (!err) err = moved(c, before, after);
    if (!err) err = restricted(c, before, after);
    return err ? err : numbered(c, before, after);
}

static enum err elsewhere(struct ctx *c, struct person_id person, struct str practice)
{
    return practice.n ? notice_raise(c, person, NOTICE_OF_LEFT, STR_NONE, practice) :
                        notice_resolve(c, person, NOTICE_OF_LEFT, STR_NONE);
}

/* ---- two records of one person ---- */

/* Tasks that came from the other record, or went back to it, are as the record is. */
static enum err settle(struct ctx *c, const struct person *p)
{
    return p->died_known ? tasks_stop(c, p->id) : tasks_bring_back(c, p->id);
}

static enum err joined(struct ctx *c, const struct person *kept, const struct person *away)
{
    enum err err = settle(c, kept);
    return err ? err : notice_raise(c, kept->id, NOTICE_OF_MERGED, STR_NONE, uuid_text(c->arena, away->key));
}

static enum err parted(struct ctx *c, const struct person *kept, const struct person *away)
{
    enum err err = settle(c, kept);
    if (!err) err = settle(c, away);
    return err ? err : notice_resolve(c, kept->id, NOTICE_OF_MERGED, uuid_text(c->arena, away->key));
}

/* ---- at the top of every page of the record ---- */

static struct page_note note_of(struct ctx *c, const struct person *p, const struct raised_notice *n)
{
    if (n->kind == NOTICE_OF_DIED) {
        struct closing closing;
        struct str left = STR_NONE;
        if (!closing_read(c, p->id, &closing))
            left = str_printf(c->arena, "%d of %d done.", closing.done, CLOSING_STEPS);
        return (struct page_note){.strong = STR("What remains to be done:"),
            .text = left,
            .link = {.text = STR("Closing steps"), .href = person_url(c->arena, p, "/closing")}};
    }
    return (struct page_note){
        .strong = str_printf(c->arena, "%.*s.", STR_ARG(vocabulary_label(&notice_kinds, (int)n->kind))),
        .text = notice_words(c->arena, n->kind, n->was, n->became),
        .link = {.text = STR("See notices"),
            .hidden_text = str_printf(c->arena, ": %.*s", STR_ARG(vocabulary_label(&notice_kinds, (int)n->kind))),
            .href = person_url(c->arena, p, "/notices")}};
}

static enum err noted(struct ctx *c, const struct person *p, struct page_notes *ret)
{
    struct notice_list open;
    enum err err = notices_open(c, p->id, &open);
    if (err) return err;
    ret->items = ARENA_ARRAY(c->arena, struct page_note, open.n);
    for (size_t i = 0; i < open.n; i++) ret->items[ret->n++] = note_of(c, p, &open.items[i]);
    return ERR_NONE;
}

const struct person_listener notices_listener = {
    .changed = changed, .joined = joined, .parted = parted, .elsewhere = elsewhere, .noted = noted};
