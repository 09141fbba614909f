#include "care/reference/reference_seed.h"

#include "care/reference/reference.h"
#include "care/reference/reference.sql.h"
#include "base/buf.h"
#include "nhs/vocabulary.h"

#define SEED_VERSION STR("Cairn " CAIRN_VERSION)

bool reference_is_seed(struct str source)
{
    return str_eq(source, STR(REFERENCE_SEED_SOURCE));
}

enum { TEXT_MOST = 256 * 1024 };

static void begin(struct buf *b, struct str name)
{
    buf_printf(b, "set\t%.*s\t%.*s\t" REFERENCE_SEED_SOURCE "\n", STR_ARG(name), STR_ARG(SEED_VERSION));
}

static void add_codes(struct buf *b, struct str name, struct seed_list list)
{
    begin(b, name);
    for (size_t i = 0; i < list.n; i++)
        buf_printf(
            b, "row\t%lld\t%s\t%s\n", (long long)list.rows[i].code, list.rows[i].category, list.rows[i].term);
}

static void add_holidays(struct buf *b)
{
    begin(b, STR("Bank holidays in England, worked out"));
    for (size_t i = 0; i < SEED_HOLIDAYS.n; i++) {
        const struct seed_holiday *h = &SEED_HOLIDAYS.rows[i];
        buf_printf(b, "row\t%04d-%02d-%02d\t%s\n", h->day.year, h->day.month, h->day.day, h->name);
    }
}

/* A list that somebody loaded under this name is theirs: ours doesn't come before it again. */
static enum err is_theirs(struct ctx *c, struct store *store, enum reference_kind kind, struct str name, bool *ret)
{
    struct reference_set_current_row row;
    enum err err = store_read_begin(store, c->arena, &c->actor->scope, c->trace, &c->db);
    if (err) return err;
    err = reference_set_current(c->db, vocabulary_code(&reference_kinds, (int)kind), name, &row);
    *ret = !err && !str_starts(row.version, STR("Cairn "));
    store_read_end(store, c->db);
    c->db = NULL;
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

enum err reference_seed(struct ctx *c, struct store *store)
{
    static const struct {
        enum reference_kind kind;
        struct str name;
    } SEEDS[] = {{REFERENCE_CODES, STR_INIT("Care co-ordination")},
        {REFERENCE_CODES, STR_INIT("Reasonable adjustments")},
        {REFERENCE_HOLIDAYS, STR_INIT("Bank holidays in England, worked out")}};
    for (size_t i = 0; i < COUNT_OF(SEEDS); i++) {
        struct reference_outcome outcome = {0};
        const struct reference_options options = {.kind = SEEDS[i].kind, .dated = DATE_NONE};
        struct buf b = buf_new(c->arena, TEXT_MOST, TEXT_MOST);
        bool theirs;
        enum err err = is_theirs(c, store, SEEDS[i].kind, SEEDS[i].name, &theirs);
        if (err) return err;
        if (theirs) continue;
        if (i == 0) add_codes(&b, SEEDS[i].name, SEED_CODES);
        if (i == 1) add_codes(&b, SEEDS[i].name, SEED_ADJUSTMENTS);
        if (i == 2) add_holidays(&b);
        MUST(!b.overflow);
        err = reference_load(c, store, buf_str(&b), &options, &outcome);
        if (err) return err;
    }
    return ERR_NONE;
}
