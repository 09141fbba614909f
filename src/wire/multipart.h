/*
 * Forms that carry files: multipart/form-data [RFC 7578], as browsers write it.
 *
 * Strict: CRLF line ends, nothing before the first boundary, a name for every part, no transfer encodings. A part
 * with a file name is a file and its bytes are not copied; an empty one (no file chosen) is left out. Results,
 * ceilings and refusals are those of wire/form.h.
 */
#ifndef CAIRN_WIRE_MULTIPART_H
#define CAIRN_WIRE_MULTIPART_H

#include "wire/form.h"

/* Whether a Content-Type header announces multipart/form-data. */
bool multipart_is(struct str content_type);
MUST_USE enum err multipart_parse(
    struct arena *a, struct str content_type, struct str body, struct form *ret, struct str *ret_why);

#endif
