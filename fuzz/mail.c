/*
 * What goes through the pipes to the process that sends mail and back, and what is typed as an address or a
 * server.
 *
 * A message that is read can be sent as it is: no line can end in what stands in its head, and written again it is
 * the same. A result is one of ours, in words that can be printed, or not known. An address that is taken is its
 * own only address.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "platform/mail/mail.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_line(struct str s)
{
    for (size_t i = 0; i < s.n; i++) MUST(s.p[i] >= ' ' && s.p[i] <= '~' && s.p[i] != '<' && s.p[i] != '>');
}

static void check_message(struct arena *a, struct str bytes)
{
    struct mail_message m;
    if (mail_frame_read(bytes, &m)) return;
    MUST(mail_address_is(m.to));
    check_line(m.to);
    check_line(m.subject);
    check_line(m.id);
    struct buf again = buf_new(a, bytes.n + 64, 2 * LIMIT_MAIL_TEXT);
    mail_frame_write(&again, &m);
    struct mail_message same;
    MUST(mail_frame_read(buf_str(&again), &same) == ERR_NONE && str_eq(same.text, m.text) && same.at.v == m.at.v);
}

static void check_result(struct str bytes)
{
    struct mail_result r = mail_result_read(bytes);
    MUST(r.outcome < MAIL_OUTCOMES && r.code >= 0 && r.code < 1000);
    for (const char *p = r.said; *p; p++) MUST(*p >= ' ' && *p <= '~');
}

static void check_typed(struct arena *a, struct str typed)
{
    struct mail_server server;
    struct str why, found = mail_address_in(typed);
    MUST(!found.n || (mail_address_is(found) && str_eq(mail_address_in(found), found)));
    if (!mail_server_read(typed, &server)) MUST(server.host.n && server.port > 0 && server.port < 65536);
    const struct mail_settings settings = {.url = STR("smtp://localhost"), .from = typed};
    if (!mail_settings_check(a, &settings, &why)) check_line(mail_from_address(typed));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    struct str bytes = {(const char *)data, size};
    if (size > 64 * 1024) return 0;
    arena_init(&a, (size_t)4 << 20);
    check_message(&a, bytes);
    check_result(bytes);
    check_typed(&a, bytes);
    arena_release(&a);
    return 0;
}
