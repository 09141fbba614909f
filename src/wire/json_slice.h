/*
 * Large JSON a piece at a time, so that memory is needed for one piece and not for all.
 *
 * Two forms: lines of NDJSON (json_lines_...), and the items of one array at the top of a document, as `entry` in
 * a FHIR bundle (json_items_...). Either hands out the text of one piece; the caller parses it with
 * json_piece_parse into an arena that it rewinds before the next, and a piece with a fault doesn't stop the
 * others. Problems carry the line and column of the whole document.
 */
#ifndef CAIRN_WIRE_JSON_SLICE_H
#define CAIRN_WIRE_JSON_SLICE_H

#include "wire/json.h"

/* One piece, and where in the document it starts. */
struct json_piece {
    struct str text;
    uint64_t line, column;
};
/* As json_parse, with problems placed in the whole document. */
MUST_USE enum err json_piece_parse(
    struct arena *a, struct json_piece piece, struct json_value *ret, struct json_problem *ret_problem);

/*
 * The lines of an NDJSON file, given in windows as they are read. Blank lines are passed over, but counted.
 * json_lines_next returns ERR_NONE and a line; ERR_NOT_FOUND when the window holds no whole line any more, and
 * `rest` is what it has left; or ERR_TOO_LARGE with a problem for a line over LIMIT_NDJSON_LINE, which is
 * passed over, and the next call goes on. To go on reading, put `rest` at the start of the next window and call
 * json_lines_window; with `last`, the end of the window ends a line.
 */
struct json_lines {
    struct str rest;
    uint64_t line; /* of the start of rest */
    bool last;
    bool skipping; /* rest starts inside a line that was too long */
};
void json_lines_window(struct json_lines *l, struct str window, bool last); /* on a zeroed struct to begin */
MUST_USE enum err json_lines_next(
    struct json_lines *l, struct json_piece *ret_line, struct json_problem *ret_problem);

enum { JSON_ITEMS_MEMBERS = 64 }; /* names that the object around the items may have */

/*
 * The items of the array called `name` in the object that `document` is. json_items_next returns ERR_NONE and the
 * next item; ERR_NOT_FOUND after the last one, when the rest of the document was found good; or another error with
 * a problem, after which nothing follows. An item is only cut out: what is in it is for json_piece_parse to check.
 * The other members are parsed into the arena given to json_items_open as they are passed, so that one must not be
 * rewound meanwhile; json_items_member finds those that stood before the present place.
 */
struct json_items {
    struct str document, name;
    struct arena *arena;
    size_t at;      /* how far it was read */
    size_t counted; /* how far lines were counted, and where that is */
    uint64_t line, column;
    enum json_items_state {
        JSON_ITEMS_START, /* before everything */
        JSON_ITEMS_FIRST, /* after the array's opening bracket */
        JSON_ITEMS_LATER, /* after an item */
        JSON_ITEMS_END
    } state;
    bool found; /* the array was there */
    size_t members;
    struct str names[JSON_ITEMS_MEMBERS];
    struct json_value values[JSON_ITEMS_MEMBERS];
};
void json_items_open(struct json_items *it, struct arena *a, struct str document, struct str name);
MUST_USE enum err json_items_next(
    struct json_items *it, struct json_piece *ret_item, struct json_problem *ret_problem);
struct json_value json_items_member(const struct json_items *it, struct str name);

#endif
