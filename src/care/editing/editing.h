/*
 * What every form that changes a record has in common: nobody loses a word.
 *
 * draft.h keeps what was typed until it is saved. conflict.h merges an edit with what a colleague saved meanwhile,
 * and asks where both changed the same. record_field.h is the table of a record's fields that both work from.
 * document.h is all of it together for a record that is one form about one person.
 */
#ifndef CAIRN_CARE_EDITING_H
#define CAIRN_CARE_EDITING_H

#include "care/editing/conflict.h"
#include "care/editing/draft.h"
#include "care/editing/record_field.h"
#include "care/editing/document.h"

#endif
