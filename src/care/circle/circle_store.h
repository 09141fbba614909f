/* Loading and saving the documents of a circle. Private to the slice. */
#ifndef CAIRN_CARE_CIRCLE_STORE_H
#define CAIRN_CARE_CIRCLE_STORE_H

#include "care/circle/circle_entry.h"

/* For struct document. */
enum err circle_family_load(struct ctx *c, const struct document_place *place, struct document_state *ret);
enum err circle_family_save(struct ctx *c, const struct document_place *place, const struct document_state *next);
enum err circle_service_load(struct ctx *c, const struct document_place *place, struct document_state *ret);
enum err circle_service_save(struct ctx *c, const struct document_place *place, const struct document_state *next);

#endif
