#include "platform/http/reply.h"

#include "platform/http/request.h"

struct reply reply_bytes(int status, struct str type, struct str body)
{
    return (struct reply){.kind = REPLY_ANSWER, .status = status, .type = type, .body = body};
}

struct reply reply_html(int status, struct str body)
{
    return reply_bytes(status, STR("text/html; charset=utf-8"), body);
}

struct reply reply_download(struct str type, struct reply_file file)
{
    MUST(file.set && file.name.n);
    return (struct reply){.kind = REPLY_ANSWER, .status = 200, .type = type, .file = file};
}

struct reply reply_attachment(struct str type, struct str name, struct str body)
{
    MUST(name.n);
    return (struct reply){.kind = REPLY_ANSWER, .status = 200, .type = type, .body = body, .file = {.name = name}};
}

struct reply reply_see_other(struct url to)
{
    MUST(url_is_set(to));
    return (struct reply){.kind = REPLY_ANSWER, .status = 303, .location = to.text};
}

struct reply reply_write(action_fn action, then_fn then, void *arg)
{
    return (struct reply){.kind = REPLY_WRITE, .action = action, .then = then, .arg = arg};
}

struct reply reply_slow(void (*work)(struct ctx *c, void *arg), then_fn then, void *arg)
{
    return (struct reply){.kind = REPLY_SLOW, .work = work, .then = then, .arg = arg};
}

void reply_add_cookie(struct reply *r, struct str cookie)
{
    MUST(r->cookie_count < REPLY_COOKIES);
    r->cookies[r->cookie_count++] = cookie;
}

struct uuid request_id(const struct request *r, size_t at)
{
    MUST(at < r->id_count);
    return r->ids[at];
}
