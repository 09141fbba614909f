/* Orders and answers of `cairn user` and `cairn practice` through the control socket. */
#include "app/staff_control.h"

#include "app/command.h"
#include "base/limits.h"
#include "base/log.h"
#include "wire/json_write.h"

/* A packet's share of a long answer: escaped it still fits into one. */
enum { SHARE = CONTROL_PACKET_MOST / 8, SAID_MOST = 4 * 1024 * 1024 };

/* ---- the server's side ---- */

static enum err send_word(struct arena *a, int talk, struct str word, struct str text, int status)
{
    struct buf b = buf_new(a, 1024, CONTROL_PACKET_MOST);
    struct json_writer w = json_writer_new(&b);
    json_object_begin(&w);
    json_name(&w, STR("say")), json_str(&w, word);
    json_name(&w, STR("text")), json_str(&w, text);
    json_name(&w, STR("status")), json_int(&w, status);
    json_object_end(&w);
    json_writer_end(&w);
    return control_send(talk, buf_str(&b), -1);
}

/* How much of the text goes along now: at most a share, whole characters. */
static size_t share_of(struct str text)
{
    if (text.n <= SHARE) return text.n;
    size_t n = SHARE;
    while (n && ((unsigned char)text.p[n] & 0xc0) == 0x80) n--;
    return n;
}

static void serve_staff(const struct app *app, int talk, struct json_value request, int passed)
{
    (void)passed;
    struct arena arena CLEANUP(arena_release);
    struct staff_answer answer;
    struct staff_order order;
    arena_init(&arena, LIMIT_JOB_ARENA);
#define TAKE(field) order.field = json_as_text(json_get(request, STR(#field)));
    STAFF_ORDER_FIELDS(TAKE)
#undef TAKE
    staff_carry_out(app, &arena, &order, &answer);
    enum err err = ERR_NONE;
    while (!err && answer.said.n) {
        size_t n = share_of(answer.said);
        err = send_word(&arena, talk, STR("said"), str_slice(answer.said, 0, n), 0);
        answer.said = str_skip(answer.said, n);
    }
    if (!err) err = send_word(&arena, talk, STR("done"), answer.problem, answer.status);
    if (err) log_event(LOG_DEBUG, "control.gone", LOG_NUMBER("packets", 0)); /* who asked did not wait */
}

const struct control_command STAFF_CONTROL = {STR_INIT("staff"), serve_staff};

/* ---- the command's side ---- */

static enum err send_order(struct arena *a, int talk, const struct staff_order *o)
{
    struct buf b = buf_new(a, 1024, CONTROL_PACKET_MOST);
    struct json_writer w = json_writer_new(&b);
    json_object_begin(&w);
    json_name(&w, STR("command")), json_str(&w, STR("staff"));
#define GIVE(field) json_name(&w, STR(#field)), json_str(&w, o->field.p ? o->field : STR(""));
    STAFF_ORDER_FIELDS(GIVE)
#undef GIVE
    json_object_end(&w);
    json_writer_end(&w);
    return b.overflow ? ERR_TOO_LARGE : control_send(talk, buf_str(&b), -1);
}

void staff_ask(struct arena *a, int talk, const struct staff_order *order, struct staff_answer *ret)
{
    struct buf said = buf_new(a, 1024, SAID_MOST);
    *ret = (struct staff_answer){
        .status = EXIT_DATA, .problem = STR("the server stopped. Look what is there, then run the command again")};
    enum err err = send_order(a, talk, order);
    for (bool last = false; !err && !last;) {
        struct json_value v;
        int passed = -1;
        int64_t status = EXIT_DATA;
        if ((err = control_receive(a, talk, &v, &passed))) break;
        struct str text = json_as_text(json_get(v, STR("text")));
        last = !str_eq(json_as_text(json_get(v, STR("say"))), STR("said"));
        if (!last) buf_add(&said, text);
        if (!last) continue;
        if (!json_as_int(json_get(v, STR("status")), &status)) text = json_as_text(json_get(v, STR("error")));
        *ret = (struct staff_answer){.status = (int)status, .problem = text};
    }
    ret->said = buf_str(&said);
}
