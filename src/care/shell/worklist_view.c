/* Everything around the rows of a list: columns that sort, filters and their chips, the way to the next page. */
#include "care/shell/worklist.h"

static struct table_column column_of(struct arena *a, const struct worklist *w, const struct worklist_column *c)
{
    struct table_column column = {.text = c->heading, .numeric = c->numeric};
    if (!c->order) return column;
    bool up = worklist_order_is(w, c->order), down = c->turned && worklist_order_is(w, c->turned);
    column.sort = up ? SORT_ASCENDING : down ? SORT_DESCENDING : SORT_NONE;
    if (up && !c->turned) return column;
    column.href = worklist_url_ordered(a, w, up ? c->turned : c->order);
    column.hidden_text = STR(", sort by this");
    return column;
}

static struct select_field field_of(struct arena *a, const struct worklist_filter *f)
{
    struct select_field s = {.name = f->name, .label = f->label, .label_size = SIZE_S};
    s.items.items = ARENA_ARRAY(a, struct option, f->n + 1);
    s.items.items[s.items.n++] = (struct option){.text = f->any.n ? f->any : STR("Any"), .value = STR("")};
    for (size_t i = 0; i < f->n; i++)
        s.items.items[s.items.n++] = (struct option){
            .text = f->choices[i].label, .value = f->choices[i].word, .selected = f->chosen == i + 1};
    return s;
}

static struct str chosen_words(struct arena *a, const struct worklist_filter *f)
{
    struct str label = f->choices[f->chosen - 1].label;
    return str_printf(a, "%.*s: %.*s", STR_ARG(f->label), STR_ARG(label));
}

struct str worklist_said(struct arena *a, const struct worklist *w)
{
    struct str parts[WORKLIST_FILTERS];
    size_t n = 0;
    for (size_t i = 0; i < w->filter_count; i++)
        if (w->filters[i].chosen) parts[n++] = chosen_words(a, &w->filters[i]);
    return n ? str_join(a, parts, n, STR(". ")) : STR_NONE;
}

static void view_filters(struct arena *a, const struct worklist *w, struct worklist_view *v)
{
    v->filters.items = ARENA_ARRAY(a, struct select_field, w->filter_count);
    v->chips.items = ARENA_ARRAY(a, struct worklist_chip, w->filter_count);
    for (size_t i = 0; i < w->filter_count; i++) {
        v->filters.items[v->filters.n++] = field_of(a, &w->filters[i]);
        if (!w->filters[i].chosen) continue;
        v->chips.items[v->chips.n++] =
            (struct worklist_chip){.text = chosen_words(a, &w->filters[i]), .href = worklist_url_without(a, w, i)};
    }
    v->action = v->clear = w->kind->path;
}

void worklist_view(struct ctx *c, const struct worklist *w, const struct worklist_span *s,
    struct worklist_place first, struct worklist_place last, struct worklist_view *ret)
{
    struct arena *a = c->arena;
    const struct worklist_kind *kind = w->kind;
    *ret = (struct worklist_view){.caption = kind->caption, .empty = kind->empty};
    if (worklist_is_filtered(w))
        ret->empty = STR("Nothing in this list passes the filters. Remove one of them to see more.");
    if (w->begun) ret->empty = STR("There is nothing more in this list.");
    ret->columns.items = ARENA_ARRAY(a, struct table_column, kind->column_count);
    for (size_t i = 0; i < kind->column_count; i++)
        ret->columns.items[ret->columns.n++] = column_of(a, w, &kind->columns[i]);
    view_filters(a, w, ret);
    ret->pages = worklist_pages(c, w, s, first, last);
    ret->has_pages = url_is_set(ret->pages.previous) || url_is_set(ret->pages.next);
    ret->rows.items = ARENA_ARRAY(a, struct worklist_row, s->shown);
}

struct worklist_cell *worklist_add(struct arena *a, const struct worklist_kind *kind, struct worklist_view *v)
{
    struct worklist_row *row = &v->rows.items[v->rows.n++];
    row->cells.items = ARENA_ARRAY(a, struct worklist_cell, kind->column_count);
    row->cells.n = kind->column_count;
    return row->cells.items;
}

/* Two links that say the same lead to different records: those who listen hear the number under it too. */
static void tell_apart(struct worklist_view *v)
{
    for (size_t i = 0; i < v->rows.n; i++)
        for (size_t k = 0; k < v->rows.n; k++) {
            struct worklist_cell *one = v->rows.items[i].cells.items;
            const struct worklist_cell *other = v->rows.items[k].cells.items;
            if (i != k && url_is_set(one->href) && !one->hidden.n && str_eq(one->text, other->text))
                one->hidden = one->number;
        }
}

void worklist_head_cells(const struct worklist_kind *kind, struct worklist_view *v)
{
    for (size_t i = 0; i < v->rows.n; i++)
        for (size_t k = 0; k < kind->column_count; k++) {
            v->rows.items[i].cells.items[k].heading = kind->columns[k].heading;
            v->rows.items[i].cells.items[k].numeric = kind->columns[k].numeric;
        }
    tell_apart(v);
}

struct worklist_hidden_list worklist_hidden(struct arena *a, const struct worklist *w)
{
    struct worklist_hidden_list list = {ARENA_ARRAY(a, struct worklist_hidden, w->filter_count + 1), 0};
    for (size_t i = 0; i < w->filter_count; i++) {
        const struct worklist_filter *f = &w->filters[i];
        if (f->chosen) list.items[list.n++] = (struct worklist_hidden){f->name, f->choices[f->chosen - 1].word};
    }
    if (w->order.n) list.items[list.n++] = (struct worklist_hidden){STR("sort"), w->order};
    return list;
}
