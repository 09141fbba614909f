/* From a row to struct coded: the statements have rows of the same members and different types. Private to the
 * slice. */
#ifndef CAIRN_CARE_CODED_ROW_H
#define CAIRN_CARE_CODED_ROW_H

/* The members that every row has; some statements give the code itself besides. */
#define CODED_MEMBERS(row) \
    .id = (row)->coded_id, .kind = (enum coded_kind)(row)->kind, .status = (enum coded_status)(row)->status, \
    .display = (row)->display, .precision = (enum coded_precision)(row)->precision, \
    .happened_at = (row)->happened_at, .ended = (row)->ended, .value = (row)->value, .unit = (row)->unit, \
    .note = (row)->note, .who = (row)->who, .reach = (row)->reach

#endif
