/* Who hears of a change to a person, or of somebody who works again: slices above, in the order in which they are
 * told. */
#include "care/accounts/accounts.h"
#include "care/caseload/caseload.h"
#include "care/homes/homes.h"
#include "care/notices/notices.h"
#include "care/referrals/referral.h"

const struct person_listener *const PERSON_LISTENERS[] = {&notices_listener, &homes_listener, &caseload_listener};
const size_t PERSON_LISTENER_COUNT = COUNT_OF(PERSON_LISTENERS);

const struct account_listener *const ACCOUNT_LISTENERS[] = {
    &caseload_account_listener, &referral_account_listener};
const size_t ACCOUNT_LISTENER_COUNT = COUNT_OF(ACCOUNT_LISTENERS);
