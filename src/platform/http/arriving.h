/*
 * A large file that came with a form, on its way into the database: compressed off the HTTP threads, then stored
 * by several actions, so that nobody else waits long.
 *
 * The slice whose tables hold it says how its row begins, how a piece is stored, and what is done once all are
 * there; a row that never got that far is one that its slice discards. `answer` makes the page: ERR_TOO_LARGE,
 * the file doesn't get smaller by packing and so is no text; nothing was stored then.
 */
#ifndef CAIRN_PLATFORM_ARRIVING_H
#define CAIRN_PLATFORM_ARRIVING_H

#include "platform/http/reply.h"
#include "wire/pieces.h"

struct arriving {
    struct str bytes;
    const char *object_kind; /* in the audit */
    void *owner;
    enum err (*begin)(struct ctx *c, void *owner, int64_t *ret_id);
    enum err (*piece)(struct ctx *c, int64_t id, int64_t number, struct str packed);
    enum err (*end)(struct ctx *c, int64_t id);
    then_fn answer; /* arg is the owner */

    struct piece_list pieces; /* the rest is its own */
    enum err packed;
    size_t from, to; /* pieces that are stored; that were, after the action */
    int64_t id;
};
/* In the request's arena, as everything that a reply leads to. */
struct reply arriving_reply(struct arriving *a);

#endif
