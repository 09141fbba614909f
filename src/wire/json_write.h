/*
 * Writing JSON, value by value, into a buffer.
 *
 *     struct json_writer w = json_writer_new(&buf);
 *     json_object_begin(&w);
 *     json_name(&w, STR("birthDate")), json_str(&w, date);
 *     json_object_end(&w);
 *     json_writer_end(&w);
 *
 * What comes out is always one valid document without white space: commas and escapes are the writer's, and calls
 * in an order that would give anything else, text that is not UTF-8, or nesting over LIMIT_JSON_DEPTH are BUGs. A
 * buffer that overflows drops what doesn't fit, as struct buf says: check it at the end. Names are not checked for
 * repetition.
 */
#ifndef CAIRN_WIRE_JSON_WRITE_H
#define CAIRN_WIRE_JSON_WRITE_H

#include "base/buf.h"

struct json_writer {
    struct buf *out;
    uint32_t depth;   /* open containers */
    uint32_t objects; /* one bit for each of them, the innermost lowest: 1 is an object, 0 an array */
    bool comma;       /* a comma must stand before the next name or item */
    bool named;       /* a name was written and its value wasn't */
    bool done;        /* the document is complete */
};

struct json_writer json_writer_new(struct buf *out);
void json_writer_end(const struct json_writer *w); /* a BUG unless the document is complete */

void json_object_begin(struct json_writer *w);
void json_object_end(struct json_writer *w);
void json_array_begin(struct json_writer *w);
void json_array_end(struct json_writer *w);
void json_name(struct json_writer *w, struct str name); /* the next call writes its value */

void json_literal(struct json_writer *w, struct str literal); /* behind json_bool and json_null */
void json_str(struct json_writer *w, struct str text);        /* STR_NONE is written as "" */
void json_int(struct json_writer *w, int64_t number);
void json_number_text(struct json_writer *w, struct str number); /* a number as it was read, "1.50" */

/* Inline, so that no library's function of the same name can be taken for it when the program is linked. */
static inline void json_null(struct json_writer *w)
{
    json_literal(w, STR("null"));
}

static inline void json_bool(struct json_writer *w, bool yes)
{
    json_literal(w, yes ? STR("true") : STR("false"));
}

#endif
