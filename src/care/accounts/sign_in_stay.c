/* "Stay signed in": somebody is there, and has nothing to ask for. That they asked is what keeps the session. */
#include "base/buf.h"
#include "care/accounts/sign_in.h"
#include "wire/json_write.h"

enum { ANSWER_BYTES = 64 };

struct reply sign_in_stay_post(struct ctx *c, const struct request *r)
{
    struct buf out = buf_new(c->arena, ANSWER_BYTES, ANSWER_BYTES);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    json_name(&w, STR("seconds"));
    json_int(&w, session_seconds_left(c, r->session));
    json_object_end(&w);
    MUST(!out.overflow);
    return reply_bytes(200, STR("application/json"), buf_str(&out));
}
