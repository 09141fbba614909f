/*
 * The marks that keyboards, spreadsheets and word processors put between digits and letters.
 *
 * Shared by the parsers of this folder, so that all of them accept the same kinds of space, dash and apostrophe.
 * Each function looks at the start of a text and says how many bytes the mark there takes (0: no such mark). Any
 * bytes are safe; UTF-8 is matched by its bytes.
 */
#ifndef CAIRN_NHS_TYPED_H
#define CAIRN_NHS_TYPED_H

#include "base/str.h"

size_t typed_space(struct str s);      /* white space, no-break, thin, figure and narrow spaces */
size_t typed_dash(struct str s);       /* hyphen, no-break hyphen, en and em dash, minus */
size_t typed_apostrophe(struct str s); /* ' and its curly, modifier, prime, grave and acute likenesses */
size_t typed_gap(struct str s);        /* a space or a dash */
struct str typed_trim(struct str s);   /* without such spaces at both ends */

#endif
