/*
 * What can go wrong and is expected to, now and then.
 *
 * Three kinds of failure, kept apart: a user's mistake is data (a form's problems), an expected failure is one of
 * these values and must be used, our own mistake is a BUG. A function either logs a failure or returns it, never
 * both. ERR_NONE is 0, so `if (err)` reads as it should.
 */
#ifndef CAIRN_BASE_ERR_H
#define CAIRN_BASE_ERR_H

#include "base/base.h"

#define ERR_LIST(X) \
    X(NONE, "done") \
    X(NOT_FOUND, "not there, or not yours to see") \
    X(REFUSED, "not allowed") \
    X(CONFLICT, "somebody else changed it first") \
    X(INVALID, "the input is not valid") \
    X(TOO_LARGE, "over the limit") \
    X(EXISTS, "already there") \
    X(BUSY, "busy, try again") \
    X(FULL, "no space left") \
    X(DAMAGED, "the data is damaged") \
    X(NEWER, "made by a newer version of Cairn") \
    X(OLDER, "made by an older version of Cairn, and not brought up to date yet") \
    X(IO, "a file or the database could not be read or written")

enum err {
#define ERR_ENUM(name, text) ERR_##name,
    ERR_LIST(ERR_ENUM)
#undef ERR_ENUM
};

/* A short, plain description; never NULL. */
const char *err_text(enum err err);

#endif
