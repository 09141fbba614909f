/* What a list was asked for: words of its tables, and a sealed place. */
#include "care/shell/worklist.h"

#include "care/shell/shell.h"
#include "platform/crypto.h"

enum { PLACE_BYTES_MOST = 1024 };

/* ---- words ---- */

static bool read_filter(const struct form *from, struct worklist_filter *f)
{
    struct str word = form_get(from, f->name);
    f->chosen = 0;
    for (size_t i = 0; word.n && i < f->n; i++)
        if (str_eq(f->choices[i].word, word)) f->chosen = i + 1;
    return !word.n || f->chosen;
}

static bool is_order(const struct worklist_kind *kind, struct str word)
{
    for (size_t i = 0; i < kind->column_count; i++) {
        const struct worklist_column *column = &kind->columns[i];
        if (str_eq(word, str_from_cstr(column->order)) || str_eq(word, str_from_cstr(column->turned))) return true;
    }
    return false;
}

bool worklist_read_form(const struct form *form, const struct worklist_kind *kind, struct worklist_filter *filters,
    size_t n, struct worklist *ret)
{
    MUST(n <= WORKLIST_FILTERS);
    *ret = (struct worklist){.kind = kind, .filters = filters, .filter_count = n, .page = 1};
    bool known = true;
    for (size_t i = 0; i < n; i++) known &= read_filter(form, &filters[i]);
    struct str order = form_get(form, STR("sort"));
    ret->order = order.n ? order : str_from_cstr(kind->order);
    return known && (!order.n || is_order(kind, order));
}

bool worklist_order_is(const struct worklist *w, const char *word)
{
    return str_eq(w->order, str_from_cstr(word));
}

struct str worklist_chosen(const struct worklist *w, const char *name)
{
    for (size_t i = 0; i < w->filter_count; i++) {
        const struct worklist_filter *f = &w->filters[i];
        if (str_eq(f->name, str_from_cstr(name))) return f->chosen ? f->choices[f->chosen - 1].word : STR_NONE;
    }
    BUG("no filter is called %s", name);
}

bool worklist_is_filtered(const struct worklist *w)
{
    for (size_t i = 0; i < w->filter_count; i++)
        if (w->filters[i].chosen) return true;
    return false;
}

/* ---- addresses ---- */

/* without: the filter to leave out; none: filter_count. */
static struct url with_words(
    struct arena *a, const struct worklist *w, struct url path, size_t without, struct str order)
{
    struct url u = path;
    for (size_t i = 0; i < w->filter_count; i++) {
        const struct worklist_filter *f = &w->filters[i];
        if (f->chosen && i != without)
            u = url_with_query(a, u, str_cstr(a, f->name), f->choices[f->chosen - 1].word);
    }
    bool usual = !order.n || str_eq(order, str_from_cstr(w->kind->order));
    return usual ? u : url_with_query(a, u, "sort", order);
}

static struct url address(
    struct arena *a, const struct worklist *w, size_t without, struct str order, struct str place)
{
    struct url u = with_words(a, w, w->kind->path, without, order);
    return place.n ? url_with_query(a, u, "place", place) : u;
}

struct url worklist_url(struct arena *a, const struct worklist *w, struct url path)
{
    return with_words(a, w, path, w->filter_count, w->order);
}

struct url worklist_url_without(struct arena *a, const struct worklist *w, size_t filter)
{
    return address(a, w, filter, w->order, STR_NONE);
}

struct url worklist_url_ordered(struct arena *a, const struct worklist *w, const char *order)
{
    return address(a, w, w->filter_count, str_from_cstr(order), STR_NONE);
}

/* What a place belongs to: this list, so filtered and sorted, for this role. */
static struct str belongs(struct ctx *c, const struct worklist *w)
{
    struct url list = worklist_url(c->arena, w, w->kind->path);
    return str_printf(
        c->arena, "list %s %lld %.*s", w->kind->name, (long long)c->actor->role_held.v, STR_ARG(list.text));
}

static struct str seal(struct ctx *c, const struct worklist *w, char way, struct worklist_place p)
{
    struct str text = str_printf(c->arena, "%c %lld %lld %lld %.*s", way, (long long)w->page, (long long)p.number,
        (long long)p.id, STR_ARG(p.words));
    struct str sealed = crypto_seal(c->arena, c->app->keys, belongs(c, w), text);
    return crypto_hex(c->arena, sealed.p, sealed.n);
}

static bool open_place(struct ctx *c, struct str hex, struct worklist *w)
{
    size_t n = hex.n / 2;
    if (hex.n % 2 || n > PLACE_BYTES_MOST) return false;
    unsigned char *sealed = arena_alloc(c->arena, n + 1, 1);
    struct str text;
    if (!crypto_from_hex(hex, sealed, n)) return false;
    if (crypto_open(c->arena, c->app->keys, belongs(c, w), (struct str){(const char *)sealed, n}, &text))
        return false;
    w->begun = true;
    w->back = str_eq(str_cut(&text, ' '), STR("<"));
    struct str page = str_cut(&text, ' '), number = str_cut(&text, ' '), id = str_cut(&text, ' ');
    w->place.words = text;
    return str_int(page, 1, INT32_MAX, &w->page) && str_int(number, INT64_MIN, INT64_MAX, &w->place.number) &&
        str_int(id, INT64_MIN, INT64_MAX, &w->place.id);
}

bool worklist_read(struct ctx *c, const struct request *r, const struct worklist_kind *kind,
    struct worklist_filter *filters, size_t n, struct worklist *ret)
{
    if (!worklist_read_form(&r->query, kind, filters, n, ret)) return false;
    struct str place = form_get(&r->query, STR("place"));
    return !place.n || open_place(c, place, ret);
}

struct reply worklist_unreadable(struct ctx *c)
{
    return shell_error(c, 400, STR("There is no such part of the list. Open the list again from the menu."));
}

/* ---- pages ---- */

/* Counted as they were turned. Back at the beginning it is 1, whatever came or went. */
static int64_t page_number(const struct worklist *w, bool before)
{
    if (!w->begun) return 1;
    if (!w->back) return w->page + 1;
    return !before ? 1 : w->page > 2 ? w->page - 1 : 2;
}

struct worklist_span worklist_span(struct worklist *w, size_t read)
{
    bool more = read > WORKLIST_PAGE;
    struct worklist_span s = {.shown = more ? WORKLIST_PAGE : read, .turned = w->back};
    s.before = w->back ? more : w->begun;
    s.after = w->back || more;
    w->page = page_number(w, s.before);
    return s;
}

struct worklist_span worklist_span_ordered(struct worklist *w, size_t read)
{
    struct worklist_span s = worklist_span(w, read);
    s.turned = false;
    s.from = read - s.shown; /* going back, the one too many is the first */
    if (!w->back) s.from = 0;
    return s;
}

struct str worklist_title(struct arena *a, const struct worklist *w, struct str title)
{
    return w->page == 1 ? title : str_printf(a, "%.*s, page %lld", STR_ARG(title), (long long)w->page);
}

struct pagination worklist_pages(struct ctx *c, const struct worklist *w, const struct worklist_span *s,
    struct worklist_place first, struct worklist_place last)
{
    struct pagination p = {.label = STR("Pages")};
    if (s->before && s->shown)
        p.previous = address(c->arena, w, w->filter_count, w->order, seal(c, w, '<', first));
    else if (s->before)
        p.previous = worklist_url(c->arena, w, w->kind->path); /* what came after is gone: the beginning */
    if (s->after && s->shown) p.next = address(c->arena, w, w->filter_count, w->order, seal(c, w, '>', last));
    return p;
}
