/* Loading and saving the parts of an appointment. Private to the slice. */
#ifndef CAIRN_CARE_APPOINTMENT_STORE_H
#define CAIRN_CARE_APPOINTMENT_STORE_H

#include "care/appointments/appointment_parts.h"

/* For struct document. Saving what is prepared or followed up of an appointment that was never booked is
 * ERR_NOT_FOUND. */
#define APPOINTMENT_PART_ACTS(part) \
    enum err appointment_##part##_load( \
        struct ctx *c, const struct document_place *place, struct document_state *ret); \
    enum err appointment_##part##_save( \
        struct ctx *c, const struct document_place *place, const struct document_state *next);
APPOINTMENT_PART_ACTS(booking)
APPOINTMENT_PART_ACTS(preparing)
APPOINTMENT_PART_ACTS(follow_up)

#endif
