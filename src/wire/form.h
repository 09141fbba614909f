/*
 * What a form sent: fields in the order they came, and files.
 *
 * form_parse reads application/x-www-form-urlencoded (a POST's body, or an address's query); multipart.h reads
 * multipart/form-data into the same struct. Names and values are valid UTF-8 without NUL; the line ends of values
 * are "\n", whatever the browser made of them. Nothing else about a value is checked here: that is the business of
 * whoever knows what the field means.
 *
 * A body that breaks the rules (ERR_INVALID) or the ceilings (ERR_TOO_LARGE) is refused as a whole, with a plain
 * sentence that says why. Browsers never send such a body, so this is no message for a form's field. All text
 * together may be LIMIT_BODY_FORM bytes; files are only held to the route's limit.
 * Everything lives in the arena or points into the body.
 */
#ifndef CAIRN_WIRE_FORM_H
#define CAIRN_WIRE_FORM_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct form_field {
    struct str name, value;
};

struct form_file {
    struct str name;      /* of the field */
    struct str file_name; /* as the user's machine called it, without folders: to show, never to open */
    struct str type;      /* what the browser believes it is; may be empty */
    struct str bytes;     /* anything at all; points into the body */
};

struct form {
    LIST(struct form_field) fields;
    LIST(struct form_file) files;
    size_t text_bytes; /* of all fields' values */
};

/* ret_why: the sentence, set only on failure; may be NULL. */
MUST_USE enum err form_parse(struct arena *a, struct str body, struct form *ret, struct str *ret_why);

struct str form_get(const struct form *f, struct str name); /* the first of that name; STR_NONE if absent */
size_t form_count(const struct form *f, struct str name);

struct form_values {
    struct str *items;
    size_t n;
};
/* In order; for check boxes. */
struct form_values form_all(struct arena *a, const struct form *f, struct str name);

const struct form_file *form_file(const struct form *f, struct str name); /* the first; NULL if none was chosen */

/* For the parsers. A refusal is kept as an error and its sentence; ERR_NONE: go on. */
struct form_refusal {
    enum err err;
    struct str why;
};
#define FORM_REFUSE(error, sentence) ((struct form_refusal){(error), STR(sentence)})
#define FORM_FINE ((struct form_refusal){ERR_NONE, STR_NONE})
struct form_refusal form_check_name(const struct form *f, struct str name);
struct form_refusal form_add_field(struct arena *a, struct form *f, struct str name, struct str value);
bool form_is_line(struct str s); /* valid UTF-8 without controls or line ends */

#endif
