/*
 * UK postcodes: "LS8 4QT", outward part, one space, inward part.
 *
 * A struct postcode holds the written form in capitals; n is 0 for "none". Checked for shape (the six shapes of
 * the Royal Mail, and GIR 0AA), not for existence. For searching, a part is enough: "LS8" or "ls8 4" becomes the
 * start that every postcode there shares ("LS8 ", "LS8 4"), so that L1 doesn't find L11.
 */
#ifndef CAIRN_NHS_POSTCODE_H
#define CAIRN_NHS_POSTCODE_H

#include "base/str.h"

struct postcode {
    char text[8];
    uint8_t n;
};

/* Any spacing, small letters and dashes are put right. Any bytes are safe; false leaves *ret as it was. */
MUST_USE bool postcode_parse(struct str typed, struct postcode *ret);

/* The start of the postcodes meant by a part: an outward code, or that and one or two characters more after a
 * space. A whole postcode is not a part. The result ends with a space where only the outward part is known. */
MUST_USE bool postcode_part_parse(struct str typed, struct postcode *ret);

static inline struct str postcode_str(const struct postcode *code)
{
    return (struct str){code->text, code->n};
}

#endif
