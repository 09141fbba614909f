/* Finding one's place in a long list: which page, and where a day begins. */
#include "care/trail/trail.h"
#include "care/trail/trail.sql.h"
#include "care/trail/trail_pages.h"

enum { AROUND = 2 }; /* pages named on each side of the one shown */

struct trail_position trail_position(const struct form *query, int64_t total)
{
    struct trail_position at = {.page = 1, .last = total > TRAIL_PAGE ? (total + TRAIL_PAGE - 1) / TRAIL_PAGE : 1};
    int64_t asked;
    if (str_int(form_get(query, STR("page")), 1, at.last, &asked)) at.page = asked;
    return at;
}

static struct url page_url(struct arena *a, struct url base, int64_t page)
{
    return url_with_query(a, base, "page", str_printf(a, "%lld", (long long)page));
}

static void add(struct arena *a, struct url base, struct trail_position at, int64_t page, struct pagination *p)
{
    p->items.items[p->items.n++] =
        (struct pagination_item){.number = page, .href = page_url(a, base, page), .current = page == at.page};
}

struct pagination trail_pagination(struct arena *a, struct url base, struct trail_position at)
{
    struct pagination p = {.label = STR("Pages")};
    if (at.page > 1) p.previous = page_url(a, base, at.page - 1);
    if (at.page < at.last) p.next = page_url(a, base, at.page + 1);
    p.items.items = ARENA_ARRAY(a, struct pagination_item, 2 * AROUND + 5);
    int64_t from = at.page - AROUND > 1 ? at.page - AROUND : 1;
    int64_t to = at.page + AROUND < at.last ? at.page + AROUND : at.last;
    if (from > 1) add(a, base, at, 1, &p);
    if (from > 2) p.items.items[p.items.n++] = (struct pagination_item){.gap = true};
    for (int64_t page = from; page <= to; page++) add(a, base, at, page, &p);
    if (to < at.last - 1) p.items.items[p.items.n++] = (struct pagination_item){.gap = true};
    if (to < at.last) add(a, base, at, at.last, &p);
    return p;
}

enum err trail_first_since(struct ctx *c, struct instant t, int64_t *ret_seq)
{
    struct trail_last_row last;
    enum err err = trail_last(c->db, &last);
    if (err) return err;
    int64_t low = 1, high = last.seq + 1;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        struct trail_at_row row;
        err = trail_at(c->db, middle, &row);
        if (err) return err == ERR_NOT_FOUND ? ERR_DAMAGED : err; /* rows are numbered without gaps */
        if (row.at.v < t.v)
            low = middle + 1;
        else
            high = middle;
    }
    *ret_seq = low;
    return ERR_NONE;
}
