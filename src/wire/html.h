/*
 * Writing HTML: the runtime under the compiled templates (tools/tmplc).
 *
 * Templates escape by where a value stands: text, attribute value or address. There is no function that writes a
 * value unescaped; html_literal takes string literals only and is for generated code. One escaper, table-driven,
 * tested against all 256 bytes.
 */
#ifndef CAIRN_WIRE_HTML_H
#define CAIRN_WIRE_HTML_H

#include "base/buf.h"
#include "wire/url.h"

struct html {
    struct buf out;
    struct str csrf; /* the session's form token, written into every form that posts */
};

/* A nested piece of a page that a component takes where it allows markup: a template and its argument.
 * render is NULL for "nothing". */
struct slot {
    void (*render)(struct html *h, const void *view);
    const void *view;
};

/* An empty page of at most LIMIT_PAGE bytes; out.overflow tells afterwards whether it passed them. */
struct html html_new(struct arena *a, struct str csrf);

#define html_literal(h, text) buf_add(&(h)->out, STR(text))
void html_escape(struct html *h, struct str s); /* & < > " ' ; right in text and in quoted attribute values */
void html_number(struct html *h, int64_t n);
void html_count(struct html *h, uint64_t n);
void html_slot(struct html *h, struct slot s);
void html_csrf_field(struct html *h); /* a hidden field named _token */

static inline void html_address(struct html *h, struct url u)
{
    html_escape(h, u.text);
}

/* What a template may print: text and whole numbers. Anything else does not compile: it meets html_refuse, whose
 * parameter no value has, so that the compiler's message stands at the value and names what would fit. */
struct text_or_whole_number {
    char never;
};
void html_refuse(struct html *h, struct text_or_whole_number value);
#define html_value(h, v) \
    _Generic((v), struct str \
             : html_escape, signed char \
             : html_number, short \
             : html_number, int \
             : html_number, long \
             : html_number, long long \
             : html_number, unsigned char \
             : html_count, unsigned short \
             : html_count, unsigned \
             : html_count, unsigned long \
             : html_count, unsigned long long \
             : html_count, default \
             : html_refuse)((h), v)

/* The truth of a value in {% if %}: text is true when not empty, numbers when not 0, slots and addresses when set.
 * A list is asked by its length: {% if v.rows.n %}. */
static inline bool html_true_str(struct str s)
{
    return s.n != 0;
}
static inline bool html_true_number(int64_t n)
{
    return n != 0;
}
static inline bool html_true_count(uint64_t n)
{
    return n != 0;
}
static inline bool html_true_url(struct url u)
{
    return u.text.n != 0;
}
static inline bool html_true_slot(struct slot s)
{
    return s.render != NULL;
}
#define html_true(v) \
    _Generic((v), struct str \
             : html_true_str, struct url \
             : html_true_url, struct slot \
             : html_true_slot, unsigned long \
             : html_true_count, unsigned long long \
             : html_true_count, default \
             : html_true_number)(v)

#endif
