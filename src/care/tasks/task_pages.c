/* A task done from a worklist, without a contact. */
#include "base/limits.h"
#include "care/shell/shell.h"
#include "care/tasks/task.h"

static enum err finish(struct ctx *c, void *arg)
{
    const struct task *t = arg;
    return task_finish(c, t, (struct contact_id){0});
}

static struct reply finished(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)arg;
    (void)r;
    /* Done already is what was wanted: sent twice, or a colleague was faster. */
    if (result && result != ERR_CONFLICT) return shell_failure(c, result);
    return reply_see_other(URL("/my-day?done=task"));
}

static struct reply task_done_post(struct ctx *c, const struct request *r)
{
    struct task *t = ARENA_NEW(c->arena, struct task);
    enum err err = task_by_key(c, request_id(r, 0), t);
    if (err == ERR_NOT_FOUND && task_is_done_by(c, request_id(r, 0), c->actor->account))
        return reply_see_other(URL("/my-day?done=task"));
    if (err) return shell_failure(c, err);
    if (t->owner.v != c->actor->account.v) return shell_error(c, 403, STR("This is a colleague's task."));
    return reply_write(finish, finished, t);
}

static const struct route ROUTES[] = {
    ROUTE(
        POST, "/tasks/:task/done", CONTACT_RECORD, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, task_done_post),
};
const struct route_table task_routes = ROUTE_TABLE(ROUTES);
