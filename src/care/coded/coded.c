#include "care/coded/coded.h"

#include "care/coded/coded.sql.h"
#include "care/coded/coded_row.h"
#include "care/coded/coded_original.h"

static const struct str kind_labels[] = {STR_INIT(""),
#define KIND_LABEL(name, label, resource) STR_INIT(label),
    CODED_KIND_LIST(KIND_LABEL)
#undef KIND_LABEL
};
static const struct str status_labels[] = {STR_INIT(""),
#define STATUS_LABEL(name, label) STR_INIT(label),
    CODED_STATUS_LIST(STATUS_LABEL)
#undef STATUS_LABEL
};

struct str coded_kind_label(enum coded_kind kind)
{
    MUST((size_t)kind < COUNT_OF(kind_labels));
    return kind_labels[kind];
}

struct str coded_status_label(enum coded_status status)
{
    MUST((size_t)status < COUNT_OF(status_labels));
    return status_labels[status];
}

struct str coded_when(struct arena *a, const struct coded *record)
{
    if (!instant_is_set(record->happened_at)) return STR("not dated");
    struct date day = instant_date(record->happened_at);
    struct str text = date_long(a, day);
    switch (record->precision) {
    case CODED_TIME: return instant_long(a, record->happened_at);
    case CODED_MONTH: (void)str_cut(&text, ' '); return text;
    case CODED_YEAR: return str_printf(a, "%d", date_parts(day).year);
    case CODED_NOT_DATED:
    case CODED_DAY: break;
    }
    return text;
}

struct str coded_value_text(struct arena *a, const struct coded *record)
{
    if (!record->value.n) return STR_NONE;
    const struct str parts[] = {record->value, record->unit};
    return str_join(a, parts, COUNT_OF(parts), STR(" "));
}

/* A plan's or relation's name stands in its value; its kind is said by its display. */
struct str coded_title(struct arena *a, const struct coded *record)
{
    struct str value = coded_value_text(a, record);
    if (!value.n) return record->display;
    return str_printf(a, "%.*s: %.*s", STR_ARG(record->display), STR_ARG(value));
}

#define FROM_ROW(row) ((struct coded){CODED_MEMBERS(row), .system = (row)->system, .code = (row)->code})
#define LIST_OF(rows, ret) \
    do { \
        *(ret) = (struct coded_list){ARENA_ARRAY(c->arena, struct coded, (rows).n), (rows).n}; \
        for (size_t i = 0; i < (rows).n; i++) (ret)->items[i] = FROM_ROW(&(rows).items[i]); \
    } while (0)

enum err coded_events(struct ctx *c, struct person_id person, enum coded_kind kind, struct instant up_to,
    int64_t below, int64_t most, struct coded_list *ret)
{
    struct coded_rows_from_list rows;
    if (!instant_is_set(up_to)) up_to.v = INT64_MAX;
    enum err err = coded_rows_from(c->db, person, kind, up_to, below, most, &rows);
    if (err) return err;
    LIST_OF(rows, ret);
    return ERR_NONE;
}

enum err coded_original(struct ctx *c, struct person_id person, int64_t id, struct str *ret_json)
{
    struct coded_original_of_row row;
    enum err err = coded_original_of(c->db, person, id, &row);
    return err ? err : coded_original_unpack(c->arena, row.body, ret_json);
}
