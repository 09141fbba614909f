/* Who hears of a change to a person, or of somebody who works again: slices above, in the order in which they are
 * told. And who makes what goes out by mail: the slices above care/messages. */
#include "care/accounts/accounts.h"
#include "care/caseload/caseload.h"
#include "care/homes/homes.h"
#include "care/letters/letter.h"
#include "care/notices/notices.h"
#include "care/referrals/referral.h"

const struct person_listener *const PERSON_LISTENERS[] = {&notices_listener, &homes_listener, &caseload_listener};
const size_t PERSON_LISTENER_COUNT = COUNT_OF(PERSON_LISTENERS);

const struct account_listener *const ACCOUNT_LISTENERS[] = {
    &caseload_account_listener, &referral_account_listener};
const size_t ACCOUNT_LISTENER_COUNT = COUNT_OF(ACCOUNT_LISTENERS);

const struct message_maker *const MESSAGE_MAKERS[] = {&letter_message_maker, &referral_message_maker};
const size_t MESSAGE_MAKER_COUNT = COUNT_OF(MESSAGE_MAKERS);
