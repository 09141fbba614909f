/*
 * The resource as it came, byte for byte, small: zstd with a dictionary of what FHIR resources have in common.
 *
 * A resource alone is too short for a compressor to learn from; beginning with typical text makes it a sixth of
 * its size instead of a half. The first byte of a packed original is the dictionary's version: a dictionary is
 * never changed once released, a better one gets the next number. Unpacking bounds what it makes, so a damaged row
 * is ERR_DAMAGED and never a bomb.
 */
#ifndef CAIRN_CARE_CODED_ORIGINAL_H
#define CAIRN_CARE_CODED_ORIGINAL_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

/* Holds the library's working memory; one for a whole file. It is made before a sandbox closes. */
struct coded_packer;
struct coded_packer *coded_packer_new(void);
void coded_packer_free(struct coded_packer *p);

struct str coded_original_pack(struct coded_packer *p, struct arena *a, struct str json);
MUST_USE enum err coded_original_unpack(struct arena *a, struct str packed, struct str *ret_json);

#endif
