/*
 * An import that is taken back: somebody asks on its page, and the thread of import_work.c does it, some people at
 * a time, each with what stands there now. What colleagues wrote since always stays. Private to the slice. [ADR
 * 0050]
 */
#ifndef CAIRN_CARE_IMPORT_UNDO_H
#define CAIRN_CARE_IMPORT_UNDO_H

#include "care/imports/imports.h"
#include "care/imports/import_undo.sql.h"

/* Why something stays as the import left it. Stored as numbers: append, never reorder. */
#define IMPORT_LEFT_LIST(X) \
    X(WORKED_WITH, "Added by the import, and somebody has worked with them since") \
    X(CHANGED, "Added by the import, and their details were changed since") \
    X(CAME_AGAIN, "Added by the import, and another import brought them again") \
    X(FIELDS, "What was changed again since stays as it is now") \
    X(ELSEWHERE, "They are with another practice now") \
    X(JOINED, "Their record was joined with another since, so their details stay as they are") \
    X(NOT_NOTED, "What stood there before was not kept then, so their details stay as they are")
enum import_left {
    IMPORT_LEFT_NOT,
#define IMPORT_LEFT_ENUM(name, words) IMPORT_LEFT_##name,
    IMPORT_LEFT_LIST(IMPORT_LEFT_ENUM)
#undef IMPORT_LEFT_ENUM
};

/* Goes on with the oldest that was asked for, until it is at its end or *stop. ERR_NOT_FOUND: none was. */
MUST_USE enum err import_undo_some(const struct app *app, const _Atomic bool *stop);

struct reply import_undo_get(struct ctx *c, const struct request *r);
struct reply import_undo_post(struct ctx *c, const struct request *r);

#endif
