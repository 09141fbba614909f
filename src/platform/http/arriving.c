#include "platform/http/arriving.h"

#include "platform/audit/audit.h"

enum { STORED_AT_ONCE = 512 * 1024 };

static enum err store_some(struct ctx *c, void *arg)
{
    struct arriving *a = arg;
    size_t bytes = 0;
    int64_t id = a->id;
    enum err err = a->from ? ERR_NONE : a->begin(c, a->owner, &id);
    a->id = id;
    c->audit->object_kind = str_from_cstr(a->object_kind);
    c->audit->object_id = id;
    for (a->to = a->from; !err && a->to < a->pieces.n && bytes < STORED_AT_ONCE; a->to++) {
        bytes += a->pieces.items[a->to].n;
        err = a->piece(c, id, (int64_t)a->to, a->pieces.items[a->to]);
    }
    return err || a->to < a->pieces.n ? err : a->end(c, id);
}

static struct reply stored(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct arriving *a = arg;
    a->from = a->to;
    if (!result && a->from < a->pieces.n) return reply_write(store_some, stored, a);
    return a->answer(c, r, a->owner, result);
}

static void pack(struct ctx *c, void *arg)
{
    struct arriving *a = arg;
    a->packed = pieces_pack(c->arena, a->bytes, &a->pieces);
}

static struct reply packed(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct arriving *a = arg;
    if (!result) result = a->packed;
    return result ? a->answer(c, r, a->owner, result) : reply_write(store_some, stored, a);
}

struct reply arriving_reply(struct arriving *a)
{
    return reply_slow(pack, packed, a);
}
