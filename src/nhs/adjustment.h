/*
 * Which SNOMED CT codes say that somebody needs things done differently: how they must be written to, spoken with
 * or seen (Reasonable Adjustment Flag, Accessible Information Standard).
 *
 * Used to tell such a flag of another system from any other flag. The wording shown is the source's own.
 * [standards §1 group 9]
 */
#ifndef CAIRN_NHS_ADJUSTMENT_H
#define CAIRN_NHS_ADJUSTMENT_H

#include "nhs/snomed.h"

bool adjustment_is(struct snomed_id id);

#endif
