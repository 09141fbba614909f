/* A message and its result as bytes in a pipe. Neither side trusts the other. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "platform/mail/mail.h"

#include <errno.h>
#include <unistd.h>

enum { MAGIC = 0x6d61696c, SUBJECT_MOST = 120, ID_MOST = 64, TO_MOST = 254 };

struct message_head {
    uint32_t magic, to, subject, id, text, spare;
    int64_t at;
};
struct result_head {
    uint32_t magic, outcome, code, said;
};

static void add_bytes(struct buf *out, const void *bytes, size_t n)
{
    buf_add(out, (struct str){bytes, n});
}

void mail_frame_write(struct buf *out, const struct mail_message *m)
{
    const struct message_head head = {.magic = MAGIC,
        .to = (uint32_t)m->to.n,
        .subject = (uint32_t)m->subject.n,
        .id = (uint32_t)m->id.n,
        .text = (uint32_t)m->text.n,
        .at = m->at.v};
    add_bytes(out, &head, sizeof head);
    buf_add(out, m->to);
    buf_add(out, m->subject);
    buf_add(out, m->id);
    buf_add(out, m->text);
}

/* What may stand in a field of a mail's head: no line can end in it. */
static bool printable(struct str s, bool spaces)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] > '~' || s.p[i] < (spaces ? ' ' : '!') || s.p[i] == '<' || s.p[i] == '>') return false;
    return s.n != 0;
}

static struct str take(struct str *bytes, uint32_t n)
{
    struct str taken = str_slice(*bytes, 0, n);
    *bytes = str_skip(*bytes, n);
    return taken;
}

enum err mail_frame_read(struct str bytes, struct mail_message *ret)
{
    struct message_head head;
    if (bytes.n < sizeof head) return ERR_INVALID;
    memcpy(&head, bytes.p, sizeof head);
    bytes = str_skip(bytes, sizeof head);
    if (head.magic != MAGIC || head.to > TO_MOST || head.subject > SUBJECT_MOST || head.id > ID_MOST ||
        head.text > LIMIT_MAIL_TEXT || bytes.n != (size_t)head.to + head.subject + head.id + head.text)
        return ERR_INVALID;
    ret->to = take(&bytes, head.to);
    ret->subject = take(&bytes, head.subject);
    ret->id = take(&bytes, head.id);
    ret->text = bytes;
    ret->at = (struct instant){head.at};
    bool right = mail_address_is(ret->to) && printable(ret->subject, true) && printable(ret->id, false) &&
        ret->text.n && utf8_is_valid(ret->text, NULL) && !memchr(ret->text.p, 0, ret->text.n);
    return right ? ERR_NONE : ERR_INVALID;
}

enum err mail_read_all(struct arena *a, int fd, size_t ceiling, struct str *ret)
{
    char *bytes = arena_alloc(a, ceiling + 1, 1);
    size_t n = 0;
    while (n <= ceiling) {
        ssize_t got = read(fd, bytes + n, ceiling + 1 - n);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return ERR_IO;
        if (got == 0) break;
        n += (size_t)got;
    }
    *ret = (struct str){bytes, n};
    return n > ceiling ? ERR_TOO_LARGE : ERR_NONE;
}

void mail_result_write(struct buf *out, const struct mail_result *r)
{
    struct str said = str_from_cstr(r->said);
    const struct result_head head = {MAGIC, (uint32_t)r->outcome, (uint32_t)r->code, (uint32_t)said.n};
    add_bytes(out, &head, sizeof head);
    buf_add(out, said);
}

struct mail_result mail_result_read(struct str bytes)
{
    struct mail_result r;
    struct result_head head;
    mail_result_set(&r, MAIL_NOT_KNOWN, 0, STR("What sends mail ended without saying what became of it"));
    if (bytes.n < sizeof head) return r;
    memcpy(&head, bytes.p, sizeof head);
    bytes = str_skip(bytes, sizeof head);
    if (head.magic != MAGIC || head.outcome >= MAIL_OUTCOMES || head.code > 999 || head.said > LIMIT_MAIL_SAID ||
        head.said != bytes.n)
        return r;
    mail_result_set(&r, (enum mail_outcome)head.outcome, (int)head.code, bytes);
    return r;
}

void mail_result_set(struct mail_result *r, enum mail_outcome outcome, int code, struct str said)
{
    size_t n = said.n < LIMIT_MAIL_SAID ? said.n : LIMIT_MAIL_SAID;
    *r = (struct mail_result){.outcome = outcome, .code = code};
    for (size_t i = 0; i < n; i++) r->said[i] = said.p[i] >= ' ' && said.p[i] <= '~' ? said.p[i] : '?';
}
