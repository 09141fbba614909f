/*
 * A hook for tests, in development builds alone: the nth call of the database fails.
 *
 * CAIRN_FAIL names a small file that the test maps too (tests/support/faulty.mjs): how many calls may still
 * succeed, how many after that fail, and with which of SQLite's result codes. In a release build there is no hook.
 */
#ifndef CAIRN_PLATFORM_DB_SQLITE_FAULTS_H
#define CAIRN_PLATFORM_DB_SQLITE_FAULTS_H

#include "base/base.h"

#ifdef CAIRN_DEV
int db_fault(void); /* SQLite's code for this call to fail with; 0: let it run */
#else
static inline int db_fault(void)
{
    return 0;
}
#endif

#endif
