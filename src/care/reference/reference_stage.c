#include "care/reference/reference_stage.h"

#include "base/utf8.h"
#include "nhs/postcode.h"

enum { CELLS = 6, WORDS_MOST = 1000, NAME_MOST = 200 };

/* Exactly so many cells. */
static bool cut(struct str line, struct str *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!line.p) return false;
        cells[i] = str_cut(&line, '\t');
    }
    return !line.p;
}

static bool words(struct str s, bool needed)
{
    return (s.n || !needed) && s.n <= WORDS_MOST;
}

static bool codes(const struct str *cell, struct stage_values *v)
{
    v->category = cell[1];
    v->term = cell[2];
    return !snomed_parse(cell[0], &v->code) && words(cell[1], false) && words(cell[2], true);
}

static bool is_ods(struct str s)
{
    struct ods_code code;
    return ods_code_parse(s, &code) && str_eq(ods_code_str(&code), s);
}

static bool organisations(const struct str *cell, struct stage_values *v)
{
    v->ods = cell[0];
    v->name = cell[1];
    v->type = cell[2];
    v->open = str_eq(cell[3], STR("open"));
    v->parent = cell[4];
    v->day = DATE_NONE;
    return is_ods(cell[0]) && words(cell[1], true) && words(cell[2], false) &&
        (v->open || str_eq(cell[3], STR("closed"))) && (!cell[4].n || is_ods(cell[4])) &&
        (!cell[5].n || date_from_iso(cell[5], &v->day));
}

static bool deprivation(const struct str *cell, struct stage_values *v)
{
    v->lsoa = cell[0];
    return reference_is_lsoa(cell[0]) && str_int(cell[1], 1, 1000000, &v->rank) &&
        str_int(cell[2], 1, 10, &v->decile);
}

static bool postcodes(const struct str *cell, struct stage_values *v)
{
    struct postcode code;
    v->postcode = cell[0];
    v->lsoa_2011 = cell[1];
    v->lsoa = cell[2];
    return postcode_parse(cell[0], &code) && str_eq(postcode_str(&code), cell[0]) &&
        (!cell[1].n || reference_is_lsoa(cell[1])) && (!cell[2].n || reference_is_lsoa(cell[2]));
}

static bool holidays(const struct str *cell, struct stage_values *v)
{
    v->name = cell[1];
    return date_from_iso(cell[0], &v->day) && words(cell[1], true);
}

bool stage_values(enum reference_kind kind, struct str line, struct stage_values *ret)
{
    struct str cell[CELLS];
    *ret = (struct stage_values){.day = DATE_NONE};
    switch (kind) {
    case REFERENCE_CODES: return cut(line, cell, 3) && codes(cell, ret);
    case REFERENCE_ORGANISATIONS: return cut(line, cell, 6) && organisations(cell, ret);
    case REFERENCE_DEPRIVATION: return cut(line, cell, 3) && deprivation(cell, ret);
    case REFERENCE_POSTCODES: return cut(line, cell, 3) && postcodes(cell, ret);
    case REFERENCE_HOLIDAYS: return cut(line, cell, 2) && holidays(cell, ret);
    case REFERENCE_NONE: break;
    }
    return false;
}

/* ---- sets ---- */

/* The set of this name, made if it isn't there. */
static bool set_named(struct stage *s, const struct str *cell, uint32_t *ret)
{
    for (size_t i = 0; i < s->n_sets; i++)
        if (str_eq(s->sets[i].name, cell[0])) {
            *ret = (uint32_t)i;
            return true;
        }
    if (s->n_sets == STAGE_SETS_MOST) return false;
    *ret = (uint32_t)s->n_sets;
    s->sets[s->n_sets++] = (struct staged_set){.name = cell[0], .version = cell[1], .source = cell[2]};
    return cell[0].n && cell[0].n <= NAME_MOST && cell[1].n <= NAME_MOST && cell[2].n <= NAME_MOST;
}

/* The digest of what came before is the key for the next row: the order counts. */
static void add_to_digest(struct staged_set *set, struct str cells)
{
    struct crypto_key key;
    memcpy(key.bytes, set->digest.bytes, sizeof key.bytes);
    set->digest = crypto_keyed_hash(&key, &cells, 1);
    set->rows++;
}

static size_t count_lines(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) n += s.p[i] == '\n';
    return n;
}

enum err stage_read(struct arena *a, enum reference_kind kind, struct str lines, struct stage *ret)
{
    static const struct str SET = STR_INIT("set\t"), ROW = STR_INIT("row\t");
    size_t most = count_lines(lines);
    struct stage s = {.kind = kind};
    uint32_t set = 0;
    if (!utf8_is_valid(lines, NULL) || most > STAGE_ROWS_MOST) return ERR_DAMAGED;
    s.sets = ARENA_ARRAY(a, struct staged_set, STAGE_SETS_MOST);
    s.rows = ARENA_ARRAY(a, struct staged_row, most + 1);
    while (lines.n) {
        struct str line = str_cut(&lines, '\n'), cell[3];
        struct stage_values values;
        if (!utf8_is_plain(line)) return ERR_DAMAGED;
        if (str_starts(line, SET)) {
            if (!cut(str_skip(line, SET.n), cell, 3) || !set_named(&s, cell, &set)) return ERR_DAMAGED;
            continue;
        }
        struct str cells = str_skip(line, ROW.n);
        if (!str_starts(line, ROW) || !s.n_sets || !stage_values(kind, cells, &values)) return ERR_DAMAGED;
        s.rows[s.n_rows++] = (struct staged_row){set, cells};
        add_to_digest(&s.sets[set], cells);
    }
    *ret = s;
    return ERR_NONE;
}
