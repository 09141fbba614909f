/*
 * The resource as it came, byte for byte, small: zstd with a dictionary of what FHIR resources have in common.
 *
 * A resource alone is too short for a compressor to learn from; beginning with typical text makes it a sixth of
 * its size instead of a half. The first byte of a packed original is the dictionary's version: a dictionary is
 * never changed once released, a better one gets the next number. Unpacking bounds what it makes, so a damaged row
 * is ERR_DAMAGED and never a bomb. Packing is public (coded.h). Nothing else includes <zstd.h>.
 */
#ifndef CAIRN_CARE_CODED_ORIGINAL_H
#define CAIRN_CARE_CODED_ORIGINAL_H

#include "care/coded/coded.h"

MUST_USE enum err coded_original_unpack(struct arena *a, struct str packed, struct str *ret_json);

#endif
