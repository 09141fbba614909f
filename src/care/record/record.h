/*
 * The record's first pages: the summary, understood in ten seconds, and the timeline of everything that happened.
 *
 * Put together from other slices: people, tasks, contacts, coded records. It owns no table and runs no statement.
 * The summary reads in the order in which one acts: who this is, what to know before speaking, what is due, what
 * happened last, what other records say of their health, who does what. [ui §2.1]
 */
#ifndef CAIRN_CARE_RECORD_H
#define CAIRN_CARE_RECORD_H

#include "platform/http/route.h"

extern const struct route_table record_routes;

#endif
