/* Who hears of a change to a person: the slices above care/people, in the order in which they are told. */
#include "care/caseload/caseload.h"
#include "care/homes/homes.h"
#include "care/notices/notices.h"

const struct person_listener *const PERSON_LISTENERS[] = {&notices_listener, &homes_listener, &caseload_listener};
const size_t PERSON_LISTENER_COUNT = COUNT_OF(PERSON_LISTENERS);
